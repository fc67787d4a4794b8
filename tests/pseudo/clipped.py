"""What of a window cannot be read because there is no room for it.

Three ways to find it: what a widget needs against what it has; where parts lie, in one another and on one another; and
what is painted, by listening to every text that the program's own painting cuts or puts into too small a place.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QWidget,
)

from tests.pseudo.words import CLOSES, OPENS

SPARE_PX = 1
"""Half a pixel more or less is a matter of rounding."""

QTS_FOLDER = "lookInCombo"
"""Where Qt's own dialog is: a path may be as long as it likes."""
MAY_SCROLL_SIDEWAYS = frozenset({"training_matrix", "treeView"})
"""Names of what is as wide as it has to be: a table of many columns, reached by its own scroll bar and by arrows;
and the list of files, which is Qt's."""

_MOST_SCREENS = 40


def clipped(root: QWidget) -> set[str]:
    """Everything on a window that is cut, lies outside of what holds it, or on something else; a line for each."""
    found: set[str] = set()
    for widget in shown(root):
        found |= {f"{said(widget)}: {fault}" for fault in _faults(widget)}
    found |= set(_lying_on_one_another(root))
    found |= painted(root)
    return found


def shown(root: QWidget) -> list[QWidget]:
    """The window and whatever is visible in it; not what is Qt's own inside of a scroll bar or a field."""
    found = [root, *(one for one in root.findChildren(QWidget) if one.isVisibleTo(root))]
    return [one for one in found if one.window() is root.window() and not _is_qts_own(one)]


def said(widget: QWidget) -> str:
    """What sort of widget it is, its name, and how its text begins."""
    text = words_of(widget)
    return f"{type(widget).__name__} {widget.objectName() or _home(widget)} {text[:60]!r}"


def words_of(widget: QWidget) -> str:
    """What can be read on it."""
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text() or str(getattr(widget, "words", "") or "")
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        return widget.placeholderText()
    return ""


def _home(widget: QWidget) -> str:
    parent = widget.parentWidget()
    while parent is not None and not parent.objectName():
        parent = parent.parentWidget()
    return f"in {parent.objectName()}" if parent is not None else ""


def _is_qts_own(widget: QWidget) -> bool:
    if widget.objectName().startswith(("qt_", QTS_FOLDER)) or isinstance(widget, QScrollBar):
        return True
    parent = widget.parentWidget()
    inside_of = (QComboBox, QTabBar, QLineEdit, QAbstractItemView)
    return isinstance(parent, inside_of) and not isinstance(widget, QHeaderView) and _is_viewport(widget) is False


def _is_viewport(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget


def _faults(widget: QWidget) -> Iterator[str]:
    text = words_of(widget)
    if text.count(OPENS) != text.count(CLOSES):
        yield f"cut within its words: {text!r}"
    if text:
        yield from _needs_more(widget)
    yield from _outside(widget)
    yield from _scrolls_sideways(widget)


def _needs_more(widget: QWidget) -> Iterator[str]:
    """What a widget says against the room that it has, after its words have wrapped."""
    needed = _needed(widget)
    if needed.width() > widget.width() + SPARE_PX:
        yield f"needs {needed.width()} px in width and has {widget.width()}"
    if needed.height() > widget.height() + SPARE_PX:
        yield f"needs {needed.height()} px in height and has {widget.height()}"


def _needed(widget: QWidget) -> QSize:
    if isinstance(widget, QLabel) and widget.wordWrap():
        # Of a label that wraps, the smallest hint is as wide as its longest word.
        return QSize(widget.minimumSizeHint().width(), widget.heightForWidth(widget.width()))
    if isinstance(widget, QComboBox):
        return QSize(_of_a_list(widget), widget.minimumSizeHint().height())
    if isinstance(widget, QLineEdit):
        return QSize(_of_a_line(widget), widget.minimumSizeHint().height())
    if isinstance(widget, QPlainTextEdit):
        return _of_a_field(widget)
    if widget.hasHeightForWidth():
        return QSize(widget.minimumSizeHint().width(), widget.heightForWidth(widget.width()))
    return widget.sizeHint()


def _of_a_list(box: QComboBox) -> int:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    sub = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, sub, box)
    return box.width() - room.width() + box.fontMetrics().horizontalAdvance(box.currentText())


def _of_a_line(line: QLineEdit) -> int:
    if line.text():
        return 0
    # Qt keeps two pixels at each end of the words.
    inside = line.width() - line.contentsRect().width() + 4
    return inside + line.fontMetrics().horizontalAdvance(line.placeholderText())


def _of_a_field(field: QPlainTextEdit) -> QSize:
    if field.toPlainText():
        return QSize()
    margin = round(2 * field.document().documentMargin())
    room = QRect(0, 0, field.viewport().width() - margin, 10_000)
    words = field.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), field.placeholderText())
    return QSize(0, words.height() + margin + field.height() - field.viewport().height())


