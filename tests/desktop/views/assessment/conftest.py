"""The form and the pages of assessments on a real desk and store, at an agency that uses every instrument."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from desktop.views.assessment.writing_page import WritingPage
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.assessment.agency import use_instruments
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    """A desk over a filled case."""
    del switch, qtbot
    with desk_rig(tmp_path) as made:
        use_instruments(made)
        yield made


@pytest.fixture
def form(rig: DeskRig, qtbot: QtBot) -> Iterator[WritingPage]:
    """The form page in a window that has the focus."""
    made = WritingPage(rig.desk)
    show_window(made, qtbot)
    yield made
    shiboken6.delete(made)
