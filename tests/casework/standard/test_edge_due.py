"""Which of two rules stands, and to the day, the hour and the working day when a time runs: worked out by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Outcome
from casework.records.kept import Kept
from casework.records.person.status import StatusSort
from casework.records.sentence.order import OrderSort
from casework.rules.due import Due, Tally
from casework.rules.standard.due_item import due_items, standards_of
from casework.rules.standard.fact import Away, CaseFacts, Done, Failure, Listed, Mappa, OrderFact, ReportFact
from casework.rules.standard.gather import gather_facts
from casework.rules.standard.occurrence import occurrences
from casework.rules.standard.period import Length, Unit
from casework.rules.standard.rule import Clock, Counted, Standard, Stretch, load_standards
from casework.rules.standard.run import Run
from casework.rules.standard.tally import days_counted
from tests.casework.standard.sample import EVERY, MAUNDY_THURSDAY, SCOTLAND, meeting, order
from tests.casework.standard.test_gather import ME, SENIOR, Values, state

BEGAN = MAUNDY_THURSDAY
DAY = timedelta(days=1)
FOUR_WEEKS = Length(number=4, unit=Unit.WEEKS)


def rule(code: str, **more: object) -> Standard:
    """A rule of invented tables: seen once within four weeks of when a community payback order began."""
    said = {"title": code, "subject": "contact", "source": "S", "clock": Clock.BEGAN, "counts": Counted.SEEN}
    whole = {**said, "code": code, "orders": (OrderSort.CPO,), "within": FOUR_WEEKS, **more}
    if more.get("schedule"):
        whole["within"] = None
    return Standard.model_validate(whole)


def to_do(facts: CaseFacts, today: date, *rules: Standard) -> list[tuple[str, str, list[str]]]:
    """What is still to be done: by which rule, about what, and which rules it answers, too."""
    table = EVERY[0].model_copy(update={"rule": rules, "effective_from": date(2020, 1, 1)})
    found = due_items(facts, [table], SCOTLAND, today)
    return [(due.rule.code, due.about, [ref.code for ref in due.also]) for due in found if due.open or due.missing]


def judged(facts: CaseFacts, today: date, one: Standard) -> list[Due]:
    table = EVERY[0].model_copy(update={"rule": (one,), "effective_from": date(2020, 1, 1)})
    return standards_of(facts, [table], SCOTLAND, today)


def test_of_two_rules_for_one_day_that_which_asks_for_more_stands() -> None:
    """Whatever they are called."""
    facts = CaseFacts(orders=(order(),))
    assert to_do(facts, BEGAN, rule("a"), rule("b", needed=4)) == [("b", "order-1", ["a"])]
    assert to_do(facts, BEGAN, rule("b"), rule("a", needed=4)) == [("a", "order-1", ["b"])]


@pytest.mark.parametrize(("later", "stands"), [(0, ["window"]), (1, ["plain", "window"])])
def test_a_time_that_is_over_answers_nothing_any_more_and_on_its_last_day_it_still_does(
    later: int, stands: list[str]
) -> None:
    """Two weeks from Maundy Thursday end on Wednesday 15 April; four weeks go on to the 30th."""
    two_weeks = rule("window", within=Length(number=2, unit=Unit.WEEKS), window=True)
    last = date(2026, 4, 15)
    found = to_do(CaseFacts(orders=(order(),)), last + later * DAY, rule("plain"), two_weeks)
    assert sorted(code for code, _, _ in found) == stands


def test_each_order_has_its_plan_and_one_meeting_serves_both() -> None:
    second = OrderFact("order-2", OrderSort.CPO, BEGAN)
    facts = CaseFacts(orders=(order(), second))
    plan = rule("plan", counts=Counted.PLAN)
    assert [about for _, about, _ in to_do(facts, BEGAN, plan)] == ["order-1", "order-2"]
    assert [about for _, about, _ in to_do(facts, BEGAN, rule("meeting"))] == ["order-1"]


def test_working_days_count_from_the_last_time_too() -> None:
    """Five from Maundy Thursday: Good Friday and the weekend are none, so Friday 10 April; then Friday 17 April."""
    every = Stretch(every=Length(number=5, unit=Unit.WORKING_DAYS))
    again = rule("again", schedule=(every,), last_held=True)
    found = occurrences(again, Run("order-1", BEGAN), [date(2026, 4, 10)], SCOTLAND, date(2026, 4, 13))
    assert [(one.about, one.due_on) for one in found] == [
        ("order-1", date(2026, 4, 10)),
        ("order-1", date(2026, 4, 17)),
    ]


def test_a_schedule_in_working_days_knows_the_holidays() -> None:
    """It begins one working day after Maundy Thursday, on Monday; every five working days from then."""
    every = Stretch(every=Length(number=5, unit=Unit.WORKING_DAYS), times=1)
    then = Stretch(every=Length(number=1, unit=Unit.MONTHS))
    one = rule("again", schedule=(every, then), after=Length(number=1, unit=Unit.WORKING_DAYS))
    found = occurrences(one, Run("order-1", BEGAN), [], SCOTLAND, date(2026, 4, 20))
    assert [(each.about, each.since, each.due_on) for each in found] == [
        ("order-1", date(2026, 4, 6), date(2026, 4, 13)),
        ("order-1", date(2026, 4, 13), date(2026, 5, 13)),
    ]
    (once,) = occurrences(
        rule("once", within=Length(number=5, unit=Unit.WORKING_DAYS)), Run("order-1", BEGAN), [], SCOTLAND, BEGAN
    )
    assert once.due_on == date(2026, 4, 10)


@pytest.mark.parametrize(
    ("on", "sort", "runs"),
    [
        (BEGAN, ContactSort.OFFICE, False),
        (BEGAN - DAY, ContactSort.OFFICE, True),
        (BEGAN + 7 * DAY, ContactSort.OFFICE, False),
        (BEGAN + 8 * DAY, ContactSort.OFFICE, True),
        (BEGAN, ContactSort.TELEPHONE, True),
    ],
)
def test_whoever_was_seen_between_the_first_day_and_the_last_in_the_ways_of_the_rule_was_seen(
    on: date, sort: ContactSort, runs: bool
) -> None:
    week = Length(number=1, unit=Unit.WEEKS)
    unseen = rule("unseen", clock=Clock.UNSEEN, unseen_for=(week,), counts=Counted.REPORTED, sorts=("office",))
    facts = CaseFacts(orders=(order(),), meetings=(meeting(on, sort),))
    assert bool(judged(facts, BEGAN + 30 * DAY, unseen)) is runs


@pytest.mark.parametrize(
    ("other", "asked"),
    [
        (OrderFact("order-2", OrderSort.CPO, BEGAN, BEGAN + 61 * DAY), False),
        (OrderFact("order-2", OrderSort.CPO, BEGAN, BEGAN + 60 * DAY), True),
        (OrderFact("order-2", OrderSort.CPO, BEGAN), False),
        (OrderFact("order-2", OrderSort.SOPO, BEGAN), True),
    ],
)
def test_the_end_of_the_work_is_asked_for_with_the_last_order(other: OrderFact, asked: bool) -> None:
    """Of two that end on one day, too; an order that only forbids something goes on without supervision."""
    ending = rule("ending", clock=Clock.ENDED, counts=Counted.ENDING)
    facts = CaseFacts(orders=(order(ends=BEGAN + 60 * DAY), other))
    about = {due.about for due in judged(facts, BEGAN + 60 * DAY, ending)}
    assert ("order-1" in about) is asked


def test_an_end_that_is_recorded_is_one() -> None:
    ending = rule("ending", clock=Clock.ENDED, counts=Counted.ENDING)
    closed = BEGAN + 61 * DAY
    facts = CaseFacts(orders=(order(ends=BEGAN + 60 * DAY),), closed_on=closed)
    assert [(due.done_on, due.kept) for due in judged(facts, closed, ending)] == [(closed, Kept.YES)]


def test_what_is_arranged_counts_in_the_ways_of_the_rule() -> None:
    facts = CaseFacts(meetings=(meeting(BEGAN), meeting(BEGAN + DAY, ContactSort.TELEPHONE)))
    assert days_counted(rule("x", counts=Counted.ARRANGED, sorts=("office",)), facts, "") == [BEGAN]


@pytest.mark.parametrize(
    ("sort", "outcome", "tried"),
    [
        (ContactSort.TELEPHONE, Outcome.UNACCEPTABLE, True),
        (ContactSort.OFFICE, Outcome.UNACCEPTABLE, False),
        (ContactSort.OFFICE, Outcome.COMPLIED, True),
        (ContactSort.TELEPHONE, Outcome.SERVICE, False),
        (ContactSort.TELEPHONE, None, False),
    ],
)
def test_what_is_an_attempt_to_reach_somebody(sort: ContactSort, outcome: Outcome | None, tried: bool) -> None:
    """Not to have waited at the office, nor what the service itself called off, nor what is not recorded."""
    facts = CaseFacts(
        meetings=(meeting(BEGAN, sort, outcome),), failures=(Failure("f", BEGAN, attempts=(BEGAN + DAY,)),)
    )
    found = days_counted(rule("x", counts=Counted.ATTEMPT), facts, "")
    assert found == ([BEGAN, BEGAN + DAY] if tried else [BEGAN + DAY])


def test_a_questionnaire_is_of_its_order_or_of_any() -> None:
    facts = CaseFacts(
        questionnaires=(
            Done("a", BEGAN, order="order-1"),
            Done("b", BEGAN + DAY, order="order-2"),
            Done("c", BEGAN + 2 * DAY),
        )
    )
    assert days_counted(rule("x", counts=Counted.QUESTIONNAIRE), facts, "order-2") == [BEGAN + DAY, BEGAN + 2 * DAY]


@pytest.mark.parametrize(("minutes", "kept"), [(0, Kept.YES), (1, None)])
def test_hours_run_out_to_the_minute(minutes: int, kept: Kept | None) -> None:
    """Released on Maundy Thursday at nine; seen on Friday at nine is within 24 hours, a minute later is not."""
    released = datetime(2026, 4, 2, 9, tzinfo=UTC)
    first = meeting(BEGAN + DAY, hour=9)
    seen = type(first)("seen", first.at + timedelta(minutes=minutes), first.on, first.sort, True, first.outcome)
    facts = CaseFacts(orders=(order(released_at=released),), meetings=(seen,))
    in_hours = rule("hours", within=Length(number=24, unit=Unit.HOURS))
    (due,) = judged(facts, BEGAN + 2 * DAY, in_hours)
    assert (due.due_on, due.done_on, due.kept) == (BEGAN + DAY, BEGAN + DAY, kept)
    assert bool(due.missing) is (kept is None)
    no_hour = CaseFacts(orders=(order(),), meetings=(seen,))
    assert [due.kept for due in judged(no_hour, BEGAN + 2 * DAY, in_hours)] == [Kept.YES]


def test_until_when_contact_is_planned_and_when_a_report_went_off_is_read() -> None:
    planned: Values = {"sort": "any", "every_days": 7, "since": "2026-04-02", "reason": "R.", "decided_by": ME}
    asked: Values = {"purpose": "parole_board", "author": ME, "due_on": "2026-05-01", "requested_on": "2026-03-20"}
    seen: Values = {"on": "2026-04-02", "by": ME}
    whole: Values = {
        **asked,
        "interview": {**seen, "place": "prison"},
        "address_visit": seen,
        "risk_addressed": seen,
        "release_plan": "P.",
        "oversight": "O.",
        "community_risk": "C.",
        "approval": {"by": SENIOR, "on": "2026-04-29"},
    }
    facts = gather_facts(
        [
            state(30, "planned_contact", {**planned, "until": "2026-05-01"}),
            state(67, "home_background_report", {**whole, "submitted_on": "2026-04-30"}),
        ]
    )
    assert [one.until for one in facts.frequencies] == [date(2026, 5, 1)]
    assert [one.submitted_on for one in facts.reports] == [date(2026, 4, 30)]


@pytest.mark.parametrize(("level", "asked"), [("level_2", [BEGAN]), ("level_3", [])])
def test_a_standard_of_mappa_runs_for_its_own_level(level: str, asked: list[date]) -> None:
    meets = rule("meets", clock=Clock.MAPPA, mappa_level="level_2", counts=Counted.MAPPA_MEETING)
    facts = CaseFacts(mappa=Mappa(level, BEGAN))
    assert [due.since for due in judged(facts, BEGAN, meets)] == asked
    assert {due.about for due in judged(facts, BEGAN, meets)} <= {""}
    closed = replace(facts, closed_on=BEGAN + 27 * DAY)
    assert judged(closed, BEGAN + 40 * DAY, meets) == []


def test_a_time_that_begins_today_runs() -> None:
    weekly = rule("weekly", schedule=(Stretch(every=Length(number=1, unit=Unit.WEEKS)),))
    for later, times in ((6, 1), (7, 2), (8, 2)):
        assert len(occurrences(weekly, Run("order-1", BEGAN), [], SCOTLAND, BEGAN + later * DAY)) == times


def test_nobody_is_looked_for_after_the_order_ended() -> None:
    """Unseen for a week, and four weeks more: an order that ended before then asks for nothing."""
    unseen = rule(
        "unseen", clock=Clock.UNSEEN, unseen_for=(Length(number=1, unit=Unit.WEEKS),), counts=Counted.REPORTED
    )
    for days, asked in ((35, 1), (34, 0)):
        assert len(judged(CaseFacts(orders=(order(ends=BEGAN + days * DAY),)), BEGAN + 30 * DAY, unseen)) == asked


def test_how_far_something_is_stands_beside_what_has_to_be_done_several_times() -> None:
    """And with each its source."""
    facts = CaseFacts(orders=(order(),))
    (once,), (twice,) = (judged(facts, BEGAN, rule("x", counts=Counted.REVIEW, needed=needed)) for needed in (1, 2))
    assert (once.tally, twice.tally, once.source, once.title) == (None, Tally(2), "S", "x")


def test_the_standards_come_from_the_files_of_doorstep() -> None:
    assert {"key_measures", "community_payback"} <= {table.code for table in load_standards()}


def test_what_is_due_on_the_day_on_which_an_order_ends_is_the_last() -> None:
    weekly = rule("weekly", schedule=(Stretch(every=Length(number=1, unit=Unit.WEEKS)),))
    for ends, times in ((14, 2), (15, 3)):
        run = Run("order-1", BEGAN, BEGAN + ends * DAY)
        assert len(occurrences(weekly, run, [], SCOTLAND, BEGAN + 60 * DAY)) == times


@pytest.mark.parametrize(("hours", "days"), [(0, 0), (1, 1), (24, 1), (25, 2), (48, 2), (601, 26)])
def test_hours_count_as_begun_days(hours: int, days: int) -> None:
    assert Length(number=hours, unit=Unit.HOURS).after(BEGAN, SCOTLAND) == BEGAN + days * DAY


def test_a_report_is_asked_for_by_itself() -> None:
    asked = rule("report", clock=Clock.REQUESTED, counts=Counted.REPORT)
    reports = (ReportFact("one", BEGAN), ReportFact("two", BEGAN + DAY))
    found = judged(CaseFacts(reports=reports), BEGAN + DAY, asked)
    assert [(due.about, due.since) for due in found] == [("one", BEGAN), ("two", BEGAN + DAY)]


@pytest.mark.parametrize(
    ("sorts", "since"),
    [((), 0), ((OrderSort.CPO,), 10), ((OrderSort.CPO, OrderSort.SOPO), 10), ((OrderSort.SOPO,), 0)],
)
def test_the_high_risk_list_asks_from_the_first_order_on_that_supervises(
    sorts: tuple[OrderSort, ...], since: int
) -> None:
    """One that only forbids something began five days before."""
    began = {OrderSort.CPO: BEGAN + 10 * DAY, OrderSort.SOPO: BEGAN + 5 * DAY}
    facts = CaseFacts(listed=(Listed(BEGAN),), orders=tuple(OrderFact(one, one, began[one]) for one in sorts))
    listed = rule("listed", clock=Clock.LISTED, counts=Counted.REVIEW)
    assert [(due.about, due.since) for due in judged(facts, BEGAN + 10 * DAY, listed)] == [("", BEGAN + since * DAY)]


def test_what_was_done_late_on_the_day_of_the_next_time_serves_the_one_before_alone() -> None:
    """Weekly: seen after two weeks for the first time."""
    weekly = rule("weekly", schedule=(Stretch(every=Length(number=1, unit=Unit.WEEKS)),))
    facts = CaseFacts(orders=(order(),), meetings=(meeting(BEGAN + 14 * DAY),))
    found = judged(facts, BEGAN + 14 * DAY, weekly)
    assert [due.done_on for due in found] == [BEGAN + 14 * DAY, None, None]


def test_what_is_due_on_the_first_day_in_custody_waits() -> None:
    seen = rule("seen")
    for days, waits in ((28, True), (29, False)):
        away = Away(StatusSort.CUSTODY, BEGAN + days * DAY)
        (due,) = judged(CaseFacts(orders=(order(),), away=away), BEGAN + 30 * DAY, seen)
        assert due.set_aside.startswith("In custody since") is waits


def test_what_no_hour_is_known_of_is_kept_by_its_day() -> None:
    """A review within a day of release: only meetings have an hour."""
    released = datetime(2026, 4, 2, 9, tzinfo=UTC)
    in_hours = rule("hours", within=Length(number=24, unit=Unit.HOURS), counts=Counted.REVIEW)
    facts = CaseFacts(orders=(order(released_at=released),), reviews=(Done("r", BEGAN + DAY, as_asked=True),))
    assert [due.kept for due in judged(facts, BEGAN + 2 * DAY, in_hours)] == [Kept.YES]
