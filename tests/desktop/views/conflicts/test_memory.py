"""A reason that was begun is there again: after a look at the next one in the list, after a lock, after a crash."""

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casework.records.identifier import RecordId, case_scope, restricted_scope
from desktop.services.conflict import decide_conflict
from desktop.services.draft import draft_lines
from desktop.services.person_line import person_lines
from desktop.services.session import Session
from desktop.store.case_store import Save
from desktop.views.conflicts.conflicts_page import ConflictsPage
from desktop.views.desk import Place, place_of_draft
from tests.desktop.views.conflicts.conftest import Shown
from tests.desktop.views.conflicts.test_conflicts_page import begin, tell, title
from tests.fakes.case_store import change, uid

REASON = "Both were asked; the neighbour withdrew it."


def drafts(shown: Shown) -> list[tuple[str, str]]:
    lines = shown.rig.look(lambda session: draft_lines(session, person_lines(session)))
    return [(line.title, place_of_draft(line).name) for line in lines]


def write(page: ConflictsPage, words: str = REASON) -> None:
    QTest.keyClicks(page.sheet.decision.reason, words)


def test_a_look_at_another_one_throws_no_reason_away(senior: Shown, qtbot: QtBot) -> None:
    page = begin(senior, qtbot)
    first = page.list.current_key
    write(page)
    page.list.setCurrentIndex(page.list.rows.index(1))
    assert page.sheet.decision.reason.text == ""
    page.list.set_current(first)
    qtbot.waitUntil(lambda: page.sheet.decision.reason.text == REASON)


def test_it_outlives_a_lock_and_is_offered_like_any_draft(senior: Shown, qtbot: QtBot) -> None:
    """The page goes as the window is hidden; the one that is made at the next unlock has the words."""
    page = begin(senior, qtbot)
    write(page)
    page.hide()
    qtbot.waitUntil(lambda: drafts(senior) == [("Two views", "two_views")])
    page.memory.let_go()
    again = ConflictsPage(senior.rig.desk)
    qtbot.addWidget(again)
    again.show_place(Place("two_views"))
    qtbot.waitUntil(lambda: again.sheet.decision.reason.text == REASON)


def test_what_was_decided_is_not_offered_again(senior: Shown, qtbot: QtBot) -> None:
    page = begin(senior, qtbot)
    about = title(page)
    write(page)
    page.memory.leave()
    qtbot.waitUntil(lambda: len(drafts(senior)) == 1)
    page.sheet.decision.choice.editor.set_keys(["1"])  # type: ignore[attr-defined]
    write(page, " Yes.")
    page.sheet.decision.button.click()
    page.hide()
    qtbot.waitUntil(lambda: title(page) != about)
    assert drafts(senior) == []


def test_what_somebody_else_decided_is_not_offered_either(senior: Shown, qtbot: QtBot) -> None:
    page = begin(senior, qtbot)
    write(page)
    page.memory.leave()
    qtbot.waitUntil(lambda: len(drafts(senior)) == 1)
    case = page.sheet.case
    assert case is not None

    def decide(session: Session) -> object:
        return decide_conflict(session, case.line, case.line.views[0].entry, "Asked.")

    senior.rig.look(decide)
    tell(senior)
    qtbot.waitUntil(lambda: drafts(senior) == [])


def test_a_reason_about_something_restricted_is_kept_with_it(senior: Shown, qtbot: QtBot) -> None:
    """Should the case leave, it arrives at the office where that lies, and nobody else reads it."""
    page = begin(senior, qtbot)
    person = page.sheet.case.person if page.sheet.case else None
    assert person is not None
    saved = Save(restricted_scope(person.case), (change("contact", RecordId(uid(77)), "narrative", "Told."),))
    senior.rig.look(lambda session: session.store.append([saved]))
    for number, scope in enumerate((case_scope(person.case), restricted_scope(person.case))):
        page.memory.let_go()
        page.sheet.decision.reason.set_text("")
        page.memory.show(f"key {number}", person.case, scope)
        write(page)
        page.memory.leave()
    qtbot.waitUntil(lambda: len(drafts(senior)) == 2)
    kept = senior.rig.look(lambda session: {draft.scope for draft in session.store.drafts()})
    assert kept == {case_scope(person.case), restricted_scope(person.case)}


def test_words_that_were_taken_out_again_leave_nothing(senior: Shown, qtbot: QtBot) -> None:
    page = begin(senior, qtbot)
    write(page)
    page.memory.leave()
    qtbot.waitUntil(lambda: len(drafts(senior)) == 1)
    page.sheet.decision.reason.selectAll()
    page.sheet.decision.reason.cut()
    page.memory.leave()
    qtbot.waitUntil(lambda: drafts(senior) == [])
