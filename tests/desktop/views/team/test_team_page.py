"""The page of the team by keyboard: each thing leads to where it is dealt with; it follows what changes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from casework.records.file.case import RiskLevel
from casework.records.identifier import case_scope, restricted_scope
from desktop.services.risk import sign_level
from desktop.services.team.quality import QualityView
from desktop.services.team.staffing import StaffingSummary
from desktop.store.change import scope_change
from desktop.views.desk import Place
from desktop.views.dialogs import FileDialog
from desktop.views.partials.label import Words
from desktop.views.partials.tab_order import focusable
from desktop.views.printing.loose_sheet import LooseSheet
from desktop.views.team.team_page import TeamPage
from desktop.views.team.wording import staffing_words
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.services.documents.audited import audit
from tests.desktop.services.laptop import Team
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.team.rig import change_a_plan, cover_all, fill
from tests.desktop.views.two_views_rig import team_rig

Shown = tuple[TeamPage, DeskRig, Team]


@pytest.fixture
def shown(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    del switch
    with team_rig(tmp_path) as (rig, team):
        page = TeamPage(rig.desk)
        qtbot.addWidget(page)
        page.resize(1162, 712)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        yield page, rig, team


def begin(shown: Shown, qtbot: QtBot) -> None:
    page = shown[0]
    page.show_place(Place("team"))
    qtbot.waitUntil(lambda: page.view is not None)


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(Words) if label.isVisibleTo(widget))


def button(page: TeamPage, beginning: str) -> QAbstractButton:
    found = (one for one in page.area.findChildren(QAbstractButton) if one.objectName().startswith(beginning))
    return next(one for one in found if one.isVisibleTo(page.area))


def test_what_waits_says_what_has_changed_since_it_was_agreed_to_and_opens(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown
    plan = rig.look(lambda _: change_a_plan(team))
    begin(shown, qtbot)
    said = words(page.approvals)
    assert "Since Seonaid Senior agreed" in said
    assert "Formulation: was “Drink.”, now “Drink, and the company he keeps" in said
    assert "Plan line: Monitoring, Weekly: What is done: was “Weekly.”" in said
    assert "See him with PC Specimen: added since" in said
    reading = button(page, f"team_sign_{plan}")
    assert reading.accessibleName().startswith("Read, Risk management plan, Isla Testcase, born 12 April 1985")
    reading.setFocus()
    QTest.keyClick(reading, Qt.Key.Key_Space)
    (gone,) = rig.went
    assert (gone.name, gone.case) == ("signing", team.worker.case)


def test_everything_on_it_is_reached_by_tab_and_has_a_name(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown
    rig.look(lambda _: fill(team))
    rig.look(lambda _: cover_all(team))
    begin(shown, qtbot)
    found = [one for one in focusable(page.area.content) if one.isVisibleTo(page.area)]
    assert len(found) >= 4
    assert all(one.accessibleName() and one.objectName() for one in found)
    names = [one.objectName() for one in found]
    assert len(names) == len(set(names))
    first, second = found[:2]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: page.window().focusWidget() is second)


def test_who_covers_and_how_the_work_is_spread(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown
    rig.look(lambda _: cover_all(team))
    begin(shown, qtbot)
    assert "Colin Colleague covers 3 cases until" in words(page.covers)
    names = [label.accessibleName() for label in page.loads.findChildren(Words)]
    assert "Wilma Worker: 3 cases, 3 no level, 3 covered by others" in names
    page.cover_button.click()
    assert rig.went[-1] == Place("absence")


def test_two_views_and_what_was_held_back_lead_to_where_they_are_decided(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown
    rig.look(lambda _: fill(team))
    begin(shown, qtbot)
    assert "1 saved change held back by the office" in page.looks.findChildren(QAbstractButton)[0].accessibleName()
    button(page, "team_looks").click()
    button(page, "team_views_").click()
    assert [place.name for place in rig.went] == ["looks", "two_views"]
    assert "Seonaid Senior decides." in words(page.conflicts)


def test_it_follows_what_changes_and_keeps_the_focus(shown: Shown, qtbot: QtBot) -> None:
    page, rig, team = shown
    rig.look(lambda _: change_a_plan(team))
    begin(shown, qtbot)
    button(page, "team_sign_").setFocus()
    case = team.worker.ready.cases[2]

    def disagree() -> None:
        sign_level(team.worker.session, case, RiskLevel.HIGH, "Two incidents within a month.")
        sign_level(team.colleague.session, case, RiskLevel.MEDIUM, "The neighbour withdrew what she had said.")
        team.sync()

    rig.look(lambda _: disagree())
    rig.desk.changed.emit(scope_change(case_scope(case)))
    qtbot.waitUntil(lambda: page.view is not None and len(page.view.conflicts) == 1)
    focused = page.window().focusWidget()
    assert focused is not None
    assert focused.objectName().startswith("team_sign_")


def test_a_quiet_morning_teaches_what_would_be_there(shown: Shown, qtbot: QtBot) -> None:
    page = shown[0]
    begin(shown, qtbot)
    assert "Nothing waits." in words(page.approvals)
    assert "Nobody covers for anybody now." in words(page.covers)
    assert "No sweep is open." in words(page.sweeps)
    assert not page.looks.isVisibleTo(page.area)


def test_feedback_of_a_month_goes_on_paper_and_the_button_outlives_the_rows(
    shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    page, rig, team = shown
    rig.look(lambda _: audit(team))
    begin(shown, qtbot)
    pressed = button(page, "team_feedback")
    pressed.click()
    (sheet,) = page.findChildren(LooseSheet)
    assert [one.accessibleName() for one in sheet.paper.findChildren(QAbstractButton)] == [
        "Wilma Worker, November 2026"
    ]
    rig.look(lambda _: audit(team, part=restricted_scope))
    path = tmp_path / "paper.pdf"
    sheet.save()
    qtbot.waitUntil(lambda: bool(sheet.findChildren(FileDialog)))
    line = sheet.findChildren(FileDialog)[0].findChild(QLineEdit, "fileNameEdit")
    assert isinstance(line, QLineEdit)
    line.setText(str(path))
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "1 audit is not on the paper" in sheet.notice.accessibleName(), timeout=15_000)
    assert path.exists()
    sheet.reject()
    assert page.view is not None
    page.show_page(replace(page.view, quality=QualityView("none")))
    assert not page.feedback_button.isVisible()
    page.show_place(Place("team"))
    qtbot.waitUntil(page.feedback_button.isVisible)


def test_training_and_supervision_say_what_is_late_and_lead_there(shown: Shown, qtbot: QtBot) -> None:
    page, rig, _ = shown
    begin(shown, qtbot)
    assert "No supervision is overdue, and no training ends soon" in button(page, "team_staffing").accessibleName()
    assert staffing_words(StaffingSummary(1, 2)) == "1 supervision session overdue, 2 trainings ending within 60 days."
    button(page, "team_staffing").click()
    assert rig.went == [Place("staffing")]
