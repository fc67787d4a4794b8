"""How risk badges and chips are measured and painted, by widgets and by the delegate of long lists alike."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPen

from casework.words import say
from desktop.views.theme.font import current_scale, scaled_font
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import CHIP_CORNER_PX, SMALL_PT, SPACE_8, Level, Tone

_STEPS = {Level.VERY_HIGH: 4, Level.HIGH: 3, Level.MEDIUM: 2, Level.LOW: 1, Level.NOT_KNOWN: 0}
_LEVEL_WORDS = {
    Level.VERY_HIGH: say("Very high"),
    Level.HIGH: say("High"),
    Level.MEDIUM: say("Medium"),
    Level.LOW: say("Low"),
}
_STEP_WIDTH, _STEP_GAP, _STEP_COUNT = 5.0, 3.0, 4
_RING_PX = 4.0


@dataclass(frozen=True, slots=True)
class BadgeLook:
    """What a badge shows: the level, in full or short words, and whether two views of it are recorded."""

    level: Level
    two_views: bool = False
    short: bool = False

    @property
    def words(self) -> str:
        """The words on the badge: "High risk of serious harm · 2 views", short "High · 2 views"."""
        if self.level is Level.NOT_KNOWN:
            words = say("Not known") if self.short else say("Risk of serious harm not known")
        else:
            words = _LEVEL_WORDS[self.level] + ("" if self.short else say(" risk of serious harm"))
        return say("{words} · 2 views", words=words) if self.two_views else words

    @property
    def sentence(self) -> str:
        """A full sentence for a screen reader."""
        if self.level is Level.NOT_KNOWN:
            words = say("Risk of serious harm is not known and needs attention.")
        else:
            words = say("{level} risk of serious harm.", level=_LEVEL_WORDS[self.level])
        return (
            say("{words} Two views are recorded; the higher stands until decided.", words=words)
            if self.two_views
            else words
        )


def badge_font() -> QFont:
    """Return the font of badges and chips in the present text scale."""
    return scaled_font(SMALL_PT + 0.5, QFont.Weight.Bold)


def chip_height(font: QFont) -> float:
    """Return the height of a badge or a chip without the broken outline, in pixels."""
    return float(round(QFontMetricsF(font).height() + 6))


def badge_size(look: BadgeLook) -> QSizeF:
    """Return the room a badge takes, in pixels, broken outline included."""
    words_px, high_px = _words_room(look.words, QGuiApplication.font().key())
    width = SPACE_8 * 3 + _meter_width() + words_px
    ring = _RING_PX * 2 if look.two_views else 0
    return QSizeF(round(width) + ring + 1, high_px + ring)


def chip_size(words: str) -> QSizeF:
    """Return the room a chip takes, in pixels."""
    words_px, high_px = _words_room(words, QGuiApplication.font().key())
    return QSizeF(round(SPACE_8 * 2 + words_px) + 1, high_px)


@lru_cache(maxsize=512)
def _words_room(words: str, _font: str) -> tuple[float, float]:
    """How wide words are and how high a chip with them, in the application's font: a page asks hundreds of times."""
    font = badge_font()
    return QFontMetricsF(font).horizontalAdvance(words), chip_height(font)


def _meter_width() -> float:
    return (_STEP_WIDTH * _STEP_COUNT + _STEP_GAP * (_STEP_COUNT - 1)) * current_scale()


def paint_badge(painter: QPainter, at: QPointF, look: BadgeLook) -> None:
    """Paint a badge with its upper left corner ``at``: ground, outline, meter, words."""
    tokens = current_tokens()
    tone = tokens.badge(look.level)
    rect = QRectF(at, badge_size(look))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if look.two_views:
        _paint_broken_outline(painter, rect, tokens.focus)
        rect.adjust(_RING_PX, _RING_PX, -_RING_PX, -_RING_PX)
    outline = tokens.control_border if look.level is Level.NOT_KNOWN else tone.text
    outlined = look.level in (Level.NOT_KNOWN, Level.LOW) or (tokens.strong and look.level is Level.MEDIUM)
    _paint_ground(painter, rect, tone, outline if outlined else tone.ground)
    _paint_meter(painter, rect, tone.text, _STEPS[look.level])
    _paint_words(painter, rect.adjusted(SPACE_8 * 2 + _meter_width(), 0, 0, 0), tone.text, look.words)
    painter.restore()


def paint_chip(painter: QPainter, at: QPointF, words: str, tone: Tone, outline: str) -> None:
    """Paint a chip with its upper left corner ``at``."""
    rect = QRectF(at, chip_size(words))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_ground(painter, rect, tone, outline)
    _paint_words(painter, rect.adjusted(SPACE_8, 0, 0, 0), tone.text, words)
    painter.restore()


def _paint_broken_outline(painter: QPainter, rect: QRectF, colour: str) -> None:
    pen = QPen(QColor(colour), 2, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([3.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), CHIP_CORNER_PX + 2, CHIP_CORNER_PX + 2)


def _paint_ground(painter: QPainter, rect: QRectF, tone: Tone, outline: str) -> None:
    painter.setPen(QPen(QColor(outline), 1))
    painter.setBrush(QColor(tone.ground))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), CHIP_CORNER_PX, CHIP_CORNER_PX)


def _paint_meter(painter: QPainter, rect: QRectF, colour: str, filled: int) -> None:
    scale = current_scale()
    width, height = _STEP_WIDTH * scale, min(10 * scale, rect.height() - 6)
    top = rect.center().y() - height / 2
    for step in range(_STEP_COUNT):
        left = rect.left() + SPACE_8 + step * (_STEP_WIDTH + _STEP_GAP) * scale
        painter.setPen(QPen(QColor(colour), 1))
        painter.setBrush(QColor(colour) if step < filled else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(left, top, width, height).adjusted(0.5, 0.5, -0.5, -0.5), 1, 1)


def _paint_words(painter: QPainter, rect: QRectF, colour: str, words: str) -> None:
    painter.setFont(badge_font())
    painter.setPen(QColor(colour))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
    painter.drawText(rect, int(flags), words)
