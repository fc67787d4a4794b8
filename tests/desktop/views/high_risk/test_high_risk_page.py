"""The page of the high-risk list: a worker answers and signs, a senior decides, and nothing written is lost."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot

from casework.records.file.case import RiskLevel
from casework.records.high_risk.sweep import MeetsAnswer
from casework.records.identifier import StaffId
from casework.rules.high_risk.sweep import ReturnState
from desktop.services.high_risk.facts import read_high_risk
from desktop.services.high_risk.page import ListMoved
from desktop.services.risk import sign_level
from desktop.views.desk import Place
from desktop.views.high_risk.high_risk_page import HighRiskPage
from desktop.views.high_risk.proposal_row import WAITS
from desktop.views.high_risk.reasoned import SAY_WHY
from desktop.views.high_risk.sweep_row import SweepRow
from desktop.views.partials.label import Words
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.services.laptop import Team
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.high_risk.list_rig import answer_all, begin_sweep, page, propose, put_on_list, sign, sweep
from tests.desktop.views.two_views_rig import team_rig
from tests.fakes.case_store import SENIOR, WORKER

Shown = tuple[HighRiskPage, DeskRig, Team]


def shown(folder: Path, qtbot: QtBot, me: StaffId) -> Iterator[Shown]:
    """The empty page."""
    with team_rig(folder, me, 2) as (rig, team):
        window = HighRiskPage(rig.desk)
        qtbot.addWidget(window)
        window.resize(1162, 712)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        yield window, rig, team


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


def opened(window: HighRiskPage, qtbot: QtBot) -> None:
    window.view = None
    window.show_place(Place("high_risk"))
    qtbot.waitUntil(lambda: window.view is not None)


def texts(window: HighRiskPage) -> str:
    return "\n".join(words.text() for words in window.findChildren(Words) if not words.isHidden())


def answers(row: SweepRow, answer: MeetsAnswer) -> bool:
    return row.case.answer is answer


def test_an_empty_list_says_how_somebody_comes_onto_it(worker: Shown, qtbot: QtBot) -> None:
    window, _, _ = worker
    opened(window, qtbot)
    assert window.empty.isVisible()


def test_a_worker_answers_with_the_keyboard_and_signs_a_nil_return(worker: Shown, qtbot: QtBot) -> None:
    window, rig, team = worker
    rig.look(lambda _: begin_sweep(team))
    opened(window, qtbot)
    (card,) = window.sweeps.values()
    assert len(card.rows) == 2
    assert not card.sign_button.isEnabled()
    for row in card.rows.values():
        row.choice.setFocus()
        QTest.keyClick(QApplication.focusWidget() or row, Qt.Key.Key_D)
        qtbot.waitUntil(partial(answers, row, MeetsAnswer.DOES_NOT))
        assert row.choice.isAncestorOf(QApplication.focusWidget() or window), "the focus stays where it was"
    qtbot.waitUntil(card.sign_button.isEnabled)
    assert card.sign_button.text() == "Sign a &NIL return"
    card.sign_button.click()
    qtbot.waitUntil(lambda: "NIL return signed today." in card.state.text())
    (line,) = [one.answered for one in rig.look(sweep).lines if one.name == "Wilma Worker"]
    assert line.state is ReturnState.NIL


def test_a_worker_says_what_is_not_clear(worker: Shown, qtbot: QtBot) -> None:
    window, rig, team = worker
    rig.look(lambda _: begin_sweep(team))
    opened(window, qtbot)
    (card,) = window.sweeps.values()
    row = card.rows[rig.case]
    assert not row.note.isVisible()
    row.choice.setFocus()
    QTest.keyClick(QApplication.focusWidget() or row, Qt.Key.Key_U)
    qtbot.waitUntil(row.note.isVisible)
    row.note.setFocus()
    QTest.keyClicks(row.note, "The police report is missing.")
    QTest.keyClick(row.note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row.case.note == "The police report is missing.")


def test_whoever_meets_the_definition_is_proposed_first(worker: Shown, qtbot: QtBot) -> None:
    window, rig, team = worker
    rig.look(lambda _: begin_sweep(team))
    rig.look(lambda session: answer_all(session, MeetsAnswer.MEETS))
    opened(window, qtbot)
    (card,) = window.sweeps.values()
    assert not card.sign_button.isEnabled()
    row = card.rows[rig.case]
    assert row.propose_button.isVisible()
    row.propose_button.click()
    assert rig.went[-1] == Place("record", rig.case, kind="high_risk_proposal")
    rig.look(lambda session: [propose(session, case) for case in team.worker.ready.cases])
    opened(window, qtbot)
    assert card.sign_button.isEnabled()
    assert card.sign_button.text() == "Sign the &return"
    assert "2 proposed (2 serious violent)" in card.state.text()
    assert "Proposed; waits for a senior." in texts(window)
    assert texts(window).count(WAITS) == 2, "and not by the proposer"


def test_a_senior_opens_a_sweep_and_sees_who_has_not_answered(senior: Shown, qtbot: QtBot) -> None:
    window, rig, _team = senior
    opened(window, qtbot)
    assert window.opening is not None
    window.opening.button.click()
    qtbot.waitUntil(lambda: bool(window.opening and window.opening.day.error))
    QTest.keyClicks(window.opening.day.line, "16/11")
    window.opening.button.click()
    qtbot.waitUntil(lambda: len(window.sweeps) == 1)
    assert "0 returned, 0 NIL, 2 not answered" in texts(window)
    assert [said.words for said in rig.said] == [
        "The sweep is open. Everybody of the team sees it after their next sync."
    ]


def test_a_senior_finds_whom_a_worker_is_unsure_about(senior: Shown, qtbot: QtBot) -> None:
    window, rig, team = senior
    rig.look(lambda _: begin_sweep(team))
    rig.look(lambda _: answer_all(team.worker.session, MeetsAnswer.UNSURE))
    rig.look(lambda _: team.sync())
    opened(window, qtbot)
    assert "Unsure: look at these together" in texts(window)
    button = window.findChild(QAbstractButton, f"doubt_{rig.case}")
    assert button is not None
    button.click()
    assert rig.went[-1] == Place("person", rig.case)


def test_a_senior_puts_somebody_on_the_list_with_a_reason_and_takes_them_off(senior: Shown, qtbot: QtBot) -> None:
    window, rig, team = senior
    record = rig.look(lambda _: propose(team.worker.session, rig.case))
    rig.look(lambda _: team.sync())
    opened(window, qtbot)
    row = window.proposals[record]
    assert row.decision is not None
    assert "Carried by a, c and ii (definition version 2)" in texts(window)
    row.decision.buttons["accept"].click()
    assert row.decision.field.error == SAY_WHY
    reason = row.decision.reason
    qtbot.waitUntil(lambda: QApplication.focusWidget() is reason)
    QTest.keyClicks(row.decision.reason, "Discussed on Monday.")
    row.decision.buttons["accept"].click()
    qtbot.waitUntil(lambda: record in window.listed)
    assert "On the high-risk list without a risk management plan" in texts(window)
    assert "To key into CareJust, Risk Assessments: HRO, 02/11/2026" in texts(window)
    listed = window.listed[record]
    listed.decide_button.click()
    assert listed.decision is not None
    QTest.keyClicks(listed.decision.reason, "Moved away for good.")
    listed.decision.buttons["off"].click()
    qtbot.waitUntil(lambda: not window.listed)
    assert rig.look(lambda session: read_high_risk(session, rig.case)).member is None


def test_nobody_comes_off_the_list_over_a_level_that_was_raised_unseen(senior: Shown, qtbot: QtBot) -> None:
    """It is said, the level is shown, what was written stays; then the senior may decide all the same."""
    window, rig, team = senior
    record = rig.look(lambda _: put_on_list(team, rig.case))
    opened(window, qtbot)
    row = window.listed[record]
    row.show_decision()
    assert row.decision is not None
    row.decision.reason.set_text("He has moved away.")
    raise_level(rig, team)
    row.decision.buttons["off"].click()
    qtbot.waitUntil(lambda: [said.words for said in rig.said] == [ListMoved().sentence])
    qtbot.waitUntil(lambda: window.listed[record].line.person.risk.level is RiskLevel.VERY_HIGH)
    assert rig.look(lambda session: read_high_risk(session, rig.case)).member is not None
    again = window.listed[record].decision
    assert again is not None
    assert again.reason.text == "He has moved away."
    again.buttons["off"].click()
    qtbot.waitUntil(lambda: not window.listed)


def test_no_proposal_is_declined_over_a_level_that_was_raised_unseen(senior: Shown, qtbot: QtBot) -> None:
    window, rig, team = senior
    record = rig.look(lambda _: propose(team.worker.session, rig.case))
    rig.look(lambda _: team.sync())
    opened(window, qtbot)
    decision = window.proposals[record].decision
    assert decision is not None
    decision.reason.set_text("Nothing new.")
    raise_level(rig, team)
    decision.buttons["decline"].click()
    qtbot.waitUntil(lambda: [said.words for said in rig.said] == [ListMoved().sentence])
    qtbot.waitUntil(lambda: window.proposals[record].line.person.risk.level is RiskLevel.VERY_HIGH)
    again = window.proposals[record].decision
    assert again is not None
    assert again.reason.text == "Nothing new."


def raise_level(rig: DeskRig, team: Team) -> None:
    """The worker signs a very high level, and the senior's screen has not heard of it yet."""
    ground = "He has bought a knife."
    rig.look(lambda _: sign_level(team.worker.session, rig.case, RiskLevel.VERY_HIGH, ground))
    rig.look(lambda _: team.sync())


