"""The glyphs of the icons: Phosphor's typeface, as qtawesome brings it.

qtawesome itself is not loaded: it loads twelve typefaces and all of Qt's names, 40 MB and more time than the rest of
the first page, while Qt waits to paint.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter

_PREFIX: Final = "ph."
_SHARE: Final = 0.875
"""A glyph is so much smaller than its square, as in qtawesome: it has room around it then."""


class NoIcons(Exception):
    """The typeface of the icons is not where it belongs: the program is not whole."""


def paint_glyph(painter: QPainter, rect: QRect, name: str, colour: str) -> None:
    """Paint the icon `name`, such as ``ph.house``, into the middle of a square.

    Raises `NoIcons` without the typeface, ``KeyError`` for an icon that it has not.
    """
    family, letters = phosphor()
    letter = letters[name.removeprefix(_PREFIX)]
    font = QFont()
    font.setFamily(family)
    font.setPixelSize(round(_SHARE * rect.height()))
    painter.save()
    painter.setPen(QColor(colour))
    painter.setFont(font)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()


@cache
def phosphor() -> tuple[str, dict[str, str]]:
    """The family of the typeface, loaded once, and the letter of each icon by its name. Raises `NoIcons`."""
    folder = _folder()
    typeface, letters = (next(iter(sorted(folder.glob(kind))), None) for kind in ("phosphor-*.ttf", "phosphor-*.json"))
    if typeface is None or letters is None:
        raise NoIcons
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(typeface)))
    if not families:
        raise NoIcons
    codes: dict[str, str] = json.loads(letters.read_text("utf-8"))
    return families[0], {name: chr(int(code, 16)) for name, code in codes.items()}


def _folder() -> Path:
    try:
        found = find_spec("qtawesome")
    except ValueError:
        found = None
    places = found.submodule_search_locations if found else None
    if not places:
        raise NoIcons
    return Path(next(iter(places)), "fonts")
