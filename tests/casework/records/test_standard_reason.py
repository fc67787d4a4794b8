"""Why a standard was not kept, how often contact is planned, and the days from which standards run."""

import pytest
from pydantic import JsonValue

from casework.records.check import check_new
from casework.records.sentence.standard_reason import NationalReason
from tests.fakes.chain import ident

Values = dict[str, JsonValue]
WHY: Values = {
    "rule": {"code": "cpo_review", "version": 1},
    "about": ident(4),
    "since": "2026-04-02",
    "reason": "ill",
    "recorded_by": ident(7),
    "recorded_on": "2026-07-03",
}
EVERY: Values = {
    "sort": "home_visit",
    "every_days": 28,
    "since": "2026-04-02",
    "reason": "High risk.",
    "decided_by": ident(7),
}


@pytest.mark.parametrize("reason", NationalReason)
def test_every_national_reason_can_be_recorded(reason: NationalReason) -> None:
    """For an order, or for what belongs to the case as a whole."""
    assert check_new("standard_reason", {**WHY, "reason": reason.value}) == []
    assert check_new("standard_reason", {key: value for key, value in WHY.items() if key != "about"}) == []


@pytest.mark.parametrize("name", ["rule", "since", "reason", "recorded_by", "recorded_on"])
def test_a_reason_names_its_standard_its_time_and_who_gave_it(name: str) -> None:
    """What is missing is asked for."""
    (sentence,) = check_new("standard_reason", {key: value for key, value in WHY.items() if key != name})
    assert "is missing" in sentence


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (EVERY, ""),
        ({**EVERY, "until": "2026-04-02"}, ""),
        ({**EVERY, "until": "2026-04-01"}, "Until: the day is before the first; correct one of them."),
    ],
)
def test_planned_contact_ends_no_sooner_than_it_begins(values: Values, sentence: str) -> None:
    """On its first day at the soonest."""
    assert check_new("planned_contact", values) == ([sentence] if sentence else [])


@pytest.mark.parametrize("days", [0, 367, "often"])
def test_contact_is_planned_at_least_once_in_one_to_366_days(days: JsonValue) -> None:
    """Neither never nor at no time."""
    (sentence,) = check_new("planned_contact", {**EVERY, "every_days": days})
    assert sentence.startswith("At least once in so many days")


def test_an_order_may_say_when_it_was_imposed_and_at_what_hour_the_person_was_released() -> None:
    """A requirement, when its work began."""
    term: JsonValue = {"sort": "parole_licence", "starts": "2026-04-02"}
    values: Values = {"term": term, "imposed_on": "2026-04-01", "released_at": "2026-04-02T08:00:00Z"}
    assert check_new("order", values) == []
    work: Values = {"order": ident(4), "sort": "unpaid_work", "begun_on": "2026-04-14"}
    assert check_new("requirement", work) == []
