"""Programmes: the list, the order of the days, and who waits with no contact planned."""

from datetime import date

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.records.check import check_new
from casework.records.sentence.programme import ProgrammePlace
from casework.rules.programme import (
    is_waiting,
    load_programmes,
    no_programme_fits,
    programme_called,
    read_programmes,
    waits_without_plan,
)
from tests.fakes.chain import ident

GOOD: dict[str, JsonValue] = {"programme": "Caledonian System", "referred_on": "2026-01-10"}
UNSUITABLE: dict[str, JsonValue] = {
    "because": "none_fits",
    "by": ident(7),
    "on": "2026-02-01",
    "alternative": "One-to-one work on anger.",
}


def place(**changed: JsonValue) -> ProgrammePlace:
    return ProgrammePlace.model_validate({**GOOD, **changed})


def test_every_programme_of_the_sources_is_on_the_list() -> None:
    """standards.md 193, each with where it is named."""
    found = load_programmes()
    for name in (
        "Caledonian",
        "CSOGP",
        "anger control",
        "COVAID",
        "Constructs",
        "Domestic violence programme",
        "From Murmur to Murder",
        "Tay Project",
    ):
        assert programme_called(name, found), name
    assert all(one.source and one.mark in {"[S]", "[R]"} for one in found)
    assert programme_called("Something else", found) is None


@pytest.mark.parametrize("text", ["[[programme]", "[[programme]]\ncode = 'x'", "programme = 3", "programme = [3]"])
def test_a_list_that_cannot_be_read_is_said_in_a_sentence(text: str) -> None:
    sentence = "The list of programmes cannot be read: compare the file with the one of Doorstep."
    with pytest.raises(UserError, match=f"^{sentence}$"):
        read_programmes(text)


def test_a_list_may_be_empty() -> None:
    assert read_programmes("") == ()


def test_no_two_programmes_answer_to_one_name() -> None:
    one = "[[programme]]\ncode = '{}'\nname = '{}'\nalso = ['{}']\nconcerns = 'general'\n"
    assert len(read_programmes(one.format("a", "A", "Alpha") + one.format("b", "B", "Beta"))) == 2
    with pytest.raises(UserError, match=r"^Two programmes answer to the same name: give each its own\.$"):
        read_programmes(one.format("a", "A", "Alpha") + one.format("b", "ALPHA", "Beta"))


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        ({}, []),
        (
            {
                "waiting_since": "2026-01-10",
                "started_on": "2026-01-10",
                "ended": {"on": "2026-01-10", "outcome": "moved"},
            },
            [],
        ),
        (
            {"waiting_since": "2026-01-09"},
            ["Waiting since: the day is before “Put forward on”; correct one of them."],
        ),
        (
            {"started_on": "2026-01-09"},
            ["Started on: the day is before “Put forward on”; correct one of them."],
        ),
        (
            {"waiting_since": "2026-02-01", "started_on": "2026-01-20"},
            ["Started on: the day is before “Waiting since”; correct one of them."],
        ),
        (
            {"started_on": "2026-03-01", "ended": {"on": "2026-02-28", "outcome": "completed"}},
            ["Ended: the day is before “Started on”; correct one of them."],
        ),
    ],
)
def test_the_days_follow_one_another(change: dict[str, JsonValue], sentences: list[str]) -> None:
    assert check_new("programme_place", {**GOOD, **change}) == sentences


def test_what_is_done_instead_is_part_of_finding_somebody_unsuitable() -> None:
    assert check_new("programme_place", {**GOOD, "unsuitable": UNSUITABLE}) == []
    without = {name: value for name, value in UNSUITABLE.items() if name != "alternative"}
    assert check_new("programme_place", {**GOOD, "unsuitable": without}) == [
        "Not suitable, alternative is missing: fill it in."
    ]


@pytest.mark.parametrize(
    ("change", "day", "waits"),
    [
        ({}, date(2026, 1, 9), False),
        ({}, date(2026, 1, 10), True),
        ({"waiting_since": "2026-01-12"}, date(2026, 1, 11), False),
        ({"started_on": "2026-03-01"}, date(2026, 2, 28), True),
        ({"started_on": "2026-03-01"}, date(2026, 3, 1), False),
        ({"ended": {"on": "2026-03-01", "outcome": "withdrew"}}, date(2026, 3, 1), False),
        ({"unsuitable": UNSUITABLE}, date(2026, 1, 31), True),
        ({"unsuitable": UNSUITABLE}, date(2026, 2, 1), False),
    ],
)
def test_somebody_waits_from_the_first_day_until_it_starts_or_is_over(
    change: dict[str, JsonValue], day: date, *, waits: bool
) -> None:
    assert is_waiting(place(**change), day) is waits
    assert waits_without_plan(place(**change), day) is waits
    assert not waits_without_plan(place(**change, waiting_plan="A telephone call every week."), day)


def test_that_nothing_fits_is_found_again() -> None:
    assert no_programme_fits([place(), place(unsuitable=UNSUITABLE)])
    assert not no_programme_fits([place(), place(unsuitable={**UNSUITABLE, "because": "language"})])
    assert not is_waiting(ProgrammePlace(), date(2026, 1, 1))
