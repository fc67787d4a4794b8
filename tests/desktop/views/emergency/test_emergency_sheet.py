"""Opening a case in an emergency from the finder: exact words, a reason, some hours, and nothing before the office."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework.records.identifier import grants_scope
from casework.records.staff.grant import EmergencyAccess
from desktop.background.inquiry import Inquiry
from desktop.background.lane import NetworkLane
from desktop.services.emergency import BORN_MISSING, NAME_OR_NUMBER, REASON_MISSING
from desktop.views.emergency.emergency_sheet import (
    NO_OFFICE,
    NOTHING,
    ON_THE_LINE,
    EmergencySheet,
    open_emergency_sheet,
)
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.desk_rig import TIMEOUT_S, DeskRig, desk_rig, show_window
from tests.desktop.views.emergency.rig import CASE, Lookups


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    with desk_rig(tmp_path) as made:
        yield made


@pytest.fixture
def lookups(rig: DeskRig) -> Iterator[Lookups]:
    """What the office answers."""
    network, made = NetworkLane(), Lookups()
    rig.desk.inquiry = Inquiry(network, made)
    yield made
    network.close(TIMEOUT_S)
    shiboken6.delete(network)


@pytest.fixture
def sheet(rig: DeskRig, qtbot: QtBot) -> Iterator[EmergencySheet]:
    """The open sheet."""
    window = QWidget()
    show_window(window, qtbot)
    made = open_emergency_sheet(rig.desk, window)
    qtbot.waitUntil(made.isVisible)
    yield made
    shiboken6.delete(window)


def test_the_case_is_asked_for_with_a_reason_and_stays_closed_until_the_office_answers(
    sheet: EmergencySheet, rig: DeskRig, lookups: Lookups, qtbot: QtBot
) -> None:
    sheet.number.set_text("AB 12345")
    sheet.save_requested.emit()
    qtbot.waitUntil(lambda: bool(sheet.found))
    assert [asked.identifier for asked in lookups.asked] == ["AB 12345"]
    sheet.save_requested.emit()
    qtbot.waitUntil(lambda: sheet.reason_field.error == REASON_MISSING)
    sheet.reason.set_text("At the door, in distress.")
    sheet.hours.set_keys(["4"])
    sheet.save_requested.emit()
    qtbot.waitUntil(lambda: bool(rig.said))
    saved = rig.look(lambda s: s.store.records(EmergencyAccess.kind, grants_scope(CASE)))
    assert len(saved) <= 1
    assert rig.look(lambda s: s.store.unsent()) > 0
    assert not rig.look(lambda s: s.access(CASE)).reads


def test_without_the_whole_words_nothing_is_asked(sheet: EmergencySheet, lookups: Lookups) -> None:
    sheet.save_requested.emit()
    assert sheet.name.error == NAME_OR_NUMBER
    sheet.name.set_text("Robin Marchbanks")
    sheet.save_requested.emit()
    assert (sheet.name.error, sheet.born.error) == ("", BORN_MISSING)
    assert lookups.asked == []


def test_nothing_found_and_no_office_are_said_in_a_sentence(
    sheet: EmergencySheet, rig: DeskRig, lookups: Lookups, qtbot: QtBot
) -> None:
    lookups.found = []
    sheet.number.set_text("AB 12345")
    sheet.save_requested.emit()
    qtbot.waitUntil(sheet.save_button.isEnabled)
    assert NOTHING in sheet.notice.sentence
    lookups.fault = "The office cannot be reached."
    sheet.save_requested.emit()
    qtbot.waitUntil(lambda: "cannot be reached" in sheet.notice.sentence)
    rig.desk.inquiry = None
    sheet.save_requested.emit()
    assert sheet.notice.sentence == NO_OFFICE


def test_a_senior_who_is_telephoned_has_the_reason_in_one_press(sheet: EmergencySheet) -> None:
    sheet.line_button.click()
    assert sheet.reason.text == ON_THE_LINE
