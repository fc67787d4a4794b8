"""Dress the whole application in one theme, now and again whenever it is switched."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QStyleHints
from PySide6.QtWidgets import QApplication

from casework.words import say
from desktop.views.theme.font import base_font, clamped_scale, load_fonts
from desktop.views.theme.palette import current_tokens, palette_of
from desktop.views.theme.sheet import style_sheet
from desktop.views.theme.token import DARK, DARK_STRONG, LIGHT, LIGHT_STRONG, Tokens

FADE_MS = 120
STYLE = "Fusion"
_SWITCH_NAME = "theme_switch"
_STYLED = "begun_in_style"


class ThemeMode(StrEnum):
    """Which theme a person chose."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class ContrastMode(StrEnum):
    """How much contrast a person chose."""

    SYSTEM = "system"
    MORE = "more"
    NORMAL = "normal"

    @property
    def next(self) -> "ContrastMode":
        """The one that follows when one goes through them."""
        modes = list(ContrastMode)
        return modes[(modes.index(self) + 1) % len(modes)]


CONTRAST_WORDS = {
    ContrastMode.SYSTEM: say("System"),
    ContrastMode.MORE: say("More"),
    ContrastMode.NORMAL: say("Normal"),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """How one person wants the application to look. ``text_scale`` is 1.0 to 2.0 (100 % to 200 %)."""

    mode: ThemeMode = ThemeMode.SYSTEM
    text_scale: float = 1.0
    reduced_motion: bool = False
    contrast: ContrastMode = ContrastMode.SYSTEM


def make_application(program: str) -> QApplication:
    """Qt's application in this style. Set later, it would be told Python with every name that a style has: 15 ms."""
    app = QApplication([program, "-style", STYLE])
    app.setProperty(_STYLED, True)
    return app


class ThemeSwitch(QObject):
    """Keeps the chosen theme, follows the system where asked to. One an application: ``apply_theme``."""

    changed = Signal(Theme)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName(_SWITCH_NAME)
        self._app = app
        self.theme = Theme()
        if app.property(_STYLED) is None:
            from PySide6.QtWidgets import QStyleFactory  # See `make_application`.

            app.setStyle(QStyleFactory.create(STYLE))
        load_fonts()
        hints = _style_hints()
        hints.colorSchemeChanged.connect(self._on_scheme_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_contrast_changed)

    def show(self, theme: Theme) -> None:
        """Dress the application in ``theme`` at once; every open window follows."""
        self.theme = replace(theme, text_scale=clamped_scale(theme.text_scale))
        tokens = tokens_of(self.theme)
        self._app.setFont(base_font(self.theme.text_scale))
        self._app.setPalette(palette_of(tokens))
        self._app.setStyleSheet(style_sheet(tokens, self.theme.text_scale))
        self.changed.emit(self.theme)

    @Slot()
    def turn(self) -> None:
        """Change from light to dark or back, away from what is shown now."""
        other = ThemeMode.LIGHT if current_tokens().is_dark else ThemeMode.DARK
        self.show(replace(self.theme, mode=other))

    @Slot()
    def turn_contrast(self) -> None:
        """Go on to the next choice of contrast: as the system, more, normal."""
        self.show(replace(self.theme, contrast=self.theme.contrast.next))

    @Slot(Qt.ColorScheme)
    def _on_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self.theme.mode is ThemeMode.SYSTEM:
            self.show(self.theme)

    @Slot(Qt.ContrastPreference)
    def _on_contrast_changed(self, _preference: Qt.ContrastPreference) -> None:
        if self.theme.contrast is ContrastMode.SYSTEM:
            self.show(self.theme)


def tokens_of(theme: Theme) -> Tokens:
    """Return the tokens of ``theme``; ``SYSTEM`` asks the desktop: light and normal where that says nothing."""
    dark = theme.mode is ThemeMode.DARK
    if theme.mode is ThemeMode.SYSTEM:
        dark = _style_hints().colorScheme() is Qt.ColorScheme.Dark
    strong = theme.contrast is ContrastMode.MORE
    if theme.contrast is ContrastMode.SYSTEM:
        strong = asks_for_contrast()
    if strong:
        return DARK_STRONG if dark else LIGHT_STRONG
    return DARK if dark else LIGHT


def asks_for_contrast() -> bool:
    """Tell whether the system is set to more contrast, as far as Qt reads it (docs/accessibility.md says where)."""
    return _style_hints().accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


@cache
def _style_hints() -> QStyleHints:
    """The system's wishes, held for good: once Python lets go of them, it takes what they returned for deleted."""
    return QGuiApplication.styleHints()


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
    from PySide6.QtWidgets import QStyle  # With its many names it takes long to load; the first window fades nothing.

    wanted = app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
    return 0 if wanted == 0 or theme_switch(app).theme.reduced_motion else FADE_MS
