"""What Doorstep is made with: every library with its licence, and the licences' texts."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from casework.words import say
from desktop.services.licences import licence_texts, load_parts
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.font import current_scale

TITLE = say("What Doorstep is made with")
OWN = say("Doorstep is under the Apache licence, version 2.0. It is made with these, each under its own licence.")
QT = say(
    "Qt is used under the LGPL, version 3: its files lie beside the program and may be replaced by your own build."
)
_HEIGHT_PX = 320


class LicenceSheet(SheetFrame):
    """Everything in one field that can be read and searched with the keyboard."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, TITLE, say("&Close"))
        self._whose.hide()
        self.leave_button.hide()
        self.text = QPlainTextEdit()
        self.text.setObjectName("licences")
        self.text.setAccessibleName(say("Libraries and their licences"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.text.setPlainText(_all_words())
        self.text.setMinimumHeight(round(_HEIGHT_PX * min(current_scale(), 1.25)))
        for widget in (Words(OWN), Words(QT, TextRole.MUTED), self.text):
            self.column.addWidget(widget)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.save_requested.connect(self._on_read)

    @Slot()
    def _on_read(self) -> None:
        self.accept()


def _all_words() -> str:
    return "\n".join([*(part.words for part in load_parts()), "", licence_texts()]).strip()


def open_licence_sheet(parent: QWidget) -> LicenceSheet:
    """Show the sheet."""
    sheet = LicenceSheet(parent)
    sheet.appear()
    return sheet
