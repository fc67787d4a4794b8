"""Compliance: what is done follows what happened, and a warning follows what was found unacceptable."""

import pytest
from pydantic import JsonValue

from casework.records.check import check_item, check_new
from casework.records.record import KINDS, telling_of
from casework.records.sentence.compliance import FAILURES, FORMAL, ComplianceStep
from casework.records.telling import Telling
from tests.fakes.chain import ident

GOOD: dict[str, JsonValue] = {"step": "absence", "happened_on": "2026-03-05", "recorded_by": ident(7)}
UNACCEPTABLE: dict[str, JsonValue] = {
    "found": "unacceptable",
    "by": ident(7),
    "on": "2026-03-06",
    "reason": "No reason.",
}
ACCEPTABLE: dict[str, JsonValue] = {**UNACCEPTABLE, "found": "acceptable"}


def test_a_failure_can_be_recorded_before_anything_is_decided() -> None:
    assert check_new("compliance_event", GOOD) == []
    for later in (UNACCEPTABLE, ACCEPTABLE):
        assert check_new("compliance_event", {**GOOD, "decided": later}) == []


@pytest.mark.parametrize(
    ("change", "title"),
    [
        ({"decided": {**UNACCEPTABLE, "on": "2026-03-04"}}, "Decided"),
        ({"action_on": "2026-03-04"}, "Done on"),
        ({"letter": {"what": "First letter", "sent_on": "2026-03-04"}}, "Letter sent"),
    ],
)
def test_nothing_is_done_before_it_happened(change: dict[str, JsonValue], title: str) -> None:
    assert check_new("compliance_event", {**GOOD, **change}) == [
        f"{title}: the day is before it happened; correct one of them."
    ]


def test_it_may_all_be_on_one_day() -> None:
    same_day: dict[str, JsonValue] = {
        "decided": {**UNACCEPTABLE, "on": "2026-03-05"},
        "action_on": "2026-03-05",
        "letter": {"what": "First letter", "sent_on": "2026-03-05"},
    }
    assert check_new("compliance_event", {**GOOD, **same_day}) == []


@pytest.mark.parametrize("step", sorted(ComplianceStep))
def test_only_a_formal_step_needs_to_say_what_it_answers(step: ComplianceStep) -> None:
    values: dict[str, JsonValue] = {**GOOD, "step": step}
    missing = "Step that this answers is missing: choose the failure, or write what was decided about it."
    assert check_new("compliance_event", values) == ([missing] if step in FORMAL else [])
    assert check_new("compliance_event", {**values, "follows": ident(4)}) == []
    assert check_new("compliance_event", {**values, "decided": UNACCEPTABLE}) == []


@pytest.mark.parametrize("step", sorted(FORMAL))
def test_nobody_is_warned_about_what_was_acceptable(step: ComplianceStep) -> None:
    assert check_new("compliance_event", {**GOOD, "step": step, "decided": ACCEPTABLE}) == [
        "Decided: what was acceptable is not warned about; correct the decision or the step."
    ]


def test_a_failure_is_no_formal_step() -> None:
    assert not FAILURES & FORMAL


def test_an_attempt_says_how_and_what_came_of_it() -> None:
    attempt: dict[str, JsonValue] = {"on": "2026-03-06", "how": "Telephone", "result": "No answer"}
    assert check_item("compliance_event", "attempts", attempt) == []
    assert check_item("compliance_event", "attempts", {**attempt, "result": ""}) == [
        "Attempts to reach the person, result is empty: write something."
    ]


def test_a_recall_or_a_report_to_the_court_is_told_to_nobody_by_itself_and_a_letter_that_was_sent_is() -> None:
    """Where a recall stands before the police have acted on it, a copy of the file must not give it away."""
    told = {name: telling_of("compliance_event", name) for name in KINDS["compliance_event"].model_fields}
    assert {told[name] for name in ("step", "happened_on", "decided", "what", "action")} == {Telling.UNDECIDED}
    assert told["letter"] is Telling.OPEN
