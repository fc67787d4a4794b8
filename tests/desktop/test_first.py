"""The locked page is there before the rest of the program is, and what is chosen meanwhile is done."""

import gc
import importlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtGui import QShortcut, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from desktop.app import Application
from desktop.first import NOT_USABLE, FirstWindow
from desktop.services.unlock import Laptop, wipe
from desktop.settings import Folders, Policy, load_folders
from desktop.store.migrations.runner import load_steps
from desktop.store.profile import KeyTerms, NewProfile, create_profile
from desktop.store.profile_list import load_profiles
from desktop.views.shell import capture_guard
from desktop.views.shortcut import HELP
from desktop.views.unlock.early_keys import EarlyKeys
from desktop.views.unlock.locked_page import LockedPage
from desktop.views.unlock.stopped_page import StoppedPage
from tests.fakes.clock import FakeClock
from tests.fakes.key_store import CHEAP_COST, MemoryKeyStore

_LATE = frozenset(
    {"casework.records", "httpx2", "desktop.sync", "desktop.store.case_store", "desktop.app", "pyqtgraph"}
)
_SLOW = frozenset({"pydantic", "cryptography", "keyring", "sqlcipher3", "qtawesome", "desktop.policy_file", "secrets"})
"""What takes longer to load than the locked page takes to be shown."""
_MOST_MODULES = 75
"""Besides those of a bare window with a line and a button. 65 when this was written; each is 0.3 ms or more."""
_BARE = "from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget"
_SHOWN = "import sys; from desktop.__main__ import show_first; first = show_first()"
_PASSPHRASE = "quarry feather ordinary salmon drum"


def loaded_by(code: str, home: Path) -> set[str]:
    """The modules that a process has loaded after `code`."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DOORSTEP_HOME": str(home)}
    code = f"{code}; import os, sys; print(*sys.modules, sep=chr(10), flush=True); os._exit(0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return set(done.stdout.split())


def test_the_locked_page_waits_for_no_library_no_record_and_no_other_page(tmp_path: Path) -> None:
    """Counted, for the time it takes depends on what else the machine does."""
    made_folders(tmp_path)
    found = loaded_by(_SHOWN, tmp_path) - loaded_by(_BARE, tmp_path)
    assert "desktop.views.unlock.locked_page" in found
    assert not found & (_LATE | _SLOW)
    assert len(found) <= _MOST_MODULES, sorted(found)


def test_no_thread_that_loads_takes_parts_of_the_window_away(qtbot: QtBot, tmp_path: Path) -> None:
    """Python's collector runs wherever something is made: in the loading thread it would destroy what Qt has shown."""
    gc.enable()
    first = FirstWindow(["doorstep"], made_folders(tmp_path), Policy())
    qtbot.addWidget(first.window)
    assert not gc.isenabled()
    assert sys.getswitchinterval() <= 0.001, "the windows wait for their turn no longer than that"
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
        application.themes.changed.disconnect(application._on_theme)


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


def typed(window: QWindow, letters: str) -> None:
    """As the system sends keys: to the window."""
    for letter in letters:
        QTest.keyClick(window, Qt.Key(ord(letter.upper())))


def test_what_is_typed_into_the_empty_window_stands_in_the_field_that_comes(qtbot: QtBot, tmp_path: Path) -> None:
    """The first letters of the office's address, and of a code after it, were lost."""
    first = FirstWindow(["doorstep"], load_folders(tmp_path), Policy())
    qtbot.addWidget(first.window)
    first.begin()
    qtbot.waitExposed(first.window)
    handle = first.window.windowHandle()
    assert handle is not None
    typed(handle, "office.examplx")
    for key in (Qt.Key.Key_Backspace, Qt.Key.Key_E, Qt.Key.Key_Return, Qt.Key.Key_A, Qt.Key.Key_7):
        QTest.keyClick(handle, key)
    with gone_on(first):
        there = {line.objectName(): line.text() for line in first.window.findChildren(QLineEdit)}
        assert there["server_url"] == "office.example"
        assert there["code"] == "a7"
        line = first.window.focusWidget()
        assert isinstance(line, QLineEdit)
        typed(handle, "b")
        assert line.objectName() == "code"
        assert line.text() == "a7b"


