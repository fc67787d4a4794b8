"""The pages of a visit on a real desk and store, with a joint visit of today that the office has not confirmed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from desktop.views.capture.capture_page import CapturePage
from desktop.views.theme.theme import ThemeSwitch
from desktop.views.visiting.brief_page import BriefPage
from desktop.views.visiting.visit_page import VisitPage
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window
from tests.desktop.views.visiting import sample


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    """A desk over a filled case and an empty one."""
    with desk_rig(tmp_path, cases=2) as made:
        yield made


@pytest.fixture
def visit(rig: DeskRig) -> str:
    """The visit of today."""
    return rig.look(lambda session: sample.visit_of_a_usual_case(rig, session))


@pytest.fixture
def brief(rig: DeskRig, visit: str, qtbot: QtBot) -> Iterator[BriefPage]:
    """The brief in a window that has the focus."""
    made = BriefPage(rig.desk)
    show_window(made, qtbot)
    yield made
    shiboken6.delete(made)


@pytest.fixture
def page(rig: DeskRig, visit: str, qtbot: QtBot) -> Iterator[VisitPage]:
    """The page of a visit in a window that has the focus."""
    made = VisitPage(rig.desk)
    show_window(made, qtbot)
    yield made
    shiboken6.delete(made)


@pytest.fixture
def sheet(rig: DeskRig, visit: str, qtbot: QtBot) -> Iterator[CapturePage]:
    """The contact sheet, not in sight yet."""
    made = CapturePage(rig.desk)
    qtbot.addWidget(made)
    yield made
    shiboken6.delete(made)
