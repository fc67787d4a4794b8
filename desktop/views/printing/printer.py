"""Sending pages to a printer that somebody chose: they are drawn in memory; the queue of a printer is the system's."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPagedPaintDevice, QPainter

from desktop.services.drawing import Drawing
from desktop.services.paper import draw_page

PRINT_WIDTH_PX = 2480
"""The width of A4 at 300 dots an inch."""


class PrintJob:
    """A PDF on its way to a printer, page by page. Each call belongs on a lane: a page is half a second of work.

    Only one page is in memory at a time, and whoever prints may stop between two of them.
    """

    def __init__(self, device: QPagedPaintDevice, pdf: bytes, pages: int) -> None:
        self.pages = pages
        self._device, self._pdf = device, pdf
        self._painter = QPainter()

    def paint(self, number: int) -> bool:
        """Draw a page, the first is 0, and send it; False where the printer takes nothing."""
        if not (self._device.newPage() if number else self._painter.begin(self._device)):
            return False
        _paint(self._painter, draw_page(self._pdf, number, PRINT_WIDTH_PX))
        return True

    def end(self) -> None:
        """Nothing more follows: the printer may begin."""
        if self._painter.isActive():
            self._painter.end()


def _paint(painter: QPainter, drawing: Drawing) -> None:
    sheet = painter.viewport()
    image = QImage(drawing.pixels, drawing.width, drawing.height, drawing.stride, QImage.Format.Format_RGB32)
    high = round(sheet.width() * drawing.height / drawing.width)
    painter.drawImage(QRect(0, 0, sheet.width(), min(high, sheet.height())), image)
