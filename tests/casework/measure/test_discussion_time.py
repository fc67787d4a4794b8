"""How long until a high result was discussed: working days, the median and the longest (standards.md 43)."""

from datetime import date

import pytest

from casework.records.assessment.discussion import Discussed, Discussion
from casework.rules.calendar import Calendar
from casework.rules.measure.discussion import DiscussionTimes, Result, discussion_times

TODAY = date(2026, 12, 31)
VERSION = "a" * 64
RESULTS = [
    Result("a", VERSION, date(2026, 12, 18)),
    Result("b", VERSION, date(2026, 12, 18)),
    Result("c", VERSION, date(2026, 12, 24)),
    Result("d", VERSION, date(2026, 12, 24)),
]


def discussion(on: date | None, *about: str, version: str = VERSION) -> Discussion:
    return Discussion(on=on, about=[Discussed(record=record, version=version) for record in about])


def times(*discussions: Discussion) -> DiscussionTimes:
    return discussion_times(RESULTS, discussions, Calendar(), TODAY)


def test_the_time_is_counted_in_working_days_over_christmas() -> None:
    """From Thursday, Christmas Eve 2026, to Wednesday the 30th: the 29th and 30th (28th: substitute Boxing Day)."""
    found = times(
        discussion(date(2026, 12, 18), "a"), discussion(date(2026, 12, 21), "b"), discussion(date(2026, 12, 30), "c")
    )
    assert [(one.ident, one.working_days) for one in found.discussed] == [("c", 2), ("b", 1), ("a", 0)]
    assert found.waiting == ("d",)
    assert (found.median, found.longest) == (1.0, 2)


def test_between_two_the_median_is_the_half() -> None:
    found = times(discussion(date(2026, 12, 18), "a"), discussion(date(2026, 12, 21), "b"))
    assert (found.median, found.longest) == (0.5, 1)


def test_the_first_discussion_counts_and_one_may_be_about_several() -> None:
    found = times(discussion(date(2026, 12, 22), "a"), discussion(date(2026, 12, 21), "b", "a"))
    assert {one.ident: one.working_days for one in found.discussed} == {"a": 1, "b": 1}


@pytest.mark.parametrize("on", [date(2026, 12, 17), date(2027, 1, 1), None])
def test_one_before_the_assessment_or_still_to_come_does_not_count(on: date | None) -> None:
    found = times(discussion(on, "a"))
    assert found.waiting == ("a", "b", "c", "d")
    assert (found.median, found.longest) == (None, None)


@pytest.mark.parametrize("version", ["", "b" * 64])
def test_one_about_another_version_answers_neither_the_measure_nor_the_duty(version: str) -> None:
    """What was changed afterwards was not talked over."""
    assert times(discussion(date(2026, 12, 22), "a", version=version)).waiting == ("a", "b", "c", "d")


def test_one_about_nothing_counts_for_nothing() -> None:
    assert times(discussion(TODAY)).discussed == ()
