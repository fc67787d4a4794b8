"""An update of the program while it is open is noticed, and the way to the new version is one key away."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop import installed
from desktop.background.courier import Crash
from desktop.clock import SystemClock
from desktop.installed import is_replaced, mark_of
from desktop.services.doctor.here import look_here
from desktop.services.unlock import Laptop
from desktop.settings import Policy, load_folders
from desktop.views.partials.notice import Notice
from desktop.views.shell import install_watch
from desktop.views.shell.install_watch import GONE, UPDATED, InstallWatch
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.showing.whole import WAIT_MS, Whole, whole

NOW_MS = 50


@pytest.fixture
def program(tmp_path: Path) -> Path:
    file = tmp_path / "doorstep"
    file.write_bytes(b"one")
    os.utime(file, ns=(1, 1))
    return file


@pytest.fixture
def watch(program: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[InstallWatch]:
    del qtbot
    monkeypatch.setattr(install_watch, "SETTLE_MS", NOW_MS)
    watch = InstallWatch(None, program, mark_of(program))
    yield watch
    watch.stop()
    watch.deleteLater()


@pytest.fixture
def made(
    switch: ThemeSwitch, program: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Whole]:
    """The application, whose own program is ``program``."""
    del switch
    monkeypatch.setattr(install_watch, "SETTLE_MS", NOW_MS)
    monkeypatch.setattr(installed, "program", lambda: program)
    monkeypatch.setattr(install_watch, "program", lambda: program)
    for of in (install_watch.InstallWatch.__init__, installed.is_replaced):
        monkeypatch.setattr(of, "__defaults__", (*(of.__defaults__ or ())[:-1], mark_of(program)))
    with whole(tmp_path, qtbot) as made:
        yield made


def update(program: Path) -> None:
    """As a package manager does it: another file, under the same name at once."""
    beside = program.with_name("doorstep.new")
    beside.write_bytes(b"two")
    beside.replace(program)


def test_another_build_is_told_once_and_the_same_again_never(watch: InstallWatch, program: Path, qtbot: QtBot) -> None:
    told = QSignalSpy(watch.replaced)
    # Installed anew, or put back from a copy: the same build, in another file.
    same = program.with_name("same")
    same.write_bytes(b"one")
    os.utime(same, ns=(1, 1))
    same.replace(program)
    qtbot.wait(4 * NOW_MS)
    assert not watch.was_replaced
    for _ in range(2):
        update(program)
        qtbot.waitUntil(lambda: watch.was_replaced, timeout=WAIT_MS)
    qtbot.wait(4 * NOW_MS)
    assert told.count() == 1


def test_in_the_middle_of_an_update_nothing_is_told(watch: InstallWatch, program: Path, qtbot: QtBot) -> None:
    program.unlink()
    qtbot.wait(4 * NOW_MS)
    assert not watch.was_replaced
    update(program)
    watch._on_state(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: watch.was_replaced, timeout=WAIT_MS)


def test_what_cannot_be_looked_at_is_no_update(tmp_path: Path) -> None:
    assert not is_replaced(tmp_path / "nothing")
    assert not is_replaced(tmp_path, None)


def test_who_works_is_told_and_locks_to_the_new_version(
    made: Whole, program: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.unlock()
    shell = made.application.main
    assert shell is not None
    assert shell.findChild(Notice, "program_updated") is None
    update(program)
    qtbot.waitUntil(lambda: shell.findChild(Notice, "program_updated") is not None, timeout=WAIT_MS)
    strip = shell.findChild(Notice, "program_updated")
    assert isinstance(strip, Notice)
    assert strip.isVisible()
    assert strip.sentence == UPDATED
    assert made.locked == []
    # What fails now fails because of that, and it is said so.
    said: list[str] = []
    monkeypatch.setattr(made.application, "_show_fault", said.append)
    made.application._on_crash(Crash("ImportError", ("somewhere",)))
    assert said == [GONE]
    strip.button.click()
    assert made.locked == ["again"]
    assert made.application.opened is None


def test_the_locked_page_begins_with_the_new_version_by_itself(made: Whole, program: Path, qtbot: QtBot) -> None:
    update(program)
    qtbot.waitUntil(lambda: made.locked == ["again"], timeout=WAIT_MS)


def test_who_has_begun_to_type_is_let_in_and_told_then(made: Whole, program: Path, qtbot: QtBot) -> None:
    line = made.application.gate.locked.findChild(QLineEdit, "passphrase")
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "five")
    update(program)
    qtbot.waitUntil(lambda: made.application.install.was_replaced, timeout=WAIT_MS)
    assert made.locked == []
    made.unlock()
    shell = made.application.main
    assert shell is not None
    strip = shell.findChild(Notice, "program_updated")
    assert isinstance(strip, Notice)
    qtbot.waitUntil(strip.isVisible, timeout=WAIT_MS)


def test_the_doctor_says_so_and_which_version_it_is_that_runs(made: Whole, program: Path, tmp_path: Path) -> None:
    laptop = Laptop(load_folders(tmp_path / "other"), Policy(), SystemClock(), made.application.laptop.key_store)
    versions = [one for one in look_here(laptop) if one.topic == "Version"]
    assert len(versions) == 1
    update(program)
    versions = [one for one in look_here(laptop) if one.topic == "Version"]
    assert len(versions) == 2
    assert "updated" in versions[1].sentence


@pytest.mark.skipif(os.name != "posix", reason="On Windows the installers refuse while it is open")
def test_who_locks_a_program_that_was_uninstalled_leaves_nothing_in_memory(tmp_path: Path) -> None:
    code = (
        "import sys; from desktop.app import begin_again; sys.executable = sys.argv[1]; begin_again(); print('goes on')"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "gone")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no longer installed" in done.stderr
    assert "Traceback" not in done.stderr
