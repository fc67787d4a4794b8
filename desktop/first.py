"""The first window: the locked page, there to be typed into before the rest of the program has been loaded.

Loading everything takes many times as long as showing the page, so it goes on in a thread beside it, once the page is
painted. What somebody chooses meanwhile is kept and done as soon as it can be. The agency's policy is read and its
signature checked there, too: until then nothing is done for which it counts, and no picture is taken of the window.
"""

import importlib
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from traceback import walk_tb
from typing import TYPE_CHECKING, NoReturn

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QApplication, QMainWindow

from casework.errors import UserError
from casework.words import language
from desktop.background.collector import Collector
from desktop.language import QtLanguage, install_language
from desktop.services.preference import Preference, load_preference
from desktop.settings import Folders, Policy, use_proxy
from desktop.store.profile_list import load_profiles
from desktop.views.partials.cursor_rest import CursorRest
from desktop.views.shell.capture_guard import guard_capture
from desktop.views.theme.icon import application_icon
from desktop.views.theme.theme import ContrastMode, Theme, ThemeMode, apply_theme, make_application
from desktop.views.unlock.first_painting import FirstPainting
from desktop.views.unlock.locked_page import LockedPage
from desktop.views.unlock.wish import ProfileChoice, UnlockWish

if TYPE_CHECKING:
    from desktop.views.unlock.early_keys import EarlyKeys

NORMAL_SCREEN_PX = (1366, 768)
TURN_S = 0.001
"""For so long a thread of Python goes on while another one waits for its turn. A lane that works hard for a minute is
asked for it by the windows at every key: with Python's own 5 ms they stand still for two to three times as long."""

NOT_USABLE = 2
"""The exit code where the administrator's file is not usable."""
BROKEN = (
    "A part of the program is missing or damaged. Your records are safe on this laptop, and nothing was changed. Close "
    "Doorstep and start it again; if this stays, ring your administrator: Doorstep has to be installed anew "
    "({fault} at {where})."
)


