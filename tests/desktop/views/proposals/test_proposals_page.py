"""A senior answers a proposed lower level with a reason; a worker sees what waits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from casework.records.file.case import RiskLevel
from casework.records.identifier import StaffId, case_scope
from desktop.services.draft import draft_lines
from desktop.services.person_line import person_line, person_lines
from desktop.services.risk import sign_level
from desktop.store.change import scope_change
from desktop.views.desk import Place, place_of_draft
from desktop.views.partials.label import Words
from desktop.views.partials.risk_badge import RiskBadge
from desktop.views.proposals.proposal_row import SAY_WHY, WAITING, ProposalRow
from desktop.views.proposals.proposals_page import ProposalsPage
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.services.laptop import Team
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.two_views_rig import propose, team_rig
from tests.fakes.case_store import SENIOR, WORKER

Shown = tuple[ProposalsPage, DeskRig, Team]


def shown(folder: Path, qtbot: QtBot, me: StaffId) -> Iterator[Shown]:
    """The page with one proposal."""
    with team_rig(folder, me) as (rig, team):
        rig.look(lambda _: propose(team, rig.case))
        page = ProposalsPage(rig.desk)
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
    """As the worker sees it."""
    del switch
    yield from shown(tmp_path, qtbot, WORKER)


def only(page: ProposalsPage, qtbot: QtBot) -> ProposalRow:
    page.show_place(Place("proposals"))
    qtbot.waitUntil(lambda: len(page.rows) == 1)
    return next(iter(page.rows.values()))


def level(rig: DeskRig) -> RiskLevel | None:
    case = rig.case
    return rig.look(lambda s: person_line(s, case).risk.level)


def test_what_stands_is_shown_against_what_is_proposed(senior: Shown, qtbot: QtBot) -> None:
    page, _, _ = senior
    row = only(page, qtbot)
    assert [badge.look.words for badge in row.findChildren(RiskBadge)] == [
        "High risk of serious harm",
        "High risk of serious harm",
        "Medium risk of serious harm",
    ]
    said = [label.text() for label in row.findChildren(Words)]
    assert said.count("Wilma Worker, 2 November 2026") == 2
    assert "Six months without an incident; moved away from the former partner." in said
    page.grab()


def test_a_senior_agrees_with_a_reason(senior: Shown, qtbot: QtBot) -> None:
    page, rig, _ = senior
    row = only(page, qtbot)
    row.agree_button.click()
    assert row.field.error == SAY_WHY
    qtbot.waitUntil(lambda: QApplication.focusWidget() is row.reason)
    QTest.keyClicks(row.reason, "Discussed on Monday.")
    assert row.field.error == ""
    row.agree_button.click()
    qtbot.waitUntil(lambda: not page.rows)
    assert [said.words for said in rig.said] == ["Agreed. The lower level stands now."]
    assert page.empty.isVisible()
    assert level(rig) is RiskLevel.MEDIUM


def test_a_senior_declines_with_a_reason(senior: Shown, qtbot: QtBot) -> None:
    page, rig, _ = senior
    row = only(page, qtbot)
    QTest.keyClicks(row.reason, "Too early.")
    row.decline_button.click()
    qtbot.waitUntil(lambda: not page.rows)
    assert level(rig) is RiskLevel.HIGH


def test_a_level_raised_meanwhile_is_not_lowered_unseen(senior: Shown, qtbot: QtBot) -> None:
    page, rig, team = senior
    row = only(page, qtbot)
    QTest.keyClicks(row.reason, "Discussed on Monday.")
    rig.look(lambda _: sign_level(team.colleague.session, rig.case, RiskLevel.VERY_HIGH, "A new incident."))
    rig.look(lambda _: team.sync())
    row.agree_button.click()
    qtbot.waitUntil(lambda: "meanwhile" in row.trouble.sentence)
    assert level(rig) is RiskLevel.VERY_HIGH
    assert row.reason.text == "Discussed on Monday."
    qtbot.waitUntil(lambda: row.line.person.risk.level is RiskLevel.VERY_HIGH)


def test_what_was_written_stays_when_another_proposal_comes(senior: Shown, qtbot: QtBot) -> None:
    page, rig, team = senior
    first = only(page, qtbot)
    QTest.keyClicks(first.reason, "Discussed on")
    other = rig.ready.cases[1]
    rig.look(lambda _: propose(team, other))
    rig.desk.changed.emit(scope_change(case_scope(other)))
    qtbot.waitUntil(lambda: len(page.rows) == 2)
    assert page.rows[first.line.record].reason.text == "Discussed on"


def test_a_worker_sees_what_waits(worker: Shown, qtbot: QtBot) -> None:
    page, _, _ = worker
    row = only(page, qtbot)
    assert not row.agree_button.isVisible()
    assert not row.reason.isVisible()
    assert WAITING in [label.text() for label in row.findChildren(Words)]
    assert page.waiting.isVisible()
    assert not page.to_answer.isVisible()


def test_everything_has_a_name_and_tab_reads_down(senior: Shown, qtbot: QtBot) -> None:
    page, _, _ = senior
    row = only(page, qtbot)
    for button in row.findChildren(QAbstractButton):
        assert button.accessibleName() or not button.isVisible()
    assert row.agree_button.accessibleName() == "Agree, Isla Testcase"
    row.reason.setFocus()
    page.focusNextChild()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is row.agree_button)
    page.focusNextChild()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is row.decline_button)


def test_a_reason_that_was_begun_outlives_a_lock_and_goes_with_the_answer(senior: Shown, qtbot: QtBot) -> None:
    page, rig, _ = senior
    row = only(page, qtbot)
    QTest.keyClicks(row.reason, "Nothing since March.")
    page.hide()
    kept = rig.look(lambda session: draft_lines(session, person_lines(session)))
    assert [place_of_draft(one).name for one in kept] == ["proposals"]
    again = ProposalsPage(rig.desk)
    qtbot.addWidget(again)
    again.show()
    other = only(again, qtbot)
    qtbot.waitUntil(lambda: other.reason.text == "Nothing since March.")
    other.agree_button.click()
    qtbot.waitUntil(lambda: level(rig) is RiskLevel.MEDIUM)
    qtbot.waitUntil(lambda: rig.look(lambda session: session.store.drafts()) == [])


def test_a_row_that_is_made_anew_keeps_what_was_written_last(senior: Shown, qtbot: QtBot) -> None:
    """What the store has is older by then than what stands on the row."""
    page, rig, _ = senior
    row = only(page, qtbot)
    QTest.keyClicks(row.reason, "Nothing")
    row.keep()
    QTest.keyClicks(row.reason, " since March.")
    view = page._view
    assert view is not None
    page._rebuild(view)
    qtbot.waitUntil(lambda: "since March." in rig.look(lambda session: session.store.drafts())[0].content)
    assert next(iter(page.rows.values())).reason.text == "Nothing since March."