def _outside(widget: QWidget) -> Iterator[str]:
    """A part of a layout or of a page beyond the edge of what holds it: sideways nothing leads there."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or widget.width() == 0 or widget.height() == 0 or _floats(widget):
        return
    there, room = widget.geometry(), parent.rect()
    if there.right() > room.right() + SPARE_PX or there.left() < room.left() - SPARE_PX:
        yield f"lies from {there.left()} to {there.right()} in what is {room.width()} px wide"
    scrolls = _is_viewport(parent)
    if not scrolls and (there.bottom() > room.bottom() + SPARE_PX or there.top() < room.top() - SPARE_PX):
        yield f"lies from {there.top()} to {there.bottom()} in what is {room.height()} px high"


def _floats(widget: QWidget) -> bool:
    """Whether it stands over the page, where it puts itself."""
    return widget.objectName() in {"tour_ring", "tour_card", "toast", "finder"}


def _scrolls_sideways(widget: QWidget) -> Iterator[str]:
    if not isinstance(widget, QAbstractScrollArea) or isinstance(widget, QHeaderView):
        return
    over = widget.horizontalScrollBar().maximum()
    inside = widget.widget() if isinstance(widget, QScrollArea) else None
    if inside is not None:
        over = max(over, inside.width() - widget.viewport().width())
    if over > SPARE_PX and widget.objectName() not in MAY_SCROLL_SIDEWAYS:
        yield f"is {over} px wider than it shows"


def _lying_on_one_another(root: QWidget) -> Iterator[str]:
    for widget in shown(root):
        inside = [one for one in widget.children() if isinstance(one, QWidget) and one.isVisibleTo(root)]
        laid = [one for one in inside if widget.layout() is not None and _is_laid(widget.layout(), one)]
        for number, one in enumerate(laid):
            for other in laid[number + 1 :]:
                both = one.geometry().intersected(other.geometry())
                if both.width() > SPARE_PX and both.height() > SPARE_PX:
                    yield f"{said(one)}: lies on {said(other)}, {both.width()} by {both.height()} px"


def _is_laid(layout: QLayout | None, widget: QWidget) -> bool:
    return layout is not None and layout.indexOf(widget) >= 0


def painted(root: QWidget) -> set[str]:
    """What is cut as it is painted: every part of the window is painted whole, every list to its end."""
    found: set[str] = set()
    with listening(found):
        root.grab()
        for area in root.findChildren(QAbstractScrollArea):
            if not area.isVisibleTo(root):
                continue
            inside = area.widget() if isinstance(area, QScrollArea) else None
            if inside is not None:
                inside.grab()
            elif isinstance(area, QAbstractItemView):
                _paint_to_the_end(area)
    return found


def _paint_to_the_end(view: QAbstractItemView) -> None:
    bar = view.verticalScrollBar()
    began = bar.value()
    for screen in range(_MOST_SCREENS):
        bar.setValue(screen * max(bar.pageStep(), 1))
        view.viewport().grab()
        if bar.value() == bar.maximum():
            break
    bar.setValue(began)


@contextmanager
def listening(found: set[str]) -> Iterator[None]:
    """Hear of every text that Python shortens or paints, and keep what has too little room."""
    kept: tuple[Any, Any, Any] = (QFontMetrics.elidedText, QFontMetricsF.elidedText, QPainter.drawText)

    def shorten(number: int) -> Any:
        def elided(metrics: Any, text: str, *more: Any) -> str:
            short: str = kept[number](metrics, text, *more)
            # What somebody wrote may be shortened in a list, with all of it beside; nothing that the program says.
            if short != text and (OPENS in text[len(short) - 1 :] or short.count(OPENS) != short.count(CLOSES)):
                found.add(f"painted: {text[:80]!r} is shortened to {short[:80]!r}")
            return short

        return elided

    def draw(painter: QPainter, *what: Any) -> Any:
        fault = _too_small(painter, *what)
        if fault:
            found.add(fault)
        return kept[2](painter, *what)

    QFontMetrics.elidedText = shorten(0)  # type: ignore[method-assign]
    QFontMetricsF.elidedText = shorten(1)  # type: ignore[method-assign]
    QPainter.drawText = draw  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        QFontMetrics.elidedText, QFontMetricsF.elidedText, QPainter.drawText = kept  # type: ignore[method-assign]


def _too_small(painter: QPainter, where: Any, *more: Any) -> str:
    """What is wrong with a text that is painted in a place; "" where it has the room that it needs."""
    text = str(more[-1])
    if isinstance(where, QRect | QRectF):
        flags = int(more[0])
        room = where.toAlignedRect() if isinstance(where, QRectF) else where
        needed = painter.fontMetrics().boundingRect(room, flags, text)
        wide, high = needed.width() - room.width(), needed.height() - room.height()
    elif isinstance(where, QPoint | QPointF):
        left = round(where.x())
        needed = QRect(left, 0, painter.fontMetrics().horizontalAdvance(text), 1)
        wide = high = 0
    else:
        return ""
    edge = painter.window()
    over = max(needed.right() - edge.right(), edge.left() - needed.left())
    if max(wide, high, over) <= SPARE_PX + 1:
        return ""
    return f"painted: {text[:80]!r} lacks {max(wide, over)} px in width, {high} px in height"
