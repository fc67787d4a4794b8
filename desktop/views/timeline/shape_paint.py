"""How the marks of the timeline are painted: a shape for each sort, filled where the event is significant."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from desktop.views.theme.font import current_scale
from desktop.views.theme.palette import current_tokens
from desktop.views.timeline.mark import Shape

_ICON_PX = 18


def path_of(shape: Shape, centre: QPointF, half: float) -> QPainterPath:
    """The outline of a shape, ``half`` as wide and high on each side of its centre."""
    path, x, y = QPainterPath(), centre.x(), centre.y()
    if shape is Shape.CIRCLE:
        path.addEllipse(centre, half, half)
    elif shape is Shape.SQUARE:
        path.addRect(QRectF(x - half * 0.9, y - half * 0.9, half * 1.8, half * 1.8))
    elif shape is Shape.BAR:
        path.addRoundedRect(QRectF(x - half, y - half * 0.55, half * 2, half * 1.1), half * 0.5, half * 0.5)
    else:
        path.addPolygon(QPolygonF([QPointF(x + dx * half, y + dy * half) for dx, dy in _CORNERS[shape]]))
        path.closeSubpath()
    return path


_CORNERS: dict[Shape, tuple[tuple[float, float], ...]] = {
    Shape.DIAMOND: ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    Shape.TRIANGLE: ((0, -1.1), (1.1, 0.95), (-1.1, 0.95)),
    Shape.FLAG: ((-0.8, -1.1), (1.1, -0.5), (-0.4, 0.1), (-0.4, 1.1), (-0.8, 1.1)),
}


def paint_shape(painter: QPainter, shape: Shape, centre: QPointF, half: float, *, filled: bool) -> None:
    """Paint a shape, filled or hollow, in the colours of the theme."""
    tokens = current_tokens()
    ink = QColor(tokens.danger if shape is Shape.TRIANGLE else tokens.accent)
    painter.setPen(QPen(ink, max(1.6, half / 5)))
    painter.setBrush(QBrush(ink) if filled else QBrush(QColor(tokens.surface)))
    painter.drawPath(path_of(shape, centre, half))


def shape_icon(shape: Shape) -> QIcon:
    """A shape as the picture of a menu entry."""
    side = round(_ICON_PX * current_scale())
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_shape(painter, shape, QPointF(side / 2, side / 2), side / 3, filled=True)
    painter.end()
    return QIcon(pixmap)
