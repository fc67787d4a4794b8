"""One option of a choice: a round or square mark with words, or a segment of a bar."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.views.theme.font import current_scale, scaled_font
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import CORNER_PX, FOCUS_RING_PX, SPACE_4, SPACE_8, SPACE_12, TARGET_PX

_WRAPPED = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
_WORDS = (
    Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextShowMnemonic
)
_LEAST_PX = 240
"""No option is squeezed to less in favour of what stands beside it; with large text it is so much more."""


class ChoiceShape(StrEnum):
    """How an option is painted."""

    ROUND = "round"
    SQUARE = "square"
    SEGMENT = "segment"


class ChoiceButton(QAbstractButton):
    """Painted by itself, so that mark, letter and focus ring look alike everywhere and grow with the text."""

    # Of the class, because Qt asks for its size before all is made.
    _measured: tuple[str, str, int] = ("", "", 0)

    def __init__(
        self, words: str, letter: str, shape: ChoiceShape, detail: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setText(words)
        self.letter, self.detail = letter, detail
        self.shape = shape
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # A fixed height would be the one of the hint, and words that wrap further would be cut.
        vertical = QSizePolicy.Policy.Minimum if self.hasHeightForWidth() else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        policy.setHeightForWidth(self.hasHeightForWidth())
        self.setSizePolicy(policy)
        self.setAccessibleName(f"{words}. {detail}" if detail else words)

    def _mark_px(self) -> int:
        return round(18 * current_scale())

    def _font(self) -> QFont:
        weight = QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal
        return scaled_font(weight=weight)

    def sizeHint(self) -> QSize:
        """Return the room for the words in bold, so that choosing moves nothing, and for the detail on one line."""
        width = self._words_px()
        if not self.detail:
            return QSize(width, self._words_high(width))
        detail = QFontMetrics(scaled_font()).horizontalAdvance(self.detail)
        width = max(width, detail + self._mark_px() + SPACE_8 + FOCUS_RING_PX * 4)
        return QSize(width, self.heightForWidth(width))

    def _words_px(self) -> int:
        # Layouts ask for it again and again: dozens of times before a page stands.
        words, font = self.text(), QGuiApplication.font().key()
        if self._measured[:2] != (words, font):
            metrics = QFontMetrics(scaled_font(weight=QFont.Weight.DemiBold))
            self._measured = (words, font, metrics.horizontalAdvance(words))
        spare = SPACE_12 * 2 if self.shape is ChoiceShape.SEGMENT else 0
        return self._measured[2] + self._mark_px() + SPACE_8 + spare + FOCUS_RING_PX * 3

    def hasHeightForWidth(self) -> bool:
        """Return whether there is a detail that wraps, or words so long that they may have to."""
        return bool(self.detail) or self._words_px() > self._least_px()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words and, below them, of the detail, both wrapped."""
        words = self._words_high(width)
        return words + self._detail_rect(width).height() + SPACE_4 if self.detail else words

    def _words_high(self, width: int) -> int:
        """The height of the words in bold at a width: one line, or more where they are long and it is narrow."""
        metrics = QFontMetrics(scaled_font(weight=QFont.Weight.DemiBold))
        if width >= self._words_px():
            return max(TARGET_PX, metrics.height() + SPACE_12)
        beside = self._words_px() - metrics.horizontalAdvance(self.text())
        room = QRect(0, 0, max(width - beside, 1), 10_000)
        return max(TARGET_PX, metrics.boundingRect(room, int(_WRAPPED), self.text()).height() + SPACE_12)

    def _least_px(self) -> int:
        return round(_LEAST_PX * current_scale())

    def _detail_rect(self, width: int) -> QRect:
        left = FOCUS_RING_PX + self._mark_px() + SPACE_8
        room = QRect(left, self._words_high(width) - SPACE_4, max(width - left - FOCUS_RING_PX * 2, 1), 10_000)
        return QFontMetrics(scaled_font()).boundingRect(room, int(_WRAPPED), self.detail)

    def minimumSizeHint(self) -> QSize:
        """Return a smaller width only for what wraps: an option is never cut."""
        return QSize(min(self._words_px(), self._least_px()), self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Repaint as pointed at."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Repaint as not pointed at."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, mark, words with the underlined letter, and the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = FOCUS_RING_PX
        if self.shape is ChoiceShape.SEGMENT:
            self._paint_segment(painter)
            left = SPACE_12
        self._paint_mark(painter, left)
        self._paint_words(painter, left + self._mark_px() + SPACE_8)
        if self.detail:
            painter.setFont(scaled_font())
            painter.setPen(QColor(current_tokens().muted))
            painter.drawText(self._detail_rect(self.width()), int(_WRAPPED), self.detail)
        if self.hasFocus():
            painter.setPen(QPen(QColor(current_tokens().focus), current_tokens().ring_px))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), CORNER_PX, CORNER_PX)
        painter.end()

    def _paint_segment(self, painter: QPainter) -> None:
        tokens = current_tokens()
        hovered = tokens.hover if self.underMouse() else tokens.surface
        edge = QColor(tokens.accent if self.isChecked() else tokens.control_border)
        painter.setPen(QPen(edge, tokens.edge_px))
        painter.setBrush(QColor(tokens.accent if self.isChecked() else hovered))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CORNER_PX, CORNER_PX)

    def _ink(self) -> QColor:
        tokens = current_tokens()
        if not self.isEnabled():
            return QColor(tokens.muted)
        on_accent = self.isChecked() and self.shape is ChoiceShape.SEGMENT
        return QColor(tokens.on_accent if on_accent else tokens.text)

    def _paint_mark(self, painter: QPainter, left: int) -> None:
        tokens = current_tokens()
        side = self._mark_px() - 2
        line = self._words_high(self.width()) if self.detail else self.height()
        box = QRectF(left + 1, (line - side) / 2, side, side)
        segment = self.shape is ChoiceShape.SEGMENT
        border = self._ink() if segment else QColor(tokens.accent if self.isChecked() else tokens.control_border)
        painter.setPen(QPen(border, 1.5 * tokens.edge_px))
        filled = self.shape is ChoiceShape.SQUARE and self.isChecked()
        painter.setBrush(QColor(tokens.accent) if filled else Qt.BrushStyle.NoBrush)
        corner = 3 if self.shape is ChoiceShape.SQUARE else side / 2
        painter.drawRoundedRect(box, corner, corner)
        if not self.isChecked():
            return
        if self.shape is ChoiceShape.SQUARE:
            paint_tick(painter, box, QColor(tokens.on_accent))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(border)
            painter.drawEllipse(box.center(), side * 0.27, side * 0.27)

    def _paint_words(self, painter: QPainter, left: int) -> None:
        font = self._font()
        high = self._words_high(self.width()) if self.detail else self.height()
        rect = QRect(left, 0, self.width() - left, high)
        painter.setFont(font)
        painter.setPen(self._ink())
        painter.drawText(
            rect,
            int(_WORDS),
            _underlined(self.text(), self.letter),
        )


def _underlined(words: str, letter: str) -> str:
    """Return ``words`` as Qt paints them with the first ``letter`` underlined."""
    lower = words.lower()
    begins = lower.startswith(letter)
    at = 0 if begins else lower.find(f" {letter}") + 1 or lower.find(letter)
    at = at if letter else -1
    doubled = [part.replace("&", "&&") for part in (words[: max(at, 0)], words[max(at, 0) :])]
    return f"{doubled[0]}&{doubled[1]}" if at >= 0 else "".join(doubled)


def paint_tick(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Paint the tick of a box."""
    painter.setPen(QPen(colour, box.width() / 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    points = ((0.25, 0.53), (0.43, 0.7), (0.75, 0.33))
    corners = [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in points]
    painter.drawPolyline(corners)