def test_what_is_typed_blindly_presses_no_button(qtbot: QtBot, tmp_path: Path) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    early, button = EarlyKeys(window), QPushButton("Delete")
    pressed: list[bool] = []
    button.clicked.connect(pressed.append)
    window.show()
    QTest.keyClick(window, Qt.Key.Key_Space)
    QTest.keyClick(window, Qt.Key.Key_Return)
    window.setCentralWidget(button)
    button.setFocus()
    early.give()
    assert not pressed


def test_no_passphrase_that_is_typed_blindly_is_tried_at_anybodys_profile(qtbot: QtBot, tmp_path: Path) -> None:
    """Where one profile cannot be read the page comes late, perhaps with a colleague's: a wrong try of theirs."""
    folders = made_folders(tmp_path)
    damaged = folders.data / ("0" * 32)
    damaged.mkdir()
    (damaged / "profile.json").write_text("{")
    first = FirstWindow(["doorstep"], folders, Policy())
    qtbot.addWidget(first.window)
    first.begin()
    assert first.locked is None
    qtbot.waitExposed(first.window)
    handle = first.window.windowHandle()
    assert handle is not None
    typed(handle, "salmon")
    QTest.keyClick(handle, Qt.Key.Key_Return)
    typed(handle, "x")
    with gone_on(first) as application:
        line = passphrase_of(application.gate.locked)
        assert line.text() == "salmon"
        assert line.echoMode() is QLineEdit.EchoMode.Password
        assert not line.isReadOnly()


def test_after_records_were_destroyed_nothing_that_was_being_typed_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    """The order comes while somebody writes: the rest of the sentence would stand in the field of the address."""
    folders = made_folders(tmp_path)
    (profile,) = load_profiles(folders).profiles
    wipe(Laptop(folders, Policy(), FakeClock(), MemoryKeyStore, lambda _: CHEAP_COST), profile)
    first = FirstWindow(["doorstep"], folders, Policy())
    qtbot.addWidget(first.window)
    first.begin()
    qtbot.waitExposed(first.window)
    handle = first.window.windowHandle()
    assert handle is not None
    typed(handle, "salmon")
    with gone_on(first) as application:
        assert application.gate.currentWidget() is application.gate.first_start
        assert not any("salmon" in line.text() for line in first.window.findChildren(QLineEdit))


def test_the_rest_is_loaded_in_a_thread_and_told_in_the_windows_own(qtbot: QtBot, tmp_path: Path) -> None:
    first, _ = shown(qtbot, made_folders(tmp_path))
    told: list[bool] = []
    first.load(("json", "csv"), lambda window: told.append(QThread.currentThread() is window.thread()))
    qtbot.waitUntil(lambda: told == [True])


def policy_in(folder: Path, **values: object) -> list[str]:
    """The words of a command line that names a policy."""
    file = folder / "managed.json"
    file.write_text(json.dumps(values))
    return ["doorstep", "--policy", str(file)]


