"""Painting of the timeline: names of the lanes, ticks with their words, marks, and the line about the current event."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from casework.words import say
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_16
from desktop.views.timeline.mark import Mark
from desktop.views.timeline.shape_paint import paint_shape
from desktop.views.timeline.span import Span, plan_ticks

_FILLED = 0.85
"""How much of a line has words on it, where there are several."""
_NOTHING = say("Arrow keys move between the events.")


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the timeline with its name."""

    words: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Marks that are too near to one another to be told apart, in the middle of which ``x`` lies."""

    x: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Look:
    """What is painted and how large."""

    lanes: tuple[Lane, ...]
    current: Mark | None
    focused: bool
    half_px: float
    lane_px: float
    small: QFont
    plain: QFont
    bold: QFont

    def track(self, whole: QRectF) -> QRectF:
        """The part of the widget in which time runs: right of the names, between ticks and the last line."""
        names = max((QFontMetricsF(self.bold).horizontalAdvance(lane.words) for lane in self.lanes), default=0.0)
        left = whole.left() + names + SPACE_16 + SPACE_8
        top = whole.top() + QFontMetricsF(self.small).height() + SPACE_8
        return QRectF(left, top, whole.right() - left - SPACE_16, self.lane_px * len(self.lanes))

    def clusters(self, lane: Lane, track: QRectF, span: Span) -> tuple[Cluster, ...]:
        """The marks of a lane that are in sight, those put together that would lie upon one another."""
        apart_px = max(self.half_px * 2.2, QFontMetricsF(self.bold).horizontalAdvance("99") + SPACE_16)
        return tuple(_clusters(lane, track, span, apart_px))

    def cluster_at(self, point: QPointF, whole: QRectF, span: Span) -> tuple[Mark, ...]:
        """The marks under a point; none where there is none near it."""
        track = self.track(whole)
        row = int((point.y() - track.top()) // self.lane_px) if point.y() >= track.top() else -1
        if not 0 <= row < len(self.lanes):
            return ()
        found = self.clusters(self.lanes[row], track, span)
        near = min(found, key=lambda one: abs(one.x - point.x()), default=None)
        return near.marks if near and abs(near.x - point.x()) <= self.half_px * 2.5 else ()


def paint_axis(painter: QPainter, whole: QRectF, look: Look, span: Span) -> None:
    """Paint the timeline into a rectangle."""
    tokens, track = current_tokens(), look.track(whole)
    painter.setPen(QPen(QColor(tokens.line), 1))
    painter.setBrush(QColor(tokens.surface))
    painter.drawRoundedRect(whole.adjusted(1.5, 1.5, -1.5, -1.5), SPACE_4, SPACE_4)
    _paint_ticks(painter, track, look, span)
    for number, lane in enumerate(look.lanes):
        row = QRectF(track.left(), track.top() + number * look.lane_px, track.width(), look.lane_px)
        _paint_name(painter, whole, row, look, lane)
        _paint_lane(painter, row, look, (lane, span, track))
    _paint_caption(painter, whole, track, look)
    if look.focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.focus), tokens.ring_px))
        painter.drawRoundedRect(whole.adjusted(1.5, 1.5, -1.5, -1.5), SPACE_4, SPACE_4)


def _clusters(lane: Lane, track: QRectF, span: Span, apart_px: float) -> Iterator[Cluster]:
    held: list[Mark] = []
    begun = 0.0
    for mark in lane.marks:
        x = track.left() + span.share(mark.first.toordinal() + 0.5) * track.width()
        ends = track.left() + span.share(mark.last.toordinal() + 0.5) * track.width()
        if ends < track.left() or x > track.right():
            continue
        x = max(x, track.left())
        if held and x - begun > apart_px:
            yield Cluster(begun, tuple(held))
            held = []
        if not held:
            begun = x
        held.append(mark)
    if held:
        yield Cluster(begun, tuple(held))


def _paint_ticks(painter: QPainter, track: QRectF, look: Look, span: Span) -> None:
    tokens, metrics = current_tokens(), QFontMetricsF(look.small)
    room = metrics.horizontalAdvance(say("Mmm 2026")) + SPACE_16
    painter.setFont(look.small)
    for day, words in plan_ticks(span, max(2, int(track.width() // room))):
        x = track.left() + span.share(day.toordinal()) * track.width()
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(QLineF(x, track.top() - SPACE_4, x, track.bottom()))
        wide = metrics.horizontalAdvance(words)
        left = min(max(x - wide / 2, track.left() - SPACE_8), track.right() + SPACE_8 - wide)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QPointF(left, track.top() - SPACE_4 - metrics.descent()), words)


def _paint_name(painter: QPainter, whole: QRectF, row: QRectF, look: Look, lane: Lane) -> None:
    painter.setFont(look.bold)
    painter.setPen(QColor(current_tokens().text))
    room = QRectF(whole.left() + SPACE_8, row.top(), row.left() - whole.left(), row.height())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), lane.words)


def _paint_lane(painter: QPainter, row: QRectF, look: Look, what: tuple[Lane, Span, QRectF]) -> None:
    lane, span, track = what
    tokens, y = current_tokens(), row.center().y()
    painter.setPen(QPen(QColor(tokens.control_border), 1))
    painter.drawLine(QLineF(row.left(), y, row.right(), y))
    for mark in lane.marks:
        if mark.last > mark.first:
            _paint_length(painter, row, look, (mark, span))
    for cluster in look.clusters(lane, track, span):
        _paint_cluster(painter, QPointF(cluster.x, y), look, cluster)


def _paint_length(painter: QPainter, row: QRectF, look: Look, what: tuple[Mark, Span]) -> None:
    """A stroke under the lane for what lasted, from its first to its last day."""
    mark, span = what
    ends = [row.left() + span.share(day.toordinal() + 0.5) * row.width() for day in (mark.first, mark.last)]
    left, right = (min(max(x, row.left()), row.right()) for x in ends)
    if right > left:
        y = row.center().y() + look.half_px * 1.6
        painter.setPen(QPen(QColor(current_tokens().accent), max(2.0, look.half_px / 3)))
        painter.drawLine(QLineF(left, y, right, y))


def _paint_cluster(painter: QPainter, at: QPointF, look: Look, cluster: Cluster) -> None:
    tokens, half = current_tokens(), look.half_px
    ring = half * 1.8
    if len(cluster.marks) == 1:
        mark = cluster.marks[0]
        paint_shape(painter, mark.sort.shape, at, half, filled=mark.significant or mark.in_life)
    else:
        ring = _paint_count(painter, at, look, cluster)
    if look.current in cluster.marks:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.focus), tokens.ring_px))
        high = half * 1.8
        painter.drawRoundedRect(QRectF(at.x() - ring, at.y() - high, ring * 2, high * 2), SPACE_4, SPACE_4)


def _paint_count(painter: QPainter, at: QPointF, look: Look, cluster: Cluster) -> float:
    """A number in place of marks that would lie upon one another, with a full ground if any is significant."""
    tokens, words = current_tokens(), str(len(cluster.marks))
    full = any(mark.significant for mark in cluster.marks)
    metrics = QFontMetricsF(look.bold)
    wide, high = metrics.horizontalAdvance(words) / 2 + SPACE_4, min(metrics.height() / 2 + 1, look.lane_px / 2 - 3)
    room = QRectF(at.x() - wide, at.y() - high, wide * 2, high * 2)
    painter.setPen(QPen(QColor(tokens.accent), 1.6))
    painter.setBrush(QColor(tokens.accent if full else tokens.surface))
    painter.drawRoundedRect(room, SPACE_4, SPACE_4)
    painter.setFont(look.bold)
    painter.setPen(QColor(tokens.on_accent if full else tokens.text))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), words)
    return wide + SPACE_4


def _paint_caption(painter: QPainter, whole: QRectF, track: QRectF, look: Look) -> None:
    tokens, mark = current_tokens(), look.current
    words = f"{mark.when}: {mark.words}" if mark else _NOTHING
    room = QRectF(whole.left() + SPACE_8, track.bottom(), whole.width() - SPACE_16, whole.bottom() - track.bottom())
    painter.setFont(look.plain)
    painter.setPen(QColor(tokens.text if mark else tokens.muted))
    metrics = QFontMetricsF(look.plain)
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
    if metrics.boundingRect(room, flags, words).height() > room.height():
        # Lines do not end where their words would have to be cut.
        lines = max(int(room.height() / metrics.height()), 1)
        share = 1.0 if lines == 1 else _FILLED * lines
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width() * share)
    painter.drawText(room, flags, words)
