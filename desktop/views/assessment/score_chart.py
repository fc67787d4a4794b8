"""Scores over time, painted: the levels as bands with their words, each number with its label, joined by a line."""

from datetime import date

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from casework.rules.day_words import month_name
from casework.words import say
from desktop.services.assessing.scores import ScorePoint, ScoreSeries
from desktop.views import wording
from desktop.views.theme.font import current_scale, scaled_font
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import SMALL_PT, SPACE_4, SPACE_8, SPACE_12

_PLOT_PX, _DOT_PX = 150, 4.5


class ScoreChart(QWidget):
    """A picture of one scale. Whoever does not see it hears all its figures as its description."""

    def __init__(self, series: ScoreSeries, today: date) -> None:
        super().__init__()
        self.setObjectName("score_chart")
        self._series, self._today = series, today
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(say("Chart: {title} over time", title=series.title))
        self.setAccessibleDescription(chart_words(series, today))

    def sizeHint(self) -> QSize:
        """Return the room for the plot and the days below it, by the size of the text."""
        line = QFontMetricsF(scaled_font(SMALL_PT)).height()
        bands = len(self._series.bands) * (line + SPACE_4)
        return QSize(300, round(max(_PLOT_PX * current_scale(), bands) + line + SPACE_12))

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return QSize(160, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the text grows."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint bands, line, dots, labels and days."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = self._plot()
        self._paint_bands(painter, plot)
        at = [QPointF(self._x(point, plot), self._y(point.number, plot)) for point in self._series.points]
        painter.setPen(QPen(QColor(current_tokens().accent), 2))
        painter.drawPolyline(at)
        for point, place in zip(self._series.points, at, strict=True):
            self._paint_dot(painter, place, point)
        self._paint_labels(painter, at)
        self._paint_days(painter, at, plot)
        painter.end()

    def _plot(self) -> QRectF:
        metrics = QFontMetricsF(scaled_font(SMALL_PT))
        names = max((metrics.horizontalAdvance(_band_words(b.words, b.lowest, b.highest)) for b in self._series.bands),
                    default=metrics.horizontalAdvance(str(self._series.maximum)))  # fmt: skip
        left = names + SPACE_12
        return QRectF(left, SPACE_4, self.width() - left - SPACE_4, self.height() - metrics.height() - SPACE_12)

    def _y(self, number: float, plot: QRectF) -> float:
        low, high = -0.5, self._series.maximum + 0.5
        return plot.bottom() - (number - low) / (high - low) * plot.height()

    def _x(self, point: ScorePoint, plot: QRectF) -> float:
        points, air = (
            self._series.points,
            QFontMetricsF(scaled_font(SMALL_PT)).horizontalAdvance(say("00 Mmm 0000")) / 2,
        )
        first, last = points[0].on, points[-1].on
        if first == last:
            share = points.index(point) / (len(points) - 1)
        else:
            share = (point.on - first).days / (last - first).days
        return plot.left() + air + share * (plot.width() - 2 * air)

    def _paint_bands(self, painter: QPainter, plot: QRectF) -> None:
        tokens = current_tokens()
        painter.setFont(scaled_font(SMALL_PT))
        painter.fillRect(plot, QColor(tokens.surface))
        for number, band in enumerate(self._series.bands):
            top, bottom = self._y(band.highest + 0.5, plot), self._y(band.lowest - 0.5, plot)
            room = QRectF(plot.left(), top, plot.width(), bottom - top)
            painter.fillRect(room, QColor(tokens.sunken if number % 2 else tokens.surface))
            painter.setPen(QColor(tokens.text))
            name = QRectF(0, top, plot.left() - SPACE_8, bottom - top)
            words = _band_words(band.words, band.lowest, band.highest)
            painter.drawText(name, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), words)
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(QLineF(plot.left(), top, plot.right(), top))
        if not self._series.bands:
            self._paint_ends(painter, plot)
        painter.setPen(QPen(QColor(tokens.control_border), 1))
        painter.drawLine(QLineF(plot.left(), plot.bottom(), plot.right(), plot.bottom()))
        painter.drawLine(QLineF(plot.left(), plot.top(), plot.left(), plot.bottom()))

    def _paint_ends(self, painter: QPainter, plot: QRectF) -> None:
        """Without bands: where the scale begins and ends."""
        painter.setPen(QColor(current_tokens().muted))
        high = QFontMetricsF(painter.font()).height()
        for number, top in ((self._series.maximum, plot.top()), (0, plot.bottom() - high)):
            room = QRectF(0, top, plot.left() - SPACE_8, high)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight), str(number))

    def _paint_dot(self, painter: QPainter, at: QPointF, point: ScorePoint) -> None:
        """The assessment that is read is larger and hollow: told by its shape, not by a colour."""
        tokens, half = current_tokens(), _DOT_PX * current_scale() * (1.5 if point.this else 1)
        painter.setPen(QPen(QColor(tokens.accent), 2.5))
        painter.setBrush(QColor(tokens.surface if point.this else tokens.accent))
        painter.drawEllipse(at, half, half)

    def _paint_labels(self, painter: QPainter, at: list[QPointF]) -> None:
        """Each number above its dot, below it where the one before stands in the way or the plot ends."""
        font = scaled_font(SMALL_PT, QFont.Weight.Bold)
        metrics, air = QFontMetricsF(font), _DOT_PX * current_scale() * 1.5 + SPACE_4
        painter.setFont(font)
        painter.setPen(QColor(current_tokens().text))
        before = QRectF()
        for point, place in zip(self._series.points, at, strict=True):
            wide, high = metrics.horizontalAdvance(str(point.number)) + 2, metrics.height()
            room = QRectF(place.x() - wide / 2, place.y() - air - high, wide, high)
            if room.top() < 0 or room.intersects(before):
                room.moveTop(place.y() + air)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), str(point.number))
            before = room

    def _paint_days(self, painter: QPainter, at: list[QPointF], plot: QRectF) -> None:
        """The days along the axis, those left out for which there is no room: the table below has them all."""
        font = scaled_font(SMALL_PT)
        metrics, end = QFontMetricsF(font), -1.0
        painter.setFont(font)
        painter.setPen(QColor(current_tokens().muted))
        for number, (point, place) in enumerate(zip(self._series.points, at, strict=True)):
            words = f"{point.on.day} {month_name(point.on)[:3]} {point.on.year}"
            wide = metrics.horizontalAdvance(words)
            last = at[-1].x() - wide / 2 if number < len(at) - 1 else plot.right() + wide
            left = place.x() - wide / 2
            if left > end and left + wide + SPACE_8 < last:
                painter.drawText(QPointF(left, plot.bottom() + metrics.ascent() + SPACE_4), words)
                end = left + wide + SPACE_8


def chart_words(series: ScoreSeries, today: date) -> str:
    """All figures of a chart in words, the earliest first."""
    found = [_point_words(point, today) for point in series.points]
    return say("{title}, of {maximum}. {found}.", title=series.title, maximum=series.maximum, found="; ".join(found))


def _point_words(point: ScorePoint, today: date) -> str:
    level = f", {point.level}" if point.level else ""
    return f"{wording.long_day(point.on, today)}: {point.number}{level}"


def _band_words(words: str, lowest: int, highest: int) -> str:
    return f"{words} {lowest}–{highest}" if highest > lowest else f"{words} {lowest}"
