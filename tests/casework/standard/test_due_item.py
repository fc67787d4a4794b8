"""What is due: the stricter rule first, each version of a table in its time, and what holds in every case there is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.records.kept import Kept
from casework.records.sentence.order import OrderSort
from casework.records.sentence.requirement import RequirementSort
from casework.records.sentence.standard_reason import NationalReason
from casework.rules.due import Due
from casework.rules.standard.due_item import all_judged, due_items, standards_of
from casework.rules.standard.fact import CaseFacts, Done, Listed, ReasonFact, RequirementFact
from casework.rules.standard.follow_up import follow_up_dues
from casework.rules.standard.frequency import planned_dues, unrecorded_dues
from casework.rules.standard.rule import StandardTable
from casework.rules.table import read_table
from tests.casework.standard.any_case import DAYS, cases
from tests.casework.standard.sample import (
    EVERY,
    MAUNDY_THURSDAY,
    ORDER,
    SCOTLAND,
    SHIPPED,
    meeting,
    order,
    review,
)

TOLD = settings(max_examples=150, deadline=None)
HIGH_RISK = CaseFacts(orders=(order(),), listed=(Listed(MAUNDY_THURSDAY),))


def reviews_due(facts: CaseFacts, today: date, tables: Sequence[StandardTable] = SHIPPED) -> list[tuple[str, ...]]:
    """The reviews that are open: by which rule, the day, and the rules that stand behind."""
    found = [due for due in due_items(facts, tables, SCOTLAND, today) if due.open and "review" in due.rule.code]
    return [(due.rule.code, str(due.due_on), *(ref.code for ref in due.also)) for due in found]


def test_of_twelve_weeks_and_three_months_the_sooner_stands_first_and_names_the_others() -> None:
    """84 days are over on 25 June, three months on 2 July: one review does for all of them."""
    assert reviews_due(HIGH_RISK, date(2026, 5, 1)) == [
        ("kpi_review_12_weeks", "2026-06-25", "cpo_review", "high_risk_review")
    ]


def test_twelve_weeks_and_three_months_stay_two_rules() -> None:
    """A review on 1 July keeps the three months and not the twelve weeks."""
    facts = replace(HIGH_RISK, reviews=(review(date(2026, 7, 1), "high_risk", as_asked=True),))
    found = {due.rule.code: due.kept for due in standards_of(facts, SHIPPED, SCOTLAND, date(2026, 7, 2)) if due.done_on}
    assert found == {"kpi_review_12_weeks": None, "cpo_review": Kept.YES, "high_risk_review": Kept.YES}


def test_the_three_months_of_a_high_risk_case_are_stricter_than_the_six_of_the_order() -> None:
    """After the review of 1 July the next is due on 1 October; that of the order, on 2 October, stands behind it."""
    facts = replace(HIGH_RISK, reviews=(review(date(2026, 7, 1), "high_risk", as_asked=True),))
    assert reviews_due(facts, date(2026, 8, 1)) == [("high_risk_review", "2026-10-01", "cpo_review")]


def test_a_review_without_a_senior_serves_the_order_and_not_the_high_risk_list() -> None:
    """Nor does one that was not held as the standard asks."""
    facts = replace(HIGH_RISK, reviews=(review(date(2026, 6, 1), "high_risk"),))
    assert reviews_due(facts, date(2026, 6, 2)) == [("high_risk_review", "2026-07-02")]


def test_the_next_review_is_due_on_the_day_that_was_agreed_where_that_is_sooner() -> None:
    """Never later than the rule says."""
    for agreed, due_on in ((date(2026, 8, 1), "2026-08-01"), (date(2026, 12, 1), "2026-10-01")):
        held = review(date(2026, 7, 1), "high_risk", as_asked=True, next_on=agreed)
        assert reviews_due(replace(HIGH_RISK, reviews=(held,)), date(2026, 7, 2))[0][:2] == ("high_risk_review", due_on)


def test_somebody_listed_in_prison_is_reviewed_three_months_after_the_release() -> None:
    """The clock waits for the first order to begin; whoever is on none is reviewed from entry onto the list."""
    listed = (Listed(date(2025, 11, 3)),)
    assert (
        reviews_due(CaseFacts(orders=(order(OrderSort.LIFE),), listed=listed), date(2026, 4, 3))[-1][1] <= "2026-07-02"
    )
    assert reviews_due(CaseFacts(listed=listed), date(2026, 4, 3)) == [("high_risk_review", "2026-02-03")]


def test_nothing_is_asked_for_after_somebody_was_taken_off_the_list() -> None:
    """What was overdue by then is."""
    for until, number in ((date(2026, 7, 1), 0), (date(2026, 7, 2), 1)):
        facts = CaseFacts(listed=(Listed(MAUNDY_THURSDAY, until),))
        assert len(due_items(facts, SHIPPED, SCOTLAND, date(2026, 8, 1))) == number


def why(rule: str, reason: NationalReason, since: date = MAUNDY_THURSDAY, about: str = ORDER) -> ReasonFact:
    """Why a standard was not kept."""
    return ReasonFact(rule, about, since, reason)


def open_codes(facts: CaseFacts, today: date) -> dict[str, str]:
    """What is open, with what is missing."""
    return {due.rule.code: due.missing for due in due_items(facts, SHIPPED, SCOTLAND, today) if due.open}


@pytest.mark.parametrize("reason", [NationalReason.NO_WORKER, NationalReason.ILL])
def test_a_reason_answers_for_the_measure_and_the_work_is_still_to_be_done(reason: NationalReason) -> None:
    """The assessment that was not made in four weeks has to be made; the week without contact is over."""
    reasons = (why("cpo_assessment", reason), why("cpo_weekly_contact", reason))
    facts, today = CaseFacts(orders=(order(),), reasons=reasons), date(2026, 5, 4)
    listed = [due for due in due_items(facts, SHIPPED, SCOTLAND, today) if due.since == MAUNDY_THURSDAY]
    found = {due.rule.code: (due.open, due.overdue(today), due.missing) for due in listed}
    assert found["cpo_assessment"] == (True, True, "")
    assert found["cpo_weekly_contact"][0] is False
    measured = {due.rule.code: due.kept for due in standards_of(facts, SHIPPED, SCOTLAND, today) if due.kept}
    assert measured.keys() == {"cpo_assessment", "cpo_weekly_contact"}
    late = replace(facts, assessments=(Done("lscmi", date(2026, 5, 4), "lscmi"),))
    assert "cpo_assessment" not in open_codes(late, today)


def test_no_reason_ever_ends_the_three_monthly_reviews() -> None:
    """Not even that the standard was not applicable: nothing else would ask for the next one."""
    for reason in (NationalReason.NOT_APPLICABLE, NationalReason.OTHER_SERVICE):
        reasons = (why("high_risk_review", reason, about=""), why("cpo_unpaid_work", reason))
        wanted = RequirementFact(RequirementSort.UNPAID_WORK)
        facts = CaseFacts((order(requirements=(wanted,)),), listed=(Listed(MAUNDY_THURSDAY),), reasons=reasons)
        found = open_codes(facts, date(2026, 9, 1))
        assert found["high_risk_review"] == ""
        assert ("cpo_unpaid_work" in found) is (reason is NationalReason.OTHER_SERVICE)


def test_whoever_could_not_be_informed_in_time_is_not_informed_years_later() -> None:
    """With its reason it is over."""
    licence = order(OrderSort.EXTENDED, date(2025, 12, 24))
    facts = CaseFacts(orders=(licence,), reasons=(why("licence_inform", NationalReason.NO_WORKER, date(2025, 12, 30)),))
    found = open_codes(facts, date(2026, 1, 10))
    assert "licence_reach" in found
    assert "licence_inform" not in found


def test_what_lacks_its_reason_is_not_hidden_behind_what_has_one() -> None:
    """Of three rules for one review that was missed each is asked about, one after the other."""
    today = date(2026, 9, 1)

    def overdue(facts: CaseFacts) -> list[str]:
        return [due.rule.code for due in due_items(facts, SHIPPED, SCOTLAND, today) if "review" in due.rule.code][:-1]

    assert overdue(HIGH_RISK) == ["kpi_review_12_weeks"]
    given = replace(HIGH_RISK, reasons=(why("kpi_review_12_weeks", NationalReason.NO_WORKER),))
    assert overdue(given) == ["kpi_review_12_weeks", "cpo_review"]
    both = replace(given, reasons=(*given.reasons, why("cpo_review", NationalReason.NO_WORKER)))
    assert overdue(both) == ["kpi_review_12_weeks", "high_risk_review"]


def test_that_the_order_ended_is_asked_about_wherever_the_case_was_then() -> None:
    """It is recorded here; everything else of that time is set aside."""
    facts = CaseFacts(orders=(order(ends=date(2026, 5, 1)),), kept_from=date(2026, 8, 1))
    assert open_codes(facts, date(2026, 9, 1)).keys() == {"order_end"}


TEXT = """
code = "x"
version = {version}
title = "X"
effective_from = {since}
mark = "S"
source = "S"
confirmed = true

