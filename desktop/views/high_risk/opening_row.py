"""A senior opens a sweep of their team: until when everybody answers."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.views.capture.typed_field import DayField
from desktop.views.partials.button import Button
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.token import SPACE_12

_WHAT = say(
    "Everybody of the team who may hold cases is asked: each case meets the definition, does not, or is unsure."
    " Whoever has nothing to report signs a NIL return."
)


class OpeningRow(QWidget):
    """``open_requested`` by the button; the day stands in `answer_by`."""

    open_requested = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setObjectName("open_sweep_row")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.day = DayField(say("Answer by"), "sweep_answer_by", past=False)
        self.day.set_today(today)
        self.button = Button(say("&Open a sweep"), name="open_sweep")
        self.button.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        for widget in (Words(_WHAT, TextRole.MUTED), self.day):
            column.addWidget(widget)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def answer_by(self) -> date | None:
        """The day that was understood."""
        return self.day.value

    def refuse(self, sentence: str) -> None:
        """Say at the day what is missing."""
        self.button.setEnabled(True)
        self.day.set_error(sentence)
        self.day.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_clicked(self) -> None:
        self.button.setEnabled(False)
        self.open_requested.emit()
