"""Forms to fill in by hand, for the day without a laptop: which one, and saving or printing it. About nobody."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from casework.errors import UserError
from desktop.services.documents.blank_form import FORM_WORDS, BlankForm
from desktop.services.documents.handing import blank_pages, save_blank
from desktop.services.drawing import Drawing
from desktop.services.new_file import AlreadyThere
from desktop.views import dialogs
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.desk import Desk
from desktop.views.papers.printing import PRINT_WIDTH_PX, paint_pages
from desktop.views.partials.button import Button
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.field import Field
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import NoticeKind

_FILE = dialogs.FileQuestion("Save the form", "PDF", ("*.pdf",))
_REPLACE = dialogs.Question(
    "Replace the file?", "There is a file of this name already. What is in it is lost.", "Replace", danger=True
)
_TEACHING = (
    "Take some with you where a laptop may fail. What is written on them is recorded in Doorstep the same day, with "
    "the time at which it happened, and the paper is destroyed."
)
_NOT_PRINTED = "The printer takes nothing. Check that it is on and connected, then print again."


class BlankSheet(SheetFrame):
    """Saving is what the sheet is for; printing stands beside it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, "Paper forms", "&Save as PDF…")
        self._desk = desk
        self.form = Choice(tuple(Option(form, FORM_WORDS[form]) for form in BlankForm), name="blank_form", in_rows=True)
        self.form.set_keys([BlankForm.CONTACT])
        self.print_button = Button("Prin&t…", name="blank_print", icon="ph.printer")
        self.column.addWidget(Words(_TEACHING, TextRole.MUTED))
        self.column.addWidget(Field("&Form", self.form, name="blank_form"))
        self.column.addWidget(self.print_button)
        self.save_requested.connect(self.save)
        self.print_button.clicked.connect(self.print)

    @Slot()
    def save(self) -> None:
        """Ask where to."""
        form = BlankForm(self.form.key)
        dialogs.ask_new_file(self, _FILE, f"{form.value.replace('_', '-')}-form.pdf", partial(self._save_to, form))

    def _save_to(self, form: BlankForm, path: Path, *, replace: bool = False) -> None:
        self._desk.ask(
            lambda session: save_blank(session, form, path, replace=replace),
            self._on_saved,
            self,
            partial(self._on_not_saved, form, path),
        )

    def _on_saved(self, _nothing: None) -> None:
        self.say(NoticeKind.OK, "The form is saved as a PDF.")

    def _on_not_saved(self, form: BlankForm, path: Path, error: Exception) -> None:
        if isinstance(error, AlreadyThere):
            dialogs.ask_confirmation(self, _REPLACE, partial(self._on_replace, form, path))
        elif isinstance(error, UserError):
            self.say(NoticeKind.DANGER, error.sentence)

    def _on_replace(self, form: BlankForm, path: Path, yes: bool) -> None:
        if yes:
            self._save_to(form, path, replace=True)

    @Slot()
    def print(self) -> None:
        """Ask for a printer."""
        dialogs.ask_printer(self, partial(self.print_on, BlankForm(self.form.key)))

    def print_on(self, form: BlankForm, printer: QPrinter) -> None:
        """Draw the pages and send them."""
        self._desk.ask(
            lambda session: blank_pages(session, form, PRINT_WIDTH_PX), partial(self._on_drawn, printer), self
        )

    def _on_drawn(self, printer: QPrinter, drawings: tuple[Drawing, ...]) -> None:
        if paint_pages(printer, drawings):
            self.say(NoticeKind.OK, "Sent to the printer.")
        else:
            self.say(NoticeKind.DANGER, _NOT_PRINTED)


def open_blank_sheet(desk: Desk, parent: QWidget) -> BlankSheet:
    """Open it over the window."""
    sheet = BlankSheet(desk, parent)
    sheet.appear()
    sheet.form.setFocus()
    return sheet
