"""An import as a whole: read a folder, plan against what the server holds, and write."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

from casework.importing.identity import Identities
from casework.records.identifier import StaffId
from casework.records.staff.staff import Staff
from casework.rules.standing import standing_values
from server.device_zero import DeviceZero
from server.importing.plan import Plan, plan_import
from server.importing.table import load_tables
from server.importing.writing import write_import
from server.storage.agency import Agency


def plan_takeover(source: Path, zero: DeviceZero, agency: Agency, now: datetime) -> Plan:
    """Read and check a folder against what the server holds; nothing is written.

    Raises:
        UserError: if the folder cannot be read or holds nothing to import.
    """
    folder = load_tables(source)
    return plan_import(folder, load_identities(zero, agency), now, cache(zero.state))


def take_over(
    source: Path,
    zero: DeviceZero,
    agency: Agency,
    now: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """Import a folder: what is right is written, and the plan says what was not. Raises as `plan_takeover`."""
    plan = plan_takeover(source, zero, agency, now)
    write_import(plan, zero, agency.administrator, now, progress)
    return plan


def load_identities(zero: DeviceZero, agency: Agency) -> Identities:
    """The ids of this agency's imports, with those staff members who were added otherwise."""
    numbers: dict[str, StaffId] = {}
    for state in zero.states(Staff.kind):
        number = standing_values(state).get("number")
        if isinstance(number, str) and number:
            numbers.setdefault(number, StaffId(state.record))
    return Identities(agency.name, numbers)