def test_the_policy_counts_once_it_has_been_read_behind_the_page(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then it is as if pictures of the screen were forbidden, which is what a laptop without a policy does."""
    out: dict[int, bool] = {}

    def protect(window: int, stays_out: bool) -> bool:
        out[window] = stays_out
        return True

    monkeypatch.setattr(capture_guard, "system_protection", lambda: protect)
    monkeypatch.setenv("HTTPS_PROXY", "http://elsewhere.example:8080")
    arguments = policy_in(tmp_path, screen_capture=True, proxy="none", idle_lock_minutes=3)
    first = FirstWindow(arguments, made_folders(tmp_path))
    qtbot.addWidget(first.window)
    first.begin()
    window = int(first.window.winId())
    assert out[window]
    found: list[tuple[Policy, str | None]] = []
    first.load(("json",), lambda one: found.append((one.policy, os.environ.get("HTTPS_PROXY"))))
    qtbot.waitUntil(lambda: bool(found))
    assert found == [(Policy(idle_lock_minutes=3, screen_capture=True, proxy="none"), None)]
    assert not out[window]


def test_a_policy_that_is_not_usable_is_said_in_the_window_and_nothing_is_begun(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may hold the recovery key: without it nothing is unlocked and nobody set up. The file may be put right."""
    arguments = policy_in(tmp_path, idle_lock_minutes=600)
    first = FirstWindow(arguments, made_folders(tmp_path))
    qtbot.addWidget(first.window)
    first.begin()
    begun: list[Policy] = []
    first.load(("json",), lambda one: begun.append(one.policy))
    qtbot.waitUntil(lambda: isinstance(first.window.centralWidget(), StoppedPage))
    said = first.window.findChild(QLabel, "stopped_sentence")
    assert isinstance(said, QLabel)
    assert "idle_lock_minutes" in said.text()
    assert "idle_lock_minutes" in capsys.readouterr().err
    assert not begun
    policy_in(tmp_path, idle_lock_minutes=6)
    again = first.window.findChild(QPushButton, "retry_button")
    assert isinstance(again, QPushButton)
    again.click()
    qtbot.waitUntil(lambda: begun == [Policy(idle_lock_minutes=6)])
    assert isinstance(first.locked, LockedPage)


def test_a_program_that_was_not_begun_says_so_by_its_code(tmp_path: Path) -> None:
    code = (
        "from PySide6.QtCore import QTimer\n"
        "from desktop.first import NOT_USABLE, FirstWindow; from desktop.settings import load_folders\n"
        f"first = FirstWindow({policy_in(tmp_path, idle_lock_minutes=600)!r}, load_folders()); first.begin()\n"
        "watch = QTimer(); watch.timeout.connect(lambda: first.locked is None and first.window.close())\n"
        "first.load(('json',), print); watch.start(10); code = first.run()\n"
        "import os; os._exit(code)\n"
    )
    made_folders(tmp_path)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DOORSTEP_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == NOT_USABLE
    assert "idle_lock_minutes" in done.stderr


@pytest.mark.parametrize("missing", ["module", "part"])
def test_a_program_that_is_damaged_says_so_in_the_window_and_stays(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    """As after an update that was cut off while the page stood there: a window that just goes looks like loss."""

    def go_on(_first: FirstWindow) -> object:
        if missing == "module":
            return importlib.import_module("desktop.not_there")
        raise ImportError("cannot import name 'Robin Exampleton'", name="desktop.pages")

    first, _ = shown(qtbot, made_folders(tmp_path))
    first.load(("json" if missing == "part" else "desktop.not_there",), go_on)
    qtbot.waitUntil(lambda: isinstance(first.window.centralWidget(), StoppedPage))
    said = first.window.findChild(QLabel, "stopped_sentence")
    assert isinstance(said, QLabel)
    assert "Your records are safe" in said.text()
    assert "installed anew" in said.text()
    assert ("desktop.pages" if missing == "part" else "desktop.not_there") in said.text()
    assert first.window.isVisible()
    again, close = (first.window.findChild(QPushButton, name) for name in ("retry_button", "close_button"))
    assert isinstance(again, QPushButton)
    assert isinstance(close, QPushButton)
    assert not again.isVisible()
    assert "Exampleton" not in capsys.readouterr().err
    close.click()
    assert not first.window.isVisible()


def test_where_the_policy_cannot_even_be_read_nothing_is_begun(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may ask for what somebody would then be without."""
    monkeypatch.setitem(sys.modules, "desktop.policy_file", None)
    first = FirstWindow(["doorstep"], made_folders(tmp_path))
    qtbot.addWidget(first.window)
    first.begin()
    begun: list[FirstWindow] = []
    first.load(("json",), begun.append)
    qtbot.waitUntil(lambda: isinstance(first.window.centralWidget(), StoppedPage))
    assert not begun


def test_nothing_is_loaded_beside_the_window_before_it_is_painted(qtbot: QtBot, tmp_path: Path) -> None:
    """Two threads of Python take turns: what is loaded then would only keep the page from coming."""
    first = FirstWindow(["doorstep"], made_folders(tmp_path), Policy())
    qtbot.addWidget(first.window)
    first.begin()
    told: list[bool] = []
    first.load(("json",), lambda _: told.append(first.window.windowIcon().isNull()))
    assert not any(thread.name == "loading" for thread in threading.enumerate())
    qtbot.waitUntil(lambda: told == [False])
    assert first.locked is not None
    assert [key.objectName() for key in first.locked.findChildren(QShortcut)] == [HELP.name]
