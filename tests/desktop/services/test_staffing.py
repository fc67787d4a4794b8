"""Training, supervision and selection: who sees whom, what is proposed and decided, what a case file learns."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.records.identifier import AGENCY, CaseId, StaffId, staff_scope, team_scope
from casework.records.oversight.selection import SelectionAnswer
from casework.records.oversight.training import Training, TrainingSubject
from casework.records.staff.staff import Post, Staff, StaffRole
from casework.rules.standing import read_record
from desktop.services.record_chronology import record_events
from desktop.services.record_form import Wish, open_record
from desktop.services.record_save import save_record
from desktop.services.service_page import read_service
from desktop.services.session import Session
from desktop.services.staffing.page import OTHERS, TOOLS, CandidateLine, SupervisionLine, asked_for, read_staffing
from desktop.services.staffing.selecting import decide_selection, grounds_of
from desktop.services.team.staffing import StaffingSummary, read_summary
from tests.desktop.services.laptop import COLLEAGUE, SENIOR, WORKER, Team, begin_team, beside
from tests.desktop.services.test_service_page import train, write
from tests.fakes.case_store import new, uid

CHIEF = StaffId(uid(32))
SUPPORT = StaffId(uid(31))
WORDS = "Ann, the worker, is to be spared late visits while her father is ill."


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = begin_team(tmp_path)
    office = made.worker.ready.office
    office.grant(*(staff_scope(one) for one in (WORKER, COLLEAGUE, SENIOR)), team_scope(uid(20)))
    made.sync()
    yield made
    for laptop in (made.worker, made.colleague, made.senior):
        laptop.ready.connection.close()


def train_in_all(session: Session, staff: StaffId) -> None:
    """What high-risk work asks for, with no end."""
    for subject in asked_for():
        write(session, staff_scope(staff), "training", {"subject": subject.value, "completed_on": "2024-11-01"})


def supervise(session: Session, staff: StaffId, cases: tuple[CaseId, ...] = (), next_on: str | None = None) -> str:
    values: dict[str, JsonValue] = {"held_on": "2026-11-01", "notes": WORDS, "cases": [{"case": one} for one in cases]}
    if next_on:
        values["next_on"] = next_on
    return write(session, staff_scope(staff), "supervision_session", values)


def line_of(session: Session, staff: StaffId) -> CandidateLine:
    return next(one for one in read_staffing(session).candidates if one.staff == staff)


def supervision_of(session: Session, staff: StaffId) -> SupervisionLine:
    return next(one for one in read_staffing(session).supervision if one.state.staff == staff)


def test_a_worker_sees_themself_a_senior_the_team_and_business_support_nobody(team: Team, tmp_path: Path) -> None:
    train(team.senior.session, WORKER, "2026-12-01")
    team.sync()
    mine = read_staffing(team.worker.session)
    assert [(row.staff, row.may_record) for row in mine.rows] == [(WORKER, False)]
    assert mine.rows[0].cells[0].until == date(2026, 12, 1)
    assert mine.candidates == ()
    page = read_staffing(team.senior.session)
    assert [(row.staff, row.may_record) for row in page.rows] == [(SENIOR, False), (COLLEAGUE, True), (WORKER, True)]
    assert page.gaps[0] == 2
    assert page.subjects == TOOLS
    assert len(read_staffing(team.senior.session, OTHERS).rows[0].cells) == len(OTHERS)
    office = team.worker.ready.office
    post = Post(role=StaffRole.BUSINESS_SUPPORT, team=uid(20))
    office.write(AGENCY, new(Staff(name="Somebody", post=post, active=True), SUPPORT))
    support = beside(tmp_path, office, SUPPORT)
    try:
        assert read_staffing(support.session).rows == ()
    finally:
        support.ready.connection.close()


def test_who_is_trained_supervised_and_has_room_is_proposed_with_reasons(team: Team) -> None:
    session = team.senior.session
    train_in_all(session, COLLEAGUE)
    assert not line_of(session, COLLEAGUE).candidate.proposed
    supervise(session, COLLEAGUE)
    found = line_of(session, COLLEAGUE)
    assert found.candidate.proposed
    assert grounds_of(found) == (
        "Trained in all that such work asks for.",
        "Has room: 0 open cases; the middle of the team is 0.5.",
        "Last supervised 1 November 2026.",
    )
    other = grounds_of(line_of(session, WORKER))
    assert other[0] == "Not trained in: LS/CMI, Risk Matrix 2000, STABLE-2007, ACUTE-2007."
    assert other[1] == "More than the middle: 1 open case; the middle of the team is 0.5."
    assert other[2] == "No supervision is recorded."
    assert [one.staff for one in read_staffing(session).candidates] == [COLLEAGUE, WORKER]


def test_a_decision_is_kept_with_its_reason_and_every_laptop_learns_only_that_somebody_is_selected(team: Team) -> None:
    session = team.senior.session
    reason = "Two years of joint work; her own wish."
    with pytest.raises(UserError, match="Write the reason"):
        decide_selection(session, line_of(session, WORKER), SelectionAnswer.SELECTED, " ")
    decide_selection(session, line_of(session, WORKER), SelectionAnswer.SELECTED, reason)
    team.sync()
    line = line_of(session, WORKER)
    assert line.selected_on == session.today()
    assert line.decision is not None
    assert (line.decision.reason, line.decided_by, line.disagrees) == (reason, "Seonaid Senior", False)
    assert "Not trained in" in (line.decision.grounds or "")
    states = team.colleague.session.store.records(Training.kind, AGENCY)
    (told,) = [read_record(Training, state) for state in states]
    assert (told.subject, told.staff, told.decided_by) == (TrainingSubject.HIGH_RISK, WORKER, SENIOR)
    assert not team.colleague.session.access_to(staff_scope(WORKER)).reads, "the office sends the reason to nobody else"
    assert reason not in str([state.fields for state in team.colleague.session.store.records(Training.kind)])
    own = [one.line.kind for one in read_service(team.worker.session).lines]
    assert sorted(own) == ["selection_decision", "training"], "whoever it is about reads why"
    with pytest.raises(UserError, match="selected already"):
        decide_selection(session, line, SelectionAnswer.SELECTED, reason)
    with pytest.raises(UserError, match="No longer selected"):
        decide_selection(session, line, SelectionAnswer.NOT_NOW, reason)


def test_a_selection_is_ended_for_every_laptop_without_the_reason(team: Team) -> None:
    session = team.senior.session
    with pytest.raises(UserError, match="nothing to end"):
        decide_selection(session, line_of(session, WORKER), SelectionAnswer.ENDED, "Moves on.")
    decide_selection(session, line_of(session, WORKER), SelectionAnswer.SELECTED, "Ready.")
    decide_selection(session, line_of(session, WORKER), SelectionAnswer.ENDED, "Moves to another team.")
    team.sync()
    line = line_of(session, WORKER)
    assert line.selected_on is None
    assert line.decision is not None
    assert line.decision.answer is SelectionAnswer.ENDED
    (state,) = team.colleague.session.store.records(Training.kind, AGENCY)
    ended = read_record(Training, state).ended
    assert ended is not None
    assert (ended.on, ended.reason) == (session.today(), "")


def test_nobody_decides_about_themself_nor_in_anothers_name(team: Team) -> None:
    """Refused on the laptop by the very rule of the office."""
    line = line_of(team.senior.session, WORKER)
    with pytest.raises(UserError, match="whoever supervises"):
        decide_selection(team.worker.session, line, SelectionAnswer.SELECTED, "I want to.")
    values: dict[str, JsonValue] = {
        "about": str(WORKER), "answer": "selected", "decided_on": "2026-11-01", "reason": "I want to.",
    }  # fmt: skip
    for session, by in ((team.worker.session, SENIOR), (team.senior.session, COLLEAGUE)):
        with pytest.raises(UserError, match="kept for a senior"):
            write(session, staff_scope(WORKER), "selection_decision", {**values, "decided_by": str(by)})
    kinds = {offer.kind for offer in read_service(team.senior.session).offers}
    assert "selection_decision" not in kinds, "only with its reasons beside it"


def test_two_decisions_that_do_not_agree_are_said_to(team: Team) -> None:
    """Somebody was selected by a form of training, and a decision says otherwise."""
    session = team.senior.session
    decide_selection(session, line_of(session, WORKER), SelectionAnswer.NOT_NOW, "Not yet.")
    assert not line_of(session, WORKER).disagrees
    values: dict[str, JsonValue] = {"subject": "selected_for_high_risk_work", "completed_on": "2026-10-01"}
    write(session, staff_scope(WORKER), "training", values)
    assert line_of(session, WORKER).disagrees


def test_overdue_sessions_come_first(team: Team) -> None:
    session = team.senior.session
    supervise(session, WORKER, next_on="2026-11-02")
    late = supervision_of(session, WORKER)
    assert late.overdue(date(2026, 11, 3))
    assert not late.overdue(date(2026, 11, 2))
    assert [one.state.held_on for one in read_staffing(session).supervision].count(None) == 2
    train(session, COLLEAGUE, "2026-12-01")
    train(session, COLLEAGUE, "2027-02-01")
    train(session, WORKER, "2026-12-31")
    assert read_summary(session) == StaffingSummary(overdue=0, ending=1), "what is renewed already asks for nothing"
    team.senior.ready.clock.advance(days=1)
    assert read_summary(session).overdue == 1


def test_a_case_discussed_waits_until_its_file_says_what_was_decided_and_nothing_else(team: Team) -> None:
    session, case = team.senior.session, team.senior.case
    held = supervise(session, WORKER, (case,))
    (waits,) = supervision_of(session, WORKER).unwritten
    assert (waits.session, waits.person.case) == (held, case)
    form = open_record(session, Wish(case, "discussion", about=held)).form
    assert form.values == {"worker": WORKER, "senior": SENIOR, "on": "2026-11-01", "in_supervision": True}
    form.values |= {"how": "in_person", "outcome": "Visit weekly until the review."}
    save_record(session, form, None)
    assert supervision_of(session, WORKER).unwritten == ()
    team.sync()
    for laptop in (team.worker, team.colleague):
        lines = [one for one in record_events(laptop.session, case) if one.kind == "discussion"]
        assert [(one.title, one.text, one.significant) for one in lines] == [
            ("Discussed in supervision", "Visit weekly until the review.", True)
        ]
    told = [str(state.fields) for state in team.colleague.session.store.records_of_case(case)]
    assert not any("father is ill" in one or held in one for one in told)
    assert not team.colleague.session.access_to(staff_scope(WORKER)).reads
    assert supervision_of(team.worker.session, WORKER).state.session == held, "the worker reads their own"
    assert not any("father is ill" in str(one) for one in read_staffing(team.colleague.session).supervision)
    stranger = open_record(team.colleague.session, Wish(case, "discussion", about=held)).form
    assert stranger.values.get("in_supervision") is None, "a session that is not theirs says nothing"
