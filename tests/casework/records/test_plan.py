"""Plans, their lines, and reviews: what each says is wrong, and what closing a review needs."""

from collections.abc import Mapping

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.protocol import Verdict
from casework.records.caution import soonest
from casework.records.check import check_new, check_value
from casework.records.identifier import RecordId
from casework.records.merge import caution_of
from casework.records.plan.plan_line import LineResult, LineStatus, PlanLine
from casework.records.record import KINDS, merge_of, telling_of
from casework.records.staff.staff import StaffRole
from casework.records.telling import Telling
from casework.rules.intake import judge
from casework.rules.intake_reason import Reason
from casework.rules.named_senior import senior_problems
from casework.rules.plan import closes_review, is_carried_on, problems_after
from casework.rules.version import ARRANGEMENT
from tests.casework.test_intake import SENIOR, risk, setting
from tests.fakes.chain import RECORD, Pen, ident

PLANS = ("risk_management_plan", "case_management_plan", "safety_plan", "leave_plan")
RESTRICTABLE = (*PLANS, "plan_line", "victim_safety_line", "safety_measure", "risk_scenario", "review", "assessment")
LINE: dict[str, JsonValue] = {"plan": "p", "part": "monitoring", "action": "Weekly."}
REVIEW: dict[str, JsonValue] = {
    "sort": "high_risk",
    "held_on": "2026-03-02",
    "worker": "author",
    "person": {"attended": True},
    "views": "It helps to be asked.",
    "barriers": "The bus.",
    "improvement": "Later appointments.",
    "summary": "Goes on as planned.",
    "next_on": "2026-06-02",
}
CLOSED: JsonValue = {"by": "author", "on": "2026-03-03", "senior": "senior"}
SAFETY: dict[str, JsonValue] = {
    "made_on": "2026-03-02",
    "made_by": "author",
    "review_on": "2026-06-02",
    "protects": "A former partner.",
    "holder": "The police.",
    "state": {"status": "active", "by": "author", "on": "2026-03-02"},
}


@pytest.mark.parametrize("kind", RESTRICTABLE)
def test_plans_and_what_belongs_to_them_may_be_restricted(kind: str) -> None:
    assert KINDS[kind].restrictable


@pytest.mark.parametrize("kind", PLANS)
def test_the_sooner_of_two_review_dates_stands(kind: str) -> None:
    rule = merge_of(kind, "review_on")
    assert rule is not None
    assert (rule.rule, rule.decider, rule.caution) == ("cautious", "worker", soonest)
    assert caution_of(rule, "2026-03-01") > caution_of(rule, "2026-03-02")


@pytest.mark.parametrize("kind", ["safety_plan", "safety_measure", "victim_safety_line"])
def test_every_field_about_somebodys_safety_starts_withheld(kind: str) -> None:
    said = set(KINDS[kind].model_fields) - ARRANGEMENT
    assert {telling_of(kind, name) for name in said} == {Telling.WITHHELD}
    assert all(telling_of(kind, name) is Telling.NEVER for name in ARRANGEMENT & set(KINDS[kind].model_fields))


def test_of_a_plan_what_is_about_victims_starts_withheld_and_the_persons_own_words_open() -> None:
    for kind, name in (("risk_management_plan", "victims"), ("risk_scenario", "who"), ("leave_plan", "household")):
        assert telling_of(kind, name) is Telling.WITHHELD
    assert telling_of("review", "views") is Telling.OPEN
    assert telling_of("case_management_plan", "views") is Telling.OPEN


def test_a_contingency_says_what_sets_it_off() -> None:
    assert check_new("plan_line", LINE) == []
    assert check_new("plan_line", {**LINE, "part": "contingency"}) == [
        "What sets it off is missing: a contingency needs it; write what would set it off."
    ]
    assert check_new("plan_line", {**LINE, "part": "contingency", "trigger": "He is seen there."}) == []


@pytest.mark.parametrize("days", [("2026-03-02", "2026-03-01"), ("2026-03-01", "2026-02-28")])
def test_leave_does_not_end_before_it_starts(days: tuple[str, str]) -> None:
    wrong: JsonValue = {"starts": days[0], "ends": days[1]}
    assert check_value("leave_plan", "days", wrong) == ["Days end before they start: correct one of them."]
    assert check_value("leave_plan", "days", {"starts": days[1], "ends": days[0]}) == []
    assert check_value("leave_plan", "days", {"starts": days[0], "ends": days[0]}) == []


def test_a_case_management_plan_has_its_three_parts() -> None:
    frame: dict[str, JsonValue] = {"made_on": "2026-03-02", "made_by": "author", "review_on": "2026-06-02"}
    assert len(check_new("case_management_plan", frame)) == 3
    parts: dict[str, JsonValue] = {"offending": "o", "needs": "n", "delivery": "d"}
    assert check_new("case_management_plan", {**frame, **parts}) == []


@pytest.mark.parametrize(
    ("status", "carried"),
    [(None, True), ("partly_done", True), ("not_done", True), ("done", False), ("no_longer_needed", False)],
)
def test_what_is_done_is_not_carried_on(status: str | None, carried: bool) -> None:
    result = LineResult.model_validate({"status": LineStatus(status), "on": "2026-03-02"}) if status else None
    assert is_carried_on(PlanLine(result=result)) is carried


def test_a_review_is_written_in_steps() -> None:
    """What it needs is asked for when it is closed."""
    assert check_new("review", {"sort": "high_risk"}) == []
    assert check_new("review", {**REVIEW, "closed": CLOSED}) == []


