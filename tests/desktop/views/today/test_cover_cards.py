"""On Today: what happened while one was away, and what one covers; nothing of it on other days."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework.records.file.case import RiskLevel
from casework.records.identifier import StaffId
from desktop.services.risk import sign_level
from desktop.views.desk import Place
from desktop.views.partials.button import Button
from desktop.views.partials.label import Words
from desktop.views.partials.risk_badge import RiskBadge
from desktop.views.theme.theme import ThemeSwitch
from desktop.views.today.cover_cards import NOTHING
from desktop.views.today.today_page import TodayPage
from tests.desktop.services.laptop import COLLEAGUE, WORKER, Team
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.team.rig import cover_all
from tests.desktop.views.two_views_rig import laptops, team_rig

Shown = tuple[TodayPage, DeskRig, Team]


@pytest.fixture
def shown(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Shown]:
    del switch
    me: StaffId = request.param
    with team_rig(tmp_path, me) as (rig, team):
        page = TodayPage(rig.desk)
        qtbot.addWidget(page)
        page.resize(1162, 712)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        yield page, rig, team


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(Words) if label.isVisibleTo(widget))


def wait_an_hour(team: Team) -> None:
    for laptop in laptops(team):
        laptop.ready.clock.advance(hours=1)


def happen(team: Team) -> None:
    """Cover begins; then the colleague raises a level in the first case."""
    wait_an_hour(team)
    cover_all(team)
    wait_an_hour(team)
    sign_level(team.colleague.session, team.worker.case, RiskLevel.HIGH, "Two incidents within a month.")
    team.sync()


@pytest.mark.parametrize("shown", [WORKER], indirect=True)
def test_whoever_comes_back_is_told_what_others_recorded(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown
    rig.look(lambda _: happen(team))
    page.show_place(Place("today"))
    qtbot.waitUntil(page.cover.away.isVisible)
    said = words(page.cover.away)
    assert "Covered by Colin Colleague from today 10:00" in said
    assert "Risk of serious harm: High. By Colin Colleague, today 11:00." in said
    (badge,) = [one for one in page.cover.away.findChildren(RiskBadge) if one.isVisibleTo(page.cover.away)]
    assert badge.accessibleName().startswith("High"), "the one thing that matters has its badge"
    assert said.count(NOTHING) == 1
    assert "Isla Testcase, born 28 February 1979 (47); Ruairidh Madeupson, born 1 September 1990 (36)." in said
    assert not page.cover.covering.isVisible()
    button = next(one for one in page.cover.findChildren(Button) if one.isVisibleTo(page))
    assert button.accessibleName().startswith("Open, Isla Testcase, born 12 April 1985")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert rig.went == [Place("person", team.worker.case, tab="chronology")]


@pytest.mark.parametrize("shown", [COLLEAGUE], indirect=True)
def test_whoever_covers_has_the_cases_with_until_when_and_the_note(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown
    rig.look(lambda _: cover_all(team))
    page.show_place(Place("today"))
    qtbot.waitUntil(page.cover.covering.isVisible)
    said = words(page.cover.covering)
    assert "for Wilma Worker, until Monday 9 November 09:00" in said
    assert said.count("Ring the sister before you go.") == 3
    assert not page.cover.away.isVisible()


@pytest.mark.parametrize("shown", [WORKER], indirect=True)
def test_on_other_days_there_is_nothing_of_it(shown: Shown, qtbot: QtBot) -> None:
    page = shown[0]
    page.show_place(Place("today"))
    qtbot.waitUntil(lambda: page.cover.view is not None)
    assert not page.cover.isVisible()
