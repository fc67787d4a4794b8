"""`doorstep`: the application on the laptop. The only place where everything is put together."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from desktop.hardening import harden_process

# Before anything else is loaded: whatever crashes from here on leaves no memory behind.
harden_process()

from PySide6.QtCore import QObject, Slot  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from casework.errors import Unavailable, UserError  # noqa: E402
from casework.records.identifier import CaseId  # noqa: E402
from casework.words import say  # noqa: E402
from desktop.background.asking import Asking  # noqa: E402
from desktop.background.courier import Crash  # noqa: E402
from desktop.background.examination import Examination  # noqa: E402
from desktop.background.inquiry import Inquiry  # noqa: E402
from desktop.background.lane import NetworkLane, StoreLane  # noqa: E402
from desktop.background.lock_signal import LockSignal  # noqa: E402
from desktop.background.news import NewsThread  # noqa: E402
from desktop.background.syncer import Lanes, Syncer  # noqa: E402
from desktop.clock import SystemClock  # noqa: E402
from desktop.first import FirstWindow, end_process  # noqa: E402
from desktop.installed import is_replaced, version  # noqa: E402
from desktop.policy_file import agreed_policy  # noqa: E402
from desktop.services.news import make_listener  # noqa: E402
from desktop.services.preference import Preference, save_preference  # noqa: E402
from desktop.services.rejoin import ask_rejoin  # noqa: E402
from desktop.services.session import Session  # noqa: E402
from desktop.services.showing.passphrase import PassphraseCheck  # noqa: E402
from desktop.services.unlock import PUT_BACK, RECOVERY_ASKED, Laptop, Opened, make_engine, wipe, wiped_at  # noqa: E402
from desktop.settings import load_folders  # noqa: E402
from desktop.store.change import Change  # noqa: E402
from desktop.sync.engine import SyncEngine  # noqa: E402
from desktop.sync.enrol import Enrolment  # noqa: E402
from desktop.sync.listener import Listener  # noqa: E402
from desktop.sync.transport import Transport  # noqa: E402
from desktop.views.desk import Desk, Place  # noqa: E402
from desktop.views.dialogs import show_error  # noqa: E402
from desktop.views.gate import Gate  # noqa: E402
from desktop.views.lease.front import Front  # noqa: E402
from desktop.views.partials.notice import Notice, NoticeKind  # noqa: E402
from desktop.views.shell.clipboard_guard import ClipboardGuard  # noqa: E402
from desktop.views.shell.idle import IdleWatch  # noqa: E402
from desktop.views.shell.install_watch import GONE, UPDATED, UPDATED_ACTION, InstallWatch  # noqa: E402
from desktop.views.shell.opening_watch import OpeningWatch  # noqa: E402
from desktop.views.shell.shell import Shell  # noqa: E402
from desktop.views.shortcut import LARGER, SMALLER, bind  # noqa: E402
from desktop.views.showing.stage import Stage  # noqa: E402
from desktop.views.theme.theme import CONTRAST_WORDS, Theme  # noqa: E402

FINISH_S = 20.0
HANG_UP_S = 2.0
TEXT_STEP = 0.25
LARGEST_TEXT = 2.0


def begin_again() -> None:
    """Replace this process by a fresh one, so that nothing readable stays in memory after locking."""
    arguments = [sys.executable, *sys.orig_argv[1:]]
    if os.name == "posix":
        try:
            os.execv(sys.executable, arguments)  # noqa: S606 — ourselves, with our own arguments
        except OSError:
            # Uninstalled while it was open: what is in memory goes all the same.
            sys.stderr.write("doorstep: the program is no longer installed here\n")
            end_process(1)
    subprocess.Popen(arguments)  # noqa: S603 — the same on Windows, where a process cannot be replaced
    QApplication.quit()


class Application(QObject):
    """Holds what lives as long as the process: window, lanes, and the store while it is open."""

    def __init__(
        self,
        arguments: Sequence[str],
        laptop: Laptop | None = None,
        relaunch: Callable[[], None] = begin_again,
        first: FirstWindow | None = None,
    ) -> None:
        """`first`: the window that is shown already; without it a new one is made."""
        if first is None:
            policy = laptop.policy if laptop else agreed_policy(arguments)
            first = FirstWindow(arguments, laptop.folders if laptop else load_folders(), policy)
        self.first, self.qt, self.window = first, first.qt, first.window
        super().__init__()
        self.clipboard = ClipboardGuard(self)
        self.laptop = laptop or Laptop(first.folders, first.policy, SystemClock())
        self.capture, self.preference, self.themes = first.capture, first.preference, first.themes
        self._relaunch = relaunch
        self.themes.changed.connect(self._on_theme)
        self.store_lane, self.network_lane = StoreLane(self), NetworkLane(self)
        for lane in (self.store_lane, self.network_lane):
            lane.crashed.connect(self._on_crash)
            lane.unanswered.connect(self._on_unanswered)
        self.opened: Opened | None = None
        self.syncer: Syncer | None = None
        self.news: NewsThread | None = None
        self.asking: Asking | None = None
        self.main: Shell | None = None
        self.front: Front | None = None
        self.idle: IdleWatch | None = None
        self.stage: Stage | None = None
        self._unsaid: list[str] = []
        self._transport: Transport | None = None
        self._ending = False
        version()  # Which one runs: after an update another one would be found.
        self.install = InstallWatch(self)
        self.install.replaced.connect(self._on_replaced)
        bind(LARGER, self.window, self._on_larger)
        bind(SMALLER, self.window, self._on_smaller)
        self.qt.aboutToQuit.connect(self._on_quit)

    def begin(self) -> None:
        """Show the locked page, or the first start where nobody has a store on this laptop yet."""
        locked, self.first.locked = self.first.locked, None
        self.gate = Gate(self.laptop, self.store_lane, self.network_lane, locked)
        self.gate.opened.connect(self._on_opened)
        self.window.setCentralWidget(self.gate)
        self.window.show()
        self.gate.begin()
        if locked is not None:
            self.first.take_over(locked)
        if wiped_at(self.laptop) is None:
            self.first.give_keys()
        else:
            # Somebody was in the middle of a sentence about a person, or types the passphrase of what is gone.
            self.first.drop_keys()

    def run(self) -> int:
        """Run until the window is closed; returns the exit code."""
        return self.qt.exec()

    @Slot()
    def lock(self) -> None:
        """Keep drafts, let a running sync come to its end, close the store and begin again; once."""
        if self._ending:
            return
        self._end()
        self._relaunch()

    @Slot()
    def leave(self) -> None:
        """End the application."""
        self._end()
        self.qt.quit()

    def _end(self) -> None:
        """Let go of everything, in the order in which nothing is lost."""
        if self._ending:
            return
        self._ending = True
        self.install.stop()
        if self.idle is not None:
            self.idle.stop()
        self.clipboard.clear()
        if self.main is not None:
            # Pages keep what is being written when they are left.
            self.main.hide()
        if self.stage is not None and self.stage.page is not None:
            self.stage.page.hide()
            self.window.repaint()
        if self.news is not None:
            self.news.stop(HANG_UP_S)
        if self.asking is not None:
            self.asking.end()
        if self.syncer is not None:
            self.syncer.finish(FINISH_S)
        self.network_lane.close(FINISH_S)
        if self._transport is not None:
            self._transport.close()
        opened, self.opened = self.opened, None
        if opened is not None:
            self.store_lane.run(opened.close)
        self.store_lane.close(FINISH_S)

    @Slot(object)
    def _on_opened(self, opened: Opened) -> None:
        self.opened = opened
        make = partial(make_engine, self.laptop, opened, self.store_lane.gate())
        self.store_lane.run(make, self._on_engine, None, self)

    def _on_engine(self, made: tuple[SyncEngine[Change], Transport]) -> None:
        if self.opened is None or not self.first.is_whole("desktop.pages"):
            return
        engine, self._transport = made
        self.syncer = Syncer(Lanes(self.store_lane, self.network_lane), self.opened.store, engine, parent=self)
        desk = Desk(self._session(self.opened), self.store_lane, self.syncer, self)
        desk.inquiry = Inquiry(self.network_lane, self._transport, self._rejoin)
        self.asking = Asking(self.laptop, self.opened, self._on_crash, self)
        self.asking.begin(self._rejoin, self.network_lane, partial(setattr, desk, "inquiry"))
        desk.sign_in = self.asking.sign_in
        desk.passphrase = PassphraseCheck(self.laptop, self.opened.profile)
        desk.examination = Examination(self.laptop, self.opened.connection, (self.store_lane, self.network_lane))
        self.desk = desk
        self.openings = OpeningWatch(desk, self.store_lane, self)
        self.stage = Stage(self.window, desk, self.store_lane, self)
        self.stage.began.connect(self._on_showing)
        self.stage.ended.connect(self._on_shown)
        self.stage.lock_requested.connect(self.lock)
        self.idle = IdleWatch(self.laptop.clock, self.laptop.policy.idle_lock_minutes, self)
        self.idle.idled.connect(self.lock)
        self.lock_signal = LockSignal(self.window, self)
        self.lock_signal.lock_wanted.connect(self.lock)
        self.syncer.stopped.connect(self._on_stopped)
        self.syncer.start()
        self._make_front(desk).start()
        self.store_lane.run(partial(make_listener, self.laptop, self.opened), self._on_listener, None, self)

    def _make_front(self, desk: Desk) -> Front:
        """The window's content while the store is open: after unlocking, and after the person was shown their copy."""
        from desktop.pages import PAGES  # Loaded by now, or waited for: see `desktop.first`.

        self.main = Shell(desk, PAGES)
        if self.opened is not None and self.opened.changed:
            self.main.add_strip(Notice(NoticeKind.DANGER, PUT_BACK, name="store_changed"))
        if self.opened is not None and self.opened.recovery_asked:
            self.main.add_strip(Notice(NoticeKind.WARNING, RECOVERY_ASKED, name="recovery_was_asked"))
        if self.install.was_replaced:
            self._say_updated(self.main)
        self.front = Front(desk, self.main)
        if self.idle is not None:
            self.idle.touched.connect(self.front.note_touch)
            if self.first.cursor is not None:
                self.idle.touched.connect(self.first.cursor.touch)
        for part in (self.main, self.front):
            part.lock_requested.connect(self.lock)
        self.main.theme_requested.connect(self.themes.turn)
        self.main.contrast_requested.connect(self.themes.turn_contrast)
        self.main.rail.set_contrast(CONTRAST_WORDS[self.themes.theme.contrast])
        self.main.text_size_requested.connect(self._on_larger)
        self.main.began_anew.connect(self.lock)
        self.window.setCentralWidget(self.front)
        return self.front

    @Slot()
    def _on_replaced(self) -> None:
        """Another build is installed: the locked page begins with it at once, whoever works is told."""
        if self.main is not None:
            self._say_updated(self.main)
        elif self.opened is None and self.gate.is_untouched:
            self.lock()

    def _say_updated(self, main: Shell) -> None:
        strip = Notice(NoticeKind.WARNING, UPDATED, name="program_updated", action=UPDATED_ACTION)
        strip.action_requested.connect(self.lock)
        main.add_strip(strip)

    @Slot()
    def _on_showing(self) -> None:
        """The person is shown their copy: what was in the window is destroyed."""
        self.main = self.front = None

    @Slot(object)
    def _on_shown(self, case: CaseId) -> None:
        """The worker has the laptop back: begin again where they were."""
        front = self._make_front(self.desk)
        self.desk.go(Place("person", case))
        front.start()
        self.desk.say(say("If you went through it with the person, record that: New record, Shared with the person."))
        unsaid, self._unsaid = self._unsaid, []
        for sentence in unsaid:
            show_error(self.window, sentence)

    def _show_fault(self, sentence: str) -> None:
        """Say it in a window; while the person reads their copy, afterwards."""
        if self.stage is not None and self.stage.page is not None:
            self._unsaid.append(sentence)
        else:
            show_error(self.window, sentence)

    def _rejoin(self, code: str) -> Enrolment:
        """In the network's thread: this laptop under a new code, after it was restored or copied."""
        opened = self.opened
        if opened is None:
            raise Unavailable("Doorstep is closing. Nothing was changed.")
        return ask_rejoin(self.laptop, opened.store.identity(), code)

    @Slot(bool)
    def _on_stopped(self, is_to_be_wiped: bool) -> None:
        """The office serves this laptop no more; by its signed order everything here is destroyed."""
        opened = self.opened
        if opened is None or not is_to_be_wiped:
            return
        self._end()
        wipe(self.laptop, opened.profile)
        self._relaunch()

    def _on_listener(self, listener: Listener) -> None:
        if self.syncer is None or self._ending:
            return
        self.news = NewsThread(listener, self.syncer, self)
        self.news.crashed.connect(self._on_crash)
        self.news.start()

    def _session(self, opened: Opened) -> Session:
        return Session(opened.store, self.laptop.clock, self.laptop.policy.photographs)

    @Slot()
    def _on_larger(self) -> None:
        """The next size; after the largest the plain one again."""
        scale = self.themes.theme.text_scale + TEXT_STEP
        self._show_text(scale if scale <= LARGEST_TEXT else 1.0)

    @Slot()
    def _on_smaller(self) -> None:
        self._show_text(max(1.0, self.themes.theme.text_scale - TEXT_STEP))

    def _show_text(self, scale: float) -> None:
        self.themes.show(replace(self.themes.theme, text_scale=scale))
        if self.main is not None:
            self.main.rail.set_text_size(round(self.themes.theme.text_scale * 100))

    @Slot(Theme)
    def _on_theme(self, theme: Theme) -> None:
        self.preference = Preference(theme=theme.mode.value, contrast=theme.contrast.value, text_scale=theme.text_scale)
        if self.main is not None:
            self.main.rail.set_contrast(CONTRAST_WORDS[theme.contrast])
        save_preference(self.laptop.folders, self.preference)

    @Slot(object)
    def _on_unanswered(self, fault: UserError) -> None:
        self._show_fault(fault.sentence)

    @Slot(object)
    def _on_crash(self, crash: Crash) -> None:
        """Say that the program is at fault: where, never what was in it."""
        sys.stderr.write(f"{crash.type_name} at {' < '.join(reversed(crash.places))}\n")
        if is_replaced():
            self._show_fault(GONE)
            return
        place = crash.places[-1] if crash.places else "an unknown place"
        self._show_fault(
            "Doorstep made a mistake. What you saved is safe on this laptop. "
            f"Tell your administrator: {crash.type_name} at {place}.",
        )

    @Slot()
    def _on_quit(self) -> None:
        self._end()
