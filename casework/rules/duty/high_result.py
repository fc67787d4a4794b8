"""Which assessments have a high or very high result: what has to be discussed with a senior (standards.md 43)."""

from collections.abc import Iterator, Sequence

from casework.ledger.fold import RecordState
from casework.records.assessment.assessment import Assessment
from casework.records.assessment.instrument_level import InstrumentLevel
from casework.rules.duty.fact import HighResult
from casework.rules.instrument.agreement import results
from casework.rules.instrument.derive import derive
from casework.rules.instrument.instrument_table import ORDER, InstrumentTable, table_for
from casework.rules.standing import read_record

_HIGH = frozenset({InstrumentLevel.HIGH, InstrumentLevel.VERY_HIGH})


def high_results(states: Sequence[RecordState], tables: Sequence[InstrumentTable]) -> Iterator[HighResult]:
    """The assessments with a high or very high result, as it follows when it is read; without a table, as entered."""
    for state in states:
        one = read_record(Assessment, state) if state.kind == Assessment.kind else None
        if one is None or one.instrument is None or one.assessed_on is None:
            continue
        table = table_for(one, tables)
        named = [scale.level for scale in results(one, derive(one, table))] if table else []
        entered = [level.level for level in one.levels or ()] if table is None else []
        high = [level for level in (*named, *entered) if level in _HIGH]
        if high:
            highest = max(high, key=ORDER.index)
            yield HighResult(state.record, f"{one.instrument.words}, {highest.words.lower()}", one.assessed_on)
