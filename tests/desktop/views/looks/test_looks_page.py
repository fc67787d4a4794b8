"""A senior releases, refuses or notes to have read, by keyboard too; the author sees what of theirs was held back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from casework.records.delivery.ruling import Decision
from casework.records.file.case import RiskLevel
from casework.records.identifier import StaffId
from casework.rules.matter import MatterSort
from desktop.services.attention import read_attention
from desktop.services.looking import rule
from desktop.services.person_line import person_line
from desktop.store.change import scope_change
from desktop.views.desk import Place
from desktop.views.looks.looks_page import HAVE_READ, SAID, SETTLED_ELSEWHERE, LooksPage
from desktop.views.looks.verdict import SAY_WHY
from desktop.views.partials.label import Words
from desktop.views.partials.ladder import Ladder, Receipt
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.services.laptop import Team
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.looks.rig import hold_back_a_raise, make_without_sight, withhold_a_warning
from tests.desktop.views.two_views_rig import team_rig
from tests.fakes.case_store import SENIOR, WORKER

Shown = tuple[LooksPage, DeskRig, Team]


def shown(folder: Path, qtbot: QtBot, me: StaffId) -> Iterator[Shown]:
    """The page with a raise that was held back, and a level made without sight of a warning."""
    with team_rig(folder, me) as (rig, team):
        rig.look(lambda _: hold_back_a_raise(team))
        rig.look(lambda _: make_without_sight(team))
        page = LooksPage(rig.desk)
        qtbot.addWidget(page)
        page.resize(1162, 712)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        yield page, rig, team


@pytest.fixture
def senior(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    """As a senior sees it."""
    del switch
    yield from shown(tmp_path, qtbot, SENIOR)


@pytest.fixture
def worker(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    """As the author of what was held back sees it."""
    del switch
    yield from shown(tmp_path, qtbot, WORKER)


def rows(page: LooksPage) -> int:
    return page.list.rows.rowCount()


def begin(page: LooksPage, qtbot: QtBot, count: int) -> None:
    page.show_place(Place("looks"))
    qtbot.waitUntil(lambda: rows(page) == count and page.sheet.case is not None)


def go_to(page: LooksPage, sort: MatterSort) -> None:
    cases = page.work.cases if page.work else ()
    page.list.set_current(next(case.key for case in cases if sort in case.line.sorts))


def said(page: LooksPage) -> list[str]:
    return [words.text() for words in page.sheet.findChildren(Words) if words.isVisible()]


def level(rig: DeskRig) -> RiskLevel | None:
    return rig.look(lambda s: person_line(s, rig.case).risk.level)


def test_what_was_held_back_comes_first_with_what_it_would_change(senior: Shown, qtbot: QtBot) -> None:
    page, rig, _ = senior
    begin(page, qtbot, 2)
    told = {"Risk of serious harm: held back", "Level: Very high", "Without it", "Level: Medium"}
    qtbot.waitUntil(lambda: told <= set(said(page)))
    assert rig.look(read_attention).looks == 2
    page.grab()


def test_a_senior_refuses_with_a_reason_and_the_next_is_shown(senior: Shown, qtbot: QtBot) -> None:
    page, rig, _ = senior
    begin(page, qtbot, 2)
    assert level(rig) is RiskLevel.VERY_HIGH
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    verdict = page.sheet.verdict
    qtbot.waitUntil(lambda: QApplication.focusWidget() is verdict.reason)
    verdict.refuse_button.click()
    assert verdict.field.error == SAY_WHY
    QTest.keyClicks(verdict.reason, "Rang the school.")
    verdict.refuse_button.setFocus()
    QTest.keyClick(verdict.refuse_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows(page) == 1)
    assert [one.words for one in rig.said] == [SAID[Decision.REFUSE]]
    assert level(rig) is RiskLevel.MEDIUM
    assert verdict.reason.text == ""
    assert verdict.read_button.isVisible()


def test_a_senior_releases_what_stands(senior: Shown, qtbot: QtBot) -> None:
    page, rig, _ = senior
    begin(page, qtbot, 2)
    QTest.keyClicks(page.sheet.verdict.reason, "I was there.")
    page.sheet.verdict.release_button.click()
    qtbot.waitUntil(lambda: rows(page) == 1)
    assert level(rig) is RiskLevel.VERY_HIGH
    assert [one.words for one in rig.said] == [SAID[Decision.RELEASE]]


def test_two_presses_of_enter_say_that_it_was_read(senior: Shown, qtbot: QtBot) -> None:
    page, rig, _ = senior
    begin(page, qtbot, 2)
    go_to(page, MatterSort.UNSIGHTED)
    qtbot.waitUntil(lambda: "Warning: Dog at the property, by Colin Colleague" in said(page))
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    button = page.sheet.verdict.read_button
    qtbot.waitUntil(lambda: QApplication.focusWidget() is button)
    QTest.keyClick(button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows(page) == 1)
    assert [one.words for one in rig.said] == [HAVE_READ]


def test_the_author_sees_why_and_can_do_nothing(worker: Shown, qtbot: QtBot) -> None:
    page, rig, _ = worker
    begin(page, qtbot, 1)
    assert not page.sheet.verdict.isVisible()
    qtbot.waitUntil(lambda: any("needs the role for it" in words for words in said(page)))
    attention = rig.look(read_attention)
    assert (attention.looks, attention.shows_looks) == (0, True)


def test_what_was_written_stays_when_something_else_comes_and_goes_when_it_is_settled(
    senior: Shown, qtbot: QtBot
) -> None:
    page, rig, team = senior
    begin(page, qtbot, 2)
    QTest.keyClicks(page.sheet.verdict.reason, "Rang the")
    rig.look(lambda _: withhold_a_warning(team))
    assert page.sheet.case is not None
    line = page.sheet.case.line
    rig.desk.changed.emit(scope_change(line.scope))
    qtbot.waitUntil(lambda: rows(page) == 3)
    assert page.sheet.verdict.reason.text == "Rang the"
    rig.look(lambda s: rule(s, line.scope, line.entry, Decision.REFUSE, "Settled elsewhere."))
    rig.desk.changed.emit(scope_change(line.scope))
    qtbot.waitUntil(lambda: rows(page) == 2)
    assert [one.words for one in rig.said] == [SETTLED_ELSEWHERE]


def test_nothing_to_look_at_says_so(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> None:
    del switch
    with team_rig(tmp_path, SENIOR) as (rig, _):
        page = LooksPage(rig.desk)
        qtbot.addWidget(page)
        page.resize(800, 600)
        with qtbot.waitExposed(page):
            page.show()
        page.show_place(Place("looks"))
        qtbot.waitUntil(page.empty.isVisible)


def test_everything_has_a_name(senior: Shown, qtbot: QtBot) -> None:
    page, _, _ = senior
    begin(page, qtbot, 2)
    for button in page.findChildren(QAbstractButton):
        assert (button.accessibleName() and button.objectName()) or not button.isVisible()


def test_the_ladder_ends_with_who_has_read_it(switch: ThemeSwitch, qtbot: QtBot) -> None:
    del switch
    at, today = datetime(2026, 3, 5, 14, 0, tzinfo=UTC), date(2026, 3, 5)
    ladder = Ladder(Receipt(at, at), today)
    qtbot.addWidget(ladder)
    assert ladder.words == "Saved on this laptop 14:00 · At the office 14:00"
    ladder.set_receipt(Receipt(at, at, "Seonaid Senior", at), today)
    assert ladder.words.endswith(" · Read by Seonaid Senior, 14:00")
