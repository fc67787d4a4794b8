"""Which assessments the office and a laptop refuse to let count, with what both know for certain."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from casework.ledger.entry import Edit
from casework.records.assessment.assessment import Assessment
from casework.records.identifier import StaffId
from casework.records.person.person import Person
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.records.staff.staff import SENIORS, StaffRole
from casework.rules.instrument.instrument_table import InstrumentTable, load_instruments, table_for
from casework.rules.instrument.number import missing_parts, total_problems
from casework.rules.instrument.signing import unfit_problems
from casework.rules.instrument.subject import known_problems, subject_of
from casework.rules.table_choice import content_of, tables_on


def nobody_known() -> Person | None:
    """The person where nothing is known of them."""
    return None


def no_role(staff: StaffId) -> StaffRole | None:
    """The role of somebody where nothing is known of anybody."""
    del staff
    return None


@dataclass(frozen=True)
class InstrumentFacts:
    """What an assessment is judged with, read when it is asked for.

    The tables that the agency confirmed, who it is about, and the role of a member of staff.
    """

    confirmed: Sequence[ConfirmedTable] = ()
    person: Callable[[], Person | None] = nobody_known
    role: Callable[[StaffId], StaffRole | None] = no_role


NO_FACTS = InstrumentFacts()
"""No table is confirmed, and nothing known of the person."""


def instruments_on(confirmed: Iterable[ConfirmedTable]) -> tuple[InstrumentTable, ...]:
    """Every table of an instrument, `confirmed` true where it is on: remembered, since every judgement asks again.

    One that the agency used and withdrew says since when, so that what was signed with it can be read.
    """
    return _instruments_on(tuple(confirmed))


@lru_cache(maxsize=4)
def _instruments_on(confirmed: tuple[ConfirmedTable, ...]) -> tuple[InstrumentTable, ...]:
    on = {one.ref: one for one in tables_on(load_instruments(), confirmed, InstrumentTable)}
    for record in confirmed:
        table = content_of(record, InstrumentTable) if record.withdrawn else None
        if table and record.withdrawn and not (table.ref in on and on[table.ref].confirmed):
            on[table.ref] = table.model_copy(update={"confirmed": False, "withdrawn_on": record.withdrawn.on})
    return tuple(on.values())


def refused_assessment(edit: Edit, facts: InstrumentFacts) -> bool:
    """Whether a new assessment, valid by itself, may not count; False for an edit of anything else.

    Under a table that is on: its numbers or levels cannot be so or are not all there, or its level is not the one that
    follows and no other senior agreed to that. Whatever the tables: a total where the instrument has none, and RM2000
    for somebody who is known to be no man of 18 or older. What is not known is no reason here; whoever signs is asked.
    """
    if edit.kind != Assessment.kind:
        return False
    assessment = Assessment.model_validate(edit.set)
    table = table_for(assessment, instruments_on(facts.confirmed))
    if table is None:
        return False
    if table.confirmed and (_unsignable(assessment, table) or _senior_is_none(assessment, facts)):
        return True
    return bool(list(total_problems(assessment, table))) or _is_for_somebody_else(assessment, table, facts)


def _unsignable(assessment: Assessment, table: InstrumentTable) -> bool:
    """Whether its numbers and levels cannot be so, or a number is missing, so that no level would follow or show."""
    return bool(unfit_problems(assessment, table) or list(missing_parts(assessment, table)))


def _senior_is_none(assessment: Assessment, facts: InstrumentFacts) -> bool:
    override = assessment.override
    return bool(override and override.senior and facts.role(StaffId(override.senior)) not in SENIORS)


def asks_who(edit: Edit) -> bool:
    """Whether an edit is an assessment with an instrument that is not for everybody."""
    if edit.kind != Assessment.kind:
        return False
    return any(one.subject and one.instrument.value == edit.set.get("instrument") for one in instruments_on(()))


def _is_for_somebody_else(assessment: Assessment, table: InstrumentTable, facts: InstrumentFacts) -> bool:
    rule, day = table.subject, assessment.assessed_on
    person = facts.person() if rule is not None else None
    if rule is None or day is None or person is None:
        return False
    return bool(known_problems(table, subject_of(person), day))
