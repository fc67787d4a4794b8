"""The bundled typeface, Atkinson Hyperlegible Next, and the fonts made from it."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

import resources
from desktop.views.theme.token import BASE_PT

FAMILY = "Atkinson Hyperlegible Next"
SMALLEST_SCALE = 1.0
LARGEST_SCALE = 2.0
# Plainly by path: `importlib.resources` would be loaded before the first window for this alone.
_FONTS = Path(resources.__path__[0], "fonts")
_FACES = ("Regular", "Italic", "SemiBold", "Bold")


def load_fonts() -> tuple[str, ...]:
    """Give the bundled faces to Qt, once a process; return the families that were found.

    A face that cannot be read is left out: Qt then writes with the system's typeface, which is readable too.
    """
    if QFontDatabase.hasFamily(FAMILY):
        return (FAMILY,)
    found: list[str] = []
    for face in _FACES:
        data = (_FONTS / f"AtkinsonHyperlegibleNext-{face}.ttf").read_bytes()
        found += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFontFromData(data))
    return tuple(sorted(set(found)))


def clamped_scale(text_scale: float) -> float:
    """Return ``text_scale`` held between 1.0 (100 %) and 2.0 (200 %)."""
    return min(max(text_scale, SMALLEST_SCALE), LARGEST_SCALE)


def base_font(text_scale: float = SMALLEST_SCALE) -> QFont:
    """Return the font of body text: 10.5 pt times the scale, with digits of equal width."""
    font = QFont(FAMILY)
    font.setPointSizeF(BASE_PT * clamped_scale(text_scale))
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    return font


def current_scale() -> float:
    """Return the text scale the application shows now, read from its font."""
    size_pt = QGuiApplication.font().pointSizeF()
    return clamped_scale(size_pt / BASE_PT) if size_pt > 0 else SMALLEST_SCALE


def scaled_font(size_pt: float = BASE_PT, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the application's font at ``size_pt`` (before scaling) and ``weight``, for painted widgets."""
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(size_pt * current_scale())
    font.setWeight(weight)
    return font
