"""The matrix of training: people down, subjects across, moved in by arrow keys; Enter opens somebody's trainings."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem

from casework.rules.measure.training_matrix import TrainingState
from casework.words import say
from desktop.services.staffing.page import MatrixRow, StaffingPage
from desktop.views.staffing.wording import cell_spoken, cell_words, head_words
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_8, SPACE_12, TARGET_PX

_LEAST_COLUMN_PX = 116
_NAME_PX = (120, 210)
_ROOM_PX = 2 * SPACE_12 + SPACE_8
_MOST_ROWS = 12
"""More people than these are scrolled to, with the heads staying in sight."""
_STYLE = """
QTableView { border: none; }
QTableCornerButton::section { background: palette(base); border: none; }
QTableView::item { padding: 5px 12px; border: none; }
QTableView::item:selected { background: palette(highlight); color: palette(highlighted-text); }
"""
_PRESSING = frozenset({TrainingState.ENDING, TrainingState.OVER})


@dataclass(frozen=True, slots=True)
class PersonWanted:
    """Whose trainings somebody wants to see."""

    row: MatrixRow


class MatrixTable(QTableWidget):
    """``opened`` with whose trainings are wanted; names and subjects stay in sight while it is scrolled."""

    opened = Signal(PersonWanted)

    def __init__(self) -> None:
        super().__init__(0, 0)
        self._page: StaffingPage | None = None
        self.setObjectName("training_matrix")
        self.setAccessibleName(say("Training of staff"))
        self.setAccessibleDescription(
            say("Arrow keys move from cell to cell; Enter opens the training of that person.")
        )
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWordWrap(True)
        self.setStyleSheet(_STYLE)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setSectionsClickable(False)
            head.setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(_LEFT | Qt.AlignmentFlag.AlignBottom | _WRAP)
        self.verticalHeader().setDefaultAlignment(_LEFT | Qt.AlignmentFlag.AlignVCenter | _WRAP)
        self.cellDoubleClicked.connect(self._on_cell)

    @property
    def chosen(self) -> MatrixRow | None:
        """The member of staff in whose row the keyboard is."""
        rows = self._page.rows if self._page else ()
        return rows[self.currentRow()] if 0 <= self.currentRow() < len(rows) else None

    def show_page(self, page: StaffingPage) -> None:
        """Show how everybody stands; the cell one is in stays, if its row does."""
        before, column = self.chosen, max(self.currentColumn(), 0)
        self._page = page
        self.clear()
        self.setRowCount(len(page.rows))
        self.setColumnCount(len(page.subjects))
        for number, (subject, gaps) in enumerate(zip(page.subjects, page.gaps, strict=True)):
            self.setHorizontalHeaderItem(number, QTableWidgetItem(head_words(subject, gaps, len(page.rows))))
        for number, row in enumerate(page.rows):
            self.setVerticalHeaderItem(number, QTableWidgetItem(row.name))
            self._fill(number, row, page)
        same = [number for number, row in enumerate(page.rows) if before and row.staff == before.staff]
        self.setCurrentCell(same[0] if same else 0, min(column, self.columnCount() - 1))
        if not self.hasFocus():
            self.clearSelection()
        self._fit()

    def _fill(self, number: int, row: MatrixRow, page: StaffingPage) -> None:
        for column, (subject, cell) in enumerate(zip(page.subjects, row.cells, strict=True)):
            item = QTableWidgetItem(cell_words(cell, page.today))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setTextAlignment(_LEFT | Qt.AlignmentFlag.AlignVCenter)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, cell_spoken(row, subject, cell, page.today))
            if cell.state in _PRESSING:
                font = QFont(self.font())
                font.setWeight(QFont.Weight.Bold)
                item.setData(Qt.ItemDataRole.FontRole, font)
            self.setItem(number, column, item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the trainings of whoever the cell is about."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_cell()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as its rows, up to some of them."""
        return QSize(super().sizeHint().width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs higher rows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.rowCount():
            self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the cell in which the keyboard is."""
        super().focusInEvent(event)
        item = self.currentItem()
        if item is not None:
            item.setSelected(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is marked where the keyboard is not."""
        super().focusOutEvent(event)
        self.clearSelection()

    def _fit(self) -> None:
        """Room for the longest word of each head and for every cell once it has wrapped."""
        if not self.columnCount() or self._page is None:
            return
        scale, bold = current_scale(), _bold(self.font())
        names = max((QFontMetrics(bold).horizontalAdvance(row.name) for row in self._page.rows), default=0) + _ROOM_PX
        side = min(max(names, round(_NAME_PX[0] * scale)), round(_NAME_PX[1] * scale))
        self.verticalHeader().setFixedWidth(side)
        least = [
            max(self._longest_word(column) + _ROOM_PX, round(_LEAST_COLUMN_PX * scale)) for column in self._columns
        ]
        spare = max(self.width() - side - sum(least) - 2 * self.frameWidth(), 0) // len(least)
        for column, width in enumerate(least):
            self.setColumnWidth(column, width + spare)
        head = self.horizontalHeader()
        head.setFixedHeight(
            max(_height(bold, self._head(one), self.columnWidth(one)) for one in self._columns) + SPACE_12
        )
        for number, row in enumerate(self._page.rows):
            cells = [self._cell_height(number, column) for column in self._columns]
            self.setRowHeight(
                number, max(*cells, _height(bold, row.name, side), round(TARGET_PX * scale)) + 2 * SPACE_8
            )
        self._fit_height(sum(least) + side > self.width() - 2 * self.frameWidth())

    def _fit_height(self, scrolls: bool) -> None:
        rows = sum(self.rowHeight(row) for row in range(min(self.rowCount(), _MOST_ROWS)))
        bar = self.horizontalScrollBar().sizeHint().height() if scrolls else 0
        self.setFixedHeight(self.horizontalHeader().height() + rows + bar + 2 * self.frameWidth() + 2)

    @property
    def _columns(self) -> range:
        return range(self.columnCount())

    def _head(self, column: int) -> str:
        item = self.horizontalHeaderItem(column)
        return item.text() if item is not None else ""

    def _longest_word(self, column: int) -> int:
        metrics = QFontMetrics(_bold(self.font()))
        return max((metrics.horizontalAdvance(word) for word in self._head(column).split()), default=0)

    def _cell_height(self, row: int, column: int) -> int:
        item = self.item(row, column)
        return _height(_bold(self.font()), item.text(), self.columnWidth(column)) if item is not None else 0

    @Slot()
    def _on_cell(self) -> None:
        row = self.chosen
        if row is not None:
            self.opened.emit(PersonWanted(row))


_LEFT = Qt.AlignmentFlag.AlignLeft
_WRAP = Qt.TextFlag.TextWordWrap


def _bold(font: QFont) -> QFont:
    found = QFont(font)
    found.setWeight(QFont.Weight.Bold)
    return found


def _height(font: QFont, words: str, width_px: int) -> int:
    room = QRect(0, 0, max(width_px - _ROOM_PX, 1), 10_000)
    return QFontMetrics(font).boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