class FirstWindow(QObject):
    """The window and what it looks like; `begin` shows the locked page where there is anybody to unlock for."""

    loaded = Signal()
    whole = Signal()
    """Everything that was to be loaded is there."""

    def __init__(self, arguments: Sequence[str], folders: Folders, policy: Policy | None = None) -> None:
        """`policy`: None where it is to be read by `load`, from where `arguments` say."""
        self.qt = _qt(arguments)
        super().__init__()
        # Before anything is loaded in another thread, which would else take parts of this window away.
        self.collector = Collector(self)
        sys.setswitchinterval(TURN_S)
        self.folders, self.policy = folders, policy or Policy()
        self._arguments, self._knows_policy = arguments, policy is not None
        self._found: Policy | Exception | None = None
        self._is_broken = False
        # Where nothing is known yet, no pictures of the window either.
        self.capture = guard_capture(self.policy.screen_capture, self)
        self.preference = load_preference(folders)
        self.themes = apply_theme(self.qt, _theme(self.preference))
        self.window = QMainWindow()
        self.window.setWindowTitle("Doorstep")
        self.window.resize(*NORMAL_SCREEN_PX)
        self.locked: LockedPage | None = None
        self.held: object = None
        """What lives as long as the window."""
        self.cursor: CursorRest | None = None
        self._early: EarlyKeys | None = None
        self._painting: FirstPainting | None = None
        self._loading: threading.Thread | None = None
        self._chosen: Callable[[LockedPage], None] | None = None
        self._modules: Sequence[str] = ()
        self._go_on: Callable[[FirstWindow], object] | None = None
        self.loaded.connect(self._on_loaded)

    def begin(self) -> None:
        """Show the window; with the locked page, if there are profiles here and all of them can be read."""
        self._show_locked()
        if self.locked is None:
            from desktop.views.unlock.early_keys import EarlyKeys

            self._early = EarlyKeys(self.window)
        self._painting = FirstPainting(self.window)
        self._painting.painted.connect(self._on_painted)
        self.window.show()

    def load(self, modules: Sequence[str], go_on: "Callable[[FirstWindow], object]") -> None:
        """Load modules beside what is shown; when the first of them is there, go on here. What comes of it is held."""
        self._modules, self._go_on = modules, go_on
        self._loading = threading.Thread(target=self._load, args=(modules,), name="loading")
        if self._painting is None:
            self._begin_loading()

    @Slot()
    def _on_painted(self) -> None:
        """What can come after the window does."""
        self._painting = None
        self.window.setWindowIcon(application_icon())
        if self.locked is not None:
            self.locked.let_help()
        self.cursor = CursorRest(self.window)
        self._begin_loading()

    def _begin_loading(self) -> None:
        loading, self._loading = self._loading, None
        if loading is not None:
            loading.start()

    def run(self) -> int:
        """Run until the window is closed; returns the exit code."""
        code = self.qt.exec()
        if self._is_broken:
            return 1
        return NOT_USABLE if isinstance(self._found, UserError) else code

    def take_over(self, page: LockedPage) -> None:
        """From now on somebody else answers the locked page: what was chosen until now is theirs."""
        chosen, self._chosen = self._chosen, None
        for signal, slot in self._slots(page):
            signal.disconnect(slot)
        if chosen is not None:
            chosen(page)

    def give_keys(self) -> None:
        """What was typed while the window was empty goes into the field that has come."""
        early, self._early = self._early, None
        if early is not None:
            early.give()

    def drop_keys(self) -> None:
        """What was typed while the window was empty goes nowhere."""
        early, self._early = self._early, None
        if early is not None:
            early.drop()

    def _show_locked(self) -> None:
        try:
            found = load_profiles(self.folders)
        except UserError:
            return  # Said in full as soon as there is a page for it.
        if not found.profiles or found.problems:
            return
        self.locked = LockedPage(at_once=False)
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
        if isinstance(self._found, UserError):
            self._stop(self._found)
            return
        if isinstance(self._found, Exception):
            # Whatever it says is not known, so nothing is done for which it would count.
            self._say_broken(self._found)
            return
        if self._found is not None:
            self._settle(self._found)
        try:
            self.held = self._go_on(self)
        except Exception as fault:
            self._say_broken(fault)

    def is_whole(self, module: str) -> bool:
        """Whether a part of the program can be loaded, or was; if not, that is said in the window."""
        try:
            importlib.import_module(module)
        except Exception as fault:
            self._say_broken(fault)
            return False
        return True

    def _say_broken(self, fault: Exception) -> None:
        """The rest cannot be loaded, as after an update that was cut off: never a window that just goes."""
        self._is_broken = True
        where = _place_of(fault)
        sys.stderr.write(f"doorstep: {type(fault).__name__} at {where}\n")
        self._show_stopped(BROKEN.format(fault=type(fault).__name__, where=where), may_retry=False)

    def _settle(self, policy: Policy) -> None:
        """The agency's policy is read and its signature is right: from now on it counts."""
        self.policy, self._knows_policy = policy, True
        use_proxy(policy, os.environ)
        if policy.screen_capture and self.capture is not None:
            self.capture.end()
            self.capture = None

    def _stop(self, fault: UserError) -> None:
        """The administrator's file is not usable: say so in the window, and begin nothing."""
        sys.stderr.write(f"doorstep: {fault.sentence}\n")
        self._show_stopped(fault.sentence, may_retry=True)

    def _show_stopped(self, sentence: str, *, may_retry: bool) -> None:
        from desktop.views.unlock.stopped_page import StoppedPage

        self.locked = None
        self.drop_keys()
        page = StoppedPage(may_retry=may_retry)
        page.show_fault("Doorstep cannot start", sentence)
        page.retry_requested.connect(self._on_retry)
        page.close_requested.connect(self.window.close)
        self.window.setCentralWidget(page)

    @Slot()
    def _on_retry(self) -> None:
        """The file may have been put right meanwhile."""
        self._found = None
        self._show_locked()
        if self._go_on is not None:
            self.load(self._modules, self._go_on)

    def _load(self, modules: Sequence[str]) -> None:
        """In a thread of its own. What fails here fails again, and is told, where it is needed."""
        first, *others = modules
        if not self._knows_policy:
            self._found = _policy_of(self._arguments)
        with suppress(Exception):
            importlib.import_module(first)
        self.loaded.emit()
        for name in others:
            with suppress(Exception):
                importlib.import_module(name)
        self.whole.emit()


def end_process(code: int) -> NoReturn:
    """End the process with `code`, once the window is closed and everything is kept and closed.

    Python would take what is left apart in any order, icons and typefaces after Qt itself, and that crashes a program
    whose work is done (a crash at closing is one that somebody reports, and that looks like loss).
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


def _place_of(fault: Exception) -> str:
    """Which module is missing, or where in the program it is; never its words, which may quote a file."""
    if isinstance(fault, ImportError) and fault.name:
        return fault.name
    *_, last = walk_tb(fault.__traceback__)
    return f"{last[0].f_globals.get('__name__')}, line {last[1]}"


def _policy_of(arguments: Sequence[str]) -> Policy | Exception:
    """The agency's policy, or why it is not usable or cannot be read."""
    try:
        # Takes longer to load than everything before the first window.
        from desktop.policy_file import agreed_policy

        return agreed_policy(arguments)
    except Exception as error:
        return error


def _qt(arguments: Sequence[str]) -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    qt = make_application(arguments[0])
    qt.setApplicationName("Doorstep")
    qt.setDesktopFileName("doorstep")
    used = language()
    if isinstance(used, QtLanguage):
        install_language(used)
    return qt


def _theme(preference: Preference) -> Theme:
    contrast = ContrastMode(preference.contrast)
    return Theme(ThemeMode(preference.theme), preference.text_scale, contrast=contrast)
