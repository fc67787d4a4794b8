"""A list that drops down, with an arrow in the theme's colour."""

import sys

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from desktop.views.theme.font import current_scale
from desktop.views.theme.icon import Ink, paint_icon
from desktop.views.theme.token import SPACE_8

_ARROW_PX = 14


class DropList(QComboBox):
    """A combo box to choose from. Style sheets of Qt cannot draw its arrow without a file for each colour."""

    def setAccessibleName(self, name: str) -> None:
        """Say what is chosen here. On Linux Qt names a combo box by its value, so that it is said as description."""
        super().setAccessibleName(name)
        if sys.platform == "linux" and not self.accessibleDescription():
            self.setAccessibleDescription(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow over what Qt paints."""
        super().paintEvent(event)
        side = round(_ARROW_PX * current_scale())
        painter = QPainter(self)
        place = QRect(self.width() - side - SPACE_8, (self.height() - side) // 2, side, side)
        paint_icon(painter, place, "ph.caret-down", Ink.TEXT)
        painter.end()
