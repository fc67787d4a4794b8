"""Assessments and what is talked over: what each says is wrong."""

from collections.abc import Mapping

import pytest
from pydantic import JsonValue

from casework.records.assessment.assessment import Assessment
from casework.records.assessment.discussion import Discussion
from casework.records.check import check_new
from casework.records.record import telling_of
from casework.records.telling import Telling

WHOLE: dict[str, JsonValue] = {
    "instrument": "lscmi",
    "assessed_on": "2026-03-02",
    "assessor": "author",
    "parts": [{"code": "criminal_history", "number": 5}, {"code": "companions", "number": 2}],
    "total": 21,
    "levels": [{"level": "high", "table": "The service's manual"}],
    "summary": "Drink and companions.",
}
HARM: JsonValue = {"nature": "n", "severity": "s", "when": "w", "likelihood": "l", "imminence": "i"}


def test_a_whole_assessment_is_valid() -> None:
    """No level that follows from numbers is kept: only what was typed in, with the table it was read from."""
    assert check_new("assessment", WHOLE) == []
    assert "level" not in Assessment.model_fields


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"instrument": "other"},
            "Name of the other instrument is missing: write which one it was.",
        ),
        (
            {"instrument": "rosh", "harm": HARM},
            "Groups at risk (or Serious harm and Who is at risk): a full analysis needs them; fill them in.",
        ),
        (
            {"parts": [{"code": "one", "number": 1}, {"code": "one", "number": 2}]},
            "Numbers by part: one part is there twice; remove one of them.",
        ),
        (
            {"levels": [{"level": "low", "table": "t"}, {"level": "high", "table": "t"}]},
            "Level as entered: one scale is there twice; remove one of them.",
        ),
        (
            {"corrects": "x"},
            "Reason for the correction: choose what is corrected and write the reason, or leave both out.",
        ),
        (
            {"correction_reason": "Mistyped."},
            "Reason for the correction: choose what is corrected and write the reason, or leave both out.",
        ),
        (
            {"override": {"level": "low", "reason": ""}},
            "Override, reason is empty: write something.",
        ),
        (
            {"levels": [{"level": "high"}]},
            "Level as entered, table is missing: fill it in.",
        ),
        (
            {"parts": [{"code": "one", "number": -1}]},
            "Numbers by part, number is too small: it must be at least 0.",
        ),
    ],
)
def test_what_must_agree_is_said_in_a_sentence(change: Mapping[str, JsonValue], sentence: str) -> None:
    assert check_new("assessment", {**WHOLE, **change}) == [sentence]


@pytest.mark.parametrize(
    "change",
    [
        {"instrument": "other", "instrument_name": "Another"},
        {"instrument": "rosh", "harm": HARM, "at_risk": "A neighbour."},
        {"corrects": "x", "correction_reason": "Mistyped."},
        {"instrument": "rm2000", "levels": [{"scale": s, "level": "high", "table": "t"} for s in ("S", "V", "C")]},
    ],
)
def test_what_agrees_is_valid(change: Mapping[str, JsonValue]) -> None:
    assert check_new("assessment", {**WHOLE, **change}) == []


def test_nobody_discusses_with_themself() -> None:
    values: dict[str, JsonValue] = {
        "worker": "w",
        "senior": "s",
        "on": "2026-03-02",
        "how": "telephone",
        "about": [{"record": "r", "version": "a" * 64}],
        "outcome": "Weekly contact for now.",
    }
    assert check_new("discussion", values) == []
    (sentence,) = check_new("discussion", {**values, "senior": "w"})
    assert sentence.startswith("Senior: ")
    assert Discussion.restrictable


def test_victims_and_the_papers_start_withheld() -> None:
    starts = {name: telling_of("offence_analysis", name) for name in ("victim", "papers_account", "pattern")}
    assert starts == {
        "victim": Telling.WITHHELD,
        "papers_account": Telling.WITHHELD,
        "pattern": Telling.UNDECIDED,
    }
    assert telling_of("assessment", "at_risk") is Telling.WITHHELD
    assert telling_of("sharing", "left_out") is Telling.NEVER
