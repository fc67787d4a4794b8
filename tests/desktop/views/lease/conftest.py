"""The front of an open store, with the shell behind it and a lease that a test lets run out."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from desktop.views.capture.capture_page import CapturePage
from desktop.views.case.person_page import PersonPage
from desktop.views.desk import PlaceName
from desktop.views.lease.front import Front
from desktop.views.shell.page_stack import PageMaker
from desktop.views.shell.shell import Shell
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window
from tests.desktop.views.shell.conftest import MAKERS

WITH_SHEET: dict[PlaceName, PageMaker] = {**MAKERS, "contact": CapturePage, "person": PersonPage}


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    """A desk whose office has given a lease of fourteen days just now."""
    with desk_rig(tmp_path, cases=2) as rig:
        reach_office(rig)
        yield rig


@pytest.fixture
def front(rig: DeskRig, qtbot: QtBot) -> Iterator[Front]:
    front = make_front(rig)
    show_window(front, qtbot)
    front.start()
    qtbot.waitUntil(front.shell.isVisible)
    yield front
    shiboken6.delete(front)


def make_front(rig: DeskRig) -> Front:
    front = Front(rig.desk, Shell(rig.desk, WITH_SHEET))
    front.resize(1366, 768)
    return front


def reach_office(rig: DeskRig) -> None:
    """One sync with an office whose clock is right."""
    office = rig.ready.office
    office.lease, office.time = timedelta(days=14), rig.ready.clock.now()
    rig.look(lambda session: office.settle(session.store))
