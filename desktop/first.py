"""The first window: the locked page, there to be typed into before the rest of the program has been loaded.

Loading everything takes many times as long as showing the page, so it goes on in a thread beside it. What somebody
chooses meanwhile is kept and done as soon as it can be.
"""

import importlib
import os
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QApplication, QMainWindow

from casework.errors import UserError
from desktop.background.collector import Collector
from desktop.services.preference import Preference, load_preference
from desktop.settings import Folders, Policy, key_path, load_policy, policy_path, use_proxy
from desktop.store.profile import load_profiles
from desktop.views.shell.capture_guard import guard_capture
from desktop.views.theme.icon import application_icon
from desktop.views.theme.theme import ContrastMode, Theme, ThemeMode, apply_theme
from desktop.views.unlock.locked_page import LockedPage
from desktop.views.unlock.wish import ProfileChoice, UnlockWish

NORMAL_SCREEN_PX = (1366, 768)


class FirstWindow(QObject):
    """The window and what it looks like; `begin` shows the locked page where there is anybody to unlock for."""

    loaded = Signal()

    def __init__(self, arguments: Sequence[str], folders: Folders, policy: Policy) -> None:
        self.qt = _qt(arguments)
        super().__init__()
        # Before anything is loaded in another thread, which would else take parts of this window away.
        self.collector = Collector(self)
        self.folders, self.policy = folders, policy
        self.capture = guard_capture(policy.screen_capture, self)
        self.preference = load_preference(folders)
        self.themes = apply_theme(self.qt, _theme(self.preference))
        self.window = QMainWindow()
        self.window.setWindowTitle("Doorstep")
        self.window.setWindowIcon(application_icon())
        self.window.resize(*NORMAL_SCREEN_PX)
        self.locked: LockedPage | None = None
        self.held: object = None
        """What lives as long as the window."""
        self._chosen: Callable[[LockedPage], None] | None = None
        self._go_on: Callable[[FirstWindow], object] | None = None
        self.loaded.connect(self._on_loaded)

    def begin(self) -> None:
        """Show the window; with the locked page, if there are profiles here and all of them can be read."""
        self._show_locked()
        self.window.show()

    def load(self, modules: Sequence[str], go_on: "Callable[[FirstWindow], object]") -> None:
        """Load modules beside what is shown; when the first of them is there, go on here. What comes of it is held."""
        self._go_on = go_on
        threading.Thread(target=self._load, args=(modules,), name="loading").start()

    def run(self) -> int:
        """Run until the window is closed; returns the exit code."""
        return self.qt.exec()

    def take_over(self, page: LockedPage) -> None:
        """From now on somebody else answers the locked page: what was chosen until now is theirs."""
        chosen, self._chosen = self._chosen, None
        for signal, slot in self._slots(page):
            signal.disconnect(slot)
        if chosen is not None:
            chosen(page)

    def _show_locked(self) -> None:
        try:
            found = load_profiles(self.folders)
        except UserError:
            return  # Said in full as soon as there is a page for it.
        if not found.profiles or found.problems:
            return
        self.locked = LockedPage()
        self.locked.show_profiles([ProfileChoice(one.profile_id, one.label) for one in found.profiles], ())
        for signal, slot in self._slots(self.locked):
            signal.connect(slot)
        self.window.setCentralWidget(self.locked)

    def _slots(self, page: LockedPage) -> list[tuple[SignalInstance, Callable[..., None]]]:
        return [
            (page.unlock_requested, self._on_unlock),
            (page.newcomer_requested, self._on_newcomer),
            (page.recovery_requested, self._on_recovery),
        ]

    @Slot(object)
    def _on_unlock(self, wish: UnlockWish) -> None:
        self._chosen = partial(_unlock, wish)

    @Slot()
    def _on_newcomer(self) -> None:
        self._chosen = _newcomer

    @Slot(str)
    def _on_recovery(self, profile_id: str) -> None:
        self._chosen = partial(_recover, profile_id)

    @Slot()
    def _on_loaded(self) -> None:
        if self._go_on is None:
            return
        try:
            self.held = self._go_on(self)
        except BaseException:
            self.qt.exit(1)
            raise

    def _load(self, modules: Sequence[str]) -> None:
        """In a thread of its own. What fails here fails again, and is told, where it is needed."""
        first, *others = modules
        try:
            importlib.import_module(first)
        finally:
            self.loaded.emit()
        for name in others:
            importlib.import_module(name)


def end_process(code: int) -> NoReturn:
    """End the process with `code`, once the window is closed and everything is kept and closed.

    Python would take what is left apart in any order: icons, which qtawesome keeps, after Qt itself, and that crashes
    a program whose work is done (a crash at closing is one that somebody reports, and that looks like loss).
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _unlock(wish: UnlockWish, page: LockedPage) -> None:
    page.unlock_requested.emit(wish)


def _newcomer(page: LockedPage) -> None:
    page.newcomer_requested.emit()


def _recover(profile_id: str, page: LockedPage) -> None:
    page.recovery_requested.emit(profile_id)


def agreed_policy(arguments: Sequence[str]) -> Policy:
    """The agency's policy; it goes before one named by `--policy FILE`. Its proxy is used from now on."""
    named = arguments[arguments.index("--policy") + 1] if "--policy" in arguments[:-1] else None
    is_agencys = policy_path().exists() or key_path(policy_path()).exists()
    policy = load_policy() if named is None or is_agencys else load_policy(Path(named))
    use_proxy(policy, os.environ)
    return policy


def _qt(arguments: Sequence[str]) -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    qt = QApplication(list(arguments[:1]))
    qt.setApplicationName("Doorstep")
    qt.setDesktopFileName("doorstep")
    return qt


def _theme(preference: Preference) -> Theme:
    contrast = ContrastMode(preference.contrast)
    return Theme(ThemeMode(preference.theme), preference.text_scale, contrast=contrast)
