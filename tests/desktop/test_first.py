"""The locked page is there before the rest of the program is, and what is chosen meanwhile is done."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt, QThread
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app import Application
from desktop.first import FirstWindow
from desktop.services.unlock import Laptop
from desktop.settings import Folders, Policy, load_folders
from desktop.store.migrations.runner import load_steps
from desktop.store.profile import KeyTerms, NewProfile, create_profile
from desktop.views.unlock.locked_page import LockedPage
from tests.fakes.clock import FakeClock
from tests.fakes.key_store import CHEAP_COST, MemoryKeyStore

_LATE = ("casework.records", "httpx2", "desktop.sync.engine", "desktop.store.case_store", "desktop.app", "pyqtgraph")
_PASSPHRASE = "quarry feather ordinary salmon drum"


def test_nothing_of_the_records_and_no_page_is_loaded_before_the_first_window() -> None:
    code = f"import sys, desktop.first; print([name for name in {_LATE!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_thread_that_loads_takes_parts_of_the_window_away(qtbot: QtBot, tmp_path: Path) -> None:
    """Python's collector runs wherever something is made: in the loading thread it would destroy what Qt has shown."""
    gc.enable()
    first = FirstWindow(["doorstep"], made_folders(tmp_path), Policy())
    qtbot.addWidget(first.window)
    assert not gc.isenabled()
    first.collector.stop()


def test_a_program_whose_work_is_done_ends_with_its_own_code() -> None:
    """Icons that qtawesome keeps were taken apart after Qt itself, now and then: a crash at closing."""
    code = (
        "from PySide6.QtWidgets import QApplication; from PySide6.QtGui import QPixmap, QPainter\n"
        "from PySide6.QtCore import QRect\n"
        "from desktop.first import end_process; from desktop.views.theme.icon import Ink, paint_icon\n"
        "qt = QApplication([]); picture = QPixmap(32, 32)\n"
        "painter = QPainter(picture); paint_icon(painter, QRect(0, 0, 32, 32), 'ph.house', Ink.TEXT); painter.end()\n"
        "print('said', end=''); end_process(7)\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stdout) == (7, "said")


def made_folders(tmp_path: Path) -> Folders:
    folders = load_folders(tmp_path)
    wish = NewProfile("Profile 1", "https://localhost:1", _PASSPHRASE)
    create_profile(folders, wish, KeyTerms(None, CHEAP_COST), load_steps())
    return folders


def shown(qtbot: QtBot, folders: Folders) -> tuple[FirstWindow, LockedPage]:
    first = FirstWindow(["doorstep"], folders, Policy())
    qtbot.addWidget(first.window)
    first.begin()
    assert first.locked is not None
    return first, first.locked


def passphrase_of(page: LockedPage) -> QLineEdit:
    line = page.findChild(QLineEdit, "passphrase")
    assert isinstance(line, QLineEdit)
    return line


@contextmanager
def gone_on(first: FirstWindow) -> Iterator[Application]:
    """The rest of the program takes the window over."""
    laptop = Laptop(first.folders, first.policy, FakeClock(), MemoryKeyStore, lambda _: CHEAP_COST)
    application = Application(["doorstep"], laptop, lambda: None, first)
    try:
        application.begin()
        yield application
    finally:
        application.leave()


def test_what_was_begun_to_be_typed_stays_and_the_focus_too(qtbot: QtBot, tmp_path: Path) -> None:
    first, page = shown(qtbot, made_folders(tmp_path))
    qtbot.waitExposed(first.window)
    QTest.keyClicks(passphrase_of(page), "quarry fea")
    with gone_on(first) as application:
        assert application.window is first.window
        assert application.gate.currentWidget() is page
        assert passphrase_of(page).text() == "quarry fea"
        qtbot.waitUntil(lambda: first.window.focusWidget() is passphrase_of(page))


def test_who_has_pressed_enter_already_is_let_in_when_it_can_be_done(qtbot: QtBot, tmp_path: Path) -> None:
    first, page = shown(qtbot, made_folders(tmp_path))
    QTest.keyClicks(passphrase_of(page), "not this one at all")
    QTest.keyClick(passphrase_of(page), Qt.Key.Key_Return)
    assert passphrase_of(page).isReadOnly()  # it says "Unlocking…"
    with gone_on(first):
        # Tried once, by the gate: the answer has come, and the page waits for the next try.
        qtbot.waitUntil(lambda: not passphrase_of(page).isReadOnly(), timeout=20_000)


def test_on_a_laptop_of_nobody_the_window_waits_empty_for_the_first_start(qtbot: QtBot, tmp_path: Path) -> None:
    first = FirstWindow(["doorstep"], load_folders(tmp_path), Policy())
    qtbot.addWidget(first.window)
    first.begin()
    assert first.locked is None
    with gone_on(first) as application:
        assert application.gate.currentWidget() is application.gate.first_start


def test_the_rest_is_loaded_in_a_thread_and_told_in_the_windows_own(qtbot: QtBot, tmp_path: Path) -> None:
    first, _ = shown(qtbot, made_folders(tmp_path))
    told: list[bool] = []
    first.load(("json", "csv"), lambda window: told.append(QThread.currentThread() is window.thread()))
    qtbot.waitUntil(lambda: told == [True])
