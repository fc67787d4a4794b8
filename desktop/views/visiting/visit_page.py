"""The page for while a visit is on: quick notes, conditions, who was there. All of it is the draft of the contact."""

from functools import partial

from PySide6.QtCore import QEvent, QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.records.contact.appointment import AppointmentStatus
from casework.records.identifier import CaseId, case_scope
from casework.words import say
from desktop.services.contact_form import ContactForm
from desktop.services.record_list import CONCERN
from desktop.store.change import Change
from desktop.views.capture.checklist import ChecklistPart
from desktop.views.capture.content import SheetContent
from desktop.views.capture.form_field import FormField
from desktop.views.capture.head import SheetHead
from desktop.views.capture.keeper import DraftKeeper, Kept
from desktop.views.capture.opening import News
from desktop.views.capture.presence import PresencePart
from desktop.views.desk import Desk, Place
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.partials.tab_order import set_reading_order
from desktop.views.shortcut import VISIT_BRIEF, VISIT_CONCERN, VISIT_END, WITHIN, bind
from desktop.views.theme.token import SPACE_12, SPACE_16, SPACE_24
from desktop.views.visiting.photo_card import PhotoCard
from desktop.views.visiting.visit_actions import VisitActions
from desktop.views.visiting.visit_bar import VisitBar
from desktop.views.visiting.visit_opening import VisitNews, VisitOpening, VisitState, open_visit, read_visit_news

_COLUMNS_FOLD_PX = 860
_NOTES_LINES = 12
_NOTES_LEAST_PX = 300
"""So much of the notes and conditions is in sight below the head, at any text size."""
_LOOK_AGAIN_MS = 60_000
_GONE = say("This visit is not open on this laptop")
_GONE_WORDS = say(
    "What you had noted was kept, or went to the office sealed. Phone the duty senior if you are at the door."
)


