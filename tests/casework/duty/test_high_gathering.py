"""Which assessments are high: as it follows from their numbers when it is read, or as entered where no table says."""

from datetime import date

from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState, fold_record
from casework.records.identifier import RecordId
from casework.rules.duty.fact import HighResult
from casework.rules.duty.high_result import high_results
from tests.casework.instrument.sample import DAY, ON
from tests.fakes.chain import SCOPE, Pen, ident, placed

TABLES = tuple(ON.values())


def record(number: int, kind: str = "assessment", **values: JsonValue) -> RecordState:
    """An LS/CMI of 2 March 2026, or another record."""
    plain: dict[str, JsonValue] = {
        "instrument": "lscmi",
        "assessed_on": DAY.isoformat(),
        "assessor": "a",
        "summary": "s",
    }
    name = RecordId(ident(number))
    edit = Edit(record=name, kind=kind, set={**(plain if kind == "assessment" else {}), **values})
    state = fold_record(SCOPE, name, placed(Pen("d").write(edit)))
    assert state
    return state


def entered(*levels: str) -> JsonValue:
    return [{"scale": "", "level": level, "table": "Manual"} for level in levels]


def high(number: int, words: str, on: date = DAY) -> HighResult:
    return HighResult(ident(number), words, on)


def test_a_high_result_is_what_follows_from_the_numbers_by_the_table() -> None:
    """Behind other records and assessments that say too little; not where another senior agreed to a lower level."""
    states = [
        record(1, "contact", narrative="Words."),
        record(2, assessed_on=None, levels=entered("high")),
        record(3, instrument=None, levels=entered("high")),
        record(4, total=5),
        record(5, total=20),
        record(6, total=43, assessed_on="2026-03-03"),
        record(7, total=5, levels=entered("very_high")),
        record(8, total=20, levels=entered("high"), override={"level": "medium", "reason": "Settled.", "senior": "s"}),
    ]
    assert list(high_results(states, TABLES)) == [
        high(5, "LS/CMI, high"),
        high(6, "LS/CMI, very high", date(2026, 3, 3)),
        high(7, "LS/CMI, very high"),
    ]


def test_where_no_table_says_it_is_the_highest_that_was_entered() -> None:
    states = [
        record(1, levels=entered("medium")),
        record(2, levels=entered("high", "very_high", "high")),
        record(3, total=43),
    ]
    assert list(high_results(states, ())) == [high(2, "LS/CMI, very high")]
