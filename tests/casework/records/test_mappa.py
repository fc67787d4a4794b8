"""MAPPA: category 3 has no level 1, the higher of two levels stands, and a meeting says when it meets again."""

import pytest
from pydantic import JsonValue

from casework.records.merge import MOST_CAUTIOUS, caution_of
from casework.records.record import KINDS, merge_of, telling_of
from casework.records.telling import Telling
from tests.casework.records.problem import Values, reads_back, sentences
from tests.fakes.chain import ident

REFERRAL: Values = {
    "category": "3",
    "proposed_level": "2",
    "reasons": "Needs several agencies.",
    "referred_on": "2026-01-05",
    "referred_by": ident(1),
    "outcome": {"answer": "accepted", "on": "2026-01-05", "by": "MAPPA Coordinator", "level": "2"},
}
STANDING: dict[str, JsonValue] = {
    "level": "2",
    "category": "3",
    "decided_on": "2026-01-20",
    "decided_by": "Level 2 meeting",
    "reasons": "Imminence.",
}
MEETING: Values = {
    "sort": "initial",
    "held_on": "2026-01-20",
    "level": "2",
    "minute_reference": "M/1",
    "minute_received_on": "2026-01-20",
    "person_told": {"on": "2026-01-20", "how": "In person", "what": "That agencies met."},
    "next_review_on": "2026-01-21",
}
ACTION: Values = {
    "meeting": ident(5),
    "action": "Visit together.",
    "owner": "PC Specimen",
    "agency": "Police Scotland",
    "due_on": "2026-02-01",
    "outcome": {"result": "done", "on": "2026-02-01"},
    "plan_line": ident(6),
    "on_visor_on": "2026-02-02",
}


@pytest.mark.parametrize(
    ("kind", "valid"),
    [
        ("mappa_referral", REFERRAL),
        ("mappa_level", {"standing": STANDING}),
        ("mappa_meeting", MEETING),
        ("mappa_action", ACTION),
    ],
)
def test_whole_records_are_valid_and_read_back(kind: str, valid: Values) -> None:
    assert sentences(kind, valid) == []
    assert reads_back(kind, valid)


NO_LEVEL_1 = "level 1 is not applicable to category 3; choose level 2 or 3, or another category."


@pytest.mark.parametrize("category", ["1", "2", "3"])
@pytest.mark.parametrize("level", ["1", "2", "3"])
def test_level_1_is_not_applicable_to_category_3_only(category: str, level: str) -> None:
    wrong = category == "3" and level == "1"
    change: Values = {"category": category, "proposed_level": level, "outcome": None}
    assert sentences("mappa_referral", REFERRAL, change) == ([f"Proposed level: {NO_LEVEL_1}"] if wrong else [])
    standing: JsonValue = {**STANDING, "category": category, "level": level}
    assert sentences("mappa_level", {"standing": standing}) == ([f"Level that stands: {NO_LEVEL_1}"] if wrong else [])
    answer: JsonValue = {"answer": "accepted", "on": "2026-01-06", "by": "C", "level": level}
    change = {"category": category, "proposed_level": "3", "outcome": answer}
    assert sentences("mappa_referral", REFERRAL, change) == ([f"What became of it: {NO_LEVEL_1}"] if wrong else [])


def test_nothing_is_answered_before_it_was_asked() -> None:
    early: JsonValue = {"answer": "declined", "on": "2026-01-04", "by": "C"}
    assert sentences("mappa_referral", REFERRAL, {"outcome": early}) == [
        "What became of it: the day is before the referral; correct one of them."
    ]


def test_the_higher_level_stands_and_what_is_not_understood_above_all() -> None:
    """Having left MAPPA is the least cautious."""
    rule = merge_of("mappa_level", "standing")
    assert rule is not None
    assert rule.decider == "senior"
    cautions = [caution_of(rule, {"level": level}) for level in ("left", "1", "2", "3")]
    assert cautions == [0, 1, 2, 3]
    strange: list[JsonValue] = [{"level": "4"}, {}, "3", None]
    for value in strange:
        assert caution_of(rule, value) == MOST_CAUTIOUS


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"level": None}, "Level decided is missing: choose the level, or that the person left MAPPA."),
        ({"next_review_on": None}, "Next review on is missing: write the date that the meeting set."),
        ({"level": "3"}, "Head of Service attended is missing: a level 3 meeting has to say; choose one."),
        ({"next_review_on": "2026-01-20"}, "Next review on: the day is not after the meeting; correct one of them."),
        (
            {"minute_received_on": "2026-01-19"},
            "Minute received on: the day is before the meeting; correct one of them.",
        ),
        (
            {"person_told": {"on": "2026-01-19", "how": "In person", "what": "That agencies met."}},
            "What the person was told: the day is before the meeting; correct one of them.",
        ),
    ],
)
def test_a_meeting_sets_a_level_and_its_next_date(change: dict[str, JsonValue], sentence: str) -> None:
    assert sentences("mappa_meeting", MEETING, change) == [sentence]
    assert sentences("mappa_meeting", MEETING, {"sort": "review", **change}) == [sentence]


def test_who_leaves_mappa_has_no_next_date_and_other_meetings_need_none() -> None:
    """No interval is fixed: any later day will do."""
    assert sentences("mappa_meeting", MEETING, {"level": "left", "next_review_on": None}) == []
    assert sentences("mappa_meeting", MEETING, {"level": "3", "head_of_service": "no"}) == []
    assert sentences("mappa_meeting", MEETING, {"next_review_on": "2031-01-01"}) == []
    for sort in ("non_core", "integrated_case_management", "other"):
        assert sentences("mappa_meeting", {"sort": sort, "held_on": "2026-01-20"}) == []


def test_minutes_start_withheld_and_what_was_said_of_the_persons_view_is_undecided() -> None:
    """All of it may lie in the restricted part of the case."""
    for field in ("minute_reference", "summary", "risk_considered", "obstacles"):
        assert telling_of("mappa_meeting", field) is Telling.WITHHELD
    assert telling_of("mappa_meeting", "person_views") is Telling.UNDECIDED
    assert KINDS["mappa_meeting"].lies_in("restricted")
    assert KINDS["mappa_action"].lies_in("restricted")
    assert not KINDS["mappa_level"].lies_in("restricted")
