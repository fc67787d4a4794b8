"""Where lines of a plan run out of room, and which words name a need: worked out by hand."""

from datetime import date

import pytest

from casework.records.assessment.assessment import Assessment, Instrument, PartNumber
from casework.records.file.case import Case, StandingPlan
from casework.records.plan.plan_line import PlanLine
from casework.rules.duty.fact import DutyFacts
from casework.rules.instrument.instrument_table import load_instruments
from casework.rules.planning.consistency import plan_gaps
from casework.rules.planning.rank import plan_ranks
from casework.rules.planning.sentence import plan_sentences

TABLE = next(table for table in load_instruments() if table.instrument is Instrument.LSCMI)


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ([1, None, 3], [1, 2, 3]),  # one number lies between them, and it is enough
        ([10, None, None, 20], [10, 13, 16, 20]),  # whole numbers, as evenly as they go
        ([None, 2], [1, 2]),  # there is room before a two
        ([1, None], [1, 1001]),  # one that stands first with the smallest number stays
        ([None, 1000, None, None], [500, 1000, 2000, 3000]),
        ([30, 40, 10, 50], [30, 40, 45, 50]),  # three of them stand as they should
        ([30, 40, 10, 20, 25], [3, 6, 10, 20, 25]),
    ],
)
def test_a_line_is_put_between_two_others(now: list[int | None], found: list[int | None]) -> None:
    assert plan_ranks(now) == found


def left(*lines: PlanLine, code: str = "alcohol_drug") -> list[str]:
    made = Assessment(instrument=Instrument.LSCMI, parts=[PartNumber(code=code, number=1)])
    return [need.part.code for need in plan_gaps(made, TABLE, {}, lines).needs]


def test_a_need_is_named_whatever_stands_beside_the_word() -> None:
    """By a word between marks, or by what the table calls it."""
    assert left(PlanLine(factor="Money/alcohol, housing.")) == []
    assert left(PlanLine(outcome="alcohol_drug")) == []
    assert left(PlanLine(factor="alcoholic_drug")) == ["alcohol_drug"]


def test_without_a_table_of_ls_cmi_nothing_is_said_of_needs() -> None:
    in_use = Case(risk_management_plan=StandingPlan(record="plan", since=date(2026, 1, 1)))
    assert plan_sentences(DutyFacts({"case": in_use}), []) == []
