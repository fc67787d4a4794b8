"""Where the day begins: a senior with the team, everybody else with Today."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from casework.records.identifier import StaffId
from desktop.views.covering.absence_page import AbsencePage
from desktop.views.desk import Desk, Place, PlaceName
from desktop.views.duty.duty_page import DutyPage
from desktop.views.partials.rail_item import RailItem
from desktop.views.shell.page_stack import PageMaker
from desktop.views.shell.shell import Shell
from desktop.views.team.team_page import TeamPage
from desktop.views.theme.theme import ThemeSwitch
from desktop.views.today.today_page import TodayPage
from tests.desktop.services.laptop import SENIOR, WORKER
from tests.desktop.views.duty.test_on_duty import put_on_duty
from tests.desktop.views.two_views_rig import team_rig

PAGES: dict[PlaceName, PageMaker] = {"today": TodayPage, "team": TeamPage, "absence": AbsencePage, "duty": DutyPage}


def begin(desk: Desk, qtbot: QtBot, at: Place | None = None) -> Shell:
    shell = Shell(desk, PAGES)
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    shell.start(at)
    return shell


def where(shell: Shell) -> str:
    return shell.place.name


@pytest.mark.parametrize(("me", "place"), [(SENIOR, "team"), (WORKER, "today")])
def test_the_day_begins_where_the_work_of_the_role_is(
    switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot, me: StaffId, place: str
) -> None:
    del switch
    with team_rig(tmp_path, me) as (rig, _):
        shell = begin(rig.desk, qtbot)
        qtbot.waitUntil(lambda: shell.place.name == place)
        rig.look(lambda _: None)
        assert shell.place.name == place


def test_a_senior_who_was_on_today_when_they_locked_goes_on_there(
    switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot
) -> None:
    del switch
    with team_rig(tmp_path, SENIOR) as (rig, _):
        shell = begin(rig.desk, qtbot, Place("today"))
        # The answer that leads a senior to the team otherwise.
        item = shell.rail.findChild(RailItem, "rail_team")
        assert item is not None
        qtbot.waitUntil(item.isVisible)
        assert shell.place.name == "today"


def test_whoever_is_on_the_rota_now_begins_at_the_duty_desk(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> None:
    del switch
    with team_rig(tmp_path, SENIOR) as (rig, team):
        rig.look(lambda _: put_on_duty(team))
        shell = begin(rig.desk, qtbot)
        qtbot.waitUntil(lambda: shell.place.name == "duty")


def test_a_senior_goes_back_to_today_and_to_the_team_by_key(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> None:
    del switch
    with team_rig(tmp_path, SENIOR) as (rig, _):
        shell = begin(rig.desk, qtbot)
        qtbot.waitUntil(lambda: shell.place.name == "team")
        QTest.keyClick(shell, Qt.Key.Key_Escape)
        assert where(shell) == "today"
        QTest.keyClick(shell, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
        assert where(shell) == "team"
        page = shell.pages.currentWidget()
        assert isinstance(page, TeamPage)
        qtbot.waitUntil(lambda: page.view is not None)
        page.cover_button.click()
        assert where(shell) == "absence"
