"""Who is on duty rings whoever was not told, and answers for a visit that is overdue: both leave a record."""

from datetime import time, timedelta

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.records.contact.appointment import Appointment
from casework.records.contact.check_in import CheckIn, CheckInStep
from casework.records.contact.not_told import NotTold, TellingHow, still_to_tell
from casework.records.identifier import case_scope
from casework.records.risk.warning import Notice, WarningSort
from casework.rules.standing import read_record, records_of
from desktop.services.amend import add_warning
from desktop.services.duty_desk import DutySort, read_duty_desk
from desktop.services.local_time import local
from desktop.services.on_duty.answering import Closing, close_visit, say_looking
from desktop.services.on_duty.telling import EARLIER, GOES_ELSE, LATER, say_told
from desktop.services.recorder import NotComplete, Recorder
from tests.desktop.services.laptop import Team
from tests.desktop.services.test_duty_desk import check_in, items, pass_hours, plan_visit, sorts
from tests.fakes.case_store import WORKER, new, uid

ENTRY = "a" * 64


def not_told(team: Team) -> str:
    """A warning by the senior, and what the office writes about the worker's visit in an hour."""
    visit = plan_visit(team)
    senior = team.senior.session
    change = add_warning(senior, team.senior.case, Notice(sort=WarningSort.DOG))
    about = next(record for _, record in change.records)
    team.sync()
    record = NotTold(about=about, entry=ENTRY, visitor=WORKER, appointment=visit, since=senior.now())
    team.worker.ready.office.write(case_scope(team.worker.case), new(record, uid(7001)))
    team.sync()
    return uid(7001)


def test_the_desk_says_whom_to_ring_when_they_set_out_and_what_changed(team: Team) -> None:
    not_told(team)
    (item,) = items(team)
    assert item.sort is DutySort.NOT_TOLD
    visit_at = local(team.senior.session.now() + timedelta(hours=1))
    assert f"visit at {visit_at:%H:%M}" in item.detail
    assert team.senior.session.name_of(WORKER) in item.detail
    assert "Dog" in item.detail


def test_whose_visit_was_handed_on_is_rung_still_and_the_desk_says_that(team: Team) -> None:
    """The office knows whether their laptop has the hand-over; until it says so they may be on the way."""
    not_told(team)
    session, case = team.senior.session, team.senior.case
    (visit,) = session.store.records(Appointment.kind)
    plan = read_record(Appointment, visit).plan
    assert plan is not None
    handed: JsonValue = plan.model_copy(update={"staff": session.me}).model_dump(mode="json")
    recorder = Recorder(session)
    recorder.save(case_scope(case), [recorder.change(visit, {"plan": handed})])
    (item,) = [one for one in items(team) if one.sort is DutySort.NOT_TOLD]
    assert session.name_of(WORKER) in item.detail
    assert GOES_ELSE in item.detail


def test_it_goes_when_somebody_has_told_them(team: Team) -> None:
    record = not_told(team)
    pass_hours(team, 0.1)
    say_told(team.senior.session, team.senior.case, record, TellingHow.TELEPHONE)
    team.sync()
    assert items(team) == []
    state = team.worker.session.state(team.worker.case, record)
    assert state is not None
    assert not still_to_tell(read_record(NotTold, state))


@pytest.mark.parametrize(("hours", "problem"), [(-1, EARLIER), (1, LATER)])
def test_nobody_is_told_before_it_was_known_nor_after_now(team: Team, hours: int, problem: str) -> None:
    record = not_told(team)
    at = local(team.senior.session.now() + timedelta(hours=hours))
    with pytest.raises(NotComplete) as caught:
        say_told(team.senior.session, team.senior.case, record, TellingHow.TELEPHONE, time(at.hour, at.minute))
    assert caught.value.problems == (problem,)


def test_only_the_office_says_that_a_laptop_has_it(team: Team) -> None:
    record = not_told(team)
    session, case = team.worker.session, team.worker.case
    state = session.state(case, record)
    assert state is not None
    edit = Recorder(session).change(state, {"confirmed_at": session.now().isoformat()})
    with pytest.raises(UserError):
        Recorder(session).save(case_scope(case), [edit])
    invented = NotTold(about=record, entry=ENTRY, visitor=WORKER, appointment=record, since=session.now())
    with pytest.raises(UserError):
        Recorder(session).save(case_scope(case), [Recorder(session).new_record(invented, session.store.new_id())])


def test_an_overdue_visit_says_for_how_long_nobody_answered_and_then_who_looks_into_it(team: Team) -> None:
    visit = plan_visit(team)
    pass_hours(team, 2.6)
    (item,) = items(team)
    assert item.unanswered
    assert "Nobody has answered for 36 min." in item.detail
    say_looking(team.senior.session, team.senior.case, visit)
    (item,) = items(team)
    assert not item.unanswered
    assert f"{team.senior.session.name_of(team.senior.session.me)} has been looking into it since" in item.detail
    team.sync()
    assert sorts(team) == [DutySort.OVERDUE], "it stays until the visit is closed"
    pass_hours(team, 0.6)
    (item,) = items(team)
    assert item.unanswered, "half an hour without another word: nobody has answered again"
    assert "nobody has said anything since: answer again" in item.detail


def test_whoever_is_out_comes_before_whoever_was_not_told(team: Team) -> None:
    not_told(team)
    pass_hours(team, 2.1)
    assert [item.sort for item in read_duty_desk(team.senior.session).items][:2] == [
        DutySort.OVERDUE,
        DutySort.NOT_TOLD,
    ]


def test_a_word_from_before_they_set_out_closes_no_visit(team: Team) -> None:
    """It says nothing of where they are now: the visit stays on the desk, and nobody is told that it is closed."""
    visit = plan_visit(team)
    pass_hours(team, 1)
    check_in(team, visit, CheckInStep.STARTED)
    pass_hours(team, 3)
    session, case = team.senior.session, team.senior.case
    now = local(session.now())
    before, after = time(now.hour - 4, now.minute), time(now.hour - 1, now.minute)
    with pytest.raises(NotComplete, match="they had not set out by then"):
        close_visit(session, case, visit, Closing("Una Worker", at=before))
    assert sorts(team) == [DutySort.OVERDUE]
    close_visit(session, case, visit, Closing("Una Worker", "She is at home.", after))
    assert sorts(team) == []


def test_just_after_midnight_a_time_of_the_evening_is_that_evening(team: Team) -> None:
    """Somebody rings at ten to twelve, and it is written down at ten past."""
    visit = plan_visit(team)
    pass_hours(team, 1)
    check_in(team, visit, CheckInStep.STARTED)
    session, case = team.senior.session, team.senior.case
    now = local(session.now())
    pass_hours(team, 24 + 10 / 60 - (now.hour + now.minute / 60))
    now = local(session.now())
    assert (now.hour, now.minute) == (0, 10)
    with pytest.raises(NotComplete, match="has not come yet"):
        close_visit(session, case, visit, Closing("Una Worker", at=time(0, 30)))
    with pytest.raises(NotComplete, match="has not come yet"):
        close_visit(session, case, visit, Closing("Una Worker", at=time(15, 0)))
    close_visit(session, case, visit, Closing("Una Worker", "She is at home.", time(23, 50)))
    closed = [one for _, one in records_of(CheckIn, session.store.records(CheckIn.kind, case_scope(case)))][-1]
    assert (closed.step, closed.at) == (CheckInStep.CLOSED, session.now() - timedelta(minutes=20))
