"""Papers that belong to no one case: which one, and saving or printing it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from casework.errors import UserError
from desktop.services.documents.loose import LoosePaper, draw_loose, save_loose
from desktop.services.drawing import Drawing
from desktop.services.new_file import AlreadyThere
from desktop.views import dialogs
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.desk import Desk
from desktop.views.partials.button import Button
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.field import Field
from desktop.views.partials.held_row import held
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import NoticeKind
from desktop.views.printing.printer import PRINT_WIDTH_PX, paint_pages

_FILE = dialogs.FileQuestion("Save the paper", "PDF", ("*.pdf",))
_REPLACE = dialogs.Question(
    "Replace the file?", "There is a file of this name already. What is in it is lost.", "Replace", danger=True
)
_NOT_PRINTED = "The printer takes nothing. Check that it is on and connected, then print again."


class LooseSheet(SheetFrame):
    """Saving is what the sheet is for; printing stands beside it."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, teaching: str, papers: tuple[LoosePaper, ...]) -> None:
        super().__init__(parent, title, "&Save as PDF…")
        self._desk = desk
        self._papers = {one.key: one for one in papers}
        options = tuple(Option(one.key, one.title) for one in papers)
        self.paper = Choice(options, name="loose_paper", in_rows=True)
        self.paper.set_keys([papers[0].key])
        self.print_button = Button("Prin&t…", name="loose_print", icon="ph.printer")
        self.column.addWidget(Words(teaching, TextRole.MUTED))
        self.column.addWidget(Field("&Paper", self.paper, name="loose_paper"))
        self.column.addWidget(held(self.print_button))
        self.save_requested.connect(self.save)
        self.print_button.clicked.connect(self.print)

    @property
    def _chosen(self) -> LoosePaper:
        return self._papers[self.paper.key]

    @Slot()
    def save(self) -> None:
        """Ask where to."""
        paper = self._chosen
        dialogs.ask_new_file(self, _FILE, paper.name, partial(self._save_to, paper))

    def _save_to(self, paper: LoosePaper, path: Path, *, replace: bool = False) -> None:
        self._desk.ask(
            lambda session: save_loose(session, paper, path, replace=replace),
            self._on_saved,
            self,
            partial(self._on_not_saved, paper, path),
        )

    def _on_saved(self, _nothing: None) -> None:
        self.say(NoticeKind.OK, "The paper is saved as a PDF.")

    def _on_not_saved(self, paper: LoosePaper, path: Path, error: Exception) -> None:
        if isinstance(error, AlreadyThere):
            dialogs.ask_confirmation(self, _REPLACE, partial(self._on_replace, paper, path))
        elif isinstance(error, UserError):
            self.say(NoticeKind.DANGER, error.sentence)

    def _on_replace(self, paper: LoosePaper, path: Path, yes: bool) -> None:
        if yes:
            self._save_to(paper, path, replace=True)

    @Slot()
    def print(self) -> None:
        """Ask for a printer."""
        dialogs.ask_printer(self, partial(self.print_on, self._chosen))

    def print_on(self, paper: LoosePaper, printer: QPrinter) -> None:
        """Draw the pages and send them."""
        self._desk.ask(
            lambda session: draw_loose(session, paper, PRINT_WIDTH_PX),
            partial(self._on_drawn, printer),
            self,
            self._on_refused,
        )

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.say(NoticeKind.DANGER, error.sentence)

    def _on_drawn(self, printer: QPrinter, drawings: tuple[Drawing, ...]) -> None:
        if paint_pages(printer, drawings):
            self.say(NoticeKind.OK, "Sent to the printer.")
        else:
            self.say(NoticeKind.DANGER, _NOT_PRINTED)


def open_loose_sheet(
    desk: Desk, parent: QWidget, title: str, teaching: str, papers: tuple[LoosePaper, ...]
) -> LooseSheet:
    """Open it over the window."""
    sheet = LooseSheet(desk, parent, title, teaching, papers)
    sheet.appear()
    sheet.paper.setFocus()
    return sheet
