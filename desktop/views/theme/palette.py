"""The Qt palette of a theme, and the way back from a palette to its theme."""

from PySide6.QtGui import QColor, QGuiApplication, QPalette

from desktop.views.theme.token import LIGHT, THEMES, Tokens

_BY_CANVAS = {QColor(tokens.canvas).rgb(): tokens for tokens in THEMES}


def palette_of(tokens: Tokens) -> QPalette:
    """Return the palette that paints Qt's own widgets in the colours of ``tokens``."""
    palette = QPalette()
    for role, colour in _roles(tokens).items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return palette


def _roles(tokens: Tokens) -> dict[QPalette.ColorRole, str]:
    role = QPalette.ColorRole
    return {
        role.Window: tokens.canvas,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.sunken,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.danger,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.text,
        role.ToolTipText: tokens.surface,
        role.Light: tokens.surface,
        role.Midlight: tokens.hover,
        role.Mid: tokens.line,
        role.Dark: tokens.control_border,
        role.Shadow: tokens.sunken,
    }


def current_tokens() -> Tokens:
    """Return the tokens of the theme that the application shows now.

    The application's palette is the only place where this is kept, so what is painted can never disagree
    with Qt's own widgets. No two themes have one canvas; before anything was dressed, the light one is meant.
    """
    return _BY_CANVAS.get(QGuiApplication.palette().color(QPalette.ColorRole.Window).rgb(), LIGHT)
