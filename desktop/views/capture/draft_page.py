"""What every page on which somebody writes has in common: the person above, what is written, and its draft kept."""

from abc import abstractmethod
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.records.identifier import CaseId, case_scope
from casework.words import say
from desktop.services.draft import discard_draft, restore_draft
from desktop.services.record_home import Home, is_open
from desktop.services.record_list import CONCERN
from desktop.store.change import Change
from desktop.store.draft import Draft
from desktop.views import dialogs
from desktop.views.capture.head import SheetFoot, SheetHead
from desktop.views.capture.keeper import DraftKeeper, Keep, Kept, keep_contact
from desktop.views.desk import Desk, Place, PlaceName
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.shortcut import FINISH, WITHIN, WRITING_CONCERN, bind

_GONE = (say("This draft is not here any more"), say("It was recorded, or thrown away."))
NOT_RECORDED = say("What you wrote before is not recorded: its draft is on Today.")
_DISCARD = dialogs.Question(
    say("Discard this draft?"), say("What you wrote was not recorded."), say("&Discard"), danger=True
)


@dataclass(frozen=True, slots=True)
class PageLook:
    """How a page of writing differs from the others.

    `name`, `pane`, `nothing`: object names of the page, of its scroll area and of the state without anything open.
    `place`: where its drafts are gone on with. `unsaved`: what is said when it is left before it was recorded.
    """

    name: str
    place: PlaceName
    pane: str
    nothing: str
    unsaved: str
    widest_px: int = 900
    icon: str = "ph.file-text"


