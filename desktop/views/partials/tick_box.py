"""A box to be ticked, painted as the options of a choice are: it grows with the text, and its edge is seen."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from desktop.views.partials.choice_button import paint_tick
from desktop.views.theme.font import current_scale, scaled_font
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import CORNER_PX, FOCUS_RING_PX, SPACE_8, SPACE_12, TARGET_PX

_MARK_PX = 18
_WORDS = (
    Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextShowMnemonic
)


class TickBox(QCheckBox):
    """Qt's own box by name, keyboard and screen reader; Qt paints it small and pale. Long words wrap."""

    def __init__(self, words: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setObjectName(name)
        self.setAccessibleName(words.replace("&", ""))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Return the room for all words on one line, as wide as they are once it is ticked."""
        metrics = QFontMetrics(_bold())
        width = metrics.size(int(Qt.TextFlag.TextShowMnemonic), self.text()).width() + self._beside_px() + SPACE_8
        return QSize(width, max(TARGET_PX, metrics.height() + SPACE_12))

    def minimumSizeHint(self) -> QSize:
        """Return less width: words wrap."""
        return QSize(min(self.sizeHint().width(), round(240 * current_scale())), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Return that words may take several lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words at a width."""
        room = QRect(0, 0, max(width - self._beside_px(), 1), 10_000)
        words = QFontMetrics(_bold()).boundingRect(room, int(_WORDS), self.text()).height()
        return max(TARGET_PX, words + SPACE_12)

    def hitButton(self, at: QPoint) -> bool:
        """Return whether a press ticks it: anywhere on mark and words."""
        return self.rect().contains(at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint mark, words and focus ring."""
        painter, tokens = QPainter(self), current_tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = round(_MARK_PX * current_scale()) - 2
        box = QRectF(FOCUS_RING_PX + 1, (self.height() - side) / 2, side, side)
        chosen = tokens.accent if self.isEnabled() else tokens.muted
        painter.setPen(QPen(QColor(chosen if self.isChecked() else tokens.control_border), 1.5 * tokens.edge_px))
        painter.setBrush(QColor(chosen if self.isChecked() else tokens.surface))
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            paint_tick(painter, box, QColor(tokens.on_accent if self.isEnabled() else tokens.surface))
        painter.setFont(_bold() if self.isChecked() else scaled_font())
        painter.setPen(QColor(tokens.text if self.isEnabled() else tokens.muted))
        painter.drawText(self.rect().adjusted(self._beside_px(), 0, 0, 0), int(_WORDS), self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), tokens.ring_px))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), CORNER_PX, CORNER_PX)
        painter.end()

    def _beside_px(self) -> int:
        """What stands before the words."""
        return FOCUS_RING_PX + round(_MARK_PX * current_scale()) + SPACE_8


def _bold() -> QFont:
    return scaled_font(weight=QFont.Weight.DemiBold)
