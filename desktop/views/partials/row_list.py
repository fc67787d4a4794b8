"""A long list: a model of rows and the view that shows and opens them, fast enough for ten thousand."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop.views.partials.list_delegate import ROW_ROLE, ListDelegate, RowLook


@dataclass(frozen=True, slots=True)
class RowOpened:
    """A person wants to open the row ``key``."""

    key: str


class RowModel(QAbstractListModel):
    """Rows held in memory. A model of one's own works too: give a ``RowLook`` for ``ROW_ROLE``."""

    def __init__(self, rows: Sequence[RowLook] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = tuple(rows)

    def set_rows(self, rows: Sequence[RowLook]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, number: int) -> RowLook:
        """Return a row; raises IndexError."""
        return self._rows[number]

    def number_of(self, key: str) -> int | None:
        """Return the number of the row ``key``, or None where there is no such row."""
        return next((number for number, row in enumerate(self._rows) if row.key == key), None)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the look of a row, its name, or its sentence for a screen reader."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        row = self.row_at(index.row())
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.sentence
        return row.name if role == Qt.ItemDataRole.DisplayRole else None


class RowList(QListView):
    """Up and Down move, Enter or a click opens (``row_opened``); Up on the first row: ``left_upwards``."""

    row_opened = Signal(RowOpened)
    left_upwards = Signal()

    def __init__(
        self, *, name: str, accessible_name: str, model: RowModel | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(ListDelegate(self))
        self.rows = model or RowModel()
        self.rows.setParent(self)
        self.setModel(self.rows)
        self.click_opens = True
        """Where what is marked stands beside the list, a click marks only, and a double click opens."""
        self.doubleClicked.connect(self._on_double_clicked)
        self.clicked.connect(self._on_clicked)

    def set_rows(self, rows: Sequence[RowLook]) -> None:
        """Show ``rows``; the row that was marked stays marked where it is still there."""
        marked = self.current_key
        self.rows.set_rows(rows)
        if marked:
            self.set_current(marked)

    @property
    def current_key(self) -> str:
        """The key of the marked row, empty where none is."""
        row = self.currentIndex().data(ROW_ROLE)
        return row.key if isinstance(row, RowLook) else ""

    def set_current(self, key: str) -> None:
        """Mark the row ``key``; nothing happens where there is no such row."""
        number = self.rows.number_of(key)
        if number is not None:
            self.setCurrentIndex(self.rows.index(number))

    def enter(self) -> None:
        """Take the focus and mark the first row where none is marked."""
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0))
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the marked row; Up on the first row leaves the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_key:
            self.row_opened.emit(RowOpened(self.current_key))
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure the rows anew when the text grows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()

    @Slot(QModelIndex)
    def _on_clicked(self, _index: QModelIndex) -> None:
        if self.current_key and self.click_opens:
            self.row_opened.emit(RowOpened(self.current_key))

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        if self.current_key and not self.click_opens:
            self.row_opened.emit(RowOpened(self.current_key))
