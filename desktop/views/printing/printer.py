"""Sending pages to a printer that somebody chose: they are drawn in memory; the queue of a printer is the system's."""

from collections.abc import Iterable

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPagedPaintDevice, QPainter

from desktop.services.drawing import Drawing

PRINT_WIDTH_PX = 2480
"""The width of A4 at 300 dots an inch."""


def paint_pages(device: QPagedPaintDevice, drawings: Iterable[Drawing]) -> bool:
    """Paint pages on a printer, each on a sheet of its own; False where it takes none."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    try:
        for number, drawing in enumerate(drawings):
            if number and not device.newPage():
                return False
            sheet = painter.viewport()
            image = QImage(drawing.pixels, drawing.width, drawing.height, drawing.stride, QImage.Format.Format_RGB32)
            high = round(sheet.width() * drawing.height / drawing.width)
            painter.drawImage(QRect(0, 0, sheet.width(), min(high, sheet.height())), image)
    finally:
        painter.end()
    return True
