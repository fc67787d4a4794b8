"""A sweep: returned, NIL and not answered are three things; figures add up; the order of work."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.check import check_new
from casework.records.file.case import RiskLevel
from casework.records.high_risk.sweep import Figures, HighRiskReturn, ReturnSort, answer_id, meets_caution
from casework.records.identifier import RecordId
from casework.rules.high_risk.definition import definition_on, load_definitions
from casework.rules.high_risk.membership import on_list
from casework.rules.high_risk.sweep import Collation, ReturnState, collate, return_sort
from casework.rules.high_risk.work_list import by_risk_then_due, rekey_words
from tests.casework.high_risk.sample import RETURNS, SWEEP, VERSION, fold, on_the_list
from tests.fakes.chain import Pen, ident, placed

ANN, BEA, CAT = "ann", "bea", "cat"
COUNTS = st.builds(
    Figures,
    meets=st.integers(0, 9),
    does_not_meet=st.integers(0, 9),
    unsure=st.integers(0, 9),
    sexual=st.integers(0, 2),
    other=st.integers(0, 2),
)


def opened() -> Edit:
    """A sweep of three people, to be answered by 20 March."""
    values: dict[str, JsonValue] = {
        "opened_by": "senior",
        "opened_on": "2026-03-02",
        "answer_by": "2026-03-20",
        "definition": VERSION,
        "asked": [ANN, BEA, CAT],
    }
    return Edit(record=SWEEP, kind="high_risk_sweep", set=values)


def signed(by: str, number: int, on: str = "2026-03-10", sweep: str = SWEEP, **figures: int) -> Edit:
    """A return, NIL where nothing is to be reported."""
    counts = Figures.model_validate({"meets": 0, "does_not_meet": 0, "unsure": 0, **figures})
    values: dict[str, JsonValue] = {
        "sweep": sweep,
        "signed_by": by,
        "signed_on": on,
        "sort": return_sort(counts).value,
        "figures": counts.model_dump(mode="json"),
    }
    return Edit(record=RecordId(ident(number)), kind="high_risk_return", set=values)


def collation(*edits: tuple[str, Edit], awaiting: int | None = None) -> Collation:
    pens = {name: Pen(name, author=name, scope=RETURNS) for name in ("senior", ANN, BEA, CAT, "other")}
    made = [pens["senior"].write(opened()), *(pens[by].write(edit) for by, edit in edits)]
    waits = (made[awaiting],) if awaiting is not None else ()
    states = fold(placed(*made, awaiting=waits), RETURNS)
    return collate(next(state for state in states if state.record == SWEEP), states)


def test_not_answered_is_never_nil() -> None:
    found = collation((ANN, signed(ANN, 90, meets=1, violent=1)), (BEA, signed(BEA, 91, does_not_meet=4)))
    assert [line.state for line in found.lines] == [ReturnState.RETURNED, ReturnState.NIL, ReturnState.NOT_ANSWERED]
    assert [found.count(state) for state in ReturnState] == [1, 1, 1]
    assert found.lines[2].figures is None
    assert found.overdue(date(2026, 3, 20)) == ()
    assert found.overdue(date(2026, 3, 21)) == (CAT,)


def test_the_last_return_counts_and_the_first_says_whether_it_was_late() -> None:
    found = collation(
        (ANN, signed(ANN, 90, on="2026-03-20")),
        (ANN, signed(ANN, 91, on="2026-03-25", unsure=1)),
        (BEA, signed(BEA, 92, on="2026-03-21")),
    )
    assert [(line.state, line.returns, line.late) for line in found.lines[:2]] == [
        (ReturnState.RETURNED, 2, False),
        (ReturnState.NIL, 1, True),
    ]


def test_nobody_returns_for_somebody_else_and_no_other_sweep_counts() -> None:
    found = collation((BEA, signed(ANN, 90)), (CAT, signed(CAT, 91, sweep=ident(81))))
    assert {line.state for line in found.lines} == {ReturnState.NOT_ANSWERED}


def test_what_waits_for_a_decision_is_no_answer() -> None:
    found = collation((ANN, signed(ANN, 90)), awaiting=1)
    assert found.lines[0].state is ReturnState.NOT_ANSWERED


def test_whoever_answers_unasked_is_shown_behind_the_others() -> None:
    found = collation(("other", signed("other", 90, meets=1)))
    assert [line.staff for line in found.lines] == [ANN, BEA, CAT, "other"]


@settings(max_examples=40)
@given(st.lists(COUNTS, max_size=3))
def test_the_figures_of_all_returns_add_up(given_figures: list[Figures]) -> None:
    figures = [one for one in given_figures if one.proposed <= one.meets]
    edits = [
        (by, signed(by, 90 + number, **one.model_dump()))
        for number, (by, one) in enumerate(zip((ANN, BEA, CAT), figures, strict=False))
    ]
    total = collation(*edits).total
    assert total.cases == sum(one.cases for one in figures)
    assert total.proposed == sum(one.proposed for one in figures)


@settings(max_examples=60)
@given(COUNTS, st.sampled_from(ReturnSort))
def test_a_nil_return_has_nothing_to_report_and_a_return_something(figures: Figures, sort: ReturnSort) -> None:
    values = {**signed(ANN, 90).set, "sort": sort.value, "figures": figures.model_dump(mode="json")}
    fits = sort is return_sort(figures) and figures.proposed <= figures.meets
    assert (check_new(HighRiskReturn.kind, values) == []) is fits


def test_two_people_who_answer_about_a_case_meet_and_the_more_cautious_stands() -> None:
    assert answer_id("s", "c") == answer_id("s", "c") != answer_id("s", "d")
    order: list[JsonValue] = [{"answer": one} for one in ("does_not_meet", "unsure", "meets")]
    assert [meets_caution(one) for one in order] == [0, 1, 2]


def test_work_is_in_the_order_of_risk_then_of_what_is_due() -> None:
    soon, late = date(2026, 3, 3), date(2026, 5, 1)
    matters = [
        (RiskLevel.LOW, soon),
        (None, soon),
        (RiskLevel.HIGH, None),
        (RiskLevel.HIGH, late),
        (RiskLevel.VERY_HIGH, late),
        (RiskLevel.HIGH, soon),
    ]
    assert sorted(matters, key=lambda one: by_risk_then_due(*one)) == [
        (RiskLevel.VERY_HIGH, late),
        (RiskLevel.HIGH, soon),
        (RiskLevel.HIGH, late),
        (RiskLevel.HIGH, None),
        (None, soon),
        (RiskLevel.LOW, soon),
    ]


@pytest.mark.parametrize("version", [1, 2])
def test_what_is_keyed_into_carejust_comes_from_the_definition(version: int) -> None:
    member = on_list(on_the_list(), date(2026, 4, 1))
    assert member is not None
    found = next(one for one in load_definitions() if one.version == version)
    assert rekey_words(member, found) == (("CareJust, Risk Assessments", "HRO, 10/03/2026") if version == 2 else None)
    assert definition_on(date(2026, 4, 1), load_definitions()) is not None
