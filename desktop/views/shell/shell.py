"""The window's content while the store is unlocked: rail, top bar, strips, one page at a time, short messages."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from casework.words import say
from desktop.background.state import SyncState
from desktop.services.attention import Attention, read_attention
from desktop.services.draft import DraftLine, discard_draft, restore_draft
from desktop.store.change import Change
from desktop.store.draft import Draft
from desktop.sync.engine import Progress
from desktop.views.desk import Desk, Finished, Place, PlaceName, Said, place_of_draft
from desktop.views.emergency.emergency_sheet import open_emergency_sheet
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.rail import Place as RailPlace
from desktop.views.partials.rail import PlaceChosen, Rail
from desktop.views.partials.toast import Toast
from desktop.views.partials.top_bar import FindText, TopBar
from desktop.views.rejoin.rejoin_sheet import open_rejoin_sheet
from desktop.views.shell.draft_strip import DraftStrip
from desktop.views.shell.finder import Command, Finder
from desktop.views.shell.help_key import HelpKey
from desktop.views.shell.key_sheet import open_key_sheet
from desktop.views.shell.lock_key import LockKey
from desktop.views.shell.page_stack import PageMaker, PageStack
from desktop.views.shell.passphrase_sheet import open_passphrase_sheet
from desktop.views.shell.place_title import RAIL, TITLES
from desktop.views.shell.progress_strip import ProgressStrip
from desktop.views.shell.sync_view import look_of
from desktop.views.shell.trail import Trail
from desktop.views.shell.waiting import OF_SOME, show_waiting
from desktop.views.shortcut import BACK, KEY_LIST, bind
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_16, SPACE_24, SPACE_32
from desktop.views.wording import long_day

_IN_RAIL = frozenset(name for name, _, _ in RAIL)
_ESCAPES: frozenset[PlaceName] = frozenset(
    {
        "person",
        "brief",
        "two_views",
        "proposals",
        "looks",
        "high_risk",
        "duty",
        "signing",
        "service",
        "staffing",
        "team",
        "measures",
        "keying",
        "access",
        "help",
    }
)
"""From here Escape goes back. Not from the contact sheet: somebody may press it while writing."""
_NO_OFFERS: frozenset[PlaceName] = frozenset({"brief", "visit", "contact", "record", "plan"})
"""At the door and while writing no draft about anybody else stands above the name of the person it is about."""
_FORMS: frozenset[PlaceName] = frozenset({"contact", "record", "plan"})
_BEGUN: frozenset[PlaceName] = frozenset({"visit", "contact"})
"""What goes on by itself after something that was written in between, such as a protection concern."""
_COUNT_AFTER_MS = 200
_FINDER_PX = (620, 520)
_PAGE_LEAST_PX = 240


class Shell(QWidget):
    """Everything but the locked page. Goes where ``desk.went`` says.

    ``lock_requested``: somebody wants to lock now; ``theme_requested``, ``contrast_requested``,
    ``text_size_requested``: to look otherwise. ``begun``: what waits is known, and the first page is gone to.
    ``put_away``: it is about to be hidden, because somebody locks, closes, or something else takes its place.
    """

    lock_requested = Signal()
    theme_requested = Signal()
    contrast_requested = Signal()
    text_size_requested = Signal()
    began_anew = Signal()
    put_away = Signal()
    begun = Signal()

    def __init__(self, desk: Desk, makers: Mapping[PlaceName, PageMaker], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shell")
        self._desk = desk
        self._trail = Trail(Place("today"))
        self._said: Said | None = None
        self._resumes = self._goes_on = False
        self._recount = QTimer(self, singleShot=True, interval=_COUNT_AFTER_MS)
        self.rail, self.bar = Rail([RailPlace(*entry) for entry in RAIL]), TopBar()
        # Until it is known that somebody answers proposals, or has anything to look at.
        for name in OF_SOME:
            self.rail.set_place_shown(name, False)
        self.drafts, self.progress = DraftStrip(), ProgressStrip()
        self.trouble = Notice(NoticeKind.DANGER, "", name="sync_trouble", action=say("Enter a &new code…"))
        self.trouble.button.hide()
        self.pages = PageStack(desk, makers)
        # Less than a page would like: with large text the window stays as high as the screen, and pages scroll.
        self.pages.setMinimumHeight(_PAGE_LEAST_PX)
        self._arrange()
        self.finder, self.toast = Finder(desk, self), Toast(self, self.pages)
        self.help_key = HelpKey(desk, self, lambda: self.standing)
        self._connect()

    def _arrange(self) -> None:
        self._strips = QWidget()
        self._more: list[QWidget] = []
        strips = self._column = QVBoxLayout(self._strips)
        strips.setContentsMargins(SPACE_24, SPACE_12, SPACE_24, 0)
        strips.setSpacing(SPACE_8)
        for strip in (self.trouble, self.progress, self.drafts):
            strips.addWidget(strip)
        right = QVBoxLayout()
        right.setSpacing(0)
        for widget, stretch in ((self.bar, 0), (self._strips, 0), (self.pages, 1)):
            right.addWidget(widget, stretch)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.fit_strips()

    def _connect(self) -> None:
        desk, rail, bar = self._desk, self.rail, self.bar
        for signal, slot in (
            (desk.went, self._on_went),
            (desk.finished, self._on_finished),
            (desk.said, self._on_said),
            (desk.changed, self._on_changed),
            (desk.syncer.state_changed, self._on_sync_state),
            (desk.syncer.progressed, self._on_progress),
            (self.trouble.action_requested, self._on_new_code),
            (rail.place_requested, self._on_rail),
            (rail.help_requested, self.help_key.show_help),
            (rail.lock_requested, self.lock_requested),
            (rail.theme_requested, self.theme_requested),
            (rail.contrast_requested, self.contrast_requested),
            (rail.text_size_requested, self.text_size_requested),
            (bar.find_edited, self._on_find),
            (bar.find_submitted, self._on_find_submitted),
            (bar.results_requested, self.finder.enter),
            (bar.sync_requested, self._on_sync_requested),
            (bar.back_requested, self.go_back),
            (self.finder.command_chosen, self._on_command),
            (self.toast.undo_requested, self._on_undo),
            (self.drafts.continue_requested, self._on_draft_continued),
            (self.drafts.discard_requested, self._on_draft_discarded),
            (self._recount.timeout, self._on_recount),
        ):
            signal.connect(slot)
        bind(BACK, self, self.go_back)
        bind(KEY_LIST, self, self.show_keys)
        self._lock_key = LockKey(self)
        self._lock_key.pressed.connect(self.lock_requested)

    def start(self, at: Place | None = None) -> None:
        """Show Today, how the sync stands, and what was being written when it ended last.

        `at`: where the person goes on, unless they have gone somewhere already.
        """
        if at is not None and not self._trail.can_go_back:
            self._goes_on = True
            self._trail.go(at)
        self._on_sync_state(self._desk.syncer.state)
        self._show(self._trail.here)
        self._desk.ask(read_attention, self._on_begun, self)

    @property
    def place(self) -> Place:
        """Where the person is."""
        return self._trail.here

    @property
    def standing(self) -> Place:
        """Where the person is on the page: at which tab, with which record, in which draft."""
        return self.pages.standing(self._trail.here)

    @property
    def is_inside(self) -> bool:
        """Whether the person is somewhere that the rail does not name."""
        return self.place.name not in _IN_RAIL

    @Slot()
    def go_back(self) -> None:
        """Go to where the person was before."""
        self._show(self._trail.back())

    @Slot()
    def show_keys(self) -> None:
        """Show all keys over the page; Escape leads back to it."""
        open_key_sheet(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back from what is only looked at, where nothing on the page wanted it."""
        if event.key() == Qt.Key.Key_Escape and self.place.name in _ESCAPES:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Put away at once what stands over the page, and what is left on the screen: somebody locks.

        A sheet is a window of its own, and locking may wait for a sync to end before anything is painted again.
        """
        super().hideEvent(event)
        if event.spontaneous():
            return
        self.put_away.emit()
        for dialog in self.findChildren(QDialog):
            dialog.hide()
        self.window().repaint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what was found under its box."""
        super().resizeEvent(event)
        self._place_finder()

    def _place_finder(self) -> None:
        box = self.bar.find_box
        corner = box.mapTo(self, box.rect().bottomRight())
        wide, high = (round(side * current_scale()) for side in _FINDER_PX)
        room = self.width() - self.rail.width() - SPACE_32
        width = min(room, max(wide, box.width()))
        left = max(corner.x() - width, self.rail.width() + SPACE_16)
        self.finder.setGeometry(left, corner.y() + 4, width, min(high, self.height() - corner.y() - SPACE_24))

    def _show(self, place: Place) -> None:
        today = self._desk.session.today()
        self.finder.close_list()
        self.bar.find_box.clear()
        self.bar.set_title(TITLES.get(place.name) or long_day(today, today))
        self.bar.back_button.setVisible(place.name not in _IN_RAIL and self._trail.can_go_back)
        if place.name in _IN_RAIL:
            self.rail.set_current(place.name)
        elif place.name == "help":
            self.rail.clear_current()
        offered = self.drafts.draft
        if place.name in {"contact", "record", "plan", "person"} and offered is not None and place.draft == offered.id:
            self._offer_drafts(())
        self._fit_offer()
        self.pages.show_place(place)

    def _show_attention(self, attention: Attention) -> None:
        show_waiting(self.rail, attention)
        offered = self.drafts.draft
        if offered is not None and offered.id not in {draft.id for draft in attention.drafts}:
            self._offer_drafts(())

    def _on_begun(self, attention: Attention) -> None:
        """A senior begins with the team, on the duty desk while on duty, unless they have gone somewhere already."""
        self._on_first_attention(attention)
        if attention.shows_duty and not self._goes_on and self.place == Place("today") and not self._trail.can_go_back:
            self._desk.go(Place("duty" if attention.on_duty else "measures" if attention.manages else "team"))
        self.begun.emit()

    def _on_first_attention(self, attention: Attention) -> None:
        self._show_attention(attention)
        # Whoever goes on writing where they were is not offered that again.
        self._offer_drafts(tuple(draft for draft in attention.drafts if draft.id != self.place.draft))

    def _offer_drafts(self, drafts: tuple[DraftLine, ...]) -> None:
        self.drafts.show_drafts(drafts, self._desk.session.today())
        self._fit_offer()

    def _fit_offer(self) -> None:
        self.drafts.setVisible(self.drafts.draft is not None and self.place.name not in _NO_OFFERS)
        self.fit_strips()

    def add_strip(self, strip: QWidget) -> None:
        """Show one more strip above the page, whenever it says something."""
        self._column.insertWidget(len(self._more), strip)
        self._more.append(strip)
        self.fit_strips()

    @property
    def strips(self) -> tuple[QWidget, ...]:
        """What stands above the page while it says something."""
        return (self.trouble, self.progress, self.drafts, *self._more)

    def fit_strips(self) -> None:
        """Take no room for strips that say nothing."""
        self._strips.setVisible(any(not strip.isHidden() for strip in self.strips))

    @Slot()
    def _on_recount(self) -> None:
        self._desk.ask(read_attention, self._show_attention, self)

    @Slot(object)
    def _on_went(self, place: Place) -> None:
        resumes, self._resumes = self._resumes, False
        if not resumes:
            self._trail.go(place)
        self._show(self._trail.here)

    @Slot(object)
    def _on_finished(self, finished: Finished) -> None:
        """Back never leads to the empty form of what is recorded already: somebody would record it again."""
        if self.place.name in _FORMS:
            self._trail.forget()
        begun = self.place.name in _BEGUN and self.place.case == finished.case
        self._resumes = finished.resumes and begun

    @Slot(PlaceChosen)
    def _on_rail(self, chosen: PlaceChosen) -> None:
        self._desk.go(Place(next(name for name in _IN_RAIL if name == chosen.key)))

    @Slot(object)
    def _on_said(self, said: Said) -> None:
        self._said = said
        self.toast.show_message(said.words, undo=said.undo is not None)

    @Slot()
    def _on_undo(self) -> None:
        said, self._said = self._said, None
        if said is not None and said.undo is not None:
            said.undo()

    @Slot(object)
    def _on_changed(self, _change: Change) -> None:
        self._recount.start()

    @Slot(object)
    def _on_sync_state(self, state: SyncState) -> None:
        self.bar.set_sync_state(look_of(state), self._desk.session.today())
        self.bar.sync_label.setToolTip(state.sentence)
        self.trouble.button.setVisible(state.new_code)
        self.trouble.set_notice(NoticeKind.DANGER, state.sentence if state.kind == "attention" else "")
        if state.kind != "syncing":
            self.progress.hide()
        self.fit_strips()

    @Slot()
    def _on_new_code(self) -> None:
        open_rejoin_sheet(self._desk, self).began_anew.connect(self.began_anew)

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        if self._desk.syncer.state.last_synced_at is None:
            self.progress.show_progress(progress)
            self.fit_strips()

    @Slot()
    def _on_sync_requested(self) -> None:
        state = self._desk.syncer.state
        self._desk.say(state.sentence if state.kind == "offline" else say("Asking the office."))
        self._desk.syncer.sync_now()

    @Slot(FindText)
    def _on_find(self, found: FindText) -> None:
        self._place_finder()
        self.finder.look_for(found.text)

    @Slot(FindText)
    def _on_find_submitted(self, _found: FindText) -> None:
        self.finder.open_first()

    @Slot(object)
    def _on_command(self, command: Command) -> None:
        self.bar.find_box.clear()
        if command.key == "lock":
            self.lock_requested.emit()
        elif command.key == "sync":
            self._on_sync_requested()
        elif command.key == "passphrase":
            open_passphrase_sheet(self._desk, self)
        elif command.key == "emergency":
            open_emergency_sheet(self._desk, self)

    @Slot()
    def _on_draft_continued(self) -> None:
        draft = self.drafts.draft
        if draft is not None:
            self._desk.go(place_of_draft(draft))

    @Slot()
    def _on_draft_discarded(self) -> None:
        draft = self.drafts.draft
        if draft is not None:
            self._offer_drafts(())
            self._desk.ask(lambda session: discard_draft(session, draft.id), self._on_discarded, self)

    def _on_discarded(self, draft: Draft | None) -> None:
        self._desk.changed.emit(Change(drafts=True))
        self._desk.say(say("Draft discarded."), partial(self._restore, draft) if draft else None)

    def _restore(self, draft: Draft) -> None:
        self._desk.ask(lambda session: restore_draft(session, draft), self._on_restored, self)

    def _on_restored(self, _nothing: None) -> None:
        self._desk.changed.emit(Change(drafts=True))
        self._desk.ask(read_attention, self._on_first_attention, self)
