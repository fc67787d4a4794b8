"""A senior's and an officer's desk, and a window for sheets to open over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.desk_rig import DeskRig, desk_rig
from tests.fakes.case_store import SENIOR


@pytest.fixture
def officer(switch: ThemeSwitch, tmp_path: Path) -> Iterator[DeskRig]:
    """The officer's desk over a filled case."""
    del switch
    with desk_rig(tmp_path) as made:
        yield made


@pytest.fixture
def senior(switch: ThemeSwitch, tmp_path: Path) -> Iterator[DeskRig]:
    """A senior's desk over the same."""
    del switch
    with desk_rig(tmp_path, me=SENIOR) as made:
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
