"""Four bars and a sentence: how good a passphrase is, never by colour alone."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.views.partials.label import Words
from desktop.views.theme.font import current_scale
from desktop.views.theme.palette import current_tokens
from desktop.views.theme.token import SPACE_12
from desktop.views.unlock.wish import StrengthLook

BARS = 4
_BAR_PX = 26
_GAP_PX = 4
_HEIGHT_PX = 10


class StrengthMeter(QWidget):
    """The bars with the sentence at their right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strength")
        self._bars = _Bars()
        self._sentence = Words("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_12)
        row.addWidget(self._bars)
        row.addWidget(self._sentence, 1)

    @property
    def sentence(self) -> str:
        """The sentence shown."""
        return self._sentence.text()

    def show_strength(self, look: StrengthLook) -> None:
        """Show how good the passphrase is now."""
        self._sentence.setText(look.sentence)
        self._bars.show_score(look.score, look.acceptable)


class _Bars(QWidget):
    """Painted: filled bars count, the ones not reached are outlines."""

    def __init__(self) -> None:
        super().__init__()
        self._filled, self._enough = 0, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_score(self, score: int, enough: bool) -> None:
        self._filled, self._enough = score, enough
        self.update()

    def sizeHint(self) -> QSize:
        scale = current_scale()
        return QSize(round((BARS * (_BAR_PX + _GAP_PX) - _GAP_PX) * scale), round(_HEIGHT_PX * scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = current_scale()
        full = QColor(tokens.ok if self._enough else tokens.danger)
        for place in range(BARS):
            left = place * (_BAR_PX + _GAP_PX) * scale
            bar = QRectF(left + 0.5, 0.5, _BAR_PX * scale - 1, self.height() - 1)
            painter.setPen(QPen(full if place < self._filled else QColor(tokens.control_border), 1))
            painter.setBrush(full if place < self._filled else QColor(tokens.surface))
            painter.drawRoundedRect(bar, 2, 2)
        painter.end()
