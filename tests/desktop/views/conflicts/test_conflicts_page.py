"""Two views side by side: who, when, what differs by word, what stands and why; decided once, with a reason."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from casework.records.file.case import RiskLevel
from desktop.services.amend import change_telephone
from desktop.services.conflict import decide_conflict, open_conflicts
from desktop.services.person_line import person_line
from desktop.services.session import Session
from desktop.store.change import scope_change
from desktop.views.conflicts.conflict_sheet import CHANGED, NOT_YOURS
from desktop.views.conflicts.conflicts_page import DECIDED, DECIDED_ELSEWHERE, ConflictsPage
from desktop.views.conflicts.decision import CHOOSE, SAY_WHY
from desktop.views.conflicts.difference import mark_differences
from desktop.views.conflicts.reading import ConflictsView, read_conflicts
from desktop.views.desk import Place
from desktop.views.partials.label import StrongLine, Words
from desktop.views.partials.list_delegate import ROW_ROLE, RowLook
from desktop.views.partials.warning_chip import Chip
from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch
from tests.desktop.views.conflicts.conftest import Shown
from tests.fakes.case_store import change

CONTROL = Qt.KeyboardModifier.ControlModifier


def begin(shown: Shown, qtbot: QtBot, place: Place | None = None) -> ConflictsPage:
    shown.page.show_place(place or Place("two_views"))
    qtbot.waitUntil(lambda: shown.page.sheet.case is not None)
    return shown.page


def rows(page: ConflictsPage) -> list[RowLook]:
    found = [page.list.rows.index(number).data(ROW_ROLE) for number in range(page.list.rows.rowCount())]
    return [row for row in found if isinstance(row, RowLook)]


def title(page: ConflictsPage) -> str:
    case = page.sheet.case
    return case.line.title if case else ""


def words(page: ConflictsPage) -> list[str]:
    return [label.text() for label in page.sheet.findChildren(Words) if label.isVisibleTo(page)]


def press(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def told(shown: Shown) -> list[str]:
    return [said.words for said in shown.rig.said]


def tell(shown: Shown) -> None:
    """Tell the page of what came with a sync."""
    case = shown.page.sheet.case
    assert case is not None
    shown.rig.desk.changed.emit(scope_change(case.line.scope))


def test_the_list_says_whose_what_since_when_and_what_stands(senior: Shown, qtbot: QtBot) -> None:
    page = begin(senior, qtbot)
    assert {(row.name, row.detail) for row in rows(page)} == {
        ("Isla Testcase", "born 12 April 1985 (41)"),
        ("Ruairidh Madeupson", "born 1 September 1990 (36)"),
    }
    risk = next(row for row in rows(page) if row.second.startswith("Risk"))
    assert risk.second == "Risk of serious harm, since Mon 2 November"
    assert risk.trailing == "Stands meanwhile: High. Seonaid Senior decides."
    page.grab()


def test_at_200_percent_the_list_leaves_the_decision_its_room(senior: Shown, qtbot: QtBot, switch: ThemeSwitch) -> None:
    page = begin(senior, qtbot)
    page.resize(1162, 712)
    switch.show(Theme(ThemeMode.LIGHT, 2.0, reduced_motion=True))
    qtbot.waitUntil(lambda: page.list.height() <= page.height() // 4 + 2 * page.list.frameWidth())
    first = page.list.visualRect(page.list.rows.index(0))
    assert first.height() <= page.list.viewport().height(), "the one that is shown stands whole"


def test_side_by_side_says_who_when_where_and_what_differs(senior: Shown, qtbot: QtBot) -> None:
    page = begin(senior, qtbot)
    assert title(page) == "Risk of serious harm"
    authors = [line.accessibleName() for line in page.sheet.findChildren(StrongLine)]
    assert authors == ["Wilma Worker · Today 09:00", "Colin Colleague · Today 09:00"]
    said = words(page)
    assert "Risk of serious harm: two views" in said
    assert said.count("Recorded elsewhere; it came from the office.") == 2
    assert said.count("Had on the screen: nothing recorded yet") == 2
    differing = [chip.words for chip in page.sheet.findChildren(Chip) if chip.words == "differs"]
    assert len(differing) == 6
    assert page.sheet.stands.sentence == "High stands meanwhile. The higher level stands until a senior decides."


def test_a_senior_decides_by_keyboard_and_the_next_conflict_comes(senior: Shown, qtbot: QtBot) -> None:
    page = begin(senior, qtbot)
    page.list.enter()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    press("2")
    QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Return, CONTROL)
    assert page.sheet.decision.reason_field.error == SAY_WHY
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.sheet.decision.reason)
    press("The neighbour withdrew it.")
    QTest.keyClick(page.sheet.decision.reason, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: title(page) != "Risk of serious harm")
    assert DECIDED in told(senior)
    assert len(rows(page)) == 2
    assert page.sheet.decision.reason.text == ""
    case = senior.rig.case
    assert senior.rig.look(lambda s: person_line(s, case).risk.level) is RiskLevel.MEDIUM


def test_a_decision_needs_a_choice(senior: Shown, qtbot: QtBot) -> None:
    page = begin(senior, qtbot)
    page.sheet.decision.button.click()
    assert page.sheet.decision.choice.error == CHOOSE
    assert page.sheet.decision.reason_field.error == SAY_WHY


def test_who_has_not_the_role_is_told_who_decides(worker: Shown, qtbot: QtBot) -> None:
    page = begin(worker, qtbot)
    assert page.sheet.stands.sentence.endswith(NOT_YOURS)
    assert not page.sheet.decision.isVisible()
    telephone = next(row for row in rows(page) if row.second.startswith("Telephone"))
    page.list.set_current(telephone.key)
    assert title(page) == "Telephone"
    assert page.sheet.decision.isVisible()
    qtbot.waitUntil(lambda: "Recorded on this laptop; the office has it." in words(page))


def test_the_place_says_whose_conflicts_come_first(senior: Shown, qtbot: QtBot) -> None:
    second = senior.rig.ready.cases[1]
    page = begin(senior, qtbot, Place("two_views", second))
    assert title(page) == "Language and needs"
    case = page.sheet.case
    assert case is not None
    assert case.line.case == second


def test_a_third_view_that_comes_meanwhile_is_shown_and_what_was_written_stays(senior: Shown, qtbot: QtBot) -> None:
    page = begin(senior, qtbot)
    telephone = next(row for row in rows(page) if row.second.startswith("Telephone"))
    page.list.set_current(telephone.key)
    page.sheet.decision.reason.setFocus()
    press("Rang it.")
    case, team = senior.rig.case, senior.team
    senior.rig.look(lambda _: change_telephone(team.worker.session, case, "01632 960 111"))
    senior.rig.look(lambda _: team.sync())
    tell(senior)
    qtbot.waitUntil(lambda: page.sheet.trouble.sentence == CHANGED)
    assert page.sheet.decision.reason.text == "Rang it."
    assert title(page) == "Telephone"


def test_three_views_are_side_by_side(senior: Shown, qtbot: QtBot) -> None:
    page = begin(senior, qtbot)
    team, third = senior.team, "01632 960 111"

    def write(session: Session) -> None:
        office = team.senior.ready.office
        line = next(line for line in open_conflicts(session) if line.title == "Telephone")
        state = session.store.record(line.scope, line.record)
        assert state is not None
        office.write(line.scope, change(state.kind, line.record, "telephone", third))
        team.sync()

    senior.rig.look(write)
    tell(senior)
    key = next(row.key for row in rows(page) if row.second.startswith("Telephone"))
    page.list.set_current(key)
    qtbot.waitUntil(lambda: "Telephone: 3 views" in words(page))
    assert [third in words(page), page.sheet.decision.isVisible()] == [True, True]
    page.sheet.grab()


def test_what_somebody_else_decided_goes_and_the_writer_is_told(senior: Shown, qtbot: QtBot) -> None:
    page = begin(senior, qtbot)
    telephone = next(row for row in rows(page) if row.second.startswith("Telephone"))
    page.list.set_current(telephone.key)
    page.sheet.decision.reason.setFocus()
    press("Rang it.")

    def decide(_: Session) -> None:
        session = senior.team.worker.session
        line = next(line for line in open_conflicts(session) if line.title == "Telephone")
        decide_conflict(session, line, line.views[0].entry, "Texted it.")
        senior.team.sync()

    senior.rig.look(decide)
    tell(senior)
    qtbot.waitUntil(lambda: len(rows(page)) == 2)
    assert DECIDED_ELSEWHERE in told(senior)
    assert page.sheet.decision.reason.text == ""


def test_a_decision_on_what_changed_underneath_is_refused_in_words(senior: Shown, qtbot: QtBot) -> None:
    page = begin(senior, qtbot)
    case, team = senior.rig.case, senior.team
    telephone = next(row for row in rows(page) if row.second.startswith("Telephone"))
    page.list.set_current(telephone.key)
    page.sheet.decision.enter()
    press("1")
    page.sheet.decision.reason.setFocus()
    press("Rang it.")
    senior.rig.look(lambda _: change_telephone(team.worker.session, case, "01632 960 111"))
    senior.rig.look(lambda _: team.sync())
    page.sheet.decision.button.click()
    qtbot.waitUntil(lambda: bool(page.sheet.trouble.sentence))
    assert "meanwhile" in page.sheet.trouble.sentence or page.sheet.trouble.sentence == CHANGED
    assert DECIDED not in told(senior)
    assert page.sheet.decision.reason.text == "Rang it."


def test_nothing_to_decide_teaches_what_will_be_here(senior: Shown, qtbot: QtBot) -> None:
    page = begin(senior, qtbot)
    page.show_page(ConflictsView(senior.rig.look(read_conflicts).today, ()))
    assert page.empty.isVisible()
    assert page.empty.accessibleName().startswith("No two views to decide between. When two people")


def test_everything_has_a_name(senior: Shown, qtbot: QtBot) -> None:
    page = begin(senior, qtbot)
    for button in page.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.accessibleName(), button.objectName()
            assert button.objectName()
    assert page.list.accessibleName()
    assert page.sheet.decision.reason.accessibleName() == "Reason"


def test_lines_are_matched_by_what_they_are_about() -> None:
    left, right = mark_differences(((("Level", "High"), ("Assessor", "A")), (("Level", "Low"), ("Rationale", "Calm"))))
    assert [line.title for line in left] == [line.title for line in right] == ["Level", "Assessor", "Rationale"]
    assert [line.differs for line in left] == [True, True, True]
    assert [line.words for line in right] == ["Low", "", "Calm"]
    assert not mark_differences(((("Level", "High"),), (("Level", "High"),)))[0][0].differs
