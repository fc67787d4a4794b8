"""A table of figures: as high as its rows, moved in with the arrow keys; Enter or a click opens the list behind."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem

from casework.words import say
from desktop.services.measures.page import Figure
from desktop.views.measures.table_face import Face, TableFace
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_8, TARGET_PX

_FIGURE_ROLE = Qt.ItemDataRole.UserRole + 1
_SIDE_SHARE = 0.34
_LEAST_COLUMN_PX = 78
_LEAST_SIDE_PX = 130
_ROOM_PX = 32
_STYLE = """
QTableView { border: none; }
QTableView::item { padding: 5px 12px; border: none; }
QTableView::item:selected { background: palette(highlight); color: palette(highlighted-text); }
"""
"""The card around it has a frame already."""


class FigureTable(QTableWidget):
    """``opened`` with the figure (its table, row and column) whose list somebody wants to see."""

    opened = Signal(object)

    def __init__(self, face: TableFace, *, name: str, title: str) -> None:
        super().__init__(len(face.cells), len(face.heads) + 1)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(
            say("Arrow keys move from figure to figure; Enter opens the list behind an underlined one.")
        )
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.setShowGrid(False)
        self.setStyleSheet(_STYLE)
        self.verticalHeader().hide()
        across = self.horizontalHeader()
        across.setDefaultAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        )
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        self._fill(face)
        self.cellClicked.connect(self._on_cell)

    def _fill(self, face: TableFace) -> None:
        first = QTableWidgetItem("")
        first.setData(Qt.ItemDataRole.AccessibleTextRole, say("Of what"))
        self.setHorizontalHeaderItem(0, first)
        for column, words in enumerate(face.heads, start=1):
            self.setHorizontalHeaderItem(column, QTableWidgetItem(words))
        for row, (side, cells) in enumerate(zip(face.sides, face.cells, strict=True)):
            self.setItem(row, 0, _item(Face(side, side), left=True))
            for column, cell in enumerate(cells, start=1):
                self.setItem(row, column, _item(cell))
        if face.cells:
            self.setCurrentCell(0, min(1, len(face.heads)))
            self.clearSelection()

    def figure_at(self, row: int, column: int) -> Figure | None:
        """What a cell opens."""
        item = self.item(row, column)
        found = item.data(_FIGURE_ROLE) if item is not None else None
        return tuple(found) if found else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the list behind the marked figure."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_cell(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out, and be as high as the rows are then."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs higher rows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.rowCount():
            self._fit()

    def _fit(self) -> None:
        """Every head has room for its longest word, and every row for its words once they have wrapped."""
        room, heads = self.viewport().width(), range(1, self.columnCount())
        least = {column: self._least_width(column) for column in heads}
        side = max(round(room * _SIDE_SHARE), round(_LEAST_SIDE_PX * current_scale()))
        side = max(min(side, room - sum(least.values())), round(_LEAST_SIDE_PX * current_scale()))
        each = (room - side) // len(least) if least else 0
        spare = max(room - side - sum(least.values()), 0) // max(len(least), 1)
        even = all(width <= each for width in least.values())
        widths = {column: each if even else least[column] + spare for column in heads}
        self.setColumnWidth(0, max(side, room - sum(widths.values())))
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        for row in range(self.rowCount()):
            self.setRowHeight(row, self._row_height(row))
        self._fit_height(room)

    def _fit_height(self, room: int) -> None:
        head = self.horizontalHeader()
        head.setFixedHeight(self._head_height())
        wide = sum(self.columnWidth(column) for column in range(self.columnCount())) > room
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(head.height() + rows + 2 * self.frameWidth() + bar + 2)

    def _least_width(self, column: int) -> int:
        words = self._head_words(column).split()
        longest = max((QFontMetrics(_head_font(self)).horizontalAdvance(word) for word in words), default=0)
        return max(longest + _ROOM_PX, round(_LEAST_COLUMN_PX * current_scale()))

    def _head_words(self, column: int) -> str:
        item = self.horizontalHeaderItem(column)
        return item.text() if item is not None else ""

    def _head_height(self) -> int:
        """As high as the longest head is once it has wrapped. Qt measures heads on one line."""
        heights = [
            _height(_head_font(self), self._head_words(column), self.columnWidth(column))
            for column in range(self.columnCount())
        ]
        return max(heights, default=0) + 2 * SPACE_8

    def _row_height(self, row: int) -> int:
        """As high as its highest cell. Qt's own measure knows nothing of the room that the style sheet gives."""
        items = ((column, self.item(row, column)) for column in range(self.columnCount()))
        heights = [_height(self.font(), item.text(), self.columnWidth(column)) for column, item in items if item]
        return max(max(heights, default=0) + 2 * SPACE_8, round(TARGET_PX * current_scale()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the figure on which the keyboard stands."""
        super().focusInEvent(event)
        item = self.currentItem()
        if item is not None:
            item.setSelected(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is marked where the keyboard is not."""
        super().focusOutEvent(event)
        self.clearSelection()

    @Slot(int, int)
    def _on_cell(self, row: int, column: int) -> None:
        figure = self.figure_at(row, column)
        if figure is not None:
            self.opened.emit(figure)


def _head_font(table: QTableWidget) -> QFont:
    font = QFont(table.font())
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _height(font: QFont, words: str, width_px: int) -> int:
    room = QRect(0, 0, max(width_px - _ROOM_PX, 1), 10_000)
    return QFontMetrics(font).boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()


def _item(face: Face, *, left: bool = False) -> QTableWidgetItem:
    item = QTableWidgetItem(face.words)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, face.spoken)
    if face.figure is not None:
        item.setData(_FIGURE_ROLE, face.figure)
        font = QFont(item.font())
        font.setUnderline(True)
        item.setData(Qt.ItemDataRole.FontRole, font)
        item.setToolTip(say("Open the list behind this figure"))
    return item
