"""The page on which a contact is recorded: opens the sheet, keeps it as a draft, previews and records it."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from casework.errors import UserError
from casework.records.identifier import CaseId, case_scope
from casework.words import say
from desktop.services.capture import Completed, complete_contact, preview_contact
from desktop.services.contact_form import ContactForm
from desktop.services.present import Lines
from desktop.services.recorder import NotComplete
from desktop.store.change import Change
from desktop.views import wording
from desktop.views.capture.content import SheetContent
from desktop.views.capture.draft_page import DraftPage, PageLook
from desktop.views.capture.keeper import Kept
from desktop.views.capture.leaving import leaves_words
from desktop.views.capture.opening import Leaves, News, Opening, open_sheet, read_news
from desktop.views.capture.preview import PreviewSheet
from desktop.views.capture.problem import summary
from desktop.views.capture.sheet import ContactSheet, plan_problems
from desktop.views.desk import Desk, Place
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.shortcut import SHEET_BRIEF, bind
from desktop.views.theme.token import SPACE_24

_LOOK = PageLook(
    "capture_page",
    "contact",
    "capture",
    "no_sheet",
    say("The contact is not recorded yet. Its draft is kept, and offered again on Today."),
    icon="ph.note-pencil",
)
_LEFT = say("This case has left this laptop")
_LEFT_WORDS = say(
    "You no longer work with this person. What you had written was sealed and goes to the office, where whoever works "
    "with the person can finish it. It cannot be read here any more."
)
_CORRECTION = say(
    "The old record stays as it is, and points to this one. Change what was wrong; the rest is as recorded."
)


class CapturePage(DraftPage):
    """One sheet at a time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _LOOK, parent=parent)
        self._opening: Opening | None = None
        self.preview: PreviewSheet | None = None
        self.checking = False
        self.sheet = ContactSheet()
        self.correction = Notice(NoticeKind.INFO, "", name="correction_notice")
        self.gone = Notice(NoticeKind.WARNING, "", name="case_gone")
        self.earlier = Notice(NoticeKind.INFO, " ", name="earlier_draft", action=say("Go on &with that one"))
        self.earlier.set_notice(NoticeKind.INFO, "")
        self.brief_button = Button(say("Doorstep brief"), ButtonKind.LINK, name="sheet_brief", icon="ph.house")
        self.brief_button.setToolTip(SHEET_BRIEF.label)
        self.arrange(self.summary, self.correction, self.gone, self.earlier, self.sheet)
        self.pane.body.insertWidget(0, self.brief_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._connect()

    def _connect(self) -> None:
        self.connect_page()
        self.sheet.edited.connect(self.keeper.touch)
        self.sheet.interpreting.warned.connect(self._on_warned, Qt.ConnectionType.QueuedConnection)
        self.keeper.kept.connect(self._on_earlier_kept)
        self.earlier.action_requested.connect(self._on_earlier)
        self.brief_button.clicked.connect(self.open_brief)
        bind(SHEET_BRIEF, self, self.open_brief)

    def show_place(self, place: Place) -> None:
        """Open a new sheet, the draft `place.draft`, or a correction of the contact `place.record`."""
        self.keeper.keep_now()
        if place.draft and place.draft == self.keeper.draft:
            again = partial(self._on_opened_again, self.keeper.touches)
            self._desk.ask(lambda session: open_sheet(session, place), again, self)
            return
        self._desk.ask(lambda session: open_sheet(session, place), self._on_opened, self, self.on_not_opened)

    def show_page(self, opening: Opening) -> None:
        """Show the sheet as it is opened."""
        self.keeper.keep_now()
        self._opening = opening
        self.keeper.begin(opening.draft, opening.content.form.case, opening.kept_at)
        self.head.show_person(opening.person, opening.today)
        self.summary.set_notice(NoticeKind.DANGER, "")
        self.correction.set_notice(NoticeKind.INFO, _CORRECTION if opening.content.form.corrects else "")
        self._show_leaves(opening.leaves)
        self._show_earlier(opening)
        self.show_whole()
        self.sheet.set_today(opening.today)
        self.sheet.show_content(opening.content, opening.suggested, opening.person.language)

    @Slot()
    def open_brief(self) -> None:
        """Look at the doorstep brief; what was written is kept, and Back leads here again."""
        if self._opening is None:
            return
        form = self._opening.content.form
        if self.keeper.unkept or self.keeper.exists:
            # Back then leads to what was written, and not to an empty sheet.
            self._desk.go(Place("contact", form.case, draft=self.keeper.draft))
        self._desk.go(Place("brief", form.case, appointment=form.appointment))

    @property
    def case(self) -> CaseId | None:
        """The case the sheet is about; None while no sheet is open."""
        return self._opening.content.form.case if self._opening else None

    @property
    def written(self) -> QWidget | None:
        """The sheet."""
        return self.sheet

    def finish(self) -> None:
        """Show what becomes permanent, or what has to be mended first."""
        if self._opening is None or self.preview is not None or self.checking:
            return
        self.keeper.keep_now()
        puzzles = self.sheet.puzzles()
        if puzzles:
            self._show_problems(puzzles)
            return
        self.checking = True
        form = self.sheet.form()
        self._desk.ask(
            lambda session: preview_contact(session, form),
            partial(self._on_previewed, form),
            self,
            self._on_not_complete,
        )

    def leave(self) -> None:
        """Go to the person; what was written is kept."""
        if self.case is not None:
            self._desk.go(Place("person", self.case, tab="contacts"))

    def go_out(self) -> None:
        """Go there for good."""
        self._desk.finish(Place("person", self.case, tab="contacts"))

    @Slot()
    def ask_discard(self) -> None:
        """Throw a contact away at once: the message offers it again."""
        self.discard()

    def content(self) -> str:
        """The sheet as it is filled in."""
        return self.sheet.content().model_dump_json()

    def drop(self) -> None:
        """No sheet is open any more."""
        self._opening = None

    def _show_earlier(self, opening: Opening) -> None:
        earlier = opening.earlier
        at = wording.day_and_time(earlier.kept_at, opening.today) if earlier else ""
        words = say("A contact about this person was begun and not finished, last kept {at}.", at=at) if earlier else ""
        self.earlier.set_notice(NoticeKind.INFO, words)

    def _show_problems(self, sentences: dict[str, str]) -> None:
        self.summary.set_notice(NoticeKind.DANGER, summary(sentences.values()))
        self.sheet.show_problems(sentences)
        if not set(sentences) & set(self.sheet.fields()):
            self.pane.verticalScrollBar().setValue(0)

    def _on_opened(self, opening: Opening | None) -> None:
        if opening is None:
            self.show_gone()
        else:
            self.show_page(opening)

    def _on_opened_again(self, touches: int, opening: Opening | None) -> None:
        """The draft may have gone on meanwhile, on the page of a visit: then what is kept is shown."""
        keeper = self.keeper
        held = keeper.touches != touches or keeper.unkept or bool(keeper.state.fault)
        if opening is None or held or opening.content.form == self.sheet.form():
            self.sheet.enter()
        else:
            self.show_page(opening)

    @Slot(Kept)
    def _on_earlier_kept(self, kept: Kept) -> None:
        if kept.at is not None and self.earlier.isVisible():
            self.earlier.set_notice(NoticeKind.INFO, "")

    def _on_previewed(self, form: ContactForm, lines: Lines) -> None:
        self.checking = False
        self.summary.set_notice(NoticeKind.DANGER, "")
        self.sheet.clear_errors()
        self.preview = PreviewSheet(self, lines, partial(self._record, form))
        self.preview.finished.connect(self._on_preview_closed)
        self.preview.open()

    @Slot()
    def _on_preview_closed(self) -> None:
        self.preview = None

    def _on_not_complete(self, error: Exception) -> None:
        self.checking = False
        if isinstance(error, NotComplete):
            self._show_problems(plan_problems(error.problems))
        elif isinstance(error, UserError):
            self._show_problems({"": error.sentence})

    def _record(self, form: ContactForm) -> None:
        """Exactly the form that was previewed; the sheet cannot be reached while the preview is open."""
        draft = self.keeper.draft
        self.keeper.rest()
        self._desk.act(
            lambda session: complete_contact(session, form, draft),
            partial(self._on_recorded, form),
            self,
            self._on_not_recorded,
        )

    def _on_recorded(self, form: ContactForm, completed: Completed) -> None:
        self.close_page()
        if self.preview is not None:
            self.preview.accept()
        self._desk.say(say("Correction recorded.") if form.corrects else say("Contact recorded."))
        self._desk.finish(Place("person", form.case, completed.contact, tab="contacts"))

    def _on_not_recorded(self, error: Exception) -> None:
        self.keeper.resume()
        if isinstance(error, NotComplete):
            if self.preview is not None:
                self.preview.reject()
            self._on_not_complete(error)
        elif isinstance(error, UserError) and self.preview is not None:
            self.preview.show_problem(error.sentence)

    @Slot()
    def _on_earlier(self) -> None:
        if self._opening is not None and self._opening.earlier is not None:
            self._desk.go(Place("contact", self.case, draft=self._opening.earlier.draft))

    @Slot()
    def _on_warned(self) -> None:
        """Scroll to the warning, which has come below what was chosen."""
        self.pane.ensureWidgetVisible(self.sheet.interpreting.warning, 0, SPACE_24)

    def on_changed(self, change: Change) -> None:
        """Read anew what stands above the sheet, and whether the case is here still."""
        case = self.case
        if case is not None and (case_scope(case) in change.scopes or change.synced):
            self._desk.ask(lambda session: read_news(session, case), partial(self._on_news, case), self)

    def _on_news(self, case: CaseId, news: News | None) -> None:
        """The case changed underneath: show it above the sheet, and leave what was written alone."""
        if self.case != case or self._opening is None or news is None:
            return
        if not news.held:
            self._give_up(case)
            return
        self.head.show_person(news.person, self._opening.today)
        self.sheet.offer_conditions([] if self._opening.content.form.corrects else list(news.conditions))
        self._show_leaves(news.leaves)

    def _give_up(self, case: CaseId) -> None:
        """The case is not here any more: the last words go where the rest went, and nothing stays on the screen."""
        if self.keeper.unkept:
            self.keeper.keep_now()
            self._desk.ask(lambda session: read_news(session, case), partial(self._on_news, case), self)
            return
        if self.preview is not None:
            self.preview.reject()
        self.close_page(_LEFT, _LEFT_WORDS)
        self.sheet.show_content(SheetContent(form=ContactForm(case=case)), (), "")

    def _show_leaves(self, leaves: Leaves | None) -> None:
        self.gone.set_notice(NoticeKind.WARNING, leaves_words(leaves, self._opening.today if self._opening else None))