def test_what_a_senior_wrote_stays_when_something_else_comes(senior: Shown, qtbot: QtBot) -> None:
    window, rig, team = senior
    first, second = team.worker.ready.cases
    record = rig.look(lambda _: propose(team.worker.session, first))
    rig.look(lambda _: team.sync())
    opened(window, qtbot)
    row = window.proposals[record]
    assert row.decision is not None
    QTest.keyClicks(row.decision.reason, "Half a thought")
    rig.look(lambda _: propose(team.worker.session, second))
    rig.look(lambda _: team.sync())
    opened(window, qtbot)
    assert len(window.proposals) == 2
    again = window.proposals[record]
    assert again.decision is not None
    assert again.decision.reason.text == "Half a thought"


def test_the_riskiest_come_first_and_the_counts_are_by_sort(senior: Shown, qtbot: QtBot) -> None:
    window, rig, team = senior
    first, second = team.worker.ready.cases
    rig.look(lambda _: (put_on_list(team, first), put_on_list(team, second, sort="sexual")))
    opened(window, qtbot)
    assert "2 on the list: 1 serious sexual, 1 serious violent" in texts(window)
    assert len(window.listed) == 2


def test_business_support_sees_figures_and_no_case(senior: Shown, qtbot: QtBot) -> None:
    """The page is given nothing else (`tests/e2e/test_sweep.py`), and shows no empty list of cases."""
    window, rig, team = senior
    rig.look(lambda _: begin_sweep(team))
    rig.look(lambda _: answer_all(team.worker.session))
    rig.look(lambda _: sign(team.worker.session))
    rig.look(lambda _: team.sync())
    view = rig.look(page)
    sweeps = tuple(replace(one, own=None, doubts=()) for one in view.sweeps)
    window.show_page(replace(view, sweeps=sweeps, proposals=(), listed=(), may_open=False, casework=False))
    said = texts(window)
    assert "Together: 2 cases: 0 meet the definition, 2 not, 0 unsure" in said
    assert "Testcase" not in said
    assert not window.on_list.isVisible()
    (card,) = window.sweeps.values()
    assert card.collate_button is not None
    card.collate_button.click()
    qtbot.waitUntil(lambda: rig.look(sweep).collated != "")


def test_everything_that_takes_the_focus_has_a_name(senior: Shown, qtbot: QtBot) -> None:
    window, rig, team = senior
    rig.look(lambda _: begin_sweep(team))
    rig.look(lambda _: put_on_list(team, rig.case))
    rig.look(lambda _: propose(team.worker.session, rig.case))
    rig.look(lambda _: team.sync())
    opened(window, qtbot)
    for sort in (QAbstractButton, QLineEdit, QTextEdit):
        for widget in window.findChildren(sort):
            if widget.isVisible() and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                assert widget.objectName(), widget
                assert widget.accessibleName(), widget.objectName()
