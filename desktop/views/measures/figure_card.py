"""One table on the page: its title, the table in its published layout, its sentences, and its chart."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.ledger.measures import FigureTable
from casework.words import say
from desktop.services.measures.page import MeasuresPage
from desktop.services.measures.table_rows import day_words, table_rows
from desktop.views.measures.chart import Chart, has_chart
from desktop.views.measures.figure_table import FigureTable as FigureTableView
from desktop.views.measures.table_face import face_of
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.card import Card
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.token import SPACE_12, SPACE_16

_EMPTY = say("There is nothing to count here in this period.")


class FigureCard(Card):
    """``opened`` with a figure whose list is wanted, ``save_wanted`` with the table's code."""

    opened = Signal(object)
    save_wanted = Signal(str)

    def __init__(self, page: MeasuresPage, table: FigureTable, *, committee: bool) -> None:
        super().__init__(table.title)
        self.setObjectName(f"card_{table.code}")
        self._code = table.code
        self.save = Button(say("Save as CSV or PDF…"), ButtonKind.LINK, name=f"save_{table.code}", about=table.title)
        self.save.clicked.connect(self._on_save)
        self.set_trailing(self.save)
        face = face_of(table, committee=committee)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        column.setSpacing(SPACE_12)
        self.table = FigureTableView(face, name=f"table_{table.code}", title=table.title)
        self.table.opened.connect(self.opened)
        if not table.of_period:
            column.addWidget(Words(day_words(page), TextRole.MUTED))
        column.addWidget(self.table)
        self.table.setVisible(bool(face.cells))
        if not any(row.of or row.left_out for row in table.rows):
            column.addWidget(Words(_EMPTY, TextRole.MUTED))
        for note in table_rows(page, table, committee=committee).caveats:
            column.addWidget(Words(note, TextRole.MUTED))
        self.chart = Chart(table, face.printed) if has_chart(table) else None
        if self.chart is not None:
            column.addWidget(self.chart)
        self.body.addWidget(inner)

    def draw(self) -> None:
        """Draw the chart, once everything else is on the screen."""
        if self.chart is not None:
            QTimer.singleShot(0, self.chart, self.chart.draw)

    @Slot()
    def _on_save(self) -> None:
        self.save_wanted.emit(self._code)
