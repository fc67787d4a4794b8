"""Dress the whole application in one theme, now and again whenever it is switched."""

from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QStyle, QStyleFactory

from desktop.views.theme.font import base_font, clamped_scale, load_fonts
from desktop.views.theme.palette import current_tokens, palette_of
from desktop.views.theme.sheet import style_sheet
from desktop.views.theme.token import DARK, LIGHT, Tokens

FADE_MS = 120
_SWITCH_NAME = "theme_switch"


class ThemeMode(StrEnum):
    """Which theme a person chose."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Theme:
    """How one person wants the application to look. ``text_scale`` is 1.0 to 2.0 (100 % to 200 %)."""

    mode: ThemeMode = ThemeMode.SYSTEM
    text_scale: float = 1.0
    reduced_motion: bool = False


class ThemeSwitch(QObject):
    """Keeps the chosen theme, follows the system where asked to. One an application: ``apply_theme``."""

    changed = Signal(Theme)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(_SWITCH_NAME)
        self._app = app
        self.theme = Theme()
        app.setStyle(QStyleFactory.create("Fusion"))
        load_fonts()
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    def show(self, theme: Theme) -> None:
        """Dress the application in ``theme`` at once; every open window follows."""
        self.theme = replace(theme, text_scale=clamped_scale(theme.text_scale))
        tokens = tokens_of(self._app, self.theme.mode)
        self._app.setFont(base_font(self.theme.text_scale))
        self._app.setPalette(palette_of(tokens))
        self._app.setStyleSheet(style_sheet(tokens, self.theme.text_scale))
        self.changed.emit(self.theme)

    @Slot()
    def turn(self) -> None:
        """Change from light to dark or back, away from what is shown now."""
        other = ThemeMode.LIGHT if current_tokens() is DARK else ThemeMode.DARK
        self.show(replace(self.theme, mode=other))

    @Slot(Qt.ColorScheme)
    def _on_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self.theme.mode is ThemeMode.SYSTEM:
            self.show(self.theme)


def tokens_of(app: QApplication, mode: ThemeMode) -> Tokens:
    """Return the tokens for ``mode``; ``SYSTEM`` asks the desktop, and is light where that says nothing."""
    if mode is ThemeMode.SYSTEM:
        return DARK if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return DARK if mode is ThemeMode.DARK else LIGHT


def theme_switch(app: QApplication) -> ThemeSwitch:
    """Return the application's theme switch, made on first use."""
    found = app.findChild(ThemeSwitch, _SWITCH_NAME)
    return found if isinstance(found, ThemeSwitch) else ThemeSwitch(app)


def apply_theme(app: QApplication, theme: Theme) -> ThemeSwitch:
    """Dress ``app`` in ``theme``, live; return the switch, whose ``changed`` says when it is switched."""
    switch = theme_switch(app)
    switch.show(theme)
    return switch


def fade_ms(app: QApplication) -> int:
    """Return how long a fade may last: 120, or 0 where the person or the system asks for less motion."""
    wanted = app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
    return 0 if wanted == 0 or theme_switch(app).theme.reduced_motion else FADE_MS
