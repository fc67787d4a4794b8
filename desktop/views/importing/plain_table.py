"""A table to be read: as high as its rows, moved in with the arrow keys, wide columns wrapped."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from casework.words import say
from desktop.views.theme.font import current_scale

_STYLE = """
QTableView { border: none; }
QTableView::item { padding: 5px 10px; border: none; }
QTableView::item:selected { background: palette(highlight); color: palette(highlighted-text); }
"""
_WIDEST_PX = 300
_MOST_HIGH_PX = 320
_LEAST_HIGH_PX = 96


class PlainTable(QTableWidget):
    """Words in rows. ``stretched``: the column that takes what room is left. Above ``most_px`` it scrolls."""

    def __init__(self, *, name: str, title: str, stretched: int = -1, most_px: int = _MOST_HIGH_PX) -> None:
        super().__init__()
        self._most_px = most_px
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._stretched = stretched
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setStyleSheet(_STYLE)
        self.verticalHeader().hide()
        across = self.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setHighlightSections(False)
        across.setSectionsClickable(False)

    def show_rows(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show other rows."""
        self.clear()
        self.setColumnCount(len(heads))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(list(heads))
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                item = QTableWidgetItem(words)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setToolTip(words)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{heads[column]}: {words or say('empty')}")
                self.setItem(at, column, item)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Words have no size before they are on the screen."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words the room that there is."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.rowCount():
            self._fit()

    def _fit(self) -> None:
        widest, scale = round(_WIDEST_PX * current_scale()), current_scale()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.resizeColumnsToContents()
        columns = range(self.columnCount())
        for column in columns:
            self.setColumnWidth(column, min(self.columnWidth(column) + 8, widest))
        if 0 <= self._stretched < self.columnCount():
            others = sum(self.columnWidth(column) for column in columns if column != self._stretched)
            self.setColumnWidth(self._stretched, max(self.viewport().width() - others, widest))
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        wide = sum(self.columnWidth(column) for column in columns) > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        high = self.horizontalHeader().sizeHint().height() + rows + bar + 4
        self.setFixedHeight(max(min(high, round(self._most_px * scale)), round(_LEAST_HIGH_PX * scale)))
