"""One case with the records that a test gives it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from casework.records.file.case import Case, CaseState, RiskLevel, StandingPlan, StandingRisk
from casework.records.record import Record
from casework.rules.calendar import Calendar
from casework.rules.due import Due
from casework.rules.duty.duty import duties_of
from casework.rules.duty.fact import DutyCase, DutyFacts, HighResult
from casework.rules.duty.table import DutyTable, load_duties

DAY = date(2026, 3, 2)
"""A Monday."""

VERSION = "a" * 64


def at(day: date, hour: int = 12) -> datetime:
    """A moment of a day."""
    return datetime.combine(day, time(hour), UTC)


def case_of(risk: RiskLevel | None = None, plan: str = "", *, closed: bool = False) -> Case:
    """What stands for the case: opened in January, its level assessed in February."""
    standing = StandingRisk(
        level=risk or RiskLevel.LOW, assessor="a", assessed_on=date(2026, 2, 2), rationale="r", record="level"
    )
    return Case(
        state=CaseState.CLOSED if closed else CaseState.OPEN,
        opened_on=date(2026, 1, 5),
        standing_risk=standing if risk else None,
        risk_management_plan=StandingPlan(record=plan, since=DAY) if plan else None,
    )


def facts_of(
    records: Mapping[str, Record],
    signed: Mapping[str, datetime] | None = None,
    results: tuple[HighResult, ...] = (),
    listed_since: date | None = None,
    *,
    dead: bool = False,
) -> DutyFacts:
    """The facts of a case with these records, each in the version `VERSION`."""
    known = {"case": case_of(), **records}
    versions = dict.fromkeys(known, VERSION)
    return DutyFacts(known, signed or {}, versions, results, listed_since, dead=dead)


def ship() -> DutyTable:
    """The table that comes with Doorstep."""
    return load_duties()[0]


def duty_case(facts: DutyFacts, day: date = DAY, table: DutyTable | None = None) -> DutyCase:
    """The case on a day, by the table that comes with Doorstep or another."""
    return DutyCase(facts, table or ship(), Calendar(), day)


def found(code: str, facts: DutyFacts, day: date = DAY, table: DutyTable | None = None) -> list[Due]:
    """What one duty asks for."""
    return [due for due in duties_of(duty_case(facts, day, table)) if due.rule.code == code]


def with_rule(code: str, **change: object) -> DutyTable:
    """The table with one rule as an agency may have it."""
    table = ship()
    rules = [one.model_copy(update=change) if one.code == code else one for one in table.rule]
    return table.model_copy(update={"rule": tuple(rules), "version": 2})
