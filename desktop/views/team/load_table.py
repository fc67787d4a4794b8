"""The caseload by worker and level, as a table of figures that can be compared down the columns."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from casework.words import say
from desktop.services.team.member import COLUMNS, Load
from desktop.views.partials.label import TextRole, Words
from desktop.views.team.wording import load_words
from desktop.views.theme.token import SPACE_8, SPACE_12

HEADS = (say("All"), *COLUMNS, say("On the list"), say("Covers"), say("Covered"))
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom


class LoadTable(QWidget):
    """One row a worker. Nought is shown as a dash, so that figures stand out; the name speaks the whole row."""

    def __init__(self, loads: Sequence[Load]) -> None:
        super().__init__()
        self.setObjectName("caseload_table")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_12)
        grid.setVerticalSpacing(SPACE_8)
        grid.setColumnStretch(0, 4)
        grid.addWidget(Words(say("Worker"), TextRole.LABEL), 0, 0, Qt.AlignmentFlag.AlignBottom)
        for number, head in enumerate(HEADS, start=1):
            words = Words(head, TextRole.LABEL)
            words.setAlignment(_RIGHT)
            grid.setColumnStretch(number, 1)
            grid.addWidget(words, 0, number)
        for number, load in enumerate(loads, start=1):
            _add_row(grid, number, load)


def _add_row(grid: QGridLayout, number: int, load: Load) -> None:
    name = Words(load.name)
    name.setAccessibleName(load_words(load, COLUMNS))
    grid.addWidget(name, number, 0)
    for column, count in enumerate((load.cases, *load.levels, load.high_risk, load.covers, load.away), start=1):
        role = TextRole.MUTED if not count else TextRole.STRONG if column == 1 else TextRole.BODY
        words = Words(str(count) if count else "–", role, wraps=False)
        words.setAlignment(_RIGHT)
        grid.addWidget(words, number, column)
