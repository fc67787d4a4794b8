"""The mark of the application: an arch with a door in it, painted in the accent colour."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.theme.font import current_scale
from desktop.views.theme.palette import current_tokens

_SIDE_PX = 26


class DoorMark(QWidget):
    """The arch beside the name. Decoration: a screen reader passes it by."""

    def __init__(self, side_px: int = _SIDE_PX, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side_px = side_px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a square that grows with the text."""
        side = round(self._side_px * current_scale())
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the arch and the handle on a grid of 26."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / 26, self.height() / 26)
        accent = QColor(current_tokens().accent)
        arch = QPainterPath(QPointF(5.5, 23))
        arch.lineTo(5.5, 11)
        arch.arcTo(QRectF(5.5, 3.5, 15, 15), 180, -180)
        arch.lineTo(20.5, 23)
        painter.setPen(QPen(accent, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(arch)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(accent))
        painter.drawEllipse(QPointF(15.6, 15), 1.7, 1.7)
        painter.end()
