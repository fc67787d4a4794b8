"""Papers about a person: chosen at the left, seen at the right as they will be printed, saved or printed."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.documents.handing import (
    ShownPaper,
    note_printing,
    reason_problem,
    save_paper,
    show_paper,
)
from desktop.services.documents.making import Offers, read_offers
from desktop.services.documents.wish import PaperSort, PaperWish
from desktop.store.change import Change
from desktop.views import dialogs
from desktop.views.case.list_and_pane import ListAndPane
from desktop.views.desk import Desk, Place
from desktop.views.papers.page_view import PageView
from desktop.views.papers.wish_form import WishForm
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.held_row import held
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.printing.print_run import Printed, PrintEnd, PrintRun
from desktop.views.saving import Saver, Saving
from desktop.views.theme.token import SPACE_16

_FILE = dialogs.FileQuestion(say("Save the paper"), "PDF", ("*.pdf",))
_CARE = say("What is saved or printed is no longer protected by Doorstep: keep it with you, and destroy it afterwards.")
_NO_DAY = say("One of the days was not understood: write it as 5/3/2026, or leave it empty.")
_FORM_SHARE = 10
"""With large text the form stands above the paper: so high that what saves and prints it is in sight."""
_MAKING = say("Making the paper…")
_SENT = say("Sent to the printer. The person's file notes that you printed it.")
_NOT_PRINTED = say("The printer takes nothing. Check that it is on and connected, then print again.")


class PapersPage(QWidget):
    """What is shown is what is saved or printed, or nothing is."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("papers_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self._case: CaseId | None = None
        self._wanted: tuple[PaperSort | None, str] = (None, "")
        self._shown: ShownPaper | None = None
        self._seen: PaperWish | None = None
        self._busy = False
        self.whose = Words("", TextRole.HEADING)
        self.form, self.pages, self.run = WishForm(), PageView(desk), PrintRun(desk)
        self._saver = Saver(desk, self)
        self.notice = Notice(NoticeKind.WARNING, "", name="paper_notice")
        self.save_button = Button(say("Save as P&DF…"), ButtonKind.PRIMARY, name="paper_save")
        self.print_button = Button(say("Prin&t…"), name="paper_print", icon="ph.printer")
        self._arrange()
        self.form.changed.connect(self._on_wish)
        self.save_button.clicked.connect(self.save)
        self.print_button.clicked.connect(self.print)
        self._desk.changed.connect(self._on_changed)

    def _arrange(self) -> None:
        self._left = left = ScrollPage("papers")
        left.body.setContentsMargins(0, 0, SPACE_16, 0)
        for widget in (self.whose, self.form, self.notice, held(self.save_button, self.print_button), self.run):
            left.body.addWidget(widget)
        left.body.addWidget(Words(_CARE, TextRole.MUTED))
        left.body.addStretch(1)
        self._nothing = EmptyState(
            "ph.printer",
            say("This person is not open to you on this laptop"),
            say("Sync, or ask a senior of the team."),
            name="no_papers",
        )
        self._stack = QStackedWidget()
        for page in (QWidget(), self._nothing, ListAndPane(left, self.pages, share_above=_FORM_SHARE)):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._set_busy(False)

    def show_place(self, place: Place) -> None:
        """Show the papers about `place.case`; `place.kind` names one of them, `place.record` what it is of."""
        if place.case is None:
            return
        if place.case != self._case:
            self._stack.setCurrentIndex(0)
            self._forget()
        self._case = place.case
        known = place.kind if place.kind in set(PaperSort) else None
        self._wanted = (PaperSort(known) if known else None, place.record or "")
        self._ask_offers()

    def _ask_offers(self) -> None:
        case = self._case
        if case is not None:
            self._desk.ask(lambda session: read_offers(session, case), partial(self._on_offers, case), self)

    def _on_offers(self, case: CaseId, offers: Offers | None) -> None:
        if case != self._case:
            return
        self._stack.setCurrentIndex(2 if offers else 1)
        if offers is None:
            self._forget()
            return
        self.whose.setText(offers.name)
        self.form.show_offers(offers, *self._wanted)
        self._wanted = (None, "")
        self._make()

    def _forget(self) -> None:
        self._shown = None
        self.whose.setText("")
        self.pages.clear()
        self._set_busy(False)

    @Slot()
    def _on_wish(self) -> None:
        self._make()

    @Slot(object)
    def _on_changed(self, _change: object) -> None:
        if self.isVisible() and not self._busy:
            self._ask_offers()

    def _make(self) -> None:
        wish = self.form.wish
        if wish != self._seen:
            # Nobody saves one paper while another one is in sight.
            self.pages.clear()
            self.pages.words.setText(_MAKING if wish else "")
        self._seen, self._shown = wish, None
        self._set_busy(False)
        if wish is None:
            self._say(NoticeKind.WARNING, _NO_DAY)
            return
        self._say(NoticeKind.INFO, "")
        self._desk.ask(
            lambda session: show_paper(session, wish),
            partial(self._on_made, wish),
            self,
            partial(self._on_unmade, wish),
        )

    def _on_made(self, wish: PaperWish, shown: ShownPaper) -> None:
        if wish != self.form.wish:
            return
        self._shown = shown
        self.pages.show_pdf(shown.pdf, shown.pages)
        self._set_busy(False)
        self._say(NoticeKind.WARNING, " ".join(filter(None, (*shown.printout.warnings, shown.printout.aside))))

    def _on_unmade(self, wish: PaperWish, error: Exception) -> None:
        if wish == self.form.wish and isinstance(error, UserError):
            self.pages.clear()
            self._say(NoticeKind.DANGER, error.sentence)

    # Saving

    @Slot()
    def save(self) -> None:
        """Ask where to."""
        shown = self._ready()
        if shown is not None:
            reason = self.form.written_reason
            self._saver.ask(
                Saving(
                    _FILE,
                    shown.file_name,
                    lambda session, path, replace: save_paper(session, shown, path, reason, replace=replace),
                    self._on_saved,
                    self._on_refused,
                    self._set_busy,
                    acts=True,
                )
            )

    def _ready(self) -> ShownPaper | None:
        """What is shown, unless something is missing, which is said."""
        shown = self._shown
        if shown is None or self._busy or self.run.running:
            return None
        problem = reason_problem(shown.wish, self.form.written_reason)
        self.form.why.set_error(problem) if problem else self.form.why.clear_error()
        if problem:
            self.form.reason.setFocus()
        return None if problem else shown

    def _on_saved(self, _change: Change) -> None:
        self._done(say("The paper is saved as a PDF. The person's file notes that you made it."))

    # Printing

    @Slot()
    def print(self) -> None:
        """Ask for a printer."""
        shown = self._ready()
        if shown is not None:
            dialogs.ask_printer(self, partial(self.print_on, shown))

    def print_on(self, shown: ShownPaper, printer: QPrinter) -> None:
        """Note it, then send it page by page."""
        self._set_busy(True)
        reason = self.form.written_reason
        self._desk.act(
            lambda session: note_printing(session, shown, reason),
            partial(self._on_noted, shown, printer),
            self,
            self._on_refused,
        )

    def _on_noted(self, shown: ShownPaper, printer: QPrinter, _change: Change) -> None:
        self.run.start(printer, shown.pdf, shown.pages, self._on_printed)
        # Once there is room for it: with large text it would stand below what is seen.
        QTimer.singleShot(0, self, self._show_run)

    @Slot()
    def _show_run(self) -> None:
        self._left.ensureWidgetVisible(self.run)

    def _on_printed(self, printed: Printed) -> None:
        if printed.end is PrintEnd.REFUSED:
            self._set_busy(False)
            self._say(NoticeKind.DANGER, _NOT_PRINTED)
        else:
            done = printed.end is PrintEnd.DONE
            self._done(_SENT if done else printed.stopped_words)
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, words: str) -> None:
        self._set_busy(False)
        self._desk.say(words)
        self._ask_offers()

    def _on_refused(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, UserError):
            self._say(NoticeKind.DANGER, error.sentence)

    def _say(self, kind: NoticeKind, sentence: str) -> None:
        self.notice.set_notice(kind, sentence)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        ready = self._shown is not None and not busy and not self.run.running
        for button in (self.save_button, self.print_button):
            button.setEnabled(ready)
