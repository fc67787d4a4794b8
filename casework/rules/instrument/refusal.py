"""Which assessments the office and a laptop refuse to let count, with what both know for certain."""

from collections.abc import Iterable
from functools import lru_cache

from casework.ledger.entry import Edit
from casework.records.assessment.assessment import Assessment
from casework.records.person.person import Person
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.rules.instrument.instrument_table import InstrumentTable, load_instruments, table_for
from casework.rules.instrument.number import total_problems
from casework.rules.instrument.signing import unfit_problems
from casework.rules.instrument.subject import SubjectFacts, subject_of, subject_problems
from casework.rules.table_choice import tables_on


def instruments_on(confirmed: Iterable[ConfirmedTable]) -> tuple[InstrumentTable, ...]:
    """Every table of an instrument, `confirmed` true where it is on: remembered, since every judgement asks again."""
    return _instruments_on(tuple(confirmed))


@lru_cache(maxsize=4)
def _instruments_on(confirmed: tuple[ConfirmedTable, ...]) -> tuple[InstrumentTable, ...]:
    return tables_on(load_instruments(), confirmed, InstrumentTable)


def refused_assessment(edit: Edit, confirmed: Iterable[ConfirmedTable], person: Person | None) -> bool:
    """Whether a new assessment, valid by itself, may not count.

    Under a table that is on: its numbers or levels cannot be so, or its level is not the one that follows and nobody
    else agreed to that. Whatever the tables: a total where the instrument has none, and RM2000 for somebody who is
    known to be no man of 18 or older. What is not known is no reason here; whoever signs is asked for it.
    """
    assessment = Assessment.model_validate(edit.set)
    table = table_for(assessment, instruments_on(confirmed))
    if table is None:
        return False
    if table.confirmed and unfit_problems(assessment, table):
        return True
    return bool(list(total_problems(assessment, table))) or _is_for_somebody_else(assessment, table, person)


def _is_for_somebody_else(assessment: Assessment, table: InstrumentTable, person: Person | None) -> bool:
    rule, day = table.subject, assessment.assessed_on
    if rule is None or day is None or person is None:
        return False
    known = subject_of(person)
    sex = known.sex if known.sex not in {None, "not_known"} else rule.sex
    return bool(subject_problems(table, SubjectFacts(sex, known.born or day.replace(year=1900, day=1)), day))