[[rule]]
code = "weekly"
title = "Weekly"
subject = "x"
source = "S"
clock = "began"
schedule = [{{ every = "{every}" }}]
window = true
counts = "seen"
orders = ["community_payback_order"]
"""


def table(version: int, since: str, every: str) -> StandardTable:
    """A version of a table with one rule."""
    return read_table(StandardTable, TEXT.format(version=version, since=since, every=every))


def test_a_newer_version_holds_for_what_begins_from_its_first_day() -> None:
    """What ran before keeps the older one; what began before there was any is not asked for."""
    tables = (table(1, "2026-04-09", "1 week"), table(2, "2026-04-30", "2 weeks"))
    found = standards_of(CaseFacts(orders=(order(),)), tables, SCOTLAND, date(2026, 5, 31))
    assert [(str(due.since), due.rule.version) for due in found] == [
        ("2026-04-09", 1),
        ("2026-04-16", 1),
        ("2026-04-23", 1),
        ("2026-04-30", 2),
        ("2026-05-14", 2),
        ("2026-05-28", 2),
    ]


def test_a_newer_version_that_is_not_confirmed_takes_the_place_of_nothing() -> None:
    """An agency that has not confirmed it keeps to the older one."""
    newer = table(2, "2026-04-30", "2 weeks").model_copy(update={"confirmed": False})
    tables = (table(1, "2026-01-01", "1 week"), newer)
    found = standards_of(CaseFacts(orders=(order(),)), tables, SCOTLAND, date(2026, 5, 31))
    assert {due.rule.version for due in found} == {1}


@TOLD
@given(facts=cases(), today=DAYS)
def test_the_stricter_rule_always_stands(facts: CaseFacts, today: date) -> None:
    """Whatever is open by any rule is on the list, or one is that asks for the same no later and names it."""
    listed = [due for due in due_items(facts, EVERY, SCOTLAND, today) if due.open]
    plain = [replace(due, also=()) for due in listed]
    for one in all_judged(facts, EVERY, SCOTLAND, today):
        if one.due.open and one.due not in plain:
            assert any(_named(due, one.due) and one.due.since < due.due_on <= one.due.due_on for due in listed), one.due


def _named(due: Due, other: Due) -> bool:
    return due.rule == other.rule or other.rule in due.also


@TOLD
@given(facts=cases(), today=DAYS)
def test_nothing_is_lost_or_made_up_by_putting_the_stricter_first(facts: CaseFacts, today: date) -> None:
    """What is closed stands as it was; what is open is one of what the rules ask for, with others behind it."""
    every, listed = standards_of(facts, EVERY, SCOTLAND, today), due_items(facts, EVERY, SCOTLAND, today)
    assert listed == sorted(listed, key=lambda due: due.due_on)
    besides = [*planned_dues(facts, today), *unrecorded_dues(facts, today), *follow_up_dues(facts, today)]
    assert all(due in listed for due in besides)
    listed = [due for due in listed if due not in besides]
    closed = [due for due in listed if not due.open]
    assert closed == [due for due in every if due in closed]
    answered = [replace(due, kept=None, set_aside="") for due in every]
    assert all(due in closed or due.open or replace(due, kept=None, set_aside="") in answered for due in every)
    assert all(replace(due, also=()) in (*every, *answered) for due in listed)


@TOLD
@given(facts=cases(), today=DAYS)
def test_what_is_done_is_never_overdue(facts: CaseFacts, today: date) -> None:
    """Nor is what is set aside or has its answer; and what is overdue says what is missing."""
    for due in due_items(facts, EVERY, SCOTLAND, today):
        if due.done_on or due.kept or due.set_aside:
            assert not due.overdue(today)
        assert due.done_on is None or due.done_on <= today
        assert due.kept is not Kept.YES or (due.done_on and due.done_on <= due.due_on)
        assert due.since <= due.due_on or due.rule.code in {"exit_questionnaire", "order_end"}


@TOLD
@given(facts=cases(), today=DAYS, later=st.integers(0, 200))
def test_a_later_day_only_adds(facts: CaseFacts, today: date, later: int) -> None:
    """What was asked for is asked for still; what was done stays done on the same day; what was kept stays kept."""
    then = {_key(due): due for due in standards_of(facts, EVERY, SCOTLAND, today + timedelta(days=later))}
    for due in standards_of(facts, EVERY, SCOTLAND, today):
        after = then.get(_key(due))
        assert after is not None, due
        assert due.done_on in (None, after.done_on)
        assert due.kept in (None, after.kept)
        assert not due.overdue(today) or after.overdue(today + timedelta(days=later)) or after.done_on


def _key(due: Due) -> tuple[str, int, str, date, date]:
    return due.rule.code, due.rule.version, due.about, due.since, due.due_on


@TOLD
@given(facts=cases(), today=DAYS)
def test_one_more_meeting_never_undoes_what_was_kept(facts: CaseFacts, today: date) -> None:
    """Seeing the person once more makes nothing worse."""
    more = replace(facts, meetings=(*facts.meetings, meeting(today)))
    then = {_key(due): due for due in standards_of(more, EVERY, SCOTLAND, today)}
    for due in standards_of(facts, EVERY, SCOTLAND, today):
        if due.kept is Kept.YES and _key(due) in then:
            assert then[_key(due)].kept is Kept.YES
