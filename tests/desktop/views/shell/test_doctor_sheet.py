"""The laptop looked at from Help: what is wrong first, all of it shown, and saved exactly as it stands there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.background.examination import Examination
from desktop.background.lane import NetworkLane
from desktop.services.doctor.finding import State, report_of
from desktop.services.unlock import Laptop
from desktop.settings import Policy, load_folders
from desktop.store.keystore import KeyStoreLocked
from desktop.views import dialogs
from desktop.views.desk import Place
from desktop.views.partials.label import Words
from desktop.views.shell.doctor_sheet import DoctorSheet
from desktop.views.shell.help_page import HelpPage
from desktop.views.shell.licence_sheet import LicenceSheet
from desktop.views.shell.shell import Shell
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window
from tests.desktop.views.shell.conftest import MAKERS
from tests.desktop.views.unlock.keyboard import button, tab_order, without_name
from tests.fakes.clock import FakeClock
from tests.fakes.key_store import CHEAP_COST, MemoryKeyStore


@pytest.fixture
def keys() -> MemoryKeyStore:
    return MemoryKeyStore()


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, clock: FakeClock, keys: MemoryKeyStore) -> Iterator[DeskRig]:
    del switch
    with desk_rig(tmp_path) as rig:
        laptop = Laptop(load_folders(tmp_path / "home"), Policy(), clock, lambda: keys, lambda _: CHEAP_COST)
        network = NetworkLane()
        rig.desk.examination = Examination(laptop, rig.ready.connection, (rig.lane, network))
        yield rig
        network.close(10)


@pytest.fixture
def shell(rig: DeskRig, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(rig.desk, MAKERS)
    show_window(made, qtbot)
    made.start()
    rig.desk.go(Place("help"))
    qtbot.waitUntil(lambda: made.findChild(HelpPage) is not None)
    yield made
    shiboken6.delete(made)


def opened(shell: QWidget, qtbot: QtBot) -> DoctorSheet:
    """The sheet, once everything was looked at."""
    button(shell, "help_doctor").click()
    qtbot.waitUntil(lambda: bool(shell.findChildren(DoctorSheet)))
    sheet = shell.findChildren(DoctorSheet)[0]
    qtbot.waitUntil(sheet.save_button.isEnabled)
    return sheet


def test_the_open_records_are_looked_at_too(shell: Shell, qtbot: QtBot) -> None:
    sheet = opened(shell, qtbot)
    topics = {finding.topic for finding in sheet.findings}
    assert {"Version", "Policy", "Key store", "Disk", "Files", "Open records", "Exchange", "Office"} <= topics
    whole = next(finding for finding in sheet.findings if finding.topic == "Open records")
    assert whole.state is State.OK


def test_what_is_wrong_stands_first_and_is_counted(shell: Shell, keys: MemoryKeyStore, qtbot: QtBot) -> None:
    keys.fault = KeyStoreLocked()
    sheet = opened(shell, qtbot)
    assert sheet.findings[0].topic == "Key store"
    assert sheet._state.text() == "1 thing is wrong."


def test_what_is_saved_is_what_is_shown(
    shell: Shell, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = opened(shell, qtbot)
    target = tmp_path / "report.txt"
    monkeypatch.setattr(dialogs, "ask_new_file", lambda parent, question, suggested, on_path: on_path(target))
    sheet.save_button.click()
    qtbot.waitUntil(sheet.notice.isVisible)
    assert target.read_text("utf-8") == report_of(sheet.findings)
    shown = " ".join(label.text() for label in sheet.findChildren(Words))
    assert [one.sentence for one in sheet.findings if one.sentence not in shown] == []


def test_nothing_is_saved_before_all_was_looked_at(shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(dialogs, "ask_new_file", lambda *words: asked.append(words))
    button(shell, "help_doctor").click()
    sheet = shell.findChildren(DoctorSheet)[0]
    sheet.save()
    assert asked == []
    qtbot.waitUntil(sheet.save_button.isEnabled)


def test_everything_on_the_sheets_is_reached_by_keyboard_and_has_a_name(shell: Shell, qtbot: QtBot) -> None:
    sheet = opened(shell, qtbot)
    qtbot.waitUntil(sheet.save_button.hasFocus)
    assert {"sheet_save", "sheet_leave"} <= set(tab_order(sheet))
    assert without_name(sheet) == []


def test_the_licences_of_everything_are_shown(shell: Shell, qtbot: QtBot) -> None:
    button(shell, "help_licences").click()
    qtbot.waitUntil(lambda: bool(shell.findChildren(LicenceSheet)))
    sheet = shell.findChildren(LicenceSheet)[0]
    text = sheet.text.toPlainText()
    for name in ("cryptography", "sqlcipher3", "typst"):
        assert any(line.startswith(name) for line in text.splitlines()), name
    qtbot.waitUntil(sheet.text.hasFocus)
    assert {"licences", "sheet_save"} <= set(tab_order(sheet))
    assert without_name(sheet) == []
