"""Puts Tab into reading order: Qt goes by when a widget was made, which is another order once parts are rebuilt."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLayout, QWidget


def set_reading_order(root: QWidget) -> None:
    """Let Tab go through what is inside ``root`` as its layouts lie: from the top down, from left to right.

    A group that gives the focus to one of its own goes before them: left behind them, it would lead Tab back to its
    first, and nothing after it would ever be reached.
    """
    layout = root.layout()
    order = list(_in_layout(layout, with_groups=True)) if layout is not None else []
    # Qt moves a group with what it gives the focus to, and moves nothing that takes no focus.
    groups = [(widget, widget.focusProxy(), widget.focusPolicy()) for widget in order if _is_group(widget)]
    for group, _, _ in groups:
        group.setFocusProxy(None)  # type: ignore[arg-type]
        group.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    for first, second in pairwise(order):
        QWidget.setTabOrder(first, second)
    for group, aim, policy in groups:
        group.setFocusPolicy(policy)
        group.setFocusProxy(aim)  # type: ignore[arg-type]


def focusable(root: QWidget) -> list[QWidget]:
    """What can have the focus inside ``root``, in reading order. Options of a choice count whichever is chosen."""
    layout = root.layout()
    return list(_in_layout(layout)) if layout is not None else []


def _is_group(widget: QWidget) -> bool:
    """Whether it gives the focus to something inside it."""
    aim = widget.focusProxy()
    return aim is not None and widget.isAncestorOf(aim)


def _in_layout(layout: QLayout, *, with_groups: bool = False) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if inner is not None:
            yield from _in_layout(inner, with_groups=with_groups)
        if widget is None:
            continue
        policy = widget.focusPolicy()
        takes = policy & Qt.FocusPolicy.TabFocus or isinstance(widget, QAbstractButton)
        if (with_groups and _is_group(widget)) or (widget.focusProxy() is None and takes):
            yield widget
        below = widget.layout()
        if below is not None:
            yield from _in_layout(below, with_groups=with_groups)
