"""The invented agency of the journeys: a few people of the demonstration, small enough to be imported in a moment."""

import csv
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from casework.importing.folder import BY_NAME
from casework.importing.identity import Identities
from casework.records.identifier import CaseId, StaffId
from casework.rules.instrument.instrument_table import load_instruments
from demonstration.caseload import Tables, make_caseload
from demonstration.cast import (
    DUTY_TELEPHONE,
    FORMER_NAME_CASE,
    INTERPRETER_CASE,
    JOINT_VISIT_TODAY,
    MAIN_CASE,
    NEW_CASE,
    SAME_NAME_CASE,
)
from desktop.services.local_time import local
from server.importing.takeover import plan_takeover
from server.importing.writing import write_import
from server.office import Office
from server.table import Confirming, confirm_tables

AGENCY = "Example Agency"
"""What every office of the tests is called; the ids of what is imported follow from it."""
CASES = (MAIN_CASE, INTERPRETER_CASE, FORMER_NAME_CASE, NEW_CASE, SAME_NAME_CASE)
"""Whose records are imported: all of them the worker's, two with the co-worker."""
DUTY_SENIOR = "S200"
"""On duty throughout: a senior of another team, who has none of the cases."""
DUTY_SENIOR_NAME = "Hector Paragonson"
OVERDUE_VISIT = "A-1003-TODAY"
"""A visit from which the worker should have been back five minutes ago; nobody ever started it."""
MANUAL = "Invented manuals of the invented agency"
AHEAD = timedelta(minutes=20)
"""How far ahead of now the joint visit of today is."""
LASTS = timedelta(hours=1)


def settle_agency(office: Office, folder: Path, cases: Iterable[str] = CASES) -> None:
    """Import the agency as it stands now, and switch the tables of the instruments on."""
    now = local(office.clock.now())
    _write(folder, _few(make_caseload(now.date()), set(cases), now))
    plan = plan_takeover(folder, office.zero, office.agency, office.clock.now())
    assert plan.complete, [draft.problems for draft in plan.drafts if draft.refused]
    write_import(plan, office.zero, office.agency.administrator, office.clock.now())
    by = staff("S300")
    codes = [table.code for table in load_instruments() if not table.confirmed]
    confirm_tables(office, [Confirming(code, MANUAL, by) for code in codes])


def staff(number: str) -> StaffId:
    """The id of somebody by their staff number."""
    return Identities(AGENCY).staff(number)


def appointment(key: str = JOINT_VISIT_TODAY) -> str:
    """The id of an appointment by its key."""
    return Identities(AGENCY).record("appointments", key)


def case_of(key: str) -> CaseId:
    """The id of a case by its key."""
    return Identities(AGENCY).case(key)


def _few(tables: Tables, cases: set[str], now: datetime) -> Tables:
    kept = {name: [row for row in rows if _case(name, row) in cases | {""}] for name, rows in tables.items()}
    soon = min(now + AHEAD, datetime.combine(now.date(), time(23, 55), now.tzinfo))
    _move(kept, JOINT_VISIT_TODAY, soon)
    _move(kept, OVERDUE_VISIT, now - LASTS - timedelta(minutes=5))
    for row in kept["people"]:
        if row["key"] == MAIN_CASE:
            row |= {"language": "British Sign Language", "interpreter": "yes"}
    mother = {"key": "H-1001-1", "case": MAIN_CASE, "address": "H-1001", "name": "Morag Sample", "relation": "mother"}
    kept["household"].append(mother | {"child": "no"})
    kept["duty"] = [_turn(now.date())]
    return kept


def _move(tables: Tables, key: str, starts: datetime) -> None:
    """Let a visit begin then and last an hour."""
    row = next(row for row in tables["appointments"] if row["key"] == key)
    row |= {"starts": f"{starts:%d/%m/%Y %H:%M}", "back_by": f"{starts + LASTS:%d/%m/%Y %H:%M}"}


def _case(name: str, row: dict[str, str]) -> str:
    return row["key"] if name == "people" else row.get("case", "")


def _turn(day: date) -> dict[str, str]:
    starts, ends = day - timedelta(days=1), day + timedelta(days=2)
    return {
        "key": "D-NOW",
        "staff": DUTY_SENIOR,
        "starts": f"{starts:%d/%m/%Y} 09:00",
        "ends": f"{ends:%d/%m/%Y} 09:00",
        "telephone": DUTY_TELEPHONE,
    }


def _write(folder: Path, tables: Tables) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        headings = [column.name for column in BY_NAME[name].columns]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, headings)
            writer.writeheader()
            writer.writerows(rows)
