"""The only place where dialogs are shown. None of them blocks: the answer comes to a callable, later."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDir, QEvent, QSettings, Qt, QTimer, Slot
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from casework.words import say
from desktop.views.help.opening import open_sheet_help
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.field import Field
from desktop.views.partials.icon_label import IconLabel
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.narrative_edit import NarrativeEdit, NarrativeText
from desktop.views.shortcut import HELP, bind
from desktop.views.theme.font import current_scale
from desktop.views.theme.icon import Ink
from desktop.views.theme.token import SPACE_12, SPACE_16, SPACE_24, SPACE_32

_WIDTH_PX = 460


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. ``verb`` is the button that does it, ``refusal`` the one that does not."""

    title: str
    sentence: str
    verb: str
    refusal: str = say("Go back")
    danger: bool = False


class Dialog(QDialog):
    """A window-modal sheet: a title, a sentence, what the question needs, and buttons that are verbs."""

    def __init__(self, parent: QWidget, title: str, sentence: str, *, icon: str = "") -> None:
        super().__init__(parent)
        self._fits = False
        self.setObjectName("dialog")
        self.setWindowTitle("Doorstep")
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH_PX)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_24)
        self.column.setSpacing(SPACE_16)
        head = QHBoxLayout()
        head.setSpacing(SPACE_12)
        if icon:
            head.addWidget(IconLabel(icon, Ink.DANGER, 24))
        head.addWidget(Words(title, TextRole.HEADING), 1)
        self.column.addLayout(head)
        self.column.addWidget(Words(sentence))
        bind(HELP, self, self.show_help)

    @Slot()
    def show_help(self) -> None:
        """Show the help over what is asked; nothing of it is lost."""
        open_sheet_help(self)

    def add_buttons(self, *buttons: Button) -> None:
        """Put the buttons at the foot, at the right, the one that acts last."""
        row = QHBoxLayout()
        row.setSpacing(SPACE_12)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self.column.addLayout(row)

    def appear(self) -> None:
        """Open over the window, as large as its words need; it grows with the text."""
        self._fits = True
        self.open()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.isVisible() and self._fits:
            # Once what is in it has the other text, too.
            QTimer.singleShot(0, self, self._fit)

    @Slot()
    def _fit(self) -> None:
        """Qt gives a dialog two thirds of the screen at most, which large text does not fit into, and never more."""
        layout, page = self.layout(), self.parentWidget()
        if layout is None or page is None:
            return
        layout.activate()
        window = page.window()
        wide = min(round(_WIDTH_PX * current_scale()), window.width() - SPACE_32)
        high = min(layout.totalHeightForWidth(max(wide, _WIDTH_PX)), window.height() - SPACE_32)
        self.resize(wide, max(high, layout.totalMinimumSize().height()))
        self.move(window.mapToGlobal(window.rect().center()) - self.rect().center())


class ConfirmationDialog(Dialog):
    """Yes or no. Escape and the closing cross mean no."""

    def __init__(self, parent: QWidget, question: Question, on_answer: Callable[[bool], None]) -> None:
        super().__init__(parent, question.title, question.sentence)
        self._on_answer = on_answer
        kind = ButtonKind.DANGER if question.danger else ButtonKind.PRIMARY
        self.refuse_button = Button(question.refusal, name="dialog_refuse")
        self.accept_button = Button(question.verb, kind, name="dialog_accept")
        self.refuse_button.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)
        self.add_buttons(self.refuse_button, self.accept_button)
        first = self.refuse_button if question.danger else self.accept_button
        first.setDefault(True)
        first.setFocus()
        self.finished.connect(self._on_finished)

    @Slot(int)
    def _on_finished(self, result: int) -> None:
        self._on_answer(result == QDialog.DialogCode.Accepted.value)


class ReasonDialog(Dialog):
    """A decision with its reason. The button that acts is there from the start and says what is missing."""

    def __init__(self, parent: QWidget, question: Question, on_reason: Callable[[str], None]) -> None:
        super().__init__(parent, question.title, question.sentence)
        self._on_reason = on_reason
        self._warned = False
        self.editor = NarrativeEdit(name="reason", lines=4)
        self.field = Field(
            say("&Reason"), self.editor, name="reason", hint=say("It is kept with the record and cannot be changed.")
        )
        self.column.addWidget(self.field)
        kind = ButtonKind.DANGER if question.danger else ButtonKind.PRIMARY
        self.refuse_button = Button(question.refusal, name="dialog_refuse")
        self.accept_button = Button(question.verb, kind, name="dialog_accept")
        self.refuse_button.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self._on_accept)
        self.editor.edited.connect(self._on_edited)
        self.add_buttons(self.refuse_button, self.accept_button)
        self.editor.setFocus()

    @Slot()
    def _on_accept(self) -> None:
        reason = self.editor.text.strip()
        if not reason:
            self.field.set_error(say("Write the reason in a few words."))
            self.editor.setFocus()
            return
        self.accept()
        self._on_reason(reason)

    def reject(self) -> None:
        """Leave; where something was written, only when it is wished twice."""
        if self._warned or not self.editor.text.strip():
            super().reject()
            return
        self._warned = True
        self.field.set_error(say("Nothing is saved yet. Press Escape again to throw away what you wrote."))

    @Slot(NarrativeText)
    def _on_edited(self, _text: NarrativeText) -> None:
        self._warned = False
        self.field.clear_error()


