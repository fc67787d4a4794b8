"""The painted axis of time: events of the case in one lane, the lifeline in its own, zoomed and walked by keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy

from casework.words import say, say_count
from desktop.views.theme.font import current_scale, scaled_font
from desktop.views.theme.token import SMALL_PT, SPACE_8
from desktop.views.timeline.axis_paint import Lane, Look, paint_axis
from desktop.views.timeline.mark import Mark
from desktop.views.timeline.span import Span, span_of

_HALF_PX, _LANE_PX, _GAP_PX = 7.0, 38.0, 4.0
_ZOOM = 0.6
_WHEEL_SHARE = 0.15
_HELP = say("Left and Right move between events, Plus and Minus zoom, Enter opens. The list below has the same events.")


@dataclass(frozen=True, slots=True)
class MarkChosen:
    """Somebody moved to, or opens, the event ``key``."""

    key: str


class TimelineView(QFrame):
    """``moved`` to an event, ``opened`` it. Everything on it stands in a list beside it as well.

    A frame, because Qt gives a bare widget no role at all; what one walks to is announced.
    """

    moved = Signal(MarkChosen)
    opened = Signal(MarkChosen)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say("Timeline"))
        self._marks: tuple[Mark, ...] = ()
        self._current = -1
        self.whole = self.span = Span(0.0, 1.0)

    @property
    def current(self) -> Mark | None:
        """The event on which one stands."""
        return self._marks[self._current] if 0 <= self._current < len(self._marks) else None

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show these, all in sight; where one stood is kept where it is still there."""
        stood = self.current
        self._marks = tuple(sorted(marks, key=lambda mark: (mark.first, mark.last)))
        self._current = self._number_of(stood.key) if stood else -1
        if self._marks:
            whole = span_of(self._marks[0].first, max(mark.last for mark in self._marks))
            same = whole == self.whole
            self.span = self.span.held_in(whole) if same else whole
            self.whole = whole
        self._describe()
        self.updateGeometry()
        self.update()

    def set_current(self, key: str) -> None:
        """Stand on an event, as the list does; nothing is emitted."""
        self._go(self._number_of(key), said=False)

    def zoom(self, factor: float) -> None:
        """Show more (above 1) or less of the time, about where one stands."""
        mark = self.current
        middle = (self.span.first + self.span.last) / 2
        about = float(mark.first.toordinal()) if mark and self._in_sight(mark) else middle
        self.span = self.span.zoomed(factor, about, self.whole)
        self.update()

    def zoom_in(self) -> None:
        """Show less of the time, larger."""
        self.zoom(_ZOOM)

    def zoom_out(self) -> None:
        """Show more of the time."""
        self.zoom(1 / _ZOOM)

    def show_whole(self) -> None:
        """Show all of the time."""
        self.span = self.whole
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for the lanes, the axis and what is said of the current event: large text has two lines."""
        line, lanes = QFontMetricsF(scaled_font()).height(), len(self._lanes()) * _LANE_PX * current_scale()
        return QSize(300, round(lanes + (1 + round(current_scale())) * line + 2 * SPACE_8 + _GAP_PX))

    def minimumSizeHint(self) -> QSize:
        """Return the same: nothing of it can be left out."""
        return QSize(160, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the text grows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint all of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_axis(painter, QRectF(self.rect()), self._look(), self.span)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, zoom, open."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._marks) - 1}
        others = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.show_whole,
            Qt.Key.Key_Return: self._open,
            Qt.Key.Key_Enter: self._open,
            Qt.Key.Key_Up: self._cross,
            Qt.Key.Key_Down: self._cross,
        }
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in steps:
            self._go(min(max(self._current + steps[key], 0), len(self._marks) - 1))
        elif key in ends:
            self._go(ends[key])
        elif key in others:
            others[key]()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Stand on the event under the mouse; a number opens up into the events that it counts."""
        near = self._look().cluster_at(event.position(), QRectF(self.rect()), self.span)
        if not near:
            return
        if len(near) > 1 and near[0].first != near[-1].last:
            self.span = span_of(near[0].first, max(mark.last for mark in near)).held_in(self.whole)
        self._go(self._number_of(near[0].key))

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Open where one stands."""
        self._open()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom; the wheel alone belongs to the page, unless it turns sideways."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_ZOOM if turned.y() > 0 else 1 / _ZOOM)
        elif turned.x():
            self.span = self.span.moved(-_WHEEL_SHARE * self.span.days * (1 if turned.x() > 0 else -1), self.whole)
            self.update()
        else:
            event.ignore()

    def _go(self, number: int, *, said: bool = True) -> None:
        if not 0 <= number < len(self._marks):
            return
        changed, self._current = number != self._current, number
        mark = self._marks[number]
        self.span = self.span.showing(float(mark.first.toordinal()), self.whole)
        self._describe()
        self.update()
        if said and changed:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, mark.sentence))
            self.moved.emit(MarkChosen(mark.key))

    def _cross(self) -> None:
        """To the event of the other lane that is nearest in time."""
        mark = self.current
        across = [one for one in self._marks if mark is None or one.in_life is not mark.in_life]
        if mark is not None and across:
            nearest = min(across, key=lambda one: abs((one.first - mark.first).days))
            self._go(self._number_of(nearest.key))

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(MarkChosen(self.current.key))

    def _number_of(self, key: str) -> int:
        return next((number for number, mark in enumerate(self._marks) if mark.key == key), -1)

    def _in_sight(self, mark: Mark) -> bool:
        return self.span.first <= mark.first.toordinal() <= self.span.last

    def _describe(self) -> None:
        count = say_count(len(self._marks), "{number} event", "{number} events")
        here = f" {self.current.sentence}." if self.current else ""
        self.setAccessibleDescription(f"{count}.{here} {_HELP}")

    def _lanes(self) -> tuple[Lane, ...]:
        case = tuple(mark for mark in self._marks if not mark.in_life)
        life = tuple(mark for mark in self._marks if mark.in_life)
        return tuple(
            Lane(words, marks) for words, marks in ((say("Case"), case), (say("Lifeline"), life)) if marks or not life
        )

    def _look(self) -> Look:
        scale = current_scale()
        return Look(
            lanes=self._lanes(),
            current=self.current,
            focused=self.hasFocus(),
            half_px=_HALF_PX * scale,
            lane_px=_LANE_PX * scale,
            small=scaled_font(SMALL_PT),
            plain=scaled_font(),
            bold=scaled_font(SMALL_PT, QFont.Weight.DemiBold),
        )
