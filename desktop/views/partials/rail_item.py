"""One line of the rail: icon, words, and at the right a count or a key."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from casework.words import say
from desktop.views.theme.font import current_scale, scaled_font
from desktop.views.theme.icon import Ink, paint_icon
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import BASE_PT, CORNER_PX, SPACE_8, SPACE_12, TARGET_PX

_ICON_PX = 18
_WRAPPED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap


class RailItem(QAbstractButton):
    """A flat button as wide as the rail; checked, it is marked with a bar, a ground and bold words."""

    def __init__(
        self, words: str, *, name: str, icon: str = "", trailing: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setText(words)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._icon_name, self._trailing = icon, trailing
        self._urgent = self._counts = False
        self.setAccessibleName(words)

    def set_count(self, count: int, *, urgent: bool = False) -> None:
        """Show a count at the right; 0 shows nothing."""
        self._trailing, self._counts, self._urgent = (str(count) if count else ""), count > 0, urgent
        self.setAccessibleName(
            say("{text}, {count} waiting for you", text=self.text(), count=count) if count else self.text()
        )
        self.updateGeometry()
        self.update()

    def set_trailing(self, words: str) -> None:
        """Show other words at the right; they belong to the name that is read out."""
        self._trailing = words
        self.setAccessibleName(f"{self.text()}, {words}")
        self.updateGeometry()
        self.update()

    @property
    def trailing(self) -> str:
        """What is shown at the right."""
        return self._trailing

    def sizeHint(self) -> QSize:
        """Return a target of at least 36 px that grows with the text, with all words on one line."""
        metrics = self._metrics()
        width = metrics.horizontalAdvance(self.text() + self._trailing) + SPACE_12 * 5
        return QSize(width, max(TARGET_PX + 4, metrics.height() + SPACE_8 * 2))

    def minimumSizeHint(self) -> QSize:
        """Return a size that may be narrower: long words go on in the next line."""
        return QSize(TARGET_PX, self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        """Return that words may take more than one line."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words, wrapped beside what stands at the right, or above it."""
        words, trailing = self._places(width)
        lines = max(words.bottom(), trailing.bottom()) + 1 if trailing.isValid() else words.bottom() + 1
        return max(self.sizeHint().height(), lines + SPACE_8)

    def _places(self, width: int) -> tuple[QRect, QRect]:
        """Where words and trailing words are, from the top of an item that is `width` px wide."""
        metrics, top = self._metrics(), SPACE_8
        left = SPACE_12 + (round(_ICON_PX * current_scale()) + SPACE_8 + 2 if self._icon_name else 0)
        room = max(width - SPACE_12 - left, 1)
        wide = metrics.horizontalAdvance(self._trailing)
        beside = room - wide - SPACE_8 if self._trailing else room
        fits = max(map(metrics.horizontalAdvance, self.text().split()), default=0) <= beside
        taken = _wrapped(metrics, self.text(), beside if fits else room)
        words = QRect(left, top, beside if fits else room, taken)
        if not self._trailing:
            return words, QRect()
        # Beside words on two lines it stands between them, as the icon does.
        line = QRect(width - SPACE_12 - wide, top, wide, taken if fits else metrics.height())
        return words, line if fits else line.translated(0, taken)

    def _metrics(self) -> QFontMetrics:
        """Of the bold font where the item may be marked, which then moves nothing; else of what is painted."""
        font = scaled_font(BASE_PT)
        font.setBold(self.isCheckable())
        return QFontMetrics(font)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Repaint as pointed at."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Repaint as not pointed at."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, bar, icon, words, count and focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        words, trailing = self._places(self.width())
        spare = (self.height() - max(words.bottom(), trailing.bottom()) - 1 - SPACE_8) // 2
        self._paint_trailing(painter, trailing.translated(0, spare))
        self._paint_words(painter, words.translated(0, spare))
        if self.hasFocus():
            painter.setPen(QPen(QColor(current_tokens().focus), current_tokens().ring_px))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), CORNER_PX, CORNER_PX)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        tokens = current_tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(QColor(tokens.surface if self.isChecked() else tokens.hover))
            painter.drawRoundedRect(self.rect(), CORNER_PX, CORNER_PX)
        if self.isChecked():
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(QRectF(0, 4, 4, self.height() - 8), 2, 2)

    def _paint_trailing(self, painter: QPainter, rect: QRect) -> None:
        if not self._trailing:
            return
        tokens = current_tokens()
        font = scaled_font()
        font.setBold(self._counts)
        counted = tokens.danger if self._urgent else tokens.accent
        painter.setFont(font)
        painter.setPen(QColor(counted if self._counts else tokens.muted))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self._trailing)

    def _paint_words(self, painter: QPainter, rect: QRect) -> None:
        if self._icon_name:
            size = round(_ICON_PX * current_scale())
            box = QRect(SPACE_12, rect.center().y() - size // 2 + 1, size, size)
            paint_icon(painter, box, self._icon_name, Ink.ACCENT if self.isChecked() else Ink.MUTED)
        font = scaled_font(BASE_PT)
        font.setBold(self.isChecked())
        painter.setFont(font)
        painter.setPen(QColor(current_tokens().text))
        painter.drawText(rect, int(_WRAPPED), self.text())


def _wrapped(metrics: QFontMetrics, words: str, width: int) -> int:
    """The height of words in a room of this width."""
    return metrics.boundingRect(QRect(0, 0, width, 10_000), int(_WRAPPED), words).height()