def ask_confirmation(parent: QWidget, question: Question, on_answer: Callable[[bool], None]) -> ConfirmationDialog:
    """Ask over ``parent``'s window; ``on_answer`` gets True for the verb, False for anything else."""
    dialog = ConfirmationDialog(parent, question, on_answer)
    dialog.appear()
    return dialog


def ask_reason(
    parent: QWidget, question: Question, on_reason: Callable[[str], None], written: str = ""
) -> ReasonDialog:
    """Ask for a decision with a reason; ``on_reason`` gets the reason, never empty, only when it is given.

    ``written``: what was written before, and was refused.
    """
    dialog = ReasonDialog(parent, question, on_reason)
    dialog.editor.set_text(written)
    dialog.appear()
    return dialog


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """Which file is asked for: the title, what the files are called, and patterns of their names."""

    title: str
    what: str
    patterns: tuple[str, ...]


class FileDialog(QFileDialog):
    """Qt's own dialog, because the system's remember what was picked; of this one nothing stays on the disk."""

    def __init__(self, parent: QWidget, question: FileQuestion, on_path: Callable[[Path], None]) -> None:
        super().__init__(parent, question.title, QDir.homePath())
        self._on_path = on_path
        self.setObjectName("file_dialog")
        self.setOption(QFileDialog.Option.DontUseNativeDialog)
        self.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.setNameFilter(f"{question.what} ({' '.join(question.patterns)})")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fileSelected.connect(self._on_selected)
        self.finished.connect(self._on_finished)
        self.destroyed.connect(_forget_history)

    @Slot(str)
    def _on_selected(self, path: str) -> None:
        self._on_path(Path(path))

    @Slot(int)
    def _on_finished(self, _result: int) -> None:
        # Qt writes both down when the dialog is destroyed.
        self.setHistory([])
        self.setDirectory(QDir.homePath())


@Slot()
def _forget_history() -> None:
    """Remove what Qt noted about its file dialogs in the settings of this user."""
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.remove("FileDialog")
    settings.sync()


def ask_file(parent: QWidget, question: FileQuestion, on_path: Callable[[Path], None]) -> FileDialog:
    """Ask for one file; ``on_path`` gets it, only when one is chosen. The dialog keeps no history."""
    dialog = FileDialog(parent, question, on_path)
    dialog.open()
    return dialog


class NewFileDialog(FileDialog):
    """Where something new is put. Whether a file that is there is replaced is asked by whoever saves, in our words."""

    def __init__(
        self, parent: QWidget, question: FileQuestion, suggested: str, on_path: Callable[[Path], None]
    ) -> None:
        super().__init__(parent, question, on_path)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(QFileDialog.FileMode.AnyFile)
        self.setOption(QFileDialog.Option.DontConfirmOverwrite)
        self.setDefaultSuffix(Path(suggested).suffix.lstrip("."))
        self.selectFile(suggested)


def ask_new_file(
    parent: QWidget, question: FileQuestion, suggested: str, on_path: Callable[[Path], None]
) -> NewFileDialog:
    """Ask where a new file is put; ``suggested`` is its name, which names nobody. Otherwise like ``ask_file``."""
    dialog = NewFileDialog(parent, question, suggested, on_path)
    dialog.open()
    return dialog


class PrinterDialog(QPrintDialog):
    """The system's own question for a printer. What stands in its queue names nobody."""

    def __init__(self, parent: QWidget, on_printer: Callable[[QPrinter], None]) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName("Doorstep")
        self._printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        self._printer.setFullPage(True)
        super().__init__(self._printer, parent)
        self._on_printer = on_printer
        self.setObjectName("printer_dialog")
        # A file is saved by the button for it, which says what is replaced.
        self.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.accepted.connect(self._on_accepted)

    @Slot()
    def _on_accepted(self) -> None:
        self._on_printer(self._printer)


def ask_printer(parent: QWidget, on_printer: Callable[[QPrinter], None]) -> PrinterDialog:
    """Ask for a printer; ``on_printer`` gets it, only when one is chosen."""
    dialog = PrinterDialog(parent, on_printer)
    # QPrintDialog's own `open` wants a receiver, and does the same.
    QDialog.open(dialog)
    return dialog


def show_error(parent: QWidget, sentence: str, title: str = say("That did not work")) -> Dialog:
    """Say over ``parent``'s window what happened and what to do next (the sentence of a ``UserError``)."""
    dialog = Dialog(parent, title, sentence, icon="ph.warning-octagon-fill")
    close = Button(say("Close"), ButtonKind.PRIMARY, name="dialog_close")
    close.clicked.connect(dialog.accept)
    close.setDefault(True)
    dialog.add_buttons(close)
    dialog.appear()
    return dialog
