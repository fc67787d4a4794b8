"""The pages of the day on a real desk and store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from desktop.views.theme.theme import ThemeSwitch
from desktop.views.today.today_page import TodayPage
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    """A desk over a filled case and an empty one."""
    with desk_rig(tmp_path, cases=2) as made:
        yield made


@pytest.fixture
def page(rig: DeskRig, qtbot: QtBot) -> Iterator[TodayPage]:
    """The page in a window that has the focus."""
    made = TodayPage(rig.desk)
    made.resize(1162, 712)
    show_window(made, qtbot)
    yield made
    shiboken6.delete(made)
