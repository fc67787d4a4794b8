"""The sheets for where a person is and how the work ends: what follows is said before it is saved, and done as said."""

from datetime import date, time, timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from casework.records.contact.appointment import ContactSort
from casework.records.file.legal_hold import HoldBasis, HoldGrounds
from casework.records.identifier import case_scope
from casework.records.person.status import PersonStatus, StatusSort
from casework.records.sentence.order import Order
from desktop.services import amend
from desktop.services.contact_form import NextPart
from desktop.services.ending import put_hold, read_ending
from desktop.services.person_line import person_line
from desktop.services.session import Session
from desktop.services.status import change_status, read_status
from desktop.views import case_sheets
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.desk import Place
from tests.desktop.views.desk_rig import DeskRig


def plan_visit(session: Session, rig: DeskRig, days: int) -> None:
    day = session.today() + timedelta(days=days)
    part = NextPart(sort=ContactSort.HOME_ANNOUNCED, day=day, at=time(14), back_by=time(15), place="14 Sample Terrace")
    amend.plan_appointment(session, rig.case, part)


@pytest.fixture
def planned(rig: DeskRig) -> DeskRig:
    """A case with two visits to come."""
    for days in (2, 4):
        rig.look(partial(plan_visit, rig=rig, days=days))
    return rig


def opened(sheet: SheetFrame, qtbot: QtBot) -> None:
    qtbot.waitUntil(sheet.isVisible)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    qtbot.waitUntil(lambda: has_the_keyboard(sheet))


def has_the_keyboard(sheet: SheetFrame) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and sheet.isAncestorOf(focused)


def press(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def saved(rig: DeskRig, sheet: SheetFrame, qtbot: QtBot) -> str:
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(rig.said))
    return rig.said[-1].words


def test_a_death_says_what_it_cancels_before_it_is_saved(planned: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_status_sheet(planned.desk, planned.case, window)
    opened(sheet, qtbot)
    press("d")
    assert sheet.sort.key == StatusSort.DEAD
    assert sheet.consequence.sentence.count("Home visit") == 2
    assert sheet.field("cancel").isHidden()
    sheet.save()
    assert sheet.source.error
    assert planned.look(lambda s: read_status(s, planned.case)).view.standing is None
    sheet.source.line.setFocus()
    press("The family")
    words = saved(planned, sheet, qtbot)
    assert words.startswith("Status saved. Cancelled: Home visit")
    page = planned.look(lambda s: read_status(s, planned.case))
    assert (page.view.sort, page.planned) == (StatusSort.DEAD, ())


def test_custody_cancels_what_is_ticked_and_nothing_else(planned: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_status_sheet(planned.desk, planned.case, window)
    opened(sheet, qtbot)
    press("c")
    assert not sheet.field("cancel").isHidden()
    first, second = planned.look(lambda s: read_status(s, planned.case)).planned
    sheet.field("cancel").editor.set_keys([first.record])  # type: ignore[attr-defined]
    sheet.source.set_text("The prison")
    saved(planned, sheet, qtbot)
    page = planned.look(lambda s: read_status(s, planned.case))
    assert (page.view.sort, page.planned) == (StatusSort.CUSTODY, (second,))


def test_a_death_is_taken_back_with_a_reason_and_says_what_is_not_planned_again(
    planned: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    died = planned.look(lambda s: PersonStatus(status=StatusSort.DEAD, since=s.today(), source="The family"))
    planned.look(lambda s: change_status(s, planned.case, died))
    sheet = case_sheets.open_status_sheet(planned.desk, planned.case, window)
    opened(sheet, qtbot)
    assert sheet.standing.text().startswith("Stands now: Died")
    press("i")
    sheet.source.set_text("The family")
    sheet.save()
    qtbot.waitUntil(lambda: bool(sheet.field("reason").error))
    sheet.reason.set_text("A namesake.")
    assert "not planned again: Home visit" in saved(planned, sheet, qtbot)


def test_the_work_does_not_end_while_an_order_runs_and_the_sheet_says_so(
    rig: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    sheet = case_sheets.open_ending_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    assert "In force: Community Payback Order" in sheet.standing.text()
    sheet.because.set_keys(["order_end"])
    sheet.save()
    qtbot.waitUntil(lambda: bool(sheet.field("because").error))
    assert rig.look(lambda s: person_line(s, rig.case)).open


def test_where_an_order_runs_the_sheet_leads_to_where_its_last_day_is_corrected(
    rig: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    sheet = case_sheets.open_ending_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    assert not sheet.to_order.isVisible()
    sheet.because.set_keys(["order_end"])
    sheet.field("because").edited.emit()
    qtbot.waitUntil(sheet.to_order.isVisible)
    sheet.to_order.setFocus()
    QTest.keyClick(sheet.to_order, Qt.Key.Key_Space)
    (order,) = rig.look(lambda s: s.store.records(Order.kind, case_scope(rig.case)))
    assert rig.went == [Place("person", rig.case, record=order.record, tab="records")]


def test_a_transfer_ends_the_work_on_the_day_of_acceptance_and_can_be_taken_back(
    rig: DeskRig, window: QWidget, qtbot: QtBot
) -> None:
    sheet = case_sheets.open_ending_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    press("a")
    sheet.save()
    assert sheet.service.error
    sheet.service.set_text("Elsewhere Council")
    assert saved(rig, sheet, qtbot) == "The work has ended; the case is closed."
    line = rig.look(lambda s: person_line(s, rig.case))
    assert (line.open, line.status.sort) == (False, StatusSort.TRANSFERRED)
    rig.said.clear()
    again = case_sheets.open_ending_sheet(rig.desk, rig.case, window)
    opened(again, qtbot)
    assert "Nobody has confirmed this rule yet" in again.standing.text()
    assert again.save_button.text() == "&Take it back"
    again.reason.set_text("They did not accept it after all.")
    assert saved(rig, again, qtbot) == "Taken back; the case is open again."
    assert rig.look(lambda s: person_line(s, rig.case)).open


def test_a_worker_puts_up_a_hold_and_does_not_lift_it(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    grounds = HoldGrounds(basis=HoldBasis.INQUIRY, asked_by="The inquiry", why="All files.", since=date(2026, 1, 1))
    rig.look(lambda s: put_hold(s, rig.case, grounds))
    sheet = case_sheets.open_hold_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    assert not sheet.save_button.isEnabled()
    assert "A public inquiry" in sheet.standing.text()
    assert len(rig.look(lambda s: read_ending(s, rig.case)).holds) == 1
    sheet.done(0)


def test_where_no_death_waits_there_is_nothing_to_decide(rig: DeskRig, window: QWidget, qtbot: QtBot) -> None:
    sheet = case_sheets.open_review_sheet(rig.desk, rig.case, window)
    opened(sheet, qtbot)
    assert not sheet.save_button.isEnabled()
    assert sheet.about.text() == "No death waits for a decision in this case."
    sheet.done(0)
