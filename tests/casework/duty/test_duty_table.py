"""The table of duties: sources, marks, intervals, and what no source gives."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from casework.rules.calendar import Calendar, add_months
from casework.rules.duty.table import DutyRule, duties_on
from casework.rules.table import FIRM, Mark
from tests.casework.duty.sample import ship

NO_INTERVAL_GIVEN = ("incident_reassess", "senior_discussion", "mappa_review", "chronology_very_high", "rosh_current")


def test_every_duty_says_where_it_is_stated_and_what_satisfies_it() -> None:
    for rule in ship().rule:
        assert rule.source.strip()
        assert rule.closes.endswith(".")
        assert not rule.on or rule.mark in FIRM


@pytest.mark.parametrize("code", NO_INTERVAL_GIVEN)
def test_no_interval_is_made_up_where_no_source_gives_one(code: str) -> None:
    """Due at once, until an agency sets a number of its own."""
    rule = ship().find(code)
    assert rule is not None
    assert rule.at_once
    assert rule.due_on(date(2026, 3, 2), Calendar()) == date(2026, 3, 2)


def test_what_is_only_recalled_cannot_be_on() -> None:
    said = {"code": "x", "title": "t", "source": "s", "closes": "c."}
    for mark in (Mark.RECALLED, Mark.SECOND_HAND):
        with pytest.raises(ValidationError):
            DutyRule.model_validate({**said, "mark": mark, "on": True})
        assert not DutyRule.model_validate({**said, "mark": mark, "on": False}).on
    with pytest.raises(ValidationError):
        DutyRule.model_validate({**said, "mark": "S", "days": 3, "weeks": 1})


def test_a_table_is_in_force_from_its_day_and_only_while_it_is_on() -> None:
    table = ship()
    assert duties_on(table.effective_from) == table
    assert duties_on(table.effective_from - timedelta(days=1)) is None
    assert duties_on(table.effective_from, [table.model_copy(update={"confirmed": False})]) is None


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 3, date(2027, 3, 31)),
        (date(2026, 10, 15), 3, date(2027, 1, 15)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 120))
@settings(max_examples=60, deadline=None)
def test_a_month_later_is_never_in_another_month(day: date, months: int) -> None:
    then = add_months(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day <= day.day