class VisitPage(QWidget):
    """One visit at a time. Whatever is noted is kept in the draft of its contact before anything else happens."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visit_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self._content: SheetContent | None = None
        self._case: CaseId | None = None
        self._appointment = ""
        self.state: VisitState | None = None
        self.steps = VisitActions(desk, self)
        self.head, self.bar = SheetHead(), VisitBar()
        self.notes = NarrativeEdit(name="visit_narrative", lines=_NOTES_LINES)
        self.presence, self.checklist, self.photographs = PresencePart(), ChecklistPart(), PhotoCard(desk)
        self.keeper = DraftKeeper(desk, self._kept_content, self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.pane = ScrollPage("visit")
        self.pane.body.setContentsMargins(SPACE_24, SPACE_16, SPACE_24, SPACE_16)
        hint = say(
            "In your own words, as they come. They become the narrative of the contact, where you can put them right."
        )
        self._notes_field = FormField(say("&Quick notes"), self.notes, name="visit_narrative", hint=hint)
        left = _column([self._notes_field, self.photographs])
        right = _column([self.checklist, self.presence])
        columns = FoldRow(left, right, narrow_px=_COLUMNS_FOLD_PX, stretch=(1, 1), gap_px=SPACE_24)
        self.pane.body.addWidget(columns)
        self._whole = QFrame()
        self._column = QVBoxLayout(self._whole)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for part, stretch in ((self.head, 0), (self.bar, 0), (self.pane, 1)):
            self._column.addWidget(part, stretch)
        self._nothing = EmptyState("ph.house", _GONE, _GONE_WORDS, name="no_visit", action=say("Open the &brief"))
        self._nothing.action_requested.connect(self.open_brief)
        self._stack = QStackedWidget()
        for page in (QWidget(), self._nothing, self._whole):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the notes their room."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs the other arrangement at once."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_column"):
            self._fold()

    def _fold(self) -> None:
        """Let the buttons scroll with the notes where large text leaves them no room; who it is about never does."""
        room = self.height() - sum(_height(part, self.width()) for part in (self.head, self.bar))
        inside = room < _NOTES_LEAST_PX
        if inside == self.pane.content.isAncestorOf(self.bar):
            return
        focused = QApplication.focusWidget()
        if inside:
            self.pane.body.insertWidget(0, self.bar)
        else:
            self._column.insertWidget(1, self.bar)
        self.bar.show()
        self._order_tabs()
        if focused is not None and self.bar.isAncestorOf(focused):
            focused.setFocus()

    def _connect(self) -> None:
        bar = self.bar
        for signal, slot in (
            (self._notes_field.edited, self.keeper.touch),
            (self.presence.edited, self.keeper.touch),
            (self.checklist.edited, self.keeper.touch),
            (self.photographs.adding, self._keep_its_id),
            (self.presence.rebuilt, self._order_tabs),
            (self.keeper.kept, self._on_kept),
            (bar.start_wanted, self.start_visit),
            (bar.end_wanted, self.end_visit),
            (bar.undo_wanted, self.undo_start),
            (bar.concern_wanted, self.raise_concern),
            (bar.brief_wanted, self.open_brief),
            (bar.record_wanted, self.record_contact),
            (self._desk.changed, self._on_changed),
        ):
            signal.connect(slot)
        bind(VISIT_END, self, self.end_visit, within=WITHIN)
        bind(VISIT_CONCERN, self, self.raise_concern, within=WITHIN)
        bind(VISIT_BRIEF, self, self.open_brief, within=WITHIN)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_moved)
        self._clock = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._clock.timeout.connect(self._on_minute)
        self._clock.start()

    def show_place(self, place: Place) -> None:
        """Open the notes of the visit `place.appointment`; what was begun about it goes on, on whatever page it was."""
        self.keeper.keep_now()
        if (place.case, place.appointment) != (self._case, self._appointment):
            self._close()
            self._case, self._appointment = place.case, place.appointment or ""
        self._desk.ask(
            lambda session: open_visit(session, place),
            partial(self._on_opened, place, self.keeper.touches),
            self,
            self._on_not_opened,
        )

    def show_page(self, opened: VisitOpening) -> None:
        """Show a visit. Notes that are on the screen already as they are kept stay, with the cursor where it is."""
        opening = opened.opening
        form = opening.content.form
        self._case, self._appointment = form.case, form.appointment or ""
        self._show_around(opened)
        if self.keeper.draft == opening.draft and (self.keeper.unkept or self._form() == form):
            return
        self.keeper.leave()
        self._content = opening.content
        self.notes.set_text(form.narrative)
        self.presence.show_part(form.present, opening.suggested)
        self.checklist.show_parts(form.conditions)
        self.keeper.begin(opening.draft, form.case, opening.kept_at)
        self._order_tabs()
        self.pane.verticalScrollBar().setValue(0)
        if self.isVisible():
            self.notes.setFocus()

    @property
    def case(self) -> CaseId | None:
        """Whose visit is on the page."""
        return self._case

    @Slot()
    def start_visit(self) -> None:
        """Say that the visit begins."""
        if self._case is not None and self.state is not None:
            self.steps.start(self._case, self._appointment)

    @Slot()
    def end_visit(self) -> None:
        """Keep what was noted, say that one is out again, and go on to the contact sheet with all of it."""
        if self._case is None or self.state is None:
            return
        self.keeper.keep_now()
        if self.state.visit.standing.is_out:
            self.steps.end(self._case, self._appointment)
        else:
            self.record_contact()

    @Slot()
    def undo_start(self) -> None:
        """Take back a start by mistake; what was noted is kept."""
        if self._case is not None:
            self.steps.undo(self._case, self._appointment)

    @Slot()
    def record_contact(self) -> None:
        """Go on to the contact sheet with what was noted."""
        if self._case is not None:
            self._desk.go(Place("contact", self._case, appointment=self._appointment))

    @Slot()
    def raise_concern(self) -> None:
        """Begin a protection concern at once; what was noted is kept."""
        if self._case is not None:
            self._desk.go(Place("record", self._case, kind=CONCERN, about=self._appointment or None))

    @Slot()
    def open_brief(self) -> None:
        """Go back to what has to be known."""
        if self._case is not None:
            self._desk.go(Place("brief", self._case, appointment=self._appointment or None))

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was noted when the page is left."""
        super().hideEvent(event)
        self.keeper.keep_now()
        if self.keeper.exists and not event.spontaneous():
            self._desk.changed.emit(Change(drafts=True))

    def _show_around(self, opened: VisitOpening) -> None:
        """Show who it is about and how the visit stands, and leave the notes alone."""
        opening = opened.opening
        self.head.show_person(opening.person, opening.today)
        self._show_state(opened.state)
        form = opening.content.form
        self.photographs.show_case(form.case, form.record or "", allowed=opened.photographs)

    @Slot()
    def _keep_its_id(self) -> None:
        """A photograph belongs to the contact that will be recorded: which one that is must not be lost."""
        self.keeper.touch()
        self.keeper.keep_now()

    def _form(self) -> ContactForm | None:
        """The contact as it is on the page: what has no field here is as it was."""
        if self._content is None:
            return None
        noted = {
            "narrative": self.notes.text,
            "present": self.presence.parts(),
            "conditions": self.checklist.parts(),
        }
        return self._content.form.model_copy(update=noted)

    def _kept_content(self) -> str:
        content, form = self._content, self._form()
        if content is None or form is None:
            raise RuntimeError("no visit is on the page")
        cursor = self.notes.textCursor().position()
        return content.model_copy(update={"form": form, "cursor": cursor, "focus": "narrative"}).model_dump_json()

    def _show_state(self, state: VisitState) -> None:
        self.state = state
        self.bar.show_state(state)
        over = state.visit.status is not AppointmentStatus.PLANNED and not state.visit.standing.is_out
        if over and not self.keeper.exists:
            self._nothing.set_words(
                say("This visit is over"),
                say("Its contact is recorded, or it was cancelled. Plan the next one before you go."),
            )
        self._stack.setCurrentWidget(self._nothing if over and not self.keeper.exists else self._whole)
        self._fold()

    def _close(self) -> None:
        self.keeper.end()
        self._content, self.state = None, None
        self._stack.setCurrentIndex(0)

    def _on_opened(self, place: Place, touches: int, opened: VisitOpening) -> None:
        """What was typed since it was asked for is newer than what comes."""
        if (place.case, place.appointment) != (self._case, self._appointment):
            return
        if self._content is not None and (self.keeper.touches != touches or self.keeper.state.fault):
            self._show_around(opened)
        else:
            self.show_page(opened)

    def _on_not_opened(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._nothing.set_words(_GONE, error.sentence)
        self._stack.setCurrentWidget(self._nothing)

    @Slot(Kept)
    def _on_kept(self, kept: Kept) -> None:
        self.bar.show_kept(kept)

    @Slot()
    def _order_tabs(self) -> None:
        set_reading_order(self.pane.content)

    @Slot(QWidget, QWidget)
    def _on_focus_moved(self, old: QWidget | None, _new: QWidget | None) -> None:
        if old is not None and self.pane.isAncestorOf(old):
            self.keeper.keep_now()

    @Slot()
    def _on_minute(self) -> None:
        self._look()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        case = self._case
        if case is not None and (case_scope(case) in change.scopes or change.synced or change.outbox):
            self._look()

    def _look(self) -> None:
        case, appointment = self._case, self._appointment
        if case is not None and self._content is not None:
            self._desk.ask(
                lambda session: read_visit_news(session, case, appointment),
                partial(self._on_news, case, appointment),
                self,
            )

    def _on_news(self, case: CaseId, appointment: str, found: VisitNews) -> None:
        """The case changed underneath: show it around the notes, and leave what was written alone."""
        if (case, appointment) != (self._case, self._appointment) or self._content is None or found.news is None:
            return
        if not found.news.held or found.state is None:
            self._give_up(case, appointment)
            return
        self._show_news(found.news, found.state)

    def _show_news(self, news: News, state: VisitState) -> None:
        self.head.show_person(news.person, state.today)
        self._show_state(state)
        before = len(self.checklist.parts())
        self.checklist.offer(list(news.conditions))
        if len(self.checklist.parts()) != before:
            self._order_tabs()

    def _give_up(self, case: CaseId, appointment: str) -> None:
        """The case is not here any more: the last words go where the rest went, and nothing stays on the screen."""
        if self.keeper.unkept:
            self.keeper.keep_now()
            self._desk.ask(
                lambda session: read_visit_news(session, case, appointment),
                partial(self._on_news, case, appointment),
                self,
            )
            return
        self._close()
        self.notes.set_text("")
        self.presence.show_part([], ())
        self.checklist.show_parts([])
        self._nothing.set_words(_GONE, _GONE_WORDS)
        self._stack.setCurrentWidget(self._nothing)


def _column(parts: list[QWidget]) -> QWidget:
    side = QWidget()
    side.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_12)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return side


def _height(part: QWidget, width: int) -> int:
    """The height that a part needs once it has wrapped."""
    layout = part.layout()
    if layout is None:
        return part.sizeHint().height()
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
