"""Orders of both eras, the requirements of a community payback order, and labels of earlier years."""

from datetime import date

import pytest
from pydantic import JsonValue

from casework.records.record import KINDS
from casework.records.sentence.order import ELSEWHERE, ORDER_WORDS, OrderSort
from casework.records.sentence.requirement import RequirementSort
from tests.casework.records.problem import Values, reads_back, sentences
from tests.fakes.chain import ident

REQUIREMENT: Values = {
    "order": ident(1),
    "sort": "unpaid_work",
    "hours": 20,
    "starts": "2026-01-05",
    "ends": "2026-01-05",
    "ended_on": "2026-01-05",
}


def order(sort: str, ends: str | None = None, made_by: str | None = None) -> Values:
    term: dict[str, JsonValue] = {"sort": sort, "starts": "2026-01-05", "ends": ends, "made_by": made_by}
    return {"term": term}


@pytest.mark.parametrize("sort", list(OrderSort))
def test_every_order_can_be_recorded_and_has_words(sort: OrderSort) -> None:
    """One of England and Wales says who made it: it comes with a transfer."""
    assert sentences("order", order(sort, made_by="Court there")) == []
    assert reads_back("order", order(sort, made_by="Court there"))
    said = sentences("order", order(sort))
    assert said == (
        ["Order or licence: one of England and Wales comes by transfer; write which court or body made it."]
        if sort in ELSEWHERE
        else []
    )
    assert ORDER_WORDS[sort] == sort.words


def test_the_last_day_is_not_before_the_first() -> None:
    assert sentences("order", order("sexual_risk_order", ends="2026-01-05")) == []
    assert sentences("order", order("sexual_risk_order", ends="2026-01-04")) == [
        "Order or licence: the last day is before the first; correct one of them."
    ]


def test_there_are_ten_requirements() -> None:
    assert len(RequirementSort) == 10
    for sort in RequirementSort:
        assert sentences("requirement", {"order": ident(1), "sort": str(sort)}) == []
    assert reads_back("requirement", REQUIREMENT)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"hours": 300}, []),
        ({"hours": 19}, ["Hours of unpaid work: a court gives 20 to 300; correct the number."]),
        ({"hours": 301}, ["Hours of unpaid work: a court gives 20 to 300; correct the number."]),
        (
            {"sort": "conduct"},
            ["Hours of unpaid work: only an unpaid work requirement has hours; take them out."],
        ),
        ({"ends": "2026-01-04"}, ["Until: the day is before the first; correct one of them."]),
        ({"ended_on": "2026-01-04"}, ["Completed or ended on: the day is before the first; correct one of them."]),
    ],
)
def test_hours_belong_to_unpaid_work_and_days_follow_one_another(change: dict[str, JsonValue], said: list[str]) -> None:
    assert sentences("requirement", REQUIREMENT, change) == said


def test_an_earlier_label_is_kept_with_where_it_stands() -> None:
    values: Values = {"tags": ["PDO"], "source": "Paper file of 2007", "since": "2007-05-01", "until": "2007-05-01"}
    assert sentences("legacy_tag", values) == []
    assert reads_back("legacy_tag", values)
    assert sentences("legacy_tag", values, {"until": "2007-04-30"}) == [
        "Until: the day is before the first one; correct one of them."
    ]
    assert KINDS["legacy_tag"].model_validate(values).values()["since"] == date(2007, 5, 1).isoformat()
