"""What the rows of Today have in common: a stack of parts, buttons at the right, a name with its date of birth."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.services.person_line import PersonLine
from desktop.views import wording
from desktop.views.desk import Place
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.fold_row import FoldRow
from desktop.views.theme.token import SPACE_4, SPACE_8

ROW_FOLDS_PX = 440


class Row(QWidget):
    """A row of a card; ``place_wanted`` where somebody wants to go somewhere from it."""

    place_wanted = Signal(Place)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def fill(self, words: QWidget, buttons: Sequence[QWidget] = ()) -> None:
        """Show the words, with buttons behind them where there is room, else below."""
        if buttons:
            self._column.addWidget(FoldRow(words, side_by_side(buttons), narrow_px=ROW_FOLDS_PX))
        else:
            self._column.addWidget(words)


def stacked(widgets: Sequence[QWidget]) -> QWidget:
    """Parts below one another."""
    part = QWidget()
    part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_4)
    for widget in widgets:
        column.addWidget(widget)
    return part


def side_by_side(widgets: Sequence[QWidget]) -> QWidget:
    """Buttons behind one another."""
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_8)
    for widget in widgets:
        row.addWidget(widget)
    return part


def flowing(widgets: Sequence[QWidget]) -> QWidget:
    """Chips and words in a row that goes on below."""
    part = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    part.setSizePolicy(policy)
    flow = FlowLayout(part)
    for widget in widgets:
        flow.addWidget(widget)
    return part


def who(person: PersonLine, today: date) -> str:
    """Return "Callum Exampleton, born 2 May 1979 (46)": two people may have one name."""
    return f"{person.name}, {wording.born_words(person.born, today)}"
