"""The page on which any record is written: opens the form, keeps it as a draft, says what is missing, saves."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from casework.errors import UserError
from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.record_check import RecordForm, RecordProblem
from desktop.services.record_draft import keep_record_draft
from desktop.services.record_form import RecordOpening, Wish, open_record
from desktop.services.record_home import Home
from desktop.services.record_list import CONCERN
from desktop.services.record_save import ChangedMeanwhile, Saved, save_record
from desktop.services.session import Session
from desktop.views.capture.draft_page import NOT_RECORDED, DraftPage, PageLook
from desktop.views.desk import Desk, Place
from desktop.views.partials.item_layout import remove_widget
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.tab_order import set_reading_order
from desktop.views.record.form_body import FormBody
from desktop.views.record.opening import Opened, correction_of, open_place, page_of, ring_words, saved_words
from desktop.views.record.problem_words import summary_of

_COMPLETES = say(
    "Some of this cannot be changed once it is saved. A mistake in it is put right by a new record that corrects it."
)
_ENDS = say(
    "Some of this cannot be changed once it is saved. A mistake in it is put right by ending it and recording it again."
)
_CORRECTS = say(
    "The old record stays as it is, and this one points to it. Change what was wrong; the rest is as recorded."
)
_RESTRICTED = say("This record is restricted: it is read only by those who decide in this case and by named readers.")
_LOOK = PageLook(
    "record_form_page",
    "record",
    "record_form",
    "no_form",
    say("This is not recorded yet. Its draft is kept, and offered again on Today."),
)


class RecordFormPage(DraftPage):
    """One form at a time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _LOOK, keep_record_draft, parent)
        self._opened: Opened | None = None
        self.body: FormBody | None = None
        self.saving = False
        self.foot.finish_button.setText(say("&Save record"))
        self.foot.finish_button.setAccessibleName(say("Save record"))
        self.title = Words("", TextRole.TITLE)
        self.summary.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.guidance = Words("", TextRole.MUTED)
        self.guidance.setObjectName("record_guidance")
        self.ring = Notice(NoticeKind.DANGER, "", name="record_ring")
        self.about = Notice(NoticeKind.INFO, "", name="record_about")
        self.restricted = Notice(NoticeKind.WARNING, "", name="record_restricted")
        self.arrange(self.title, self.guidance, self.ring, self.summary, self.restricted, self.about)
        self.connect_page()

    def show_place(self, place: Place) -> None:
        """Open a new form, a draft, a change or a correction."""
        self.keeper.keep_now()
        if place.draft and place.draft == self.keeper.draft:
            return
        gather = self.gather  # A plain function: the lane must not hold on to a window.
        self._desk.ask(lambda session: gather(session, place), self._on_opened, self, self.on_not_opened)

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
        self.drop()
        self._opened, self.saving = opened, False
        opening = opened.opening
        self.keeper.begin(opened.draft, opening.form.case, opened.kept_at)
        if opening.person is not None:
            self.head.show_person(opening.person, opening.today)
        else:
            self.head.show_whose(opening.whose)
        self.title.setText(say("Change: {title}", title=opening.title) if opening.is_change else opening.title)
        self.guidance.setText(opening.guidance)
        self.guidance.setVisible(bool(opening.guidance))
        self.ring.set_notice(NoticeKind.DANGER, ring_words(opening))
        self.summary.set_notice(NoticeKind.DANGER, "")
        self.restricted.set_notice(NoticeKind.WARNING, _RESTRICTED if opening.form.restricted else "")
        corrects = not opening.is_change and bool(opening.form.values.get("corrects"))
        completes = _COMPLETES if opening.corrected else _ENDS
        about = _CORRECTS if corrects else completes if opening.completes and not opening.is_change else ""
        self.about.set_notice(NoticeKind.INFO, about)
        self._show_body(opened)
        self.show_whole()

    def _show_body(self, opened: Opened) -> None:
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

    @property
    def written(self) -> QWidget | None:
        """The fields."""
        return self.body

    def finish(self) -> None:
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
            lambda session: save_record(session, form, draft),
            partial(self._on_saved, form, draft),
            self,
            partial(self._on_refused, draft),
        )

    def leave(self) -> None:
        """Go to the page where its record will be read; what was written is kept."""
        if self._opened is not None:
            self._finish(self._opened.opening.form, page_of(self._opened.opening.form))

    def go_out(self) -> None:
        """Go there for good."""
        self.leave()

    def content(self) -> str:
        """The values of the form."""
        return self.body.draft().model_dump_json() if self.body is not None else ""

    def drop(self) -> None:
        """Take the form off the page."""
        self._opened = None
        if self.body is not None:
            remove_widget(self.pane.body, self.body)
            self.body = None

    def _finish(self, form: RecordForm, page: Place) -> None:
        """A concern is written in between: the visit or contact that it was raised from goes on."""
        self._desk.finish(page, resumes=form.kind == CONCERN and not form.record)

    def _show_problems(self, found: dict[str, str]) -> None:
        if self.body is not None:
            self.body.show_problems(found)
        self.show_summary(summary_of(found))

    def _on_opened(self, opened: Opened | None) -> None:
        if opened is None:
            self.show_gone()
        else:
            self.show_page(opened)

    def _on_saved(self, form: RecordForm, draft: str, saved: Saved) -> None:
        self._desk.say(say("{title}: change saved.", title=saved.title) if form.record else saved_words(form, saved))
        if self.keeper.draft != draft:
            # Another form was opened meanwhile: it stays, with every letter of it.
            self.keeper.end_of(draft)
            return
        self.close_page()
        # A part of something else is read there, and the next part is begun from there.
        part = form.about and form.about in form.values.values() and form.kind != CONCERN
        self._finish(form, page_of(form, form.about if part else saved.record))

    def _on_refused(self, draft: str, error: Exception) -> None:
        self.keeper.resume(draft)
        if self.keeper.draft != draft:
            # Its form is not on the page any more: it waits as a draft, and says what is wrong once it is saved again.
            if isinstance(error, UserError):
                self._desk.say(f"{NOT_RECORDED} {error.sentence}")
            return
        self.saving = False
        if isinstance(error, RecordProblem):
            self._show_problems(error.problems)
        elif isinstance(error, ChangedMeanwhile):
            self._show_problems(
                {
                    name: say(
                        "{sentence} It now says: {words}.", sentence=error.sentence, words=words or say("nothing")
                    )
                    for name, words in error.stands.items()
                }
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

    @Slot()
    def _on_resized(self) -> None:
        set_reading_order(self.pane.content)

    @Slot()
    def _on_correct(self) -> None:
        if self._opened is not None:
            form = self._opened.opening.form
            self._desk.go(correction_of(form))
