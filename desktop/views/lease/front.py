"""What stands in the window of an open store: the records, or, once the lease has ended, the page that says so."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from casework.words import say
from desktop.background.state import SyncState
from desktop.services.lease import LeaseLine, Minute, pass_minute, read_lease
from desktop.store.change import Change
from desktop.views.desk import Desk
from desktop.views.lease.lease_page import LeasePage
from desktop.views.lease.wording import (
    GIVE_UP,
    SEALED,
    SIGN_IN,
    STOPPED,
    STOPPED_TITLE,
    ending_words,
    sign_in_words,
)
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.shell.place_keeper import PlaceKeeper
from desktop.views.shell.shell import Shell
from desktop.views.tour.keeper import TourKeeper
from desktop.views.unlock.stopped_page import StoppedPage

_MINUTE_MS = 60_000


class Front(QStackedWidget):
    """Holds the shell and the page of the lease, and lets time take effect once a minute.

    What is being written stays as it is behind the page; it has been kept as a draft.
    """

    lock_requested = Signal()

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("front")
        self._desk, self.shell, self.page = desk, shell, LeasePage()
        self._begun = False
        self._places = PlaceKeeper(desk, shell, self)
        self.tour = TourKeeper(desk, shell, self)
        self._behind: list[QDialog] = []
        self._blank = QWidget()
        self._blank.setProperty("role", "canvas")
        self.stopped = StoppedPage()
        for widget in (self._blank, shell, self.page, self.stopped):
            self.addWidget(widget)
        self.ending = Notice(NoticeKind.WARNING, "", name="lease_ends_soon")
        self.sign_in = Notice(NoticeKind.WARNING, " ", name="sign_in_soon", action=SIGN_IN)
        self.sign_in.set_notice(NoticeKind.WARNING, "")
        self.sealed = Notice(NoticeKind.INFO, " ", name="sealed_notice", action=say("&Understood"))
        self.sealed.set_notice(NoticeKind.INFO, "")
        for strip in (self.ending, self.sign_in, self.sealed):
            shell.add_strip(strip)
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE_MS)
        self._connect()

    def _connect(self) -> None:
        self._clock.timeout.connect(self.look)
        self._desk.changed.connect(self._on_changed)
        self._desk.syncer.state_changed.connect(self._on_sync_state)
        self.page.sync_requested.connect(self._on_sync_requested)
        self.page.lock_requested.connect(self.lock_requested)
        self.stopped.retry_requested.connect(self._on_sync_requested)
        self.stopped.close_requested.connect(self.lock_requested)
        self.sealed.action_requested.connect(self._on_understood)
        agency = self._desk.sign_in
        if agency is not None:
            self.page.sign_in_requested.connect(agency.turn)
            self.sign_in.action_requested.connect(agency.turn)
            agency.waiting.connect(self._on_signing_in)
            agency.ended.connect(self._on_signed_in)

    def start(self) -> None:
        """Show the records, if they may be shown."""
        self._on_sync_state(self._desk.syncer.state)
        self._clock.start()
        self._desk.ask(pass_minute, self._on_first_minute, self)

    @Slot()
    def note_touch(self) -> None:
        """Somebody has done something."""
        self._places.look_soon()

    @Slot()
    def look(self) -> None:
        """Let the time that has passed take effect."""
        self._desk.ask(pass_minute, self._on_minute, self)

    def _on_first_minute(self, minute: Minute) -> None:
        self._on_minute(minute)
        if minute.line.sealed:
            self._say_sealed()

    def _on_minute(self, minute: Minute) -> None:
        self._show(minute.line)
        if minute.is_news:
            self._desk.changed.emit(minute.change)
            self._desk.syncer.sync_soon()

    def _show(self, line: LeaseLine) -> None:
        today = self._desk.session.today()
        if line.stopped:
            self._put_away()
            self.stopped.show_fault(STOPPED_TITLE, STOPPED)
            self.setCurrentWidget(self.stopped)
            return
        if line.state.locked:
            self.page.show_line(line, today)
            self._put_away()
            self.setCurrentWidget(self.page)
            return
        self.ending.set_notice(NoticeKind.WARNING, ending_words(line, today))
        self.sign_in.set_notice(NoticeKind.WARNING, sign_in_words(line, today))
        self.shell.fit_strips()
        if self.currentWidget() is not self.shell:
            self.setCurrentWidget(self.shell)
            self._bring_back()
        if not self._begun:
            self._begun = True
            self._places.begin()

    def _put_away(self) -> None:
        """The shell hides its sheets with itself; what is on them is for later."""
        self._behind += [dialog for dialog in self.shell.findChildren(QDialog) if dialog.isVisible()]

    def _bring_back(self) -> None:
        behind, self._behind = self._behind, []
        for dialog in behind:
            dialog.show()

    def _say_sealed(self) -> None:
        self.sealed.set_notice(NoticeKind.INFO, SEALED)
        self.shell.fit_strips()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.sealed:
            self._say_sealed()
        if change.lease or change.synced or change.outbox or self.currentWidget() is self.page:
            self._desk.ask(read_lease, self._show, self)

    @Slot(object)
    def _on_sync_state(self, state: SyncState) -> None:
        self.page.show_sync(state)

    @Slot(bool)
    def _on_signing_in(self, waiting: bool) -> None:
        self.page.show_signing_in(waiting)
        self.sign_in.button.setText(GIVE_UP if waiting else SIGN_IN)

    @Slot(str)
    def _on_signed_in(self, sentence: str) -> None:
        """Signed in: the office says so with its next answer. Or it went wrong."""
        if not sentence:
            self._desk.syncer.sync_now()
        elif self.currentWidget() is self.page:
            self.page.show_fault(sentence)
        else:
            self._desk.say(sentence)

    @Slot()
    def _on_sync_requested(self) -> None:
        self._desk.syncer.sync_now()

    @Slot()
    def _on_understood(self) -> None:
        self.sealed.set_notice(NoticeKind.INFO, "")
        self.shell.fit_strips()
