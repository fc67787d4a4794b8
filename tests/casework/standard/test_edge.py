"""Small promises of the standards: an absence by itself, in which order, what names no order, and lengths of time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import JsonValue

from casework.ledger.fold import RecordState
from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Outcome
from casework.records.contact.frequency import FrequencySort
from casework.rules.standard.fact import CaseFacts, Failure, Frequency, ReportFact
from casework.rules.standard.follow_up import FollowUpStep, follow_up_dues, follow_ups
from casework.rules.standard.frequency import planned_dues, rhythms
from casework.rules.standard.gather import gather_facts
from casework.rules.standard.occurrence import occurrences
from casework.rules.standard.period import Length, Unit
from casework.rules.standard.rule import Counted, Standard, Stretch
from casework.rules.standard.run import Run
from casework.rules.standard.tally import days_counted, first_at
from tests.casework.standard.sample import EVERY, MAUNDY_THURSDAY, SCOTLAND, meeting
from tests.casework.standard.test_gather import ME, ORDER, Values, appointment, contact, state
from tests.casework.standard.test_gather import order as order_record
from tests.fakes.chain import ident

PLAIN: Values = {"happened_on": "2026-07-01", "recorded_by": ME}
ABSENCE: Values = {**PLAIN, "step": "absence"}


def failures(*events: tuple[int, Values]) -> tuple[Failure, ...]:
    """The failures to attend of compliance records."""
    return gather_facts([state(number, "compliance_event", values) for number, values in events]).failures


def test_an_absence_about_which_nothing_was_done_is_answered_by_nothing() -> None:
    """No contact, attempt, explanation, decision, letter or action is taken as given."""
    (found,) = failures((70, ABSENCE))
    assert found == Failure(ident(70), date(2026, 7, 1), "", (), False, None, None, False)


def test_what_was_done_about_another_absence_answers_nothing() -> None:
    """Each step answers the one that it names."""
    explained: Values = {**PLAIN, "step": "explanation", "follows": ident(70)}
    first, second = failures((70, ABSENCE), (71, {**ABSENCE, "happened_on": "2026-07-08"}), (72, explained))
    assert (first.explained, second.explained) == (True, False)


def test_failures_and_reports_come_in_the_order_of_their_days() -> None:
    """Whatever their ids."""
    late: Values = {**ABSENCE, "happened_on": "2026-07-08"}
    assert [one.on.day for one in failures((70, late), (71, ABSENCE))] == [1, 8]
    report: Values = {"step": "reported", "recorded_by": ME, "follows": ident(75)}
    reports = [
        state(number, "compliance_event", {**report, "happened_on": on})
        for number, on in ((70, "2026-07-08"), (71, "2026-07-01"))
    ]
    found = gather_facts(reports).reported
    assert [(one.on.day, one.order) for one in found] == [(1, ""), (8, "")]


def test_what_names_no_order_is_of_none() -> None:
    """A plan and a questionnaire; with one, it is of that."""
    for named in ("", ORDER):
        more: dict[str, JsonValue] = {"order": named} if named else {}
        facts = gather_facts([questionnaire(**more)])
        assert [(one.ident, one.order) for one in facts.questionnaires] == [(ident(63), named)]


def questionnaire(**values: JsonValue) -> RecordState:
    """A questionnaire that was offered on 2 May 2026."""
    return state(63, "exit_questionnaire", {"offered": True, "offered_on": "2026-05-02", "supervisor": ME, **values})


def test_a_questionnaire_that_was_neither_offered_nor_refused_was_not_held() -> None:
    """Being written down is no day of its own."""
    waiting = state(64, "exit_questionnaire", {"offered": False, "not_offered": "Abroad.", "supervisor": ME})
    assert [one.ident for one in gather_facts([waiting]).questionnaires] == [ident(64)]


def test_the_moment_of_a_release_is_kept_with_its_order() -> None:
    """What counts in hours counts from it."""
    (found,) = gather_facts([order_record(released_at="2026-06-30T09:30:00Z")]).orders
    assert found.released_at == datetime(2026, 6, 30, 9, 30, tzinfo=UTC)


def test_an_appointment_keeps_its_sort_while_nothing_is_recorded() -> None:
    """And a chain of corrections that turns on itself ends."""
    (planned,) = gather_facts([appointment(0x30, "2026-07-01T09:00:00Z")]).meetings
    assert planned.sort is ContactSort.OFFICE
    turning = [
        contact(0x40 + number, "2026-07-01T09:00:00Z", corrects={"contact": ident(0x41 - number), "reason": "Wrong."})
        for number in range(2)
    ]
    assert [one.arranged for one in gather_facts(turning).meetings] == [False, False]


def test_somebody_who_came_later_on_the_same_day_was_reached() -> None:
    """They missed the morning and came in the afternoon."""
    missed = meeting(date(2026, 7, 1), outcome=Outcome.UNACCEPTABLE, hour=9)
    came = meeting(date(2026, 7, 1), hour=15)
    failure = Failure("failure", missed.on, missed.ident)
    (found,) = follow_ups(CaseFacts(meetings=(missed, came), failures=(failure,)))
    assert FollowUpStep.REACH not in found.missing


@pytest.mark.parametrize("unit", Unit)
def test_a_length_so_many_times_over_keeps_its_unit(unit: Unit) -> None:
    """Four times three months are twelve."""
    assert Length(number=3, unit=unit).times(4) == Length(number=12, unit=unit)
    assert Length(number=3, unit=unit).times(0) == Length(number=0, unit=unit)


def test_what_is_asked_for_says_by_whom_and_what_closes_it() -> None:
    """Contact as planned, and the next step after a failure."""
    missed = meeting(date(2026, 7, 1), outcome=Outcome.UNDECIDED)
    plan = Frequency("plan", FrequencySort.ANY, 7, date(2026, 7, 1))
    facts = CaseFacts(meetings=(missed,), frequencies=(plan,))
    (planned,), (step,) = planned_dues(facts, date(2026, 7, 2)), follow_up_dues(facts, date(2026, 7, 2))
    assert "As the case's workers planned it" in planned.source
    assert planned.closes == "The person was seen, or their home visited and they were there."
    assert step.source.startswith("Dundee report 299-2005")
    assert step.closes == "Each step on the compliance record of the failure, or that the absence was acceptable."


@pytest.mark.parametrize(("seen", "kept"), [(0, 1), (6, 1), (7, 0)])
def test_a_stretch_of_planned_contact_has_its_first_day_and_not_the_next_ones(seen: int, kept: int) -> None:
    """Seven days from the first one on."""
    begun = date(2026, 7, 1)
    facts = CaseFacts(
        meetings=(meeting(begun + timedelta(days=seen)),), frequencies=(Frequency("plan", FrequencySort.ANY, 7, begun),)
    )
    (found,) = rhythms(facts, begun + timedelta(days=7))
    assert (found.kept, found.stretches) == (kept, 1)


def test_the_day_on_which_a_requirement_ended_is_read() -> None:
    """From then on it asks for nothing."""
    ended: Values = {"order": ORDER, "sort": "supervision", "starts": "2026-04-02", "ended_on": "2026-05-01"}
    facts = gather_facts([order_record(), state(20, "requirement", ended)])
    assert facts.orders[0].requirements[0].ended_on == date(2026, 5, 1)


def rule_counting(counts: Counted, *sorts: str) -> Standard:
    """Some rule, counting something else."""
    return EVERY[0].rule[0].model_copy(update={"counts": counts, "sorts": sorts})


def test_the_first_moment_counts_what_the_rule_counts() -> None:
    """Seen or arranged, in its ways, from the very day on; none for what is no meeting, or never took place."""
    day = MAUNDY_THURSDAY
    missed = meeting(day, outcome=Outcome.UNACCEPTABLE, hour=9)
    by_chance = meeting(day, arranged=False, hour=10)
    rung = meeting(day, ContactSort.TELEPHONE, hour=8)
    before = meeting(day - timedelta(days=1))
    facts = CaseFacts(meetings=(before, rung, missed, by_chance))
    assert first_at(rule_counting(Counted.SEEN, "office"), facts, day) == by_chance.at
    assert first_at(rule_counting(Counted.ARRANGED, "office"), facts, day) == missed.at
    assert first_at(rule_counting(Counted.SEEN), facts, day) == rung.at
    assert first_at(rule_counting(Counted.SEEN), CaseFacts(), day) is None
    assert first_at(rule_counting(Counted.REVIEW), facts, day) is None


def test_one_report_is_not_handed_in_by_another() -> None:
    """Each is asked for by itself."""
    facts = CaseFacts(
        reports=(
            ReportFact("first", date(2026, 3, 1), date(2026, 3, 20)),
            ReportFact("second", date(2026, 3, 2), date(2026, 3, 25)),
        )
    )
    assert days_counted(rule_counting(Counted.REPORT), facts, "second") == [date(2026, 3, 25)]


def scheduled(start: date, until: date, *stretches: tuple[int, Unit, int | None]) -> list[date]:
    """When something falls due by a schedule from a day on, up to the time that runs on another."""
    schedule = tuple(Stretch(every=Length(number=number, unit=unit), times=times) for number, unit, times in stretches)
    made = {"within": None, "after": None, "schedule": schedule, "window": False, "last_held": False}
    rule = EVERY[0].rule[0].model_copy(update=made)
    return [one.due_on for one in occurrences(rule, Run("order", start), (), SCOTLAND, until)]


def test_a_stretch_in_the_same_unit_cuts_no_month_twice() -> None:
    """From 31 December two months are 28 February, and one more is 31 March."""
    found = scheduled(date(2025, 12, 31), date(2026, 4, 1), (2, Unit.MONTHS, 1), (1, Unit.MONTHS, None))
    assert found == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_a_stretch_in_another_unit_counts_from_where_the_one_before_it_ended() -> None:
    """Two weeks from 1 January, and every month from the 15th."""
    found = scheduled(date(2026, 1, 1), date(2026, 3, 1), (1, Unit.WEEKS, 2), (1, Unit.MONTHS, None))
    assert found == [date(2026, 1, 8), date(2026, 1, 15), date(2026, 2, 15), date(2026, 3, 15)]
