"""A layout that puts widgets in a row and goes on in the next row when the width is used up."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from desktop.views.partials.item_layout import ItemLayout
from desktop.views.theme.token import SPACE_4, SPACE_8

_Row = list[tuple[QLayoutItem, QSize]]


class FlowLayout(ItemLayout):
    """Left to right, then down. Items of one row are centred on one another, or stand ``at_top`` of it."""

    def __init__(
        self, parent: QWidget | None = None, gap_px: int = SPACE_8, row_gap_px: int = SPACE_4, *, at_top: bool = False
    ) -> None:
        super().__init__(parent)
        self._at_top = at_top
        self._gap_px, self._row_gap_px = gap_px, row_gap_px

    def expandingDirections(self) -> Qt.Orientation:
        """Return that no room is wanted beyond what the items need."""
        return Qt.Orientation(0)

    def measure(self, width: int) -> int:
        """Return the height in pixels that the items need at ``width``."""
        return self._arrange(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put the items in their places within ``rect``."""
        super().setGeometry(rect)
        self._arrange(rect, moves=True)

    def sizeHint(self) -> QSize:
        """Return the room for all items in one row."""
        hints = [item.sizeHint() for item in self._visible()]
        width = sum(hint.width() for hint in hints) + self._gap_px * max(len(hints) - 1, 0)
        return self._with_margins(QSize(width, max((hint.height() for hint in hints), default=0)))

    def minimumSize(self) -> QSize:
        """Return the room of the largest item."""
        size = QSize()
        for item in self._visible():
            size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _visible(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, moves: bool) -> int:
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        top = inner.top()
        for row in self._rows(inner.width()):
            height = max(size.height() for _, size in row)
            if moves:
                self._place(row, QRect(inner.left(), top, inner.width(), height))
            top += height + self._row_gap_px
        bottom = top - self._row_gap_px if self._visible() else top
        return bottom - rect.top() + margins.bottom()

    def _rows(self, width: int) -> list[_Row]:
        rows: list[_Row] = []
        used = 0
        for item in self._visible():
            size = _size_in(item, width)
            if rows and used + self._gap_px + size.width() <= width:
                rows[-1].append((item, size))
                used += self._gap_px + size.width()
            else:
                rows.append([(item, size)])
                used = size.width()
        return rows

    def _place(self, row: _Row, rect: QRect) -> None:
        left = rect.left()
        for item, size in row:
            spare = 0 if self._at_top else (rect.height() - size.height()) // 2
            item.setGeometry(QRect(QPoint(left, rect.top() + spare), size))
            left += size.width() + self._gap_px


def _size_in(item: QLayoutItem, width: int) -> QSize:
    """Return an item's size, narrowed to ``width`` where it is wider, and as high as its wrapped words need."""
    hint = item.sizeHint()
    # What is narrow by itself wraps, too: its hint would cut a sentence of three lines.
    wide = min(hint.width(), width)
    return QSize(wide, item.heightForWidth(wide) if item.hasHeightForWidth() else hint.height())
