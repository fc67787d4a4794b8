"""Papers that belong to no one case: which one, and saving or printing it."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from casework.errors import UserError
from casework.words import say
from desktop.services.documents.loose import Drawn, LoosePaper, print_loose, save_loose
from desktop.services.paper import page_count
from desktop.views import dialogs
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.desk import Desk
from desktop.views.partials.button import Button
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.field import Field
from desktop.views.partials.held_row import held
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import NoticeKind
from desktop.views.printing.print_run import Printed, PrintEnd, PrintRun
from desktop.views.saving import Saver, Saving

_FILE = dialogs.FileQuestion(say("Save the paper"), "PDF", ("*.pdf",))
_NOT_PRINTED = say("The printer takes nothing. Check that it is on and connected, then print again.")


class LooseSheet(SheetFrame):
    """Saving is what the sheet is for; printing stands beside it."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, teaching: str, papers: tuple[LoosePaper, ...]) -> None:
        super().__init__(parent, title, say("&Save as PDF…"))
        self._desk, self._saver = desk, Saver(desk, self)
        self._papers = {one.key: one for one in papers}
        options = tuple(Option(one.key, one.title) for one in papers)
        self.paper = Choice(options, name="loose_paper", in_rows=True)
        self.paper.set_keys([papers[0].key])
        self.run = PrintRun(desk)
        self.print_button = Button(say("Prin&t…"), name="loose_print", icon="ph.printer")
        self.column.addWidget(Words(teaching, TextRole.MUTED))
        self.column.addWidget(Field(say("&Paper"), self.paper, name="loose_paper"))
        self.column.addWidget(held(self.print_button))
        self.column.addWidget(self.run)
        self.save_requested.connect(self.save)
        self.print_button.clicked.connect(self.print)

    @property
    def _chosen(self) -> LoosePaper:
        return self._papers[self.paper.key]

    @Slot()
    def save(self) -> None:
        """Ask where to."""
        paper = self._chosen
        self._saver.ask(
            Saving(
                _FILE,
                paper.name,
                lambda session, path, replace: save_loose(session, paper, path, replace=replace),
                self._on_saved,
                self._on_refused,
            )
        )

    def _on_saved(self, aside: str) -> None:
        self._say_done(say("The paper is saved as a PDF."), aside)

    def _say_done(self, sentence: str, aside: str) -> None:
        """What is not on the paper is told to whoever made it, and asks to be read."""
        self.say(NoticeKind.WARNING if aside else NoticeKind.OK, f"{sentence} {aside}".strip())

    @Slot()
    def print(self) -> None:
        """Ask for a printer."""
        dialogs.ask_printer(self, partial(self.print_on, self._chosen))

    def print_on(self, paper: LoosePaper, printer: QPrinter) -> None:
        """Draw the pages and send them."""
        self._desk.ask(
            lambda session: print_loose(session, paper), partial(self._on_noted, printer), self, self._on_refused
        )

    def _on_noted(self, printer: QPrinter, drawn: Drawn) -> None:
        printed = partial(self._on_printed, drawn.aside)
        self.run.start(printer, drawn.pdf, page_count(drawn.pdf), printed)

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.say(NoticeKind.DANGER, error.sentence)

    def _on_printed(self, aside: str, printed: Printed) -> None:
        if printed.end is PrintEnd.REFUSED:
            self.say(NoticeKind.DANGER, _NOT_PRINTED)
        else:
            done = say("Sent to the printer.") if printed.end is PrintEnd.DONE else printed.stopped_words
            self._say_done(done, aside)
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def may_leave(self) -> bool:
        """Not in the middle of printing: stop it first."""
        return not self.run.running


def open_loose_sheet(
    desk: Desk, parent: QWidget, title: str, teaching: str, papers: tuple[LoosePaper, ...]
) -> LooseSheet:
    """Open it over the window."""
    sheet = LooseSheet(desk, parent, title, teaching, papers)
    sheet.appear()
    sheet.paper.setFocus()
    return sheet
