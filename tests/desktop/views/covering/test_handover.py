"""The handover on the page of a case that one covers, and what is said where one does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from casework.records.risk.warning import Notice, WarningSort
from desktop.services.amend import add_warning
from desktop.views.case.person_page import PersonPage
from desktop.views.covering.handover_sheet import HandoverSheet
from desktop.views.covering.handover_strip import HandoverStrip
from desktop.views.desk import Place
from desktop.views.partials.label import Words
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.services.laptop import COLLEAGUE, Team
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.team.rig import cover_all
from tests.desktop.views.two_views_rig import team_rig

Shown = tuple[QWidget, HandoverStrip, DeskRig, Team]


@pytest.fixture
def shown(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    """The colleague's desk."""
    del switch
    with team_rig(tmp_path, COLLEAGUE) as (rig, team):
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(1162, 712)
        strip = HandoverStrip(rig.desk, window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        yield window, strip, rig, team


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(Words) if label.isVisibleTo(widget))


def test_whoever_covers_sees_until_when_and_reads_the_handover_by_keyboard(shown: Shown, qtbot: QtBot) -> None:
    window, strip, rig, team = shown
    case = team.worker.case
    rig.look(lambda _: add_warning(team.worker.session, case, Notice(sort=WarningSort.NOT_ALONE, text="Two workers.")))
    rig.look(lambda _: cover_all(team))
    strip.show_case(case)
    qtbot.waitUntil(strip.isVisible)
    assert strip.notice.sentence.startswith("You cover for Wilma Worker until")
    assert strip.notice.sentence.endswith("Ring the sister before you go.")
    strip.notice.button.setFocus()
    QTest.keyClick(strip.notice.button, Qt.Key.Key_Space)
    sheet = window.findChild(HandoverSheet)
    assert sheet is not None
    said = words(sheet)
    assert "Given by Seonaid Senior: Ill." in said
    assert "Whom to ring" in said
    assert "leaves this laptop after" in said
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_a_case_that_one_does_not_cover_says_nothing(shown: Shown, qtbot: QtBot) -> None:
    _, strip, rig, team = shown
    first, second = team.worker.ready.cases[:2]
    rig.look(lambda _: cover_all(team))
    strip.show_case(first)
    qtbot.waitUntil(strip.isVisible)
    for laptop in (team.worker, team.colleague, team.senior):
        laptop.ready.clock.advance(hours=24 * 8)
    strip.show_case(second)
    assert not strip.isVisible()
    strip.show_case(first)
    rig.look(lambda _: None)
    qtbot.waitUntil(lambda: strip.handover is None)
    assert not strip.isVisible()


def test_it_stands_on_the_page_of_the_person(shown: Shown, qtbot: QtBot) -> None:
    _, _, rig, team = shown
    rig.look(lambda _: cover_all(team))
    page = PersonPage(rig.desk)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.show_place(Place("person", team.worker.case))
    qtbot.waitUntil(page.handover.isVisible)
