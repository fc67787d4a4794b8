"""The plan beside LS/CMI and MAPPA: what none of its lines takes up (standards.md 58, 71)."""

from datetime import date

from casework.records.assessment.assessment import Assessment, Instrument, PartNumber
from casework.records.multi_agency.mappa_meeting import MappaAction
from casework.records.plan.plan_line import LineResult, LineStatus, PlanLine
from casework.rules.instrument.instrument_table import load_instruments
from casework.rules.planning.consistency import plan_gaps

TABLE = next(table for table in load_instruments() if table.instrument is Instrument.LSCMI)
DONE = LineResult(status=LineStatus.DONE, on=date(2026, 1, 1))
ASSESSMENT = Assessment(
    instrument=Instrument.LSCMI,
    parts=[
        PartNumber(code="companions", number=1),
        PartNumber(code="alcohol_drug", number=8),
        PartNumber(code="leisure_recreation", number=2),
        PartNumber(code="family_marital", number=0),
        PartNumber(code="of_a_newer_table", number=3),
    ],
)


def missing(*lines: PlanLine) -> list[str]:
    return [need.part.code for need in plan_gaps(ASSESSMENT, TABLE, {}, lines).needs]


def test_every_need_without_a_line_shows_the_greatest_first() -> None:
    assert missing() == ["alcohol_drug", "leisure_recreation", "companions"]


def test_a_line_that_names_the_need_takes_it_up() -> None:
    assert missing(PlanLine(factor="Alcohol"), PlanLine(outcome="Other companions than before.")) == [
        "leisure_recreation"
    ]


def test_small_words_name_nothing() -> None:
    assert missing(PlanLine(factor="Work and money")) == ["alcohol_drug", "leisure_recreation", "companions"]


def test_what_is_done_takes_up_nothing_any_more() -> None:
    assert missing(PlanLine(factor="Alcohol", result=DONE)) == ["alcohol_drug", "leisure_recreation", "companions"]


def test_without_an_assessment_there_is_nothing_to_compare() -> None:
    assert plan_gaps(None, TABLE, {}, []).needs == ()


def test_actions_of_mappa_without_a_line_show() -> None:
    taken, left = MappaAction(action="Visit."), MappaAction(action="Ring housing.")
    gaps = plan_gaps(None, TABLE, {"a": taken, "b": left}, [PlanLine(mappa_actions=["a"])])
    assert gaps.actions == (left,)
