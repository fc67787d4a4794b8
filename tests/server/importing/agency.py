"""A very small agency as import files, which each test spoils in its own way."""

import csv
import io
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path

from casework.importing.folder import BY_NAME
from casework.importing.identity import Identities
from casework.ledger.fold import RecordState
from casework.records.identifier import RecordId, Scope
from server.importing.plan import Plan, plan_import
from server.importing.table import Folder, read_table

Files = dict[str, list[dict[str, str]]]

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
IDS = Identities("Testing Agency")

_FILES: Files = {
    "teams": [{"key": "T1", "name": "North"}],
    "staff": [
        {"key": "W1", "name": "Rowan Example", "role": "worker", "team": "T1"},
        {"key": "S1", "name": "Morven Modelson", "role": "senior", "team": "T1"},
        {"key": "B1", "name": "Wilma Ledgerly", "role": "business_support"},
    ],
    "training": [{"key": "Z1", "staff": "W1", "subject": "lscmi", "completed_on": "01/03/2024",
                  "expires_on": "01/03/2029"}],
    "duty": [{"key": "D1", "staff": "S1", "starts": "02/11/2026 09:00", "ends": "03/11/2026 09:00"}],
    "exclusions": [{"key": "X1", "case": "C1", "staff": "B1", "starts": "01/02/2026", "reason": "A cousin."}],
    "allocations": [
        {"key": "G1", "case": "C1", "role": "officer", "staff": "W1", "starts": "01/01/2026"},
        {"key": "G2", "case": "C1", "role": "team", "team": "T1", "starts": "2026-01-01"},
    ],
    "people": [
        {"key": "C1", "given": "Callum", "family": "Sample", "born": "12/03/1984", "opened_on": "01/01/2026"},
    ],
    "warnings": [
        {"key": "V1", "case": "C1", "sort": "dog", "by": "W1", "on": "01/02/2026", "review_on": "01/12/2026"},
    ],
    "risk_levels": [
        {"key": "L2", "case": "C1", "level": "medium", "assessor": "W1", "assessed_on": "01/06/2026",
         "rationale": "Calmer since the summer."},
        {"key": "L1", "case": "C1", "level": "high", "assessor": "W1", "assessed_on": "01/02/2026",
         "rationale": "Clear signs at the beginning."},
    ],
    "assessments": [
        {"key": "E1", "case": "C1", "instrument": "lscmi", "assessed_on": "01/06/2026", "assessor": "W1",
         "numbers": "criminal_history=8; companions=4", "summary": "Copied from the form of the publisher."},
        {"key": "E2", "case": "C1", "instrument": "sara", "edition": "2", "assessed_on": "02/06/2026",
         "assessor": "W1", "levels": "partner=high; others=low", "table": "SARA, edition 2", "why": "Threats.",
         "omitted": "2", "critical_items": "yes", "summary": "Rated with the manual."},
    ],
    "high_risk": [
        {"key": "Q1", "case": "C1", "sort": "violent", "limbs": "a; c", "conditions": "i; ii", "court": "High Court",
         "convicted_on": "04/05/2019", "offence": "Assault", "concern": "Waits outside her work.",
         "concern_on": "12/10/2026", "assessment": "E2", "report_source": "Police", "report_on": "20/10/2026",
         "report_holder": "Sgt Specimen", "continues": "It goes on.", "at_risk": "known persons; public at large",
         "proposed_by": "W1", "proposed_on": "21/10/2026", "decided_by": "S1", "decided_on": "26/10/2026",
         "reason": "As discussed."},
    ],
    "other_names": [{"key": "N1", "case": "C1", "sort": "alias", "given": "Cal", "family": "Samson"}],
    "references": [{"key": "R1", "case": "C1", "sort": "carejust", "number": "DEMO-1"}],
    "orders": [{"key": "O1", "case": "C1", "sort": "community_payback_order", "starts": "01/01/2026",
                "ends": "31/12/2027"}],
    "conditions": [{"key": "O1-1", "case": "C1", "order": "O1", "number": "1", "text": "Keep appointments."}],
    "addresses": [{"key": "H1", "case": "C1", "line": "1 Sample Terrace", "town": "Invertown"}],
    "household": [{"key": "H1-1", "case": "C1", "address": "H1", "name": "Isla Sample", "child": "yes"}],
    "agency_contacts": [{"key": "P1", "case": "C1", "role": "named_police_contact", "name": "PC Specimen",
                         "agency": "Police"}],
    "appointments": [
        {"key": "A1", "case": "C1", "sort": "office", "starts": "30/10/2026 10:00", "staff": "W1", "contact": "K1"},
        {"key": "A2", "case": "C1", "sort": "office", "starts": "09/11/2026 10:00", "staff": "W1"},
    ],
    "contacts": [
        {"key": "K1", "case": "C1", "sort": "office", "happened": "30/10/2026 10:00", "outcome": "attended_complied",
         "present": "person; worker: Rowan Example", "narrative": "Came on time.", "recorded_by": "W1",
         "appointment": "A1", "next_appointment": "A2", "conditions_checked": "O1-1=kept"},
    ],
}  # fmt: skip


def agency_files() -> Files:
    """Every file of the small agency, all of it right."""
    return deepcopy(_FILES)


def file_bytes(rows: list[dict[str, str]]) -> bytes:
    """Rows as the bytes of a CSV file, with the headings that they use."""
    headings = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, headings)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def write_files(folder: Path, files: Files) -> Path:
    """Write files into a folder and return it."""
    folder.mkdir(exist_ok=True)
    for name, rows in files.items():
        (folder / f"{name}.csv").write_bytes(file_bytes(rows))
    return folder


def nothing_there(_scope: Scope, _record: RecordId) -> RecordState | None:
    """An empty server."""
    return None


def plan_files(
    files: Files, find: Callable[[Scope, RecordId], RecordState | None] = nothing_there, ids: Identities = IDS
) -> Plan:
    """Plan an import of files that lie in no folder."""
    tables = tuple(read_table(BY_NAME[name], file_bytes(rows)) for name, rows in files.items())
    return plan_import(Folder(tables), ids, NOW, find)


def told(plan: Plan) -> list[tuple[str, str]]:
    """File with line, and column, of everything that is wrong."""
    return [(f"{problem.file}:{problem.line}", problem.column) for problem in plan.all_problems]
