"""The page on which any record is written: opens the form, keeps it as a draft, says what is missing, saves."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.records.identifier import CaseId, case_scope
from desktop.services.draft import discard_draft, restore_draft
from desktop.services.record_check import RecordForm, RecordProblem
from desktop.services.record_draft import keep_record_draft
from desktop.services.record_form import RecordOpening, Wish, open_record
from desktop.services.record_home import Home
from desktop.services.record_list import CONCERN
from desktop.services.record_save import ChangedMeanwhile, Saved, save_record
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.store.draft import Draft
from desktop.views import dialogs
from desktop.views.capture.head import SheetFoot, SheetHead
from desktop.views.capture.keeper import DraftKeeper, Kept
from desktop.views.desk import Desk, Place
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.partials.tab_order import set_reading_order
from desktop.views.record.form_body import FormBody
from desktop.views.record.opening import Opened, correction_of, is_open, open_place, page_of, ring_words, saved_words
from desktop.views.shortcut import FINISH, WITHIN, WRITING_CONCERN, bind

WIDEST_PX = 900
_COMPLETES = (
    "Some of this cannot be changed once it is saved. A mistake in it is put right by a new record that corrects it."
)
_ENDS = (
    "Some of this cannot be changed once it is saved. A mistake in it is put right by ending it and recording it again."
)
_CORRECTS = "The old record stays as it is, and this one points to it. Change what was wrong; the rest is as recorded."
_RESTRICTED = "This record is restricted: it is read only by those who decide in this case and by named readers."
_DISCARD = dialogs.Question("Discard this draft?", "What you wrote was not recorded.", "&Discard", danger=True)


class RecordFormPage(QWidget):
    """One form at a time. Whatever is on it is kept before another takes its place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("record_form_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self._opened: Opened | None = None
        self.body: FormBody | None = None
        self.saving = False
        self.head, self.foot = SheetHead(), SheetFoot()
        self.foot.finish_button.setText("&Save record")
        self.foot.finish_button.setAccessibleName("Save record")
        self.title = Words("", TextRole.TITLE)
        self.summary = Notice(NoticeKind.DANGER, "", name="problem_summary")
        self.summary.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ring = Notice(NoticeKind.DANGER, "", name="record_ring")
        self.about = Notice(NoticeKind.INFO, "", name="record_about")
        self.restricted = Notice(NoticeKind.WARNING, "", name="record_restricted")
        self.keeper = DraftKeeper(desk, self._content, self, keep_record_draft)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.pane = ScrollPage("record_form", widest_px=WIDEST_PX)
        for widget in (self.title, self.ring, self.summary, self.restricted, self.about):
            self.pane.body.addWidget(widget)
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((self.head, 0), (self.pane, 1), (self.foot, 0)):
            column.addWidget(part, stretch)
        self._nothing = EmptyState("ph.file-text", "", "", name="no_form")
        self._say_gone()
        self._stack = QStackedWidget()
        for page in (self._nothing, self._whole):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        self.keeper.kept.connect(self._on_kept)
        self.foot.finish.connect(self.save)
        self.foot.leave.connect(self.leave)
        self.foot.discard.connect(self.ask_discard)
        self._desk.changed.connect(self._on_changed)
        bind(FINISH, self, self.save, within=WITHIN)
        bind(WRITING_CONCERN, self, self.raise_concern)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_moved)

    def show_place(self, place: Place) -> None:
        """Open a new form, a draft, a change or a correction."""
        self.keeper.keep_now()
        if place.draft and place.draft == self.keeper.draft:
            return
        gather = self.gather  # A plain function: the lane must not hold on to a window.
        self._desk.ask(lambda session: gather(session, place), self._on_opened, self, self._on_not_opened)

    @staticmethod
    def gather(session: Session, place: Place) -> Opened | None:
        """Gather what a form starts from, on the store's lane; None where there is no such draft."""
        return open_place(session, place)

    def make_body(self, opened: Opened) -> FormBody:
        """Make the fields of a form. A kind with a form of its own has others."""
        return FormBody(opened.opening)

    def show_page(self, opened: Opened) -> None:
        """Show the form as it is opened."""
        self.keeper.keep_now()
        self._opened, self.saving = opened, False
        opening = opened.opening
        self.keeper.begin(opened.draft, opening.form.case, opened.kept_at)
        if opening.person is not None:
            self.head.show_person(opening.person, opening.today)
        else:
            self.head.show_whose(opening.whose)
        self.title.setText(f"Change: {opening.title}" if opening.is_change else opening.title)
        self.ring.set_notice(NoticeKind.DANGER, ring_words(opening))
        self.summary.set_notice(NoticeKind.DANGER, "")
        self.restricted.set_notice(NoticeKind.WARNING, _RESTRICTED if opening.form.restricted else "")
        corrects = not opening.is_change and bool(opening.form.values.get("corrects"))
        completes = _COMPLETES if opening.corrected else _ENDS
        about = _CORRECTS if corrects else completes if opening.completes and not opening.is_change else ""
        self.about.set_notice(NoticeKind.INFO, about)
        self._show_body(opened)
        self._stack.setCurrentWidget(self._whole)
        self.pane.verticalScrollBar().setValue(0)

    def _show_body(self, opened: Opened) -> None:
        self._drop_body()
        body = self.body = self.make_body(opened)
        self.pane.body.addWidget(body)
        body.edited.connect(self.keeper.touch)
        body.resized.connect(self._on_resized)
        body.correction_wanted.connect(self._on_correct)
        set_reading_order(self.pane.content)
        if self.isVisible():
            body.enter()

    @property
    def case(self) -> CaseId | None:
        """The case the form is about; None while no form is open, and where it is about none."""
        return (self._opened.opening.form.case or None) if self._opened else None

    @property
    def home(self) -> Home | None:
        """The case, or the scope of the service, of the form; None while none is open."""
        return self._opened.opening.form.home if self._opened else None

    @Slot()
    def save(self) -> None:
        """Save, or say what has to be mended."""
        if self.body is None or self.saving:
            return
        puzzles = self.body.puzzles()
        if puzzles:
            self._show_problems(puzzles)
            return
        self.saving = True
        form, draft = self.body.form(), self.keeper.draft
        self.keeper.rest()
        self._desk.act(
            lambda session: save_record(session, form, draft), partial(self._on_saved, form), self, self._on_refused
        )

    @Slot()
    def raise_concern(self) -> None:
        """Begin a protection concern; what was written here is kept."""
        if self.case is not None:
            self._desk.go(Place("record", self.case, kind=CONCERN))

    @Slot()
    def leave(self) -> None:
        """Go to the page where its record will be read; what was written is kept."""
        if self._opened is not None:
            self._finish(self._opened.opening.form, page_of(self._opened.opening.form))

    @Slot()
    def ask_discard(self) -> None:
        """Ask before the draft goes."""
        dialogs.ask_confirmation(self, _DISCARD, self._on_discard_answered)

    def discard(self) -> None:
        """Throw the draft away, with a way back."""
        draft, opened = self.keeper.draft, self._opened
        if not draft or opened is None:
            return
        self.keeper.keep_now()
        self._close()
        self._desk.ask(lambda session: discard_draft(session, draft), self._on_discarded, self._desk)
        self._finish(opened.opening.form, page_of(opened.opening.form))

    def _finish(self, form: RecordForm, page: Place) -> None:
        """A concern is written in between: the visit or contact that it was raised from goes on."""
        self._desk.finish(page, resumes=form.kind == CONCERN and not form.record)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was written when the page is left, and say so."""
        super().hideEvent(event)
        self.keeper.keep_now()
        if self.keeper.exists and not event.spontaneous():
            self._desk.changed.emit(Change(drafts=True))
            self._desk.say("This is not recorded yet. Its draft is kept, and offered again on Today.")

    def _content(self) -> str:
        return self.body.draft().model_dump_json() if self.body is not None else ""

    def _close(self) -> None:
        self.keeper.end()
        self._opened = None
        self._drop_body()
        self._stack.setCurrentWidget(self._nothing)

    def _drop_body(self) -> None:
        if self.body is not None:
            self.pane.body.removeWidget(self.body)
            # Its parent stays until Qt's loop comes round, or Python would own it.
            self.body.hide()
            self.body.deleteLater()
            self.body = None

    def _say_gone(self) -> None:
        self._nothing.set_words("This draft is not here any more", "It was recorded, or thrown away.")

    def _show_problems(self, found: dict[str, str]) -> None:
        many = f"Before this can be recorded, {len(found)} things have to be mended:"
        head = many if len(found) > 1 else "Before this can be recorded:"
        self.summary.set_notice(NoticeKind.DANGER, "\n".join([head, *found.values()]))
        if self.body is not None:
            self.body.show_problems(found)
        self.pane.verticalScrollBar().setValue(0)
        self.summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, opened: Opened | None) -> None:
        if opened is None:
            self._close()
            self._say_gone()
        else:
            self.show_page(opened)

    def _on_not_opened(self, error: Exception) -> None:
        self._close()
        self._nothing.set_words("This cannot be opened", error.sentence if isinstance(error, UserError) else "")

    def _on_saved(self, form: RecordForm, saved: Saved) -> None:
        self._close()
        self._desk.say(f"{saved.title}: change saved." if form.record else saved_words(form, saved))
        # A part of something else is read there, and the next part is begun from there.
        part = form.about and form.about in form.values.values() and form.kind != CONCERN
        self._finish(form, page_of(form, form.about if part else saved.record))

    def _on_refused(self, error: Exception) -> None:
        self.saving = False
        if isinstance(error, RecordProblem):
            self._show_problems(error.problems)
        elif isinstance(error, ChangedMeanwhile):
            self._show_problems(
                {name: f"{error.sentence} It now says: {words or 'nothing'}." for name, words in error.stands.items()}
            )
            self._take_what_stands(tuple(error.stands))
        elif isinstance(error, UserError):
            self._show_problems({"": error.sentence})

    def _take_what_stands(self, fields: tuple[str, ...]) -> None:
        """What somebody else wrote counts as shown from now on: it is read before the next save."""
        if self.body is None:
            return
        form = self.body.form()
        wish = Wish(form.case, record=form.record, service=form.service)
        self._desk.ask(lambda session: open_record(session, wish), partial(self._on_stands, form, fields), self)

    def _on_stands(self, form: RecordForm, fields: tuple[str, ...], opening: RecordOpening) -> None:
        shown = opening.form.shown
        if self.body is not None and self.body.form().record == form.record:
            self.body.take_shown({name: shown.get(name) for name in fields})

    @Slot(Kept)
    def _on_kept(self, kept: Kept) -> None:
        self.foot.show_kept(kept)

    def _on_discard_answered(self, yes: bool) -> None:
        if yes:
            self.discard()

    def _on_discarded(self, draft: Draft | None) -> None:
        self._desk.changed.emit(Change(drafts=True))
        self._desk.say("Draft discarded.", partial(self._restore, draft) if draft else None)

    def _restore(self, draft: Draft) -> None:
        self._desk.ask(lambda session: restore_draft(session, draft), partial(self._on_restored, draft), self._desk)

    def _on_restored(self, draft: Draft, _nothing: None) -> None:
        self._desk.changed.emit(Change(drafts=True))
        self._desk.go(Place("record", draft=draft.id))

    @Slot()
    def _on_resized(self) -> None:
        set_reading_order(self.pane.content)

    @Slot()
    def _on_correct(self) -> None:
        if self._opened is not None:
            form = self._opened.opening.form
            self._desk.go(correction_of(form))

    @Slot(QWidget, QWidget)
    def _on_focus_moved(self, old: QWidget | None, _new: QWidget | None) -> None:
        if old is not None and self.body is not None and self.body.isAncestorOf(old):
            self.keeper.keep_now()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        home, case = self.home, self.case
        concerned = case_scope(case) in change.scopes if case else home in change.scopes
        if home is not None and (concerned or change.synced or change.lease):
            self._desk.ask(lambda session: is_open(session, home), partial(self._on_open, home), self)

    def _on_open(self, home: Home, is_still_open: bool) -> None:
        """The case is not here any more: the last words go where the rest went, and nothing stays on the screen."""
        if is_still_open or self.home != home:
            return
        if self.keeper.unkept:
            self.keeper.keep_now()
        self._close()
        self._nothing.set_words("This case has left this laptop", "What you had written is kept for the office.")