class DraftPage(QWidget):
    """One thing is written at a time, and whatever is on the page is kept before another takes its place.

    A page arranges its widgets with ``arrange``, then calls ``connect_page`` once they exist.
    """

    def __init__(self, desk: Desk, look: PageLook, keep: Keep = keep_contact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(look.name)
        self.setProperty("role", "canvas")
        self._desk, self._look = desk, look
        self.head, self.foot = SheetHead(), SheetFoot()
        self.summary = Notice(NoticeKind.DANGER, "", name="problem_summary")
        self.keeper = DraftKeeper(desk, self.content, self, keep)

    @property
    @abstractmethod
    def case(self) -> CaseId | None:
        """The case that is written about; None while nothing is open, and where it is about none."""

    @property
    def home(self) -> Home | None:
        """The case, or the scope of the service, that is written about; None while nothing is open."""
        return self.case

    @property
    @abstractmethod
    def written(self) -> QWidget | None:
        """What holds the fields: whenever one of them is left, the draft is kept. None while nothing is open."""

    @abstractmethod
    def content(self) -> str:
        """What is kept as the draft."""

    @abstractmethod
    def drop(self) -> None:
        """Take what is open off the page: it was recorded, discarded, or is not this laptop's any more."""

    @abstractmethod
    def go_out(self) -> None:
        """Leave for where what is open will be read; asked while it is still open, and done with."""

    @abstractmethod
    def finish(self) -> None:
        """Record what is written, or say what has to be mended."""

    @abstractmethod
    def leave(self) -> None:
        """Go to where it will be read; what was written is kept."""

    def standing(self, place: Place) -> Place:
        """Say which draft is on the page, once there is one."""
        begun = self.keeper.unkept or self.keeper.exists
        if not begun or place.case not in {None, self.case}:
            return place
        return Place(place.name, self.case, draft=self.keeper.draft)

    def arrange(self, *widgets: QWidget) -> None:
        """Put the widgets under the person and over the buttons, where they scroll."""
        self.pane = ScrollPage(self._look.pane, widest_px=self._look.widest_px)
        for widget in widgets:
            self.pane.body.addWidget(widget)
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((self.head, 0), (self.pane, 1), (self.foot, 0)):
            column.addWidget(part, stretch)
        self._nothing = EmptyState(self._look.icon, *_GONE, name=self._look.nothing)
        self._stack = QStackedWidget()
        for page in (self._nothing, self._whole):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def connect_page(self) -> None:
        """Connect what every such page has."""
        self.keeper.kept.connect(self._on_kept)
        self.foot.finish.connect(self._on_finish)
        self.foot.leave.connect(self._on_leave)
        self.foot.discard.connect(self.ask_discard)
        self._desk.changed.connect(self._on_changed)
        bind(FINISH, self, self._on_finish, within=WITHIN)
        bind(WRITING_CONCERN, self, self.raise_concern)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_moved)

    def show_whole(self) -> None:
        """Show what is written, from its beginning."""
        self._stack.setCurrentWidget(self._whole)
        self.pane.verticalScrollBar().setValue(0)

    def show_gone(self) -> None:
        """Say that there is no such draft."""
        self.keeper.leave()
        self.close_page(*_GONE)

    def close_page(self, title: str = "", words: str = "") -> None:
        """Keep nothing any more, and show nothing but a sentence."""
        self.keeper.end()
        self.drop()
        if title:
            self._nothing.set_words(title, words)
        self._stack.setCurrentWidget(self._nothing)

    def show_summary(self, sentence: str) -> None:
        """Say above everything what has to be mended, and go there."""
        self.summary.set_notice(NoticeKind.DANGER, sentence)
        self.pane.verticalScrollBar().setValue(0)
        self.summary.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def raise_concern(self) -> None:
        """Begin a protection concern; what was written here is kept."""
        if self.case is not None:
            self._desk.go(Place("record", self.case, kind=CONCERN))

    @Slot()
    def ask_discard(self) -> None:
        """Ask before the draft goes."""
        dialogs.ask_confirmation(self, _DISCARD, self._on_discard_answered)

    def discard(self) -> None:
        """Throw the draft away, with a way back."""
        draft = self.keeper.draft
        if not draft:
            return
        # What is on the page at this moment is what Undo brings back.
        self.keeper.keep_now()
        self.keeper.end()
        self._desk.ask(lambda session: discard_draft(session, draft), self._on_discarded, self._desk)
        self.go_out()
        self.close_page()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was written when the page is left, and say so."""
        super().hideEvent(event)
        self.keeper.keep_now()
        if self.keeper.exists and not event.spontaneous():
            self._desk.changed.emit(Change(drafts=True))
            self._desk.say(self._look.unsaved)

    def on_not_opened(self, error: Exception) -> None:
        """Say why it cannot be opened."""
        self.keeper.leave()
        self.close_page(say("This cannot be opened"), error.sentence if isinstance(error, UserError) else "")

    def on_changed(self, change: Change) -> None:
        """Something changed in the store: see whether this is still open to whoever is at the keyboard."""
        home, case = self.home, self.case
        concerned = (case_scope(case) if case else home) in change.scopes
        if home is not None and (concerned or change.synced or change.lease):
            self._desk.ask(lambda session: is_open(session, home), partial(self._on_open, home), self)

    def _on_open(self, home: Home, is_still_open: bool) -> None:
        """The case is not here any more: the last words go where the rest went, and nothing stays on the screen."""
        if is_still_open or self.home != home:
            return
        self.keeper.leave()
        self.close_page(say("This case has left this laptop"), say("What you had written is kept for the office."))

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        self.on_changed(change)

    @Slot()
    def _on_finish(self) -> None:
        self.finish()

    @Slot()
    def _on_leave(self) -> None:
        self.leave()

    @Slot(Kept)
    def _on_kept(self, kept: Kept) -> None:
        self.foot.show_kept(kept)

    def _on_discard_answered(self, yes: bool) -> None:
        if yes:
            self.discard()

    def _on_discarded(self, draft: Draft | None) -> None:
        # Told through the desk: this page is not in sight any more.
        self._desk.changed.emit(Change(drafts=True))
        self._desk.say(say("Draft discarded."), partial(self._restore, draft) if draft else None)

    def _restore(self, draft: Draft) -> None:
        self._desk.ask(lambda session: restore_draft(session, draft), partial(self._on_restored, draft), self._desk)

    def _on_restored(self, draft: Draft, _nothing: None) -> None:
        self._desk.changed.emit(Change(drafts=True))
        self._desk.go(Place(self._look.place, draft=draft.id))

    @Slot(QWidget, QWidget)
    def _on_focus_moved(self, old: QWidget | None, _new: QWidget | None) -> None:
        written = self.written
        if old is not None and written is not None and written.isAncestorOf(old):
            self.keeper.keep_now()
