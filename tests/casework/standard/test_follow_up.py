"""After a failure to attend: what is still to be done, step by step; and contact as planned and as held."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Outcome
from casework.records.contact.frequency import FrequencySort
from casework.records.person.status import StatusSort
from casework.rules.standard.fact import Away, CaseFacts, Failure, Frequency
from casework.rules.standard.follow_up import FOLLOW_UP, FollowUpStep, follow_up_dues, follow_ups
from casework.rules.standard.frequency import PLANNED, UNRECORDED, Rhythm, planned_dues, rhythms, unrecorded_dues
from tests.casework.standard.sample import meeting, visit

DAY = date(2026, 7, 1)
MISSED = meeting(DAY, outcome=Outcome.UNDECIDED)
FAILURE = Failure("failure", DAY, MISSED.ident)
EVERY_STEP = tuple(FollowUpStep)


def missing(failure: Failure, *also: date) -> tuple[FollowUpStep, ...]:
    """What is still to be done about a failure, where the person was met on other days, too."""
    met = tuple(meeting(day) for day in also)
    found = follow_ups(CaseFacts(meetings=(MISSED, *met), failures=(failure,)))
    return found[0].missing if found else ()


@pytest.mark.parametrize("outcome", Outcome)
def test_a_failure_in_a_contact_is_to_be_recorded_unless_it_was_acceptable(outcome: Outcome) -> None:
    """Whoever was seen, or was not expected, has failed in nothing."""
    contact = meeting(DAY, outcome=outcome)
    found = follow_ups(CaseFacts(meetings=(contact,)))
    if outcome in {Outcome.UNACCEPTABLE, Outcome.UNDECIDED}:
        assert [(one.record, one.on, one.missing) for one in found] == [(contact.ident, DAY, EVERY_STEP)]
        assert found[0].next_step is FollowUpStep.RECORD
    else:
        assert found == ()


STEPS = [
    (FAILURE, EVERY_STEP[1:]),
    (replace(FAILURE, attempts=(DAY,)), EVERY_STEP[2:]),
    (replace(FAILURE, attempts=(DAY,), explained=True), EVERY_STEP[3:]),
    (replace(FAILURE, attempts=(DAY,), explained=True, acceptable=False), EVERY_STEP[4:]),
    (replace(FAILURE, attempts=(DAY,), explained=True, acceptable=False, letter_on=DAY), EVERY_STEP[5:]),
    (replace(FAILURE, attempts=(DAY,), explained=True, acceptable=False, letter_on=DAY, acted=True), ()),
    (replace(FAILURE, acceptable=True), ()),
]


@pytest.mark.parametrize(("failure", "steps"), STEPS)
def test_each_step_that_was_done_leaves_those_that_were_not(failure: Failure, steps: tuple[FollowUpStep, ...]) -> None:
    """In their order; what was acceptable needs no more."""
    assert missing(failure) == steps


def test_whoever_was_met_since_need_not_be_looked_for() -> None:
    """Whoever was met before has to be."""
    assert FollowUpStep.REACH in missing(FAILURE, DAY - timedelta(days=1))
    assert missing(FAILURE, DAY + timedelta(days=2)) == EVERY_STEP[2:]


def test_a_failure_that_names_no_contact_or_one_that_was_corrected() -> None:
    """The first stands for itself; the second is over, because the person was there."""
    alone = Failure("failure", DAY)
    assert [one.record for one in follow_ups(CaseFacts(failures=(alone,)))] == ["failure"]
    came = replace(MISSED, outcome=Outcome.COMPLIED)
    assert follow_ups(CaseFacts(meetings=(came,), failures=(FAILURE,))) == ()
    accepted = replace(MISSED, outcome=Outcome.ACCEPTABLE)
    assert follow_ups(CaseFacts(meetings=(accepted,), failures=(FAILURE,))) == ()


def test_the_next_step_after_the_last_failure_is_due_at_once() -> None:
    """No source gives a number of days; failures before it are dealt with together with it."""
    earlier = meeting(DAY - timedelta(days=7), outcome=Outcome.UNACCEPTABLE)
    facts = CaseFacts(meetings=(earlier, MISSED), failures=(replace(FAILURE, attempts=(DAY,)),))
    (due,) = follow_up_dues(facts, DAY + timedelta(days=1))
    assert (due.rule, due.about, due.due_on, due.at_once) == (FOLLOW_UP, MISSED.ident, DAY, True)
    assert due.title == "Failure to attend on 1 July 2026: ask for the explanation"
    assert due.overdue(DAY + timedelta(days=1))
    assert not due.overdue(DAY)


@pytest.mark.parametrize(("days", "number"), [(-1, 0), (0, 1)])
def test_no_step_is_due_before_the_failure_or_for_one_from_elsewhere(days: int, number: int) -> None:
    """Nor once the work has ended."""
    facts = CaseFacts(meetings=(MISSED,))
    assert len(follow_up_dues(facts, DAY + timedelta(days=days))) == number
    assert len(follow_up_dues(replace(facts, kept_from=DAY - timedelta(days=days)), DAY)) == number
    assert len(follow_up_dues(replace(facts, closed_on=DAY + timedelta(days=1 + days)), DAY)) == number
    assert follow_up_dues(CaseFacts(), DAY) == []


def fortnightly(since: date = DAY, until: date | None = None, every: int = 14) -> Frequency:
    """Contact that is planned every two weeks."""
    return Frequency("plan", FrequencySort.ANY, every, since, until)


def test_contact_as_planned_is_compared_with_contact_as_held() -> None:
    """Of three whole fortnights two were kept; the next is counted from the last time somebody saw the person."""
    met = tuple(meeting(DAY + timedelta(days=number)) for number in (3, 30))
    facts = CaseFacts(meetings=met, frequencies=(fortnightly(),))
    (found,) = rhythms(facts, DAY + timedelta(days=44))
    assert found == Rhythm("plan", FrequencySort.ANY, 14, DAY + timedelta(days=30), DAY + timedelta(days=44), 2, 3)
    assert not found.behind(DAY + timedelta(days=44))
    assert found.behind(DAY + timedelta(days=45))
    (last,) = rhythms(facts, DAY + timedelta(days=44), look_back=2)
    assert (last.kept, last.stretches) == (1, 2)


def test_nobody_seen_counts_from_the_beginning_of_the_plan() -> None:
    """Neither a failure to attend nor a contact of another sort is a meeting."""
    facts = CaseFacts(
        meetings=(MISSED, meeting(DAY)), frequencies=(replace(fortnightly(), sort=FrequencySort.HOME_VISIT),)
    )
    (found,) = rhythms(facts, DAY)
    assert (found.last_seen, found.next_by, found.stretches) == (None, DAY + timedelta(days=14), 0)
    seen = replace(facts, meetings=(visit(DAY),))
    assert rhythms(seen, DAY)[0].last_seen == DAY


def test_the_plan_that_began_last_stands_while_it_lasts() -> None:
    """Of two from one day the closer one; none that is over or still to come."""
    weekly = fortnightly(every=7)
    assert rhythms(CaseFacts(frequencies=(fortnightly(), weekly)), DAY)[0].every_days == 7
    later = fortnightly(DAY + timedelta(days=1))
    assert rhythms(CaseFacts(frequencies=(weekly, later)), DAY)[0].every_days == 7
    assert rhythms(CaseFacts(frequencies=(weekly, later)), later.since)[0].every_days == 14
    over = fortnightly(until=DAY)
    assert rhythms(CaseFacts(frequencies=(over,)), DAY)
    assert rhythms(CaseFacts(frequencies=(over,)), DAY + timedelta(days=1)) == ()


def test_the_next_contact_of_each_sort_that_is_planned_is_due() -> None:
    """Counted from when the person was seen last; nothing while they are away or once the work has ended."""
    visits = Frequency("visits", FrequencySort.HOME_VISIT, 28, DAY)
    facts = CaseFacts(meetings=(meeting(DAY + timedelta(days=3)),), frequencies=(fortnightly(every=1), visits))
    today = DAY + timedelta(days=5)
    found = planned_dues(facts, today)
    assert [(due.about, due.title, due.due_on, due.since, due.overdue(today)) for due in found] == [
        ("plan", "Contact as planned: at least once in 1 day", today - timedelta(1), today - timedelta(2), True),
        ("visits", "Home visit as planned: at least once in 28 days", DAY + timedelta(28), DAY, False),
    ]
    assert {due.rule for due in found} == {PLANNED}
    assert planned_dues(replace(facts, away=Away(StatusSort.CUSTODY, DAY)), today) == []
    assert planned_dues(replace(facts, closed_on=today), today) == []
    assert len(planned_dues(replace(facts, closed_on=today + timedelta(1)), today)) == 2


def test_planned_contact_that_nobody_recorded_is_found_the_day_after() -> None:
    """What was cancelled or recorded is not, nor what is of today (standards.md 99)."""
    planned = meeting(DAY, ContactSort.HOME_UNANNOUNCED, None)
    others = (replace(planned, ident="x", cancelled=True), meeting(DAY), replace(planned, ident="y", recorded=True))
    facts, after = CaseFacts(meetings=(planned, *others)), DAY + timedelta(days=1)
    assert unrecorded_dues(facts, DAY) == []
    (due,) = unrecorded_dues(facts, after)
    assert (due.rule, due.about, due.due_on, due.overdue(after), due.at_once) == (
        UNRECORDED,
        planned.ident,
        DAY,
        True,
        True,
    )
    assert due.title == "Record what came of it: home visit, not announced planned for 1 July 2026"
    assert due.closes == "A contact that records the appointment, or that it was cancelled."
    assert due.source.startswith("Inspection Findings 5/05")
    assert unrecorded_dues(replace(facts, closed_on=after), after) == []
    assert unrecorded_dues(replace(facts, kept_from=after), after) == []
    assert len(unrecorded_dues(replace(facts, kept_from=DAY, closed_on=after + timedelta(1)), after)) == 1
