"""The administrator's view: which laptops hold what, what they have not sent, what they have still to purge."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from casework.errors import UserError
from casework.records.identifier import (
    CaseId,
    DeviceId,
    Scope,
    StaffId,
    case_of,
    case_scope,
    grants_scope,
    restricted_scope,
    scope_sort,
)
from casework.records.person.person import Person
from casework.rules.standing import read_record
from server.holding import HoldingState
from server.office import Office
from server.storage.database import Connection
from server.storage.device import Device, load_device, load_devices
from server.storage.folded import load_kind
from server.storage.holding import load_holdings
from server.storage.log import load_ends

_PARTS = {"case": "case", "restricted": "restricted", "grants": "allocations"}


@dataclass(frozen=True)
class LaptopLine:
    """One laptop: whose it is, how many cases it holds, of how many the purge is outstanding."""

    device: Device
    whose: str
    cases: int
    leaving: int


@dataclass(frozen=True)
class CaseHolder:
    """One laptop's hold on one part of a case: how far it has it, of how many entries."""

    device: DeviceId
    whose: str
    part: str
    state: str
    position: int
    end: int
    seen_at: datetime | None


@dataclass(frozen=True)
class LostLine:
    """One person whose records are, or may still be, on a laptop."""

    case: CaseId
    person: str
    restricted: bool
    state: str


def review_laptops(office: Office) -> list[LaptopLine]:
    """Every laptop, in the order of their enrolment."""
    with office.database.read() as connection:
        names = _names(office, connection)
        return [_laptop(connection, device, names) for device in load_devices(connection)]


def review_case(office: Office, case: CaseId) -> list[CaseHolder]:
    """Every laptop that holds or ever held a part of a case."""
    scopes = (grants_scope(case), case_scope(case), restricted_scope(case))
    with office.database.read() as connection:
        names, ends = _names(office, connection), load_ends(connection, scopes)
        lines = []
        for device in load_devices(connection):
            held = load_holdings(connection, device.id)
            for scope in scopes:
                if row := held.get(scope):
                    part, whose = _PARTS[scope_sort(scope) or "case"], names.get(device.staff, "")
                    end = ends.get(scope, 0)
                    lines.append(CaseHolder(device.id, whose, part, row.state, row.position, end, device.seen_at))
        return lines


def review_lost(office: Office, device: DeviceId) -> list[LostLine]:
    """Whose records a laptop holds or has not yet confirmed to have purged.

    Raises:
        UserError: if there is no such laptop.
    """
    with office.database.read() as connection:
        if load_device(connection, device) is None:
            raise UserError("There is no such laptop. See: doorstep-server device list.")
        held = {s: row.state for s, row in load_holdings(connection, device).items() if row.state != HoldingState.GONE}
        cases = sorted({case for scope in held if (case := case_of(scope)) and case_scope(case) in held})
        return [_lost(connection, case, held) for case in cases]


def _lost(connection: Connection, case: CaseId, held: Mapping[Scope, HoldingState]) -> LostLine:
    people = [read_record(Person, state) for state in load_kind(connection, Person.kind, case_scope(case))]
    named = [f"{person.name.given} {person.name.family}" for person in people if person.name]
    states = {HoldingState.LEAVING: "told to purge, not confirmed"}
    person, state = ", ".join(named) or "name not recorded", states.get(held[case_scope(case)], "held")
    return LostLine(case, person, restricted_scope(case) in held, state)


def _laptop(connection: Connection, device: Device, names: Mapping[StaffId, str]) -> LaptopLine:
    held = load_holdings(connection, device.id)
    cases = {scope: row.state for scope, row in held.items() if scope_sort(scope) == "case"}
    states = list(cases.values())
    counts = (states.count(HoldingState.HELD), states.count(HoldingState.LEAVING))
    return LaptopLine(device, names.get(device.staff, ""), *counts)


def _names(office: Office, connection: Connection) -> dict[StaffId, str]:
    staff = office.facts.load(connection).access.staff
    return {ident: member.name or "" for ident, member in staff.items()}