@pytest.mark.parametrize(
    ("missing", "title"),
    [
        ("held_on", "Held on"),
        ("worker", "Supervising worker"),
        ("person", "The person at the review"),
        ("views", "How the person finds supervision, in their words"),
        ("barriers", "What gets in the way for the person"),
        ("improvement", "What the service could do better"),
        ("summary", "What was reviewed and decided"),
        ("next_on", "Next review"),
    ],
)
def test_a_review_is_not_closed_without(missing: str, title: str) -> None:
    """On one form, and by a later edit on the laptop and at the office."""
    values = {name: value for name, value in REVIEW.items() if name != missing}
    sentence = f"{title} is missing: fill it in before you close."
    assert check_new("review", {**values, "closed": CLOSED}) == [sentence]
    first = Pen("a").write(Edit(record=RECORD, kind="review", set=values))
    closing = Edit(record=RECORD, kind="review", set={"closed": CLOSED})
    assert closes_review(closing)
    assert problems_after(closing, setting(first).states[RECORD]) == [sentence]
    with_theme = closing.model_copy(update={"add": {"themes": ["Housing"]}})
    assert problems_after(with_theme, setting(first).states[RECORD]) == [sentence]
    assert not any(closes_review(one) for one in (first.entry.edits[0], closing.model_copy(update={"kind": "plan"})))
    assert judge(Pen("b").write(closing).entry, setting(first)).reason is Reason.INVALID
    both = closing.model_copy(update={"set": {"closed": CLOSED, missing: REVIEW[missing]}})
    assert judge(Pen("b").write(both).entry, setting(first)).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"closed": {"by": "author", "on": "2026-03-03", "senior": "author"}}, "names one person twice"),
        ({"closed": {"by": "other", "on": "2026-03-03", "senior": "author"}}, "cannot stand in for a senior"),
        ({"closed": {"by": "author", "on": "2026-03-03"}}, "names no senior who attended"),
        ({"closed": {"by": "author", "on": "2026-03-03", "kept": "no_outwith_control"}}, "needs a reason"),
        ({"person": {"attended": False}}, "why the person did not attend"),
        ({"next_on": "2026-03-02"}, "not after the day it was held on"),
        ({"next_on": "2026-03-01"}, "not after the day it was held on"),
    ],
)
def test_what_does_not_agree_in_a_review_is_said(change: Mapping[str, JsonValue], word: str) -> None:
    (sentence,) = check_new("review", {**REVIEW, "closed": CLOSED, **change})
    assert word in sentence


def test_a_person_who_did_not_come_has_a_reason_and_is_asked_all_the_same_where_risk_is_high() -> None:
    """A three-monthly review is not closed as held the way the standard asks without what the person says."""
    person: JsonValue = {"attended": False, "reason": "In hospital."}
    absent: dict[str, JsonValue] = {**REVIEW, "person": person, "closed": CLOSED}
    unheard = {name: value for name, value in absent.items() if name != "views"}
    assert check_new("review", {**unheard, "sort": "order"}) == []
    (sentence,) = check_new("review", unheard)
    assert sentence.startswith("How the person finds supervision, in their words is missing")


@pytest.mark.parametrize("kept", ["no_organisational", "no_outwith_control"])
def test_a_review_without_a_senior_or_the_persons_view_is_closed_only_as_not_held_as_asked(kept: str) -> None:
    """It still says what was decided and when the next one is."""
    needed = ("sort", "held_on", "worker", "summary", "next_on")
    values = {name: REVIEW[name] for name in needed}
    closed: JsonValue = {"by": "author", "on": "2026-03-03", "kept": kept, "reason": "The senior was ill."}
    assert check_new("review", {**values, "closed": closed}) == []
    for name in ("held_on", "worker", "summary", "next_on"):
        rest = {known: value for known, value in values.items() if known != name}
        assert len(check_new("review", {**rest, "closed": closed})) == 1


@pytest.mark.parametrize("role", [None, *StaffRole])
def test_only_a_senior_or_a_service_manager_attends_as_one(role: StaffRole | None) -> None:
    seniors = {StaffRole.SENIOR, StaffRole.SERVICE_MANAGER}
    said = ["Closed: the person named is no senior; name the senior who attended."]
    assert senior_problems(role, "review", "closed") == ([] if role in seniors else said)


@pytest.mark.parametrize(("access", "counts"), [(None, False), (SENIOR, True)])
@pytest.mark.parametrize("reason", [None, "Agreed with the police."])
def test_ending_a_safety_plan_needs_a_senior_and_a_reason(access: object, counts: bool, reason: str | None) -> None:
    """As removing a warning does: by anybody else it waits."""
    first = Pen("s").write(Edit(record=RECORD, kind="safety_plan", set=SAFETY))
    ended: JsonValue = {"status": "removed", "by": "author", "on": "2026-03-05"}
    edit = Edit(record=RECORD, kind="safety_plan", set={"state": ended}, parents={"state": [first.id]}, reason=reason)
    known = setting(first) if access is None else setting(first, access=SENIOR)
    found = judge(Pen("a").write(edit).entry, known)
    assert found.reason is (None if counts and reason else Reason.LOWERING)


def test_a_record_beside_it_lowers_no_high_level() -> None:
    """Whatever is signed in the same save: the level of the case is lowered by a senior with a reason, or waits."""
    high = Pen("s").put("case", "standing_risk", risk("high"))
    review = Edit(record=RecordId(ident(8)), kind="review", set={**REVIEW, "closed": CLOSED})
    low = Edit(
        record=RECORD,
        kind="case",
        set={"standing_risk": risk("low")},
        parents={"standing_risk": [high.id]},
        reason="The review says so.",
    )
    entry = Pen("a").write(review, low).entry
    assert judge(entry, setting(high)).reason is Reason.LOWERING
    assert judge(entry, setting(high, access=SENIOR)).verdict is Verdict.ACCEPTED
