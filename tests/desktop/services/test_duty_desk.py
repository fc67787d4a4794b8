"""The duty desk: a colleague who should be back first, then the riskiest, then the oldest; nothing for workers."""

from datetime import time, timedelta

from casework.records.contact.appointment import ContactSort
from casework.records.contact.check_in import CheckIn, CheckInStep
from casework.records.contact.concern import ProtectionConcern
from casework.records.file.case import RiskLevel
from casework.records.identifier import Scope, case_scope, restricted_scope
from casework.records.person.address import AddressSort, Place
from desktop.services.amend import add_address, cancel_appointment, plan_appointment
from desktop.services.attention import read_attention
from desktop.services.contact_form import NextPart
from desktop.services.duty_desk import DutyItem, DutySort, read_duty_desk
from desktop.services.duty_matter import read_matter
from desktop.services.local_time import local
from desktop.services.recorder import Recorder
from desktop.services.risk import sign_level
from tests.desktop.services.laptop import Laptop, Team
from tests.desktop.views.looks.rig import hold_back_a_raise


def plan_visit(team: Team, hours: int = 1) -> str:
    session, case = team.worker.session, team.worker.case
    starts = local(session.now() + timedelta(hours=hours))
    part = NextPart(
        sort=ContactSort.HOME_ANNOUNCED,
        day=starts.date(),
        at=time(starts.hour, starts.minute),
        back_by=time(starts.hour + 1, starts.minute),
        place="5 Fifth Street",
    )
    change = plan_appointment(session, case, part)
    team.sync()
    return next(record for _, record in change.records)


def check_in(team: Team, visit: str, step: CheckInStep) -> None:
    session = team.worker.session
    spoke = "Una Worker" if step is CheckInStep.CLOSED else None
    record = CheckIn(appointment=visit, step=step, at=session.now(), by=session.me, spoke_to=spoke)
    edit = Recorder(session).new_record(record, session.store.new_id())
    Recorder(session).save(case_scope(team.worker.case), [edit])
    team.sync()


def pass_hours(team: Team, hours: float) -> None:
    for laptop in (team.worker, team.colleague, team.senior):
        laptop.ready.clock.advance(hours=hours)


def items(team: Team) -> list[DutyItem]:
    return list(read_duty_desk(team.senior.session).items)


def sorts(team: Team) -> list[DutySort]:
    return [item.sort for item in items(team)]


def test_a_visit_is_on_the_desk_from_the_minute_it_is_overdue_started_or_not(team: Team) -> None:
    plan_visit(team)
    pass_hours(team, 1.9)
    assert sorts(team) == []
    pass_hours(team, 0.2)
    (item,) = items(team)
    assert item.sort is DutySort.OVERDUE
    assert "Nobody has said that it began." in item.detail
    assert "5 Fifth Street" in item.detail


def test_an_overdue_visit_names_the_street_where_the_plan_does_not(team: Team) -> None:
    session, case = team.worker.session, team.worker.case
    for line in ("70 Fixture Lane", "5 Fifth Street"):
        add_address(session, case, Place(sort=AddressSort.HOME, line=line, town="Invertown"))
    plan_visit(team)
    pass_hours(team, 6.2)
    (item,) = items(team)
    assert "At: 5 Fifth Street." in item.detail
    assert "On file: 70 Fixture Lane, Invertown." in item.detail


def test_an_overdue_visit_counts_its_time_in_hours_like_its_title(team: Team) -> None:
    plan_visit(team)
    pass_hours(team, 6.2)
    (item,) = items(team)
    assert "Nobody has answered for 4 h" in item.detail


def test_an_overdue_visit_says_where_there_is_no_number_to_ring(team: Team) -> None:
    plan_visit(team)
    pass_hours(team, 2.2)
    (item,) = items(team)
    assert "Wilma Worker, no number on this laptop." in item.detail


def test_a_started_visit_says_so_and_ends_with_a_check_in(team: Team) -> None:
    visit = plan_visit(team)
    pass_hours(team, 1)
    check_in(team, visit, CheckInStep.STARTED)
    pass_hours(team, 1.2)
    assert "Set out, and has not said that it is over." in items(team)[0].detail
    check_in(team, visit, CheckInStep.CLOSED)
    assert items(team) == []


def test_a_cancelled_visit_is_not_on_the_desk(team: Team) -> None:
    visit = plan_visit(team)
    cancel_appointment(team.worker.session, team.worker.case, visit, "She rang.")
    team.sync()
    pass_hours(team, 3)
    assert items(team) == []


def test_two_views_and_what_was_held_back_stand_below_an_overdue_visit(team: Team) -> None:
    plan_visit(team)
    hold_back_a_raise(team)
    sign_level(team.worker.session, team.worker.case, RiskLevel.HIGH, "Two incidents within a month.")
    sign_level(team.colleague.session, team.worker.case, RiskLevel.MEDIUM, "Nothing for weeks.")
    team.sync()
    pass_hours(team, 2.1)
    assert sorts(team)[0] is DutySort.OVERDUE
    assert {DutySort.HELD_BACK, DutySort.CONFLICT} <= set(sorts(team))
    attention = read_attention(team.senior.session)
    assert (attention.duty, attention.shows_duty, attention.duty_overdue) == (len(items(team)), True, True)


def raise_concern(laptop: Laptop, scope: Scope) -> None:
    session = laptop.session
    concern = ProtectionConcern.model_validate(
        {
            "sort": "child",
            "concerned": [{"name_not_known": True, "place_not_known": True}],
            "seen": "Two small coats in the hall.",
            "danger": "not_known",
            "noticed_at": session.now(),
            "recorded_by": session.me,
        }
    )
    Recorder(session).save(scope, [Recorder(session).new_record(concern, session.store.new_id())])


def test_a_concern_waits_there_until_somebody_was_told(team: Team) -> None:
    raise_concern(team.worker, case_scope(team.worker.case))
    team.sync()
    (item,) = items(team)
    assert item.sort is DutySort.CONCERN


def test_a_concern_of_the_restricted_part_stands_whole_beside_the_queue(team: Team) -> None:
    """Whoever is on duty and may read it reads what was seen, as of any other."""
    team.senior.ready.office.grant(restricted_scope(team.senior.case))
    team.sync()
    raise_concern(team.senior, restricted_scope(team.senior.case))
    (item,) = items(team)
    said = [words for part in read_matter(team.senior.session, item) for _, words in part.lines]
    assert "Two small coats in the hall." in said


def test_there_is_no_desk_for_workers(team: Team) -> None:
    plan_visit(team)
    pass_hours(team, 3)
    attention = read_attention(team.worker.session)
    assert (attention.duty, attention.shows_duty) == (0, False)
