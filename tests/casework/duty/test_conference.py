"""Case conferences in prison: by the date that the last one set, while the person is there (standards.md 144)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.records.multi_agency.mappa_meeting import MappaMeeting, MeetingSort
from casework.records.person.status import PersonStatus, StatusSort
from casework.records.record import Record
from casework.rules.due import Due
from casework.rules.status import StatusView
from tests.casework.duty.sample import DAY, facts_of, found

INSIDE = DAY - timedelta(days=200)
NEXT = DAY + timedelta(days=30)


def conference(on: date, next_on: date | None = NEXT) -> MappaMeeting:
    return MappaMeeting(sort=MeetingSort.CASE_CONFERENCE, held_on=on, next_review_on=next_on)


def asked(records: dict[str, Record], since: date | None = INSIDE, listed: bool = False) -> list[Due]:
    facts = facts_of(records, listed_since=INSIDE if listed else None)
    return found("case_conference", replace(facts, in_prison_since=since))


def test_the_next_one_is_due_on_the_date_that_the_last_one_set() -> None:
    records: dict[str, Record] = {"a": conference(DAY - timedelta(days=180), DAY), "b": conference(DAY)}
    (due,) = asked(records)
    assert (due.due_on, due.about, due.title) == (NEXT, "b", "Case conference in prison")
    assert "of 2009 are not confirmed" in due.source


def test_nothing_is_asked_for_of_somebody_who_is_out() -> None:
    assert asked({"a": conference(DAY)}, since=None) == []
    assert asked({}, since=None, listed=True) == []


def test_of_somebody_on_the_list_a_date_that_nobody_wrote_is_asked_for() -> None:
    assert asked({}) == []
    assert asked({"a": conference(DAY, None)}) == []
    (unknown,) = asked({}, listed=True)
    assert (unknown.title, unknown.since) == ("Case conference in prison: find out when it is", INSIDE)
    (undated,) = asked({"a": conference(DAY, None)}, listed=True)
    assert undated.title == "Case conference in prison: write the date of the next one"


def test_one_from_before_they_came_in_and_other_meetings_say_nothing() -> None:
    before = conference(INSIDE - timedelta(days=1), INSIDE)
    review = MappaMeeting(sort=MeetingSort.NON_CORE, held_on=DAY, next_review_on=NEXT)
    assert asked({"a": before, "b": review}) == []
    (due,) = asked({"a": before}, listed=True)
    assert "find out when" in due.title


@pytest.mark.parametrize(
    ("sorts", "since"),
    [
        ([], None),
        ([StatusSort.COMMUNITY], None),
        ([StatusSort.CUSTODY], DAY),
        ([StatusSort.RECALLED], DAY),
        ([StatusSort.COMMUNITY, StatusSort.CUSTODY], DAY),
    ],
)
def test_whoever_is_in_prison_by_any_view_is_there(sorts: list[StatusSort], since: date | None) -> None:
    views = [PersonStatus(status=one, since=DAY, source="Told.") for one in sorts]
    assert StatusView(views[0] if views else None, tuple(views[1:])).in_prison_since == since
