"""The choice between the profiles on this laptop."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from desktop.views.theme.font import current_scale
from desktop.views.theme.icon import Ink, paint_icon
from desktop.views.theme.token import SPACE_12

_ARROW_PX = 14


class ProfileBox(QComboBox):
    """A list that drops down, with the arrow that a styled one would lack."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint an arrow in the theme's colour over what Qt paints."""
        super().paintEvent(event)
        side = round(_ARROW_PX * current_scale())
        place = QRect(self.width() - side - SPACE_12, (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        paint_icon(painter, place, "ph.caret-down", Ink.TEXT if self.isEnabled() else Ink.MUTED)
        painter.end()
