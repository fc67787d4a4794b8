"""Windows in the application's own look."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch, theme_switch

_LIGHT = Theme(ThemeMode.LIGHT, reduced_motion=True)


@pytest.fixture
def switch(qapp: QApplication) -> Iterator[ThemeSwitch]:
    """The application in the light theme at 100 %, and so again afterwards."""
    yield _dressed(qapp)
    _dressed(qapp)


def _dressed(app: QApplication) -> ThemeSwitch:
    """Dress it, if it is not dressed so already: every window that a test leaves open would be dressed anew."""
    found = theme_switch(app)
    if found.theme != _LIGHT:
        found.show(_LIGHT)
    return found
