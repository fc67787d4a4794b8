"""Label and words in pairs, and texts that can be selected: the small parts of a person's page."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.services.present import Lines
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import OneLine, TextRole, Words
from desktop.views.theme.token import NARRATIVE_COLUMNS, SPACE_4, SPACE_8


class Fact(QWidget):
    """A muted label with its words behind it, such as "Supervising officer Wilma Worker"."""

    def __init__(self, label: str, words: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{label}: {words}")
        # One below the other where both have no room beside each other, and wrapped where one has none.
        row = FlowLayout(self, gap_px=SPACE_8, row_gap_px=0)
        row.addWidget(OneLine(label, TextRole.MUTED))
        row.addWidget(OneLine(words))


class FactLines(QWidget):
    """Facts below one another, label above words where both are there. Empty words are left out."""

    def __init__(self, lines: Lines = ()) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        for label, words in lines:
            if label and words:
                column.addWidget(Words(f"{label}: {words}"))
            elif label or words:
                column.addWidget(Words(label or words))


class Account(Words):
    """A narrative as it was written: at most 75 characters wide, to be selected with mouse and keyboard."""

    def __init__(self, text: str, name: str, spoken: str) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setAccessibleName(f"{spoken}: {text}")
        self.let_select()
        self.setProperty("role", "account")
        self._fit_width()

    def heightForWidth(self, width: int) -> int:
        """Return the height for no more than the widest line (Qt reckons with all the width there is)."""
        return super().heightForWidth(min(width, self.maximumWidth()))

    def changeEvent(self, event: QEvent) -> None:
        """Keep 75 characters in a line when the text grows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_width()

    def _fit_width(self) -> None:
        self.setMaximumWidth(QFontMetrics(self.font()).averageCharWidth() * NARRATIVE_COLUMNS)
