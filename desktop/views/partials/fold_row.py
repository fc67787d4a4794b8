"""Two parts side by side that go below one another where width or larger text leave too little room."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QSizePolicy, QWidget

from desktop.views.partials.item_layout import ItemLayout
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_8, SPACE_16


class FoldLayout(ItemLayout):
    """Exactly two items; which way they lie follows from the width alone."""

    def __init__(self, parent: QWidget, narrow_px: int, stretch: tuple[int, int], gap_px: int) -> None:
        super().__init__(parent)
        self._narrow_px, self._stretch, self._gap_px = narrow_px, stretch, gap_px

    def expandingDirections(self) -> Qt.Orientation:
        """Return that the width is used up and the height is not."""
        return Qt.Orientation.Horizontal

    def measure(self, width: int) -> int:
        """Return the height in pixels at ``width``."""
        return self.plan(QRect(0, 0, width, 0))[1]

    def setGeometry(self, rect: QRect) -> None:
        """Put both parts in their places."""
        super().setGeometry(rect)
        for item, place in zip(self._items, self.plan(rect)[0], strict=True):
            item.setGeometry(place)

    def sizeHint(self) -> QSize:
        """Return the room for both side by side."""
        hints = [item.sizeHint() for item in self._items]
        return QSize(sum(h.width() for h in hints) + self._gap_px, max((h.height() for h in hints), default=0))

    def minimumSize(self) -> QSize:
        """Return the room of the larger part: folding makes room for the other."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def is_narrow(self, width: int) -> bool:
        """Return whether the parts lie below one another at ``width``."""
        return width < self._narrow_px * current_scale()

    def plan(self, rect: QRect) -> tuple[list[QRect], int]:
        """Return the place of each part within ``rect``, and the height that both need."""
        if self.is_narrow(rect.width()):
            return self._below(rect)
        widths = self._widths(rect.width())
        places, left = [], rect.left()
        for item, width in zip(self._items, widths, strict=True):
            places.append(QRect(left, rect.top(), width, _height_at(item, width)))
            left += width + self._gap_px
        height = max((place.height() for place in places), default=0)
        if not all(self._stretch):
            # A single line stands in the middle of its taller button, a button at the top of a long text.
            places[0].moveTop(rect.top() + (height - places[0].height()) // 2 if self._stretch[0] else rect.top())
        return places, height

    def _below(self, rect: QRect) -> tuple[list[QRect], int]:
        places, top = [], rect.top()
        for item, share in zip(self._items, self._stretch, strict=True):
            width = rect.width() if share else min(item.sizeHint().width(), rect.width())
            places.append(QRect(rect.left(), top, width, _height_at(item, width)))
            top += places[-1].height() + (self._gap_px if all(self._stretch) else SPACE_8)
        return places, places[-1].bottom() + 1 - rect.top() if places else 0

    def _widths(self, width: int) -> list[int]:
        room = width - self._gap_px
        if all(self._stretch):
            first = room * self._stretch[0] // sum(self._stretch)
            return [first, room - first]
        hints = [item.sizeHint().width() for item in self._items]
        return [room - hints[1], hints[1]] if self._stretch[0] else [hints[0], room - hints[0]]


def _height_at(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


class FoldRow(QWidget):
    """``left`` and ``right`` share the width by ``stretch``, or fold where it is narrow.

    Narrow is less than ``narrow_px`` times the text scale. For the columns of a page (stretch 7 and 4) and for a
    row with its buttons (1 and 0: the buttons take what they need).
    """

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        *,
        narrow_px: int,
        stretch: tuple[int, int] = (1, 0),
        gap_px: int = SPACE_16,
    ) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._fold = FoldLayout(self, narrow_px, stretch, gap_px)
        self._fold.addWidget(left)
        self._fold.addWidget(right)

    @property
    def folded(self) -> bool:
        """True while the parts are below one another."""
        return self._fold.is_narrow(self.width())
