"""Stopping a laptop from the duty desk: whose, which, why; afterwards the list of people it held."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework.errors import Unavailable
from casework.ledger.stopping import (
    HeldPerson,
    LaptopLine,
    LaptopsRequest,
    LaptopsResponse,
    StopRequest,
    StopResponse,
)
from casework.records.identifier import DeviceId
from desktop.background.inquiry import Inquiry
from desktop.background.lane import NetworkLane
from desktop.services.on_duty.stopping import NOT_YOURS
from desktop.views.duty.duty_page import DutyPage
from desktop.views.duty.stop_sheet import CHOOSE, NONE, SAY_WHAT, WHICH, HeldSheet, StopSheet, open_stop_sheet
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.desk_rig import TIMEOUT_S, DeskRig, desk_rig, show_window
from tests.desktop.views.emergency.rig import Lookups
from tests.fakes.case_store import SENIOR, WORKER
from tests.fakes.chain import ident
from tests.fakes.clock import MOMENT

ROBIN = HeldPerson(name="Robin Sample", born=date(1990, 5, 1), restricted=True)


@dataclass
class Laptops(Lookups):
    """An office that serves two laptops of somebody, or as many as it is told."""

    count: int = 2
    others: int = 0
    stopped: list[StopRequest] = field(default_factory=list)

    def laptops(self, request: LaptopsRequest) -> LaptopsResponse:
        if self.fault:
            raise Unavailable(self.fault)
        seen = MOMENT - timedelta(hours=2)
        lines = [
            LaptopLine(device=DeviceId(ident(8000 + n)), enrolled_at=seen, seen_at=seen, unsent=n, cases=12)
            for n in range(self.count)
        ]
        return LaptopsResponse(laptops=lines)

    def stop(self, request: StopRequest) -> StopResponse:
        self.stopped.append(request)
        return StopResponse(stopped=True, people=[ROBIN], others=self.others)


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    with desk_rig(tmp_path, me=SENIOR) as made:
        yield made


@pytest.fixture
def office(rig: DeskRig) -> Iterator[Laptops]:
    network, made = NetworkLane(), Laptops()
    rig.desk.inquiry = Inquiry(network, made)
    yield made
    network.close(TIMEOUT_S)
    shiboken6.delete(network)


@pytest.fixture
def sheet(rig: DeskRig, office: Laptops, qtbot: QtBot) -> Iterator[StopSheet]:
    """The sheet, opened by the button of the duty desk."""
    page = DutyPage(rig.desk)
    show_window(page, qtbot)
    QTest.keyClick(page.stop, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(page.findChildren(StopSheet)))
    (made,) = page.findChildren(StopSheet)
    qtbot.waitUntil(made.isVisible)
    yield made
    shiboken6.delete(page)


def choose(sheet: StopSheet, qtbot: QtBot, *, waits: bool = True) -> None:
    """Choose the worker, and wait for what the office says."""
    names = [sheet.who.itemData(n).staff for n in range(1, sheet.who.count())]
    sheet.who.setCurrentIndex(1 + names.index(WORKER))
    if waits:
        qtbot.waitUntil(sheet.which.isVisible)


def test_what_is_missing_is_said_at_its_place_and_nothing_is_stopped(
    sheet: StopSheet, office: Laptops, qtbot: QtBot
) -> None:
    sheet.stop()
    assert (sheet.whose.error, sheet.reason.error) == (CHOOSE, SAY_WHAT)
    choose(sheet, qtbot)
    assert sheet.whose.error == ""
    sheet.stop()
    assert (sheet.which.error, office.stopped) == (WHICH, [])


def test_it_is_stopped_with_what_happened_and_the_people_stay_to_be_read(
    sheet: StopSheet, office: Laptops, qtbot: QtBot
) -> None:
    office.count, office.others = 1, 2
    choose(sheet, qtbot)
    sheet.reason.set_text(" Left on a bus. ")
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(sheet.people.isVisible)
    (asked,) = office.stopped
    assert (asked.device, asked.reason) == (ident(8000), "Left on a bus.")
    assert sheet.notice.sentence.endswith("laptop is stopped.")
    assert sheet.held.text().startswith("3 people's records are, or may still be, on it.")
    assert "Robin Sample" in sheet.people.text()
    assert "the restricted part too" in sheet.people.text()
    assert "And 2 people whose cases are closed to you: the administrator names them." in sheet.people.text()
    sheet.stop()
    assert len(office.stopped) == 1
    page = sheet.parentWidget()
    assert isinstance(page, DutyPage)
    sheet.accept()
    qtbot.waitUntil(page.held.isVisible)
    page.held.setFocus()
    QTest.keyClick(page.held, Qt.Key.Key_Space)
    (again,) = page.findChildren(HeldSheet)
    assert "Robin Sample" in again.people.text(), "the report is often written afterwards"


def test_who_has_none_and_an_office_out_of_reach_are_said(sheet: StopSheet, office: Laptops, qtbot: QtBot) -> None:
    office.count = 0
    choose(sheet, qtbot, waits=False)
    qtbot.waitUntil(lambda: sheet.notice.sentence == NONE)
    office.fault = "The office cannot be reached."
    sheet.who.setCurrentIndex(0)
    choose(sheet, qtbot, waits=False)
    qtbot.waitUntil(lambda: sheet.notice.sentence == office.fault)
    assert not sheet.which.isVisible()


def test_a_worker_is_told_whom_to_ring(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> None:
    del switch
    with desk_rig(tmp_path) as rig:
        window = QWidget()
        show_window(window, qtbot)
        open_stop_sheet(rig.desk, window)
        qtbot.waitUntil(lambda: [one.words for one in rig.said] == [NOT_YOURS.sentence])
        assert window.findChildren(StopSheet) == []
        shiboken6.delete(window)
