"""The whole screen for the person: their copy and the way back, which asks for the worker's passphrase."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.records.identifier import CaseId, case_scope, grants_scope, restricted_scope
from casework.words import say
from desktop.background.lane import StoreLane
from desktop.services.showing.paper import Paper, Standing, read_again
from desktop.services.showing.passphrase import PassphraseCheck
from desktop.store.change import Change
from desktop.store.keyslot import WrongPassphrase
from desktop.store.wrong_tries import TooSoon
from desktop.views.desk import Desk
from desktop.views.partials.button import Button
from desktop.views.partials.empty_state import EmptyState
from desktop.views.shell.lock_key import LockKey
from desktop.views.shortcut import GIVE_BACK, bind
from desktop.views.showing.leave_page import LeavePage, Typed
from desktop.views.showing.paper_view import PaperView
from desktop.views.theme.token import SPACE_16, SPACE_24

_MINUTE_MS = 60_000
_NOTHING = say("There is nothing to read here now")


class ShowingPage(QStackedWidget):
    """``left`` once the passphrase was right, ``lock_requested`` by Ctrl+L. Holds a ``Paper`` and nothing besides.

    Once a minute, and whenever something changes, it lets the time take effect and builds the copy again.
    """

    left = Signal()
    lock_requested = Signal()

    def __init__(self, desk: Desk, check: PassphraseCheck, lane: StoreLane, paper: Paper) -> None:
        super().__init__()
        self.setObjectName("showing_page")
        self.setProperty("role", "surface")
        self._desk, self._check, self._lane = desk, check, lane
        self._paper = paper
        self.paper = PaperView("showing_paper")
        self.nothing = EmptyState(
            "ph.file-dotted",
            say("There is nothing to read here now"),
            say("Please give the laptop back."),
            name="showing_nothing",
        )
        self.give_back = Button(say("&Give the laptop back"), name="showing_give_back")
        self.give_back.setToolTip(say("Escape"))
        self.leaving = LeavePage()
        self._clock = QTimer(self, interval=_MINUTE_MS)
        self._arrange()
        self._connect()
        self._show(paper)
        self._clock.start()

    @property
    def case(self) -> CaseId:
        """Whose copy it is."""
        return self._paper.case

    def _arrange(self) -> None:
        whole = QWidget()
        whole.setProperty("role", "surface")
        column = QVBoxLayout(whole)
        column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_16)
        column.setSpacing(SPACE_16)
        middle = QHBoxLayout()
        middle.addStretch(1)
        # Wins over the air at its sides until it is as wide as it may be.
        middle.addWidget(self.paper, 1000)
        middle.addStretch(1)
        column.addLayout(middle, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.give_back, 0, Qt.AlignmentFlag.AlignRight)
        self.addWidget(whole)
        self.addWidget(self.leaving)

    def _connect(self) -> None:
        self.give_back.clicked.connect(self.ask_passphrase)
        self.leaving.typed.connect(self._on_typed)
        self.leaving.back_requested.connect(self.show_copy)
        self._clock.timeout.connect(self.look)
        self._desk.changed.connect(self._on_changed)
        bind(GIVE_BACK, self, self._on_escape)
        self._lock_key = LockKey(self)
        self._lock_key.pressed.connect(self.lock_requested)

    def enter(self) -> None:
        """Take the keys: arrows scroll the copy."""
        (self.give_back if self.paper.isHidden() else self.paper).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def ask_passphrase(self) -> None:
        """Put the copy away and ask for the passphrase; nothing else is shown before it is right."""
        self.setCurrentIndex(1)
        self.leaving.begin()

    @Slot()
    def show_copy(self) -> None:
        """Back to the copy."""
        self.setCurrentIndex(0)
        self.enter()

    @Slot()
    def look(self) -> None:
        """Let the time take effect and read the copy again."""
        paper = self._paper
        self._desk.ask(lambda session: read_again(session, paper), self._on_read, self, self._on_not_read)

    def _on_read(self, standing: Standing) -> None:
        self._show(standing.paper)
        if standing.minute.is_news:
            self._desk.changed.emit(standing.minute.change)
            self._desk.syncer.sync_soon()

    def _on_not_read(self, _error: Exception) -> None:
        """What cannot be built again is not left standing."""
        self._show(None)

    def _show(self, paper: Paper | None) -> None:
        if paper is None:
            self.paper.clear()
        else:
            self._paper = paper
            self.paper.show_document(paper.document)
        self.paper.setVisible(paper is not None)
        self.nothing.setVisible(paper is None)

    @Slot()
    def _on_escape(self) -> None:
        if self.currentIndex() == 0:
            self.ask_passphrase()
        elif not self.leaving.busy:
            self.show_copy()

    @Slot(Typed)
    def _on_typed(self, typed: Typed) -> None:
        self._lane.run(partial(self._check.prove, typed.passphrase), self._on_proved, self._on_not_proved, self)

    def _on_proved(self, _nothing: None) -> None:
        self.left.emit()

    def _on_not_proved(self, error: UserError) -> None:
        if isinstance(error, WrongPassphrase | TooSoon):
            self.leaving.show_wait(self._check.wait_s())
        else:
            self.leaving.show_fault(error.sentence)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        case = self.case
        scopes = {case_scope(case), grants_scope(case), restricted_scope(case), "agency"}
        if scopes & change.scopes or change.synced or change.outbox or change.lease:
            self.look()
