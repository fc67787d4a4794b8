"""The duty desk by keyboard: what is most urgent is marked, Enter opens each thing where it is settled."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from casework.records.contact.check_in import CheckIn, CheckInStep
from casework.records.identifier import case_scope
from casework.rules.standing import read_record
from desktop.services.draft import draft_lines
from desktop.services.duty_desk import DutySort
from desktop.services.person_line import person_lines
from desktop.store.change import scope_change
from desktop.views.desk import Place, place_of_draft
from desktop.views.duty.close_sheet import CloseSheet
from desktop.views.duty.duty_page import DutyPage
from desktop.views.duty.wording import NO_ROTA
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.services.laptop import Team
from tests.desktop.services.test_duty_desk import check_in
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.duty.rig import fill
from tests.desktop.views.two_views_rig import team_rig

Shown = tuple[DutyPage, DeskRig, Team]


@pytest.fixture
def shown(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    del switch
    with team_rig(tmp_path) as (rig, team):
        page = DutyPage(rig.desk)
        qtbot.addWidget(page)
        page.resize(1162, 712)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        yield page, rig, team


def begin(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown
    rig.look(lambda _: fill(team))
    page.show_place(Place("duty"))
    qtbot.waitUntil(lambda: page.rows.rows.rowCount() > 0)


def test_the_overdue_visit_is_first_marked_and_says_who_to_ring(shown: Shown, qtbot: QtBot) -> None:
    begin(shown, qtbot)
    page = shown[0]
    first = page.rows.rows.row_at(0)
    assert page.rows.current_key == first.key
    assert first.urgent
    rows = [page.rows.rows.row_at(number) for number in range(page.rows.rows.rowCount())]
    assert [row.alarm for row in rows] == [True] + [False] * (len(rows) - 1), "only what cannot wait is painted so"
    assert first.name.startswith("Visit overdue, 12 min late: ")
    assert "Ring, then close the visit" in first.sentence
    assert page.count.text().startswith(f"{page.rows.rows.rowCount()} matters")


def test_a_desk_that_is_still_being_read_does_not_look_empty(shown: Shown, qtbot: QtBot) -> None:
    page = shown[0]
    qtbot.waitUntil(page.reading.isVisible)
    assert "being read" in page.reading.text()
    begin(shown, qtbot)
    qtbot.waitUntil(lambda: not page.reading.isVisible())


def test_the_keyboard_is_in_the_list_and_never_begins_on_a_button(shown: Shown, qtbot: QtBot) -> None:
    assert not shown[0].stop.isVisible()
    begin(shown, qtbot)
    assert shown[0].stop.isVisible()
    qtbot.waitUntil(shown[0].rows.hasFocus)


def test_what_comes_to_an_empty_desk_has_the_keyboard(shown: Shown, qtbot: QtBot) -> None:
    page = shown[0]
    page.show_place(Place("duty"))
    qtbot.waitUntil(page.empty.isVisible)
    page.stop.setFocus()
    qtbot.waitUntil(page.stop.hasFocus)
    begin(shown, qtbot)
    qtbot.waitUntil(page.rows.hasFocus)


@pytest.mark.parametrize(
    ("sort", "place"),
    [(DutySort.HELD_BACK, "looks"), (DutySort.CONFLICT, "two_views")],
)
def test_enter_opens_a_thing_where_it_is_settled(shown: Shown, qtbot: QtBot, sort: DutySort, place: str) -> None:
    begin(shown, qtbot)
    page, rig, _ = shown
    items = page.view.items if page.view else ()
    item = next(item for item in items if item.sort is sort)
    page.rows.set_current(item.key)
    QTest.keyClick(page.rows, Qt.Key.Key_Return)
    (gone,) = rig.went
    assert (gone.name, gone.case) == (place, item.case)


def words_in(pane: QWidget) -> str:
    return "\n".join(label.text() for label in pane.findChildren(QLabel) if label.isVisible())


def test_the_marked_matter_stands_whole_beside_the_queue_and_follows_the_mark(shown: Shown, qtbot: QtBot) -> None:
    begin(shown, qtbot)
    page = shown[0]
    qtbot.waitUntil(lambda: "Ring: Wilma Worker" in words_in(page.pane))
    assert page.pane.settle.text() == "&Close by telephone…"
    assert "On file" not in page.rows.rows.row_at(0).second
    QTest.keyClick(page.rows, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "Stands meanwhile." in words_in(page.pane))
    assert "Ring: Wilma Worker" not in words_in(page.pane)
    assert "Settled, works, keeps appointments." in words_in(page.pane)


def test_a_click_marks_what_stands_beside_and_the_button_there_settles_it(shown: Shown, qtbot: QtBot) -> None:
    begin(shown, qtbot)
    page, rig, _ = shown
    items = page.view.items if page.view else ()
    number = next(n for n, item in enumerate(items) if item.sort is DutySort.CONFLICT)
    at = page.rows.visualRect(page.rows.rows.index(number)).center()
    QTest.mouseClick(page.rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: page.pane.item is not None and page.pane.item.key == items[number].key)
    assert rig.went == []
    QTest.keyClick(page.pane.settle, Qt.Key.Key_Space)
    assert [place.name for place in rig.went] == ["two_views"]


def test_where_the_text_is_large_the_queue_has_the_width_and_the_button_stays(shown: Shown, qtbot: QtBot) -> None:
    begin(shown, qtbot)
    page = shown[0]
    page.resize(700, 712)
    qtbot.waitUntil(lambda: not page.pane.reading.isVisible())
    assert page.pane.settle.isVisible()
    assert "At: 5 Fifth Street." in page.rows.rows.row_at(0).second


def close_sheet(page: DutyPage, qtbot: QtBot) -> CloseSheet:
    QTest.keyClick(page.rows, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(sheet.isVisible() for sheet in page.findChildren(CloseSheet)))
    return next(sheet for sheet in page.findChildren(CloseSheet) if sheet.isVisible())


def test_an_overdue_visit_is_closed_with_whom_one_spoke_to_and_what_they_said(shown: Shown, qtbot: QtBot) -> None:
    begin(shown, qtbot)
    page, rig, team = shown
    case, visit = team.worker.ready.cases[0], page.rows.rows.row_at(0).key
    sheet = close_sheet(page, qtbot)
    assert sheet.ring.text() == "Ring: Wilma Worker, no number on this laptop"
    qtbot.waitUntil(sheet.whom.line.hasFocus)
    sheet.save()
    assert "Whom you spoke to is missing" in sheet.whom.error
    QTest.keyClicks(sheet.whom.line, "Wilma Worker")
    QTest.keyClicks(sheet.said.line, "In the car, on the way to the office.")
    QTest.keyClick(sheet.said.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rig.desk.changed.emit(scope_change(case_scope(case)))
    qtbot.waitUntil(lambda: page.rows.rows.rowCount() > 0 and page.rows.rows.row_at(0).key != visit)
    steps = rig.look(lambda session: session.store.records(CheckIn.kind, case_scope(case)))
    (step,) = (read_record(CheckIn, state) for state in steps)
    assert (step.step, step.spoke_to) == (CheckInStep.CLOSED, "Wilma Worker")
    assert step.said == "In the car, on the way to the office."


def test_what_was_said_on_the_telephone_outlives_a_lock(shown: Shown, qtbot: QtBot) -> None:
    begin(shown, qtbot)
    page, rig, _ = shown
    sheet = close_sheet(page, qtbot)
    QTest.keyClicks(sheet.whom.line, "Wilma Worker")
    QTest.keyClicks(sheet.said.line, "In the car.")
    sheet.hide()
    sheet.deleteLater()
    [kept] = rig.look(lambda session: draft_lines(session, person_lines(session)))
    assert (kept.title, place_of_draft(kept)) == ("What they said", Place("duty", kept.case))
    page.rows.setFocus()
    again = close_sheet(page, qtbot)
    qtbot.waitUntil(lambda: (again.whom.text, again.said.text) == ("Wilma Worker", "In the car."))
    again.done(0)


def test_an_empty_desk_says_what_would_be_there_and_that_nobody_is_on_the_rota(shown: Shown, qtbot: QtBot) -> None:
    page = shown[0]
    page.show_place(Place("duty"))
    qtbot.waitUntil(page.empty.isVisible)
    assert page.rota.text() == NO_ROTA
    assert not page.count.isVisible()


def test_what_is_settled_leaves_the_desk_by_itself(shown: Shown, qtbot: QtBot) -> None:
    begin(shown, qtbot)
    page, rig, team = shown
    case = team.worker.ready.cases[0]
    before = page.rows.rows.rowCount()
    visit = page.rows.rows.row_at(0).key
    rig.look(lambda _: check_in(team, visit, CheckInStep.CLOSED))
    rig.desk.changed.emit(scope_change(case_scope(case)))
    qtbot.waitUntil(lambda: page.rows.rows.rowCount() == before - 1)
