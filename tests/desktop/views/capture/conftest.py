"""A capture page on a real desk and store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from desktop.views.capture.capture_page import CapturePage
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    """A desk over a filled case."""
    with desk_rig(tmp_path) as made:
        yield made


@pytest.fixture
def page(rig: DeskRig, qtbot: QtBot) -> Iterator[CapturePage]:
    """The page in a window that has the focus."""
    made = CapturePage(rig.desk)
    show_window(made, qtbot)
    yield made
    shiboken6.delete(made)
