"""By keyboard: whoever was not told is told and noted, and an overdue visit is answered for."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casework.records.identifier import AGENCY, case_scope
from casework.records.staff.staff import Duty, Post, Staff, StaffRole, Turn
from desktop.services.duty_desk import DutySort
from desktop.store.change import scope_change
from desktop.views.desk import Place
from desktop.views.duty.duty_page import DutyPage
from desktop.views.duty.handover_sheet import HandoverSheet
from desktop.views.duty.told_sheet import ToldSheet
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.services.laptop import Team
from tests.desktop.services.test_duty_desk import pass_hours, plan_visit
from tests.desktop.services.test_on_duty import not_told
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.two_views_rig import team_rig
from tests.fakes.case_store import SENIOR, new, uid

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


def put_on_duty(team: Team) -> None:
    """The senior at the keyboard is on duty for another ten hours."""
    now = team.senior.session.now()
    turn = Turn(staff=SENIOR, starts=now - timedelta(hours=2), ends=now + timedelta(hours=10), telephone="01000 1")
    other = Staff(name="Otto Other", post=Post(role=StaffRole.SENIOR), active=True, telephone="01000 2")
    office = team.worker.ready.office
    office.write(AGENCY, new(Duty(turn=turn), uid(7101)))
    office.write(AGENCY, new(other, uid(7102)))
    team.sync()


def test_whoever_is_on_duty_hands_it_over_and_is_on_duty_no_more(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown
    rig.look(lambda _: put_on_duty(team))
    page.show_place(Place("duty"))
    qtbot.waitUntil(page.hand_over.isVisible)
    QTest.keyClick(page.hand_over, Qt.Key.Key_Space)
    (sheet,) = page.findChildren(HandoverSheet)
    offered = [sheet.who.itemText(number) for number in range(sheet.who.count())]
    assert offered == ["Choose a colleague", "Otto Other, Senior social worker"]
    sheet.save()
    assert sheet.to.error == "Choose who takes over."
    sheet.who.setCurrentIndex(1)
    assert sheet.number.text == "01000 2"
    sheet.number.set_text("")
    sheet.save()
    assert "write the number" in sheet.number.error
    sheet.number.set_text("01000 2")
    sheet.save()
    qtbot.waitUntil(lambda: not page.hand_over.isVisible())
    assert page.rota.text().startswith("On duty: Otto Other, 01000 2")


def show(shown: Shown, qtbot: QtBot) -> None:
    page = shown[0]
    page.show_place(Place("duty"))
    qtbot.waitUntil(lambda: page.rows.rows.rowCount() > 0)


def test_enter_opens_the_sheet_that_says_whom_to_ring_and_saving_it_settles_it(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown
    rig.look(lambda _: not_told(team))
    show(shown, qtbot)
    first = page.rows.rows.row_at(0)
    assert first.urgent
    assert first.alarm
    assert first.name.startswith("Not told: phone now: ")
    QTest.keyClick(page.rows, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.findChildren(ToldSheet)) and page.findChildren(ToldSheet)[0].isVisible())
    (sheet,) = page.findChildren(ToldSheet)
    assert "Dog" in sheet.what.text()
    assert sheet.how.key == "telephone"
    sheet.save()
    rig.desk.changed.emit(scope_change(case_scope(team.worker.ready.cases[0])))
    qtbot.waitUntil(lambda: page.rows.rows.rowCount() == 0)


def test_a_time_that_nobody_can_read_is_said_beside_its_field(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown
    rig.look(lambda _: not_told(team))
    show(shown, qtbot)
    QTest.keyClick(page.rows, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.findChildren(ToldSheet)) and page.findChildren(ToldSheet)[0].isVisible())
    (sheet,) = page.findChildren(ToldSheet)
    QTest.keyClicks(sheet.at.editor, "99x")
    sheet.save()
    assert sheet.problems() == {"at": "When: write the time, such as 14.30."}


def test_the_button_answers_for_the_overdue_visit_that_is_marked_and_goes_then(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown

    def late() -> None:
        plan_visit(team)
        pass_hours(team, 2.6)

    rig.look(lambda _: late())
    show(shown, qtbot)
    assert page.answer.isVisible()
    assert page.answer.accessibleName().startswith("I am looking into it, ")
    page.answer.setFocus()
    QTest.keyClick(page.answer, Qt.Key.Key_Space)
    rig.desk.changed.emit(scope_change(case_scope(team.worker.ready.cases[0])))
    qtbot.waitUntil(lambda: not page.answer.isVisible())
    assert page.view is not None
    (item,) = page.view.items
    assert item.sort is DutySort.OVERDUE
    assert "looking into it since" in item.detail
