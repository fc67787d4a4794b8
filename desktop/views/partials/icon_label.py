"""An icon beside words. Decoration: the words say the same."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.theme.font import current_scale
from desktop.views.theme.icon import Ink, paint_icon


class IconLabel(QWidget):
    """Paints a qtawesome icon in a token's colour, as large as the text scale asks for."""

    def __init__(self, icon: str, ink: Ink = Ink.MUTED, side_px: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side_px = side_px
        self.set_icon(icon, ink)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str, ink: Ink) -> None:
        """Show another icon."""
        self._name, self._ink = icon, ink
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square that grows with the text."""
        side = round(self._side_px * current_scale())
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        paint_icon(painter, QRect(self.rect()), self._name, self._ink)
        painter.end()
