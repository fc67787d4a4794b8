"""Incidents: what must agree, and that a significant one waits for the new assessment or the reason why not."""

import pytest
from pydantic import JsonValue

from casework.records.check import check_new, check_value
from casework.records.contact.incident import Incident
from casework.records.merge import MOST_CAUTIOUS, caution_of
from casework.records.record import merge_of, telling_of
from casework.records.telling import Telling
from tests.fakes.chain import ident

GOOD: dict[str, JsonValue] = {
    "sort": "violence",
    "happened": {"on": "2026-07-02", "time": "about midnight"},
    "known_at": "2026-07-02T09:00:00Z",
    "what": "A fight outside the hostel.",
    "harmed": "Another resident.",
    "significant": True,
    "recorded_by": ident(7),
}
JUSTIFIED: dict[str, JsonValue] = {
    "sort": "justified",
    "reason": "The person was hit and did nothing.",
    "by": ident(7),
    "on": "2026-07-03",
}


def test_a_whole_incident_lacks_nothing() -> None:
    assert check_new("incident", GOOD) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"known_at": "2026-07-01T09:00:00Z"},
            "When we learnt of it: the day is before it happened; correct one of them.",
        ),
        (
            {"follow_up": {**JUSTIFIED, "on": "2026-07-01"}},
            "Assessed again, or why not: the day is before it happened; correct one of them.",
        ),
        ({"sort": "death", "significant": False}, "Significant: a death is always significant; answer yes."),
        (
            {"follow_up": {**JUSTIFIED, "sort": "reassessed"}},
            "Assessed again, or why not names no new assessment: choose it, or give the reason why there is none.",
        ),
        (
            {"follow_up": {**JUSTIFIED, "record": ident(3)}},
            "Assessed again, or why not names a new assessment: choose that risk was assessed again, or leave it out.",
        ),
        (
            {"police": {"informed": "yes"}},
            "Police informed does not say when the police were told: write the day and the time.",
        ),
    ],
)
def test_what_does_not_agree_is_said(change: dict[str, JsonValue], sentence: str) -> None:
    assert check_new("incident", {**GOOD, **change}) == [sentence]


@pytest.mark.parametrize("change", [{"police": {"informed": "no"}}, {"follow_up": JUSTIFIED}, {"sort": "death"}])
def test_what_agrees_is_let_through(change: dict[str, JsonValue]) -> None:
    assert check_new("incident", {**GOOD, **change}) == []


def test_just_after_midnight_in_summer_is_the_day_on_the_wall() -> None:
    """Twenty past midnight on 2 July is still the evening of the first in UTC."""
    assert check_new("incident", {**GOOD, "known_at": "2026-07-01T23:20:00Z"}) == []


def test_of_two_views_the_one_that_it_is_significant_stands() -> None:
    rule = merge_of("incident", "significant")
    assert rule is not None
    assert MOST_CAUTIOUS == caution_of(rule, "newer") > caution_of(rule, True) > caution_of(rule, False)


def test_who_was_harmed_and_what_the_police_said_start_withheld() -> None:
    assert {telling_of("incident", name) for name in ("harmed", "police", "police_account")} == {Telling.WITHHELD}
    assert telling_of("incident", "what") is Telling.UNDECIDED


@pytest.mark.parametrize("field", sorted(Incident.required))
def test_nothing_required_can_be_emptied(field: str) -> None:
    assert check_value("incident", field, None)
