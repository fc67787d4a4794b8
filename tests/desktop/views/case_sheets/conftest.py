"""A window over a filled case, for sheets to open over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.desk_rig import DeskRig, desk_rig


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path) -> Iterator[DeskRig]:
    """A desk over a filled case."""
    del switch
    with desk_rig(tmp_path) as made:
        yield made


@pytest.fixture
def window(switch: ThemeSwitch, qtbot: QtBot) -> QWidget:
    """What sheets open over."""
    del switch
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made
