"""The administrator's view: which laptops hold what, what they have not sent, what they have still to purge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.errors import UserError
from casework.ledger.fold import RecordState
from casework.records.file.misfiling import Misfiling, MisfilingReach
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
from casework.rules.misfiling import read_mistake
from casework.rules.standing import read_record, set_items
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


@dataclass(frozen=True)
class MisfiledLine:
    """Something that was taken out of a case: what kinds, by whom, when, how far it is, and who had it."""

    case: CaseId
    kinds: tuple[str, ...]
    by: str
    at: datetime
    state: str
    had: tuple[str, ...]
    before: tuple[str, ...]


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


def review_misfiled(office: Office) -> list[MisfiledLine]:
    """What was taken out of a file because it is about somebody else, with who had it on a laptop; never what it was.

    Nobody has logged who printed it.
    """
    with office.database.read() as connection:
        names = _names(office, connection)
        reach = load_kind(connection, MisfilingReach.kind)
        lines = (_misfiled(state, reach, names) for state in load_kind(connection, Misfiling.kind))
        return [line for line in lines if line is not None]


def _misfiled(state: RecordState, reach: Sequence[RecordState], names: Mapping[StaffId, str]) -> MisfiledLine | None:
    mistake, case, head = read_mistake(state), case_of(state.scope), state.created
    if mistake is None or case is None or head is None:
        return None
    mine = [one for one in reach if read_record(MisfilingReach, one).misfiling == state.record]
    had, before = (
        tuple(names.get(StaffId(str(item)), "") for one in mine for item in set_items(one, field))
        for field in ("holders", "before")
    )
    state_words = "put back" if mistake.undone else "taken out" if mistake.done else "not yet done"
    return MisfiledLine(case, mistake.titles, names.get(mistake.by, ""), head.at, state_words, had, before)


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
