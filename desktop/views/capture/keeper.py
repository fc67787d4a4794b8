"""Keeps the sheet as a draft without being asked: at every pause, and at most 1.8 seconds after a keystroke."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from casework.errors import UserError
from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.capture import FORM
from desktop.services.draft import keep_draft
from desktop.services.session import Session
from desktop.views.desk import Desk

PAUSE_MS = 800
LATEST_MS = 1_800
RETRY_MS = 5_000
NOT_KEPT = say("What you wrote last could not be kept yet. Do not close Doorstep: it tries again.")


@dataclass(frozen=True, slots=True)
class Kept:
    """When the draft was last kept; ``fault`` says why it could not be, in a sentence."""

    at: datetime | None = None
    fault: str = ""


Keep = Callable[[Session, str, CaseId, str], datetime]
"""Keeps the content of a draft of a case on the store's lane; returns when."""


def keep_contact(session: Session, draft: str, case: CaseId, content: str) -> datetime:
    """Keep a contact sheet."""
    return keep_draft(session, draft, case, FORM, content)


@dataclass(frozen=True, slots=True)
class _Writing:
    """What stood on a sheet at a moment, to be kept."""

    draft: str
    case: CaseId
    content: str


class DraftKeeper(QObject):
    """``touch`` at every change; ``kept`` says what came of it. It begins with ``begin`` and ends with ``end``.

    What could not be kept before another sheet took the place is tried again until it is, and that is said.
    """

    kept = Signal(Kept)

    def __init__(self, desk: Desk, content: Callable[[], str], parent: QObject, keep: Keep = keep_contact) -> None:
        super().__init__(parent)
        self._desk, self._content, self._keep = desk, content, keep
        self._draft, self._case = "", CaseId("")
        self._unkept = False
        self._left: dict[str, _Writing] = {}
        self._resting: dict[str, _Writing] = {}
        self._done: set[str] = set()
        self.touches = 0
        """How often something changed: whoever asks for the draft sees whether what comes is of before a change."""
        self.state = Kept()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._latest = QTimer(self, singleShot=True, interval=LATEST_MS)
        self._again = QTimer(self, singleShot=True, interval=RETRY_MS)
        for timer in (self._pause, self._latest):
            timer.timeout.connect(self.keep_now)
        self._again.timeout.connect(self._on_again)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.applicationStateChanged.connect(self._on_application_state)

    @property
    def draft(self) -> str:
        """The id of the draft; empty while no sheet is open."""
        return self._draft

    @property
    def unkept(self) -> bool:
        """Whether something on the sheet is not kept yet."""
        return bool(self._draft) and self._unkept

    @property
    def exists(self) -> bool:
        """Whether a draft is in the store."""
        return self.state.at is not None

    def begin(self, draft: str, case: CaseId, kept_at: datetime | None) -> None:
        """Keep from now on under this id; ``kept_at`` where the draft is in the store already."""
        self._draft, self._case = draft, case
        self._unkept = False
        # Open again, and kept as it stands there from now on.
        self._left.pop(draft, None)
        self._show(Kept(kept_at))

    def leave(self) -> None:
        """Keep what is on the sheet, and nothing after it: something else takes its place."""
        self.keep_now()
        self._draft = ""
        self._show(Kept())

    def end(self) -> None:
        """Keep nothing any more: the sheet was recorded or discarded."""
        self.end_of(self._draft)
        self._pause.stop()
        self._latest.stop()
        self._draft, self._unkept = "", False
        self._show(Kept())

    def end_of(self, draft: str) -> None:
        """Keep nothing of a draft any more: it was recorded while another sheet had taken its place."""
        self._done.add(draft)
        self._resting.pop(draft, None)
        self._left.pop(draft, None)

    def rest(self) -> None:
        """Keep nothing: the sheet is being recorded. The next change goes on, or ``resume``.

        What is kept behind the record, because somebody looks at another window meanwhile, would be offered again as if
        it had not been recorded.
        """
        self._pause.stop()
        self._latest.stop()
        if self.unkept:
            self._resting[self._draft] = _Writing(self._draft, self._case, self._content())

    def resume(self, draft: str = "") -> None:
        """Go on with a draft, which was not recorded; without one, with whatever rests."""
        for resting in [one for one in self._resting.values() if not draft or one.draft == draft]:
            del self._resting[resting.draft]
            if resting.draft == self._draft:
                self._latest.start(LATEST_MS)
            else:
                self._ask_for(resting)

    @Slot()
    def touch(self) -> None:
        """Something changed on the sheet."""
        if not self._draft:
            return
        self._resting.pop(self._draft, None)
        self.touches += 1
        self._pause.start()
        if not self._unkept:
            self._unkept = True
            self._latest.start(LATEST_MS)

    @Slot()
    def keep_now(self) -> None:
        """Keep what is on the sheet, if any of it is not kept yet."""
        self._pause.stop()
        self._latest.stop()
        rests = self._draft in self._resting
        if rests or not (self._draft and self._unkept):
            return
        self._unkept = False
        self._ask_for(_Writing(self._draft, self._case, self._content()))

    def _ask_for(self, writing: _Writing) -> None:
        keep = self._keep
        self._desk.act(
            lambda session: keep(session, writing.draft, writing.case, writing.content),
            partial(self._on_kept, writing.draft),
            self,
            partial(self._on_failed, writing),
        )

    def _on_kept(self, draft: str, at: datetime) -> None:
        self._left.pop(draft, None)
        if draft == self._draft:
            self._show(Kept(at))

    def _on_failed(self, writing: _Writing, error: Exception) -> None:
        if writing.draft != self._draft:
            self._go_on_with(writing, error)
            return
        sentence = error.sentence if isinstance(error, UserError) else say("Doorstep will try again.")
        self._show(Kept(self.state.at, sentence))
        # Not given up: the next keystroke or the timer tries again.
        self._unkept = True
        self._latest.start(RETRY_MS)

    def _go_on_with(self, writing: _Writing, error: Exception) -> None:
        """Its sheet is not open any more, so nobody sees that it is not kept."""
        if writing.draft in self._done:
            return
        if isinstance(error, UserError) and writing.draft not in self._left:
            self._desk.say(f"{NOT_KEPT} {error.sentence}")
        self._left[writing.draft] = writing
        self._again.start()

    @Slot()
    def _on_again(self) -> None:
        for writing in self._left.values():
            self._ask_for(writing)

    def _show(self, state: Kept) -> None:
        self.state = state
        self.kept.emit(state)

    @Slot(Qt.ApplicationState)
    def _on_application_state(self, _state: Qt.ApplicationState) -> None:
        self.keep_now()
