"""Work with other agencies: what must agree with what, and what starts withheld."""

import pytest
from pydantic import JsonValue

from casework.records.record import KINDS, telling_of
from casework.records.telling import Telling
from tests.casework.records.problem import Values, reads_back, sentences
from tests.fakes.chain import ident

STAFF = ident(1)
PARTY: JsonValue = {"name": "Somebody Else", "agency": "Housing"}
VALID: dict[str, Values] = {
    "mars_referral": {
        "reasons": "Several agencies are needed.",
        "criteria_met": "yes",
        "referred_on": "2026-01-05",
        "referred_by": STAFF,
        "outcome": {"answer": "meeting", "on": "2026-01-05"},
    },
    "in_house_decision": {
        "reasons": "One agency is enough.",
        "decided_by": STAFF,
        "decided_on": "2026-01-05",
        "review_on": "2026-01-06",
        "ended_on": "2026-01-05",
    },
    "accommodation_review": {
        "held_on": "2026-01-05",
        "address": ident(4),
        "liaison_officer": PARTY,
        "held_by": STAFF,
        "outcome": {"verdict": "suitable", "reasons": "Nobody at risk close by."},
        "next_on": "2026-01-06",
    },
    "third_party_disclosure": {
        "recipient": {"name": "A New Partner", "relation": "Partner"},
        "purpose": "To protect her child.",
        "basis": {"sort": "mappa"},
        "told": "What she needs to know.",
        "told_on": "2026-01-05",
        "decided_by": STAFF,
        "decided_on": "2026-01-05",
    },
    "information_request": {
        "direction": "out",
        "party": PARTY,
        "asked": "Where he lives.",
        "purpose": "A visit.",
        "basis": {"sort": "information_sharing_protocol"},
        "asked_on": "2026-01-05",
        "due_on": "2026-01-05",
        "outcome": {"answer": "given", "on": "2026-01-05"},
    },
    "need_to_know": {
        "given_to": PARTY,
        "what": "Do not leave him alone with the key box.",
        "given_on": "2026-01-05",
        "given_by": STAFF,
        "kept_at": "Locked drawer at the yard",
        "read_on": "2026-01-05",
        "returned_on": "2026-01-05",
    },
    "information_shared": {
        "direction": "in",
        "party": PARTY,
        "shared": "That he moved.",
        "purpose": "A visit.",
        "basis": {"sort": "other", "note": "Asked by the court."},
        "shared_on": "2026-01-05",
    },
    "transfer": {
        "way": "out",
        "service": "Elsewhere Council",
        "asked_on": "2026-01-05",
        "reason": "He moved there.",
        "accepted": {"on": "2026-01-05", "by": "A Senior There"},
        "responsible_until": "2026-01-05",
    },
}
WRONG: list[tuple[str, dict[str, JsonValue], str]] = [
    (
        "mars_referral",
        {"outcome": {"answer": "declined", "on": "2026-01-04"}},
        "What became of it: the day is before the referral; correct one of them.",
    ),
    (
        "in_house_decision",
        {"review_on": "2026-01-05"},
        "Review date: the day is not after the decision; correct one of them.",
    ),
    (
        "in_house_decision",
        {"ended_on": "2026-01-04"},
        "No longer holds since: the day is before the decision; correct one of them.",
    ),
    (
        "accommodation_review",
        {"next_on": None},
        "Next review on is missing: write a date, or that no further review is needed.",
    ),
    (
        "accommodation_review",
        {"next_on": "2026-01-05"},
        "Next review on: the day is not after this review; correct one of them.",
    ),
    (
        "accommodation_review",
        {"outcome": {"verdict": "suitable_with_measures", "reasons": "A school is close."}},
        "Measures is missing: write which measures make the address suitable.",
    ),
    ("third_party_disclosure", {"basis": {"sort": "other"}}, "Basis: write what it rests on."),
    (
        "third_party_disclosure",
        {"decided_on": "2026-01-06"},
        "Told on: the day is before the decision; correct one of them.",
    ),
    ("information_request", {"basis": {"sort": "other"}}, "Basis: write what it rests on."),
    (
        "information_request",
        {"due_on": "2026-01-04"},
        "Answer due on: the day is before it was asked; correct one of them.",
    ),
    (
        "information_request",
        {"outcome": {"answer": "refused", "on": "2026-01-04"}},
        "What came of it: the day is before it was asked; correct one of them.",
    ),
    ("information_shared", {"basis": {"sort": "other"}}, "Basis: write what it rests on."),
    (
        "need_to_know",
        {"read_on": "2026-01-04"},
        "Read on: the day is before it was given; correct one of them.",
    ),
    (
        "need_to_know",
        {"returned_on": "2026-01-04"},
        "Returned or destroyed on: the day is before it was given; correct one of them.",
    ),
    (
        "transfer",
        {"accepted": {"on": "2026-01-04", "by": "S"}},
        "Accepted: the day is before it was asked; correct one of them.",
    ),
    (
        "transfer",
        {"accepted": {"on": "2026-01-06", "by": "S"}},
        "The giving service is responsible until: the day is before the case was accepted; correct one of them.",
    ),
    (
        "transfer",
        {"accepted": None},
        "The giving service is responsible until: nobody has accepted the case yet; leave it out until somebody has.",
    ),
    (
        "transfer",
        {"withdrawn": {"on": "2026-01-07", "reason": "He came back."}},
        "Came to nothing: the transfer was accepted; take one of the two out.",
    ),
]


@pytest.mark.parametrize("kind", sorted(VALID))
def test_whole_records_are_valid_and_read_back(kind: str) -> None:
    """With every day on the edge of what is in order."""
    assert sentences(kind, VALID[kind]) == []
    assert reads_back(kind, VALID[kind])


@pytest.mark.parametrize(("kind", "change", "sentence"), WRONG)
def test_what_is_wrong_is_said(kind: str, change: dict[str, JsonValue], sentence: str) -> None:
    assert sentences(kind, VALID[kind], change) == [sentence]


def test_a_review_that_is_the_last_says_so() -> None:
    change: Values = {"next_on": None, "no_further": True}
    assert sentences("accommodation_review", VALID["accommodation_review"], change) == []
    measures: Values = {"outcome": {"verdict": "suitable_with_measures", "reasons": "R"}, "measures": "A curfew."}
    assert sentences("accommodation_review", VALID["accommodation_review"], measures) == []


def test_a_transfer_that_nobody_answered_yet_is_whole() -> None:
    assert sentences("transfer", VALID["transfer"], {"accepted": None, "responsible_until": None}) == []


@pytest.mark.parametrize("kind", ["third_party_disclosure", "information_request", "information_shared"])
def test_what_third_parties_told_or_were_told_starts_withheld(kind: str) -> None:
    """Every field of it, and it may lie in the restricted part of the case."""
    assert {telling_of(kind, field) for field in KINDS[kind].model_fields} == {Telling.WITHHELD}
    assert KINDS[kind].lies_in("restricted")
