"""Windows in the application's own look."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.views.theme.theme import Theme, ThemeMode, ThemeSwitch, apply_theme


@pytest.fixture
def switch(qapp: QApplication) -> Iterator[ThemeSwitch]:
    """The application in the light theme at 100 %, and so again afterwards."""
    light = Theme(ThemeMode.LIGHT, reduced_motion=True)
    yield apply_theme(qapp, light)
    apply_theme(qapp, light)
