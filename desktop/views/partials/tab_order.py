"""Puts Tab into reading order: Qt goes by when a widget was made, which is another order once parts are rebuilt."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLayout, QWidget


def set_reading_order(root: QWidget) -> None:
    """Let Tab go through what is inside ``root`` as its layouts lie: from the top down, from left to right."""
    for first, second in pairwise(focusable(root)):
        QWidget.setTabOrder(first, second)


def focusable(root: QWidget) -> list[QWidget]:
    """What can have the focus inside ``root``, in reading order. Options of a choice count whichever is chosen."""
    layout = root.layout()
    return list(_in_layout(layout)) if layout is not None else []


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if inner is not None:
            yield from _in_layout(inner)
        if widget is None:
            continue
        policy = widget.focusPolicy()
        if widget.focusProxy() is None and (policy & Qt.FocusPolicy.TabFocus or isinstance(widget, QAbstractButton)):
            yield widget
        yield from focusable(widget)
