"""The page of two views on the desk of a worker and of a senior."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casework.records.identifier import StaffId
from desktop.views.conflicts.conflicts_page import ConflictsPage
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.services.laptop import Team
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.two_views_rig import disagree, team_rig
from tests.fakes.case_store import SENIOR, WORKER


@dataclass
class Shown:
    """A page, its desk, and everybody's laptops."""

    page: ConflictsPage
    rig: DeskRig
    team: Team


def shown(folder: Path, qtbot: QtBot, me: StaffId) -> Iterator[Shown]:
    """The page in a window that has the focus."""
    with team_rig(folder, me) as (rig, team):
        rig.look(lambda _: disagree(team))
        page = ConflictsPage(rig.desk)
        qtbot.addWidget(page)
        page.resize(1162, 712)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        yield Shown(page, rig, team)


@pytest.fixture
def senior(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    """As a senior sees it."""
    del switch
    yield from shown(tmp_path, qtbot, SENIOR)


@pytest.fixture
def worker(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    """As the worker sees it."""
    del switch
    yield from shown(tmp_path, qtbot, WORKER)
