"""Protection concerns: recorded with what is known, withheld whole, waiting until somebody was told."""

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import fold_record
from casework.ledger.protocol import Verdict
from casework.records.check import check_item, check_new
from casework.records.contact.concern import ProtectionConcern
from casework.records.record import telling_of
from casework.records.telling import Telling
from casework.rules.concern import (
    NOBODY_TOLD,
    ONLY_MESSAGES,
    TOLD_TOO_EARLY,
    concern_waits,
    tellings,
    why_waiting,
)
from casework.rules.intake import judge
from casework.rules.intake_reason import Reason
from casework.rules.standing import read_record
from tests.casework.test_intake import SENIOR, setting
from tests.fakes.chain import RECORD, SCOPE, Pen, ident, placed

UNKNOWN: dict[str, JsonValue] = {"name_not_known": True, "described": "a boy of about six", "place_not_known": True}
NOTICED = "2026-07-02T14:05:00Z"
GOOD: dict[str, JsonValue] = {
    "sort": "child",
    "concerned": [UNKNOWN],
    "noticed_at": NOTICED,
    "seen": "A small pair of shoes in the hall.",
    "danger": "not_known",
    "recorded_by": ident(7),
}
TOLD: dict[str, JsonValue] = {
    "name": "Sam Duty",
    "agency": "Social work out of hours",
    "at": "2026-07-02T14:20:00Z",
    "how": "telephone",
    "by": ident(7),
}
SENIOR_SAID: dict[str, JsonValue] = {"by": ident(8), "on": "2026-07-02", "reason": "Already with the police."}


def concern(**changed: JsonValue) -> ProtectionConcern:
    return ProtectionConcern.model_validate({**GOOD, **changed})


def test_it_can_be_recorded_with_nobody_known() -> None:
    assert check_new("protection_concern", GOOD) == []
    assert ProtectionConcern.lies_in("case")
    assert ProtectionConcern.lies_in("restricted")


NEEDS_NAME = "Who, and where they are needs a name for each, or the tick that it is not known: give one of the two."
NEEDS_PLACE = "Who, and where they are needs a place for each, or the tick that it is not known: give one of the two."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name_not_known": False}, NEEDS_NAME),
        ({"name": "Jo"}, NEEDS_NAME),
        ({"place_not_known": False}, NEEDS_PLACE),
        ({"place": "With the aunt"}, NEEDS_PLACE),
    ],
)
def test_not_known_is_said_and_not_left_empty(change: dict[str, JsonValue], sentence: str) -> None:
    assert check_new("protection_concern", {**GOOD, "concerned": [{**UNKNOWN, **change}]}) == [sentence]


def test_it_is_about_somebody() -> None:
    assert check_new("protection_concern", {**GOOD, "concerned": []}) == [
        "Who, and where they are needs at least 1: add one."
    ]


@pytest.mark.parametrize(("made_on", "wrong"), [("2026-07-01", True), ("2026-07-02", False), ("2026-07-03", False)])
def test_a_referral_is_not_made_before_anything_was_noticed(made_on: str, *, wrong: bool) -> None:
    found = check_new("protection_concern", {**GOOD, "referral": {"agency": "Children's services", "made_on": made_on}})
    words = "Referral: the day is before the concern was noticed; correct one of them."
    assert found == ([words] if wrong else [])


def test_a_referral_just_after_midnight_in_summer_is_in_order() -> None:
    """Twenty past midnight on 2 July is still the evening of the first in UTC."""
    referral: JsonValue = {"agency": "Children's services", "made_on": "2026-07-02"}
    changed: dict[str, JsonValue] = {"noticed_at": "2026-07-01T23:20:00Z", "referral": referral}
    assert check_new("protection_concern", {**GOOD, **changed}) == []


def test_the_whole_kind_starts_withheld() -> None:
    assert {telling_of("protection_concern", name) for name in ProtectionConcern.model_fields} == {Telling.WITHHELD}


def test_it_waits_until_somebody_was_told() -> None:
    assert concern_waits(concern())
    assert why_waiting(concern()) == NOBODY_TOLD
    told = concern(told=[TOLD])
    assert not concern_waits(told)
    assert why_waiting(told) == ""


def test_a_telling_needs_its_time_and_who_told() -> None:
    for part in ("at", "by", "name", "agency", "how"):
        without = {name: value for name, value in TOLD.items() if name != part}
        (sentence,) = check_item("protection_concern", "told", without)
        assert sentence == f"Who was told, and when, {part} is missing: fill it in."
    assert check_item("protection_concern", "told", TOLD) == []


def test_a_message_that_was_left_is_no_telling() -> None:
    left: JsonValue = {**TOLD, "how": "message"}
    assert why_waiting(concern(told=[left])) == ONLY_MESSAGES
    assert not concern_waits(concern(told=[left, TOLD]))


@pytest.mark.parametrize(("at", "waits"), [("2026-07-02T14:04:59Z", True), (NOTICED, False)])
def test_a_telling_before_the_concern_does_not_count(at: str, *, waits: bool) -> None:
    early = concern(told=[{**TOLD, "at": at}])
    assert concern_waits(early) is waits
    assert why_waiting(early) == (TOLD_TOO_EARLY if waits else "")


def test_a_senior_s_reason_ends_the_wait_and_only_a_senior_can_give_it() -> None:
    assert not concern_waits(concern(not_told=SENIOR_SAID))
    recorded = Pen("a").write(Edit(record=RECORD, kind="protection_concern", set=GOOD))
    said = Pen("b").write(Edit(record=RECORD, kind="protection_concern", set={"not_told": SENIOR_SAID}))
    assert judge(said.entry, setting(recorded)).reason is Reason.DECIDING
    assert judge(said.entry, setting(recorded, access=SENIOR)).verdict is Verdict.ACCEPTED


def test_a_worker_records_a_concern_and_whom_they_told_in_one_go() -> None:
    """And a colleague adds whom else they told, without seeing the first."""
    whole = Pen("a").write(Edit(record=RECORD, kind="protection_concern", set=GOOD, add={"told": [TOLD]}))
    assert judge(whole.entry, setting()).verdict is Verdict.ACCEPTED
    other: dict[str, JsonValue] = {**TOLD, "name": "PC Specimen", "agency": "Police Scotland"}
    more = Pen("b").write(Edit(record=RECORD, kind="protection_concern", set={}, add={"told": [other]}))
    assert judge(more.entry, setting(whole)).verdict is Verdict.ACCEPTED
    state = fold_record(SCOPE, RECORD, placed(whole, more))
    assert state is not None
    assert [one.name for one in read_record(ProtectionConcern, state).told] == ["Sam Duty", "PC Specimen"]


def test_the_first_who_was_told_comes_first() -> None:
    """Whatever the order they arrived in; what lies before the concern by another clock does not count."""
    early: JsonValue = {**TOLD, "name": "PC Specimen", "at": "2026-07-02T15:00:00+01:00"}
    last: JsonValue = {**TOLD, "name": "The school", "at": "2026-07-02T16:00:00Z"}
    several = concern(told=[last, TOLD, early])
    assert [one.name for one in tellings(several)] == ["Sam Duty", "The school"]
