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
    for part in _parts(layout):
        if isinstance(part, QLayout):
            yield from _in_layout(part, with_groups=with_groups)
            continue
        policy = part.focusPolicy()
        takes = policy & Qt.FocusPolicy.TabFocus or isinstance(part, QAbstractButton)
        if (with_groups and _is_group(part)) or (part.focusProxy() is None and takes):
            yield part
        below = part.layout()
        if below is not None:
            yield from _in_layout(below, with_groups=with_groups)


def _parts(layout: QLayout) -> list[QWidget | QLayout]:
    """The widgets and layouts in a layout, in its order, without asking it for its items.

    An item that Qt has made stays known to Python after Qt has deleted it with its widget; whatever lies at its address
    next is then taken for it, and the process ends (`item_layout`).
    """
    around = layout.parentWidget()
    found: list[QWidget | QLayout] = [part for part in layout.children() if isinstance(part, QLayout)]
    if around is not None:
        found += around.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    placed = [(layout.indexOf(part), part) for part in found]
    return [part for at, part in sorted(placed, key=lambda pair: pair[0]) if at >= 0]
