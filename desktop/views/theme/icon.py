"""Icons that take their colour from the theme at the moment they are painted, and the application's own."""

from enum import StrEnum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

import resources
from desktop.views.theme.palette import current_tokens

_ICONS: Final = Path(resources.__path__[0], "icons")
APPLICATION_SIZES_PX: Final = (16, 24, 32, 48, 64, 128, 256, 512)


class Ink(StrEnum):
    """Which token an icon is painted with."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    ON_DANGER = "on_danger"
    DANGER = "danger"
    OK = "ok"
    NOTICE = "notice"


def colour_of(ink: Ink) -> str:
    """Return the colour of ``ink`` in the theme shown now, as ``#RRGGBB``."""
    tokens = current_tokens()
    return tokens.notice.text if ink is Ink.NOTICE else str(getattr(tokens, ink.value))


class _TokenIconEngine(QIconEngine):
    """Asks for its colour on every paint, so that a theme switch needs nobody to exchange icons."""

    def __init__(self, name: str, ink: Ink) -> None:
        super().__init__()
        self._name = name
        self._ink = ink

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state  # it looks the same, on and off
        # At the left of what may be a wider room: that leaves air before words.
        square = QRect(rect.left(), rect.top(), min(rect.width(), rect.height()), rect.height())
        paint_icon(painter, square, self._name, Ink.MUTED if mode is QIcon.Mode.Disabled else self._ink)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _TokenIconEngine(self._name, self._ink)


def paint_icon(painter: QPainter, rect: QRect, name: str, ink: Ink) -> None:
    """Paint the icon ``name`` in ``ink``'s colour of the theme shown now. For whoever paints itself."""
    from desktop.views.theme.glyph import paint_glyph  # The first window has no icon.

    paint_glyph(painter, rect, name, colour_of(ink))


def token_icon(name: str, ink: Ink = Ink.TEXT) -> QIcon:
    """Return the icon ``name`` of Phosphor (such as ``ph.house``) that is always painted in ``ink``'s colour."""
    first = QIcon(_TokenIconEngine(name, ink))
    # PySide makes the engine a child of this very object. Python's collector, where it finds both in a circle, frees
    # the engine first and then lets Qt free it again: the process ends. A copy shares the engine and has no child.
    return QIcon(first)


def application_icon() -> QIcon:
    """Return the door mark of the application, in every size that desktops ask for."""
    icon = QIcon()
    for size_px in APPLICATION_SIZES_PX:
        pixmap = QPixmap()
        pixmap.loadFromData((_ICONS / f"doorstep-{size_px}.png").read_bytes())
        icon.addPixmap(pixmap)
    return icon
