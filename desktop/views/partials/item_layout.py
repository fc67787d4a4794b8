"""The base of our own layouts: keeps its items so that none outlives, or is mistaken for, another.

Items that Qt makes by itself are known to Python by their address alone. Once such an item is gone and a new one lies
at its address, Python takes the new one for the old one, which is "already deleted"; and an error raised inside a
layout ends the process. Items made here are Python's own from the beginning, and are told when they are deleted.

A height is measured once for each width, as Qt's own layouts do: where rows lie in rows, every level asks its items
several times, and a page of some depth would otherwise be measured thousands of times over.
"""

from abc import abstractmethod

from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from desktop.views.theme.font import current_scale


class ItemLayout(QLayout):
    """Keeps items in order. Subclasses say where they go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[tuple[int, float], int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    @abstractmethod
    def measure(self, width: int) -> int:
        """Return the height in pixels that the items need at ``width``, asking each of them."""

    def hasHeightForWidth(self) -> bool:
        """Return that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in pixels at ``width``."""
        at = width, current_scale()
        if at not in self._heights:
            self._heights[at] = self.measure(width)
        return self._heights[at]

    def invalidate(self) -> None:
        """Forget what was measured (called by Qt when an item or its words have changed)."""
        self._heights.clear()
        super().invalidate()

    def addWidget(self, w: QWidget) -> None:
        """Put a widget at the end."""
        self.addChildWidget(w)
        self._items.append(QWidgetItem(w))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Take ``item`` in (called by Qt)."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None past the end, as Qt expects."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away, or None past the end, as Qt expects."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None


def empty_layout(layout: QLayout) -> None:
    """Take every widget out of a layout, for good."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            _forget(widget)


def remove_widget(layout: QLayout, widget: QWidget) -> None:
    """Take one widget out of a layout, for good."""
    layout.removeWidget(widget)
    _forget(widget)


def _forget(widget: QWidget) -> None:
    # Hidden at once: it goes when Qt's loop comes round. Its parent stays, or Python would own it and might destroy it
    # in another thread.
    widget.hide()
    widget.deleteLater()
