"""A senior stops a laptop that was lost or stolen, at any hour, and is told whose records were on it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from casework.ledger.audit import AuditWhat
from casework.ledger.stopping import (
    MOST_LAPTOPS,
    MOST_PEOPLE,
    HeldPerson,
    LaptopLine,
    LaptopsRequest,
    LaptopsResponse,
    StopRequest,
    StopResponse,
)
from casework.records.identifier import (
    SERVER_DEVICE,
    CaseId,
    DeviceId,
    StaffId,
    case_of,
    case_scope,
    restricted_scope,
    scope_sort,
)
from casework.records.person.person import Person
from casework.rules.access import access
from casework.rules.standing import read_record
from casework.rules.stopping import may_stop_laptop
from server.admission import current_device, stop_within
from server.holding import HoldingState
from server.journal import StoppedBy
from server.office import Office
from server.storage.audit import AuditNote, add_notes, load_about
from server.storage.database import Connection
from server.storage.device import Device, load_device, load_devices
from server.storage.folded import load_kind
from server.storage.holding import load_holdings

NAMED_FOR = timedelta(days=1)
"""How long the people on a stopped laptop are named to every senior who asks; later to whoever stopped it alone."""


def answer_laptops(office: Office, device: DeviceId, request: LaptopsRequest) -> LaptopsResponse:
    """Say which laptops somebody has. Raises `Refused` if the asker's own was stopped meanwhile."""
    with office.database.read() as connection:
        asker = current_device(connection, device, lock=False).staff
        if not may_stop_laptop(office.facts.load(connection).access.role(asker)):
            return LaptopsResponse()
        mine = [one for one in load_devices(connection) if one.staff == request.staff and _is_served(one)]
        return LaptopsResponse(laptops=[_line(connection, one) for one in mine[:MOST_LAPTOPS]])


def answer_stop(office: Office, device: DeviceId, request: StopRequest) -> StopResponse:
    """Stop a laptop, note who did so and why, and say whose records it held.

    Nothing is stopped for somebody who may not, nor is there an answer to what such a laptop holds. A laptop that is
    stopped already is answered for as well, by names for a day, and later to whoever stopped it; every answer is noted.
    Raises `Refused` if the asker's own was stopped meanwhile.
    """
    with office.database.write() as connection:
        asker = current_device(connection, device, lock=False).staff
        # Decided before anything is looked for.
        allowed = may_stop_laptop(office.facts.load(connection).access.role(asker))
        known = load_device(connection, request.device) if allowed else None
        if known is None or known.id == SERVER_DEVICE:
            return StopResponse(stopped=False)
        people, others = _people(office, connection, known.id, asker)
        if not _is_named(connection, known, asker, office.clock.now()):
            people, others = [], others + len(people)
        if known.stopped_at is None:
            stop_within(office, connection, known.id, StoppedBy(asker, request.reason))
        _note(office, connection, (device, asker), request, len(people))
    return StopResponse(stopped=True, people=people[:MOST_PEOPLE], others=others)


def _is_named(connection: Connection, known: Device, asker: StaffId, at: datetime) -> bool:
    """Whether the people on a laptop are named to somebody: while it is stopped, for a day, and to who did it."""
    if known.stopped_at is None or at - known.stopped_at < NAMED_FOR:
        return True
    return any(row.staff == asker for row in load_about(connection, known.id, what=AuditWhat.STOPPED))


def _note(
    office: Office, connection: Connection, by: tuple[DeviceId, StaffId], request: StopRequest, named: int
) -> None:
    """That somebody was told what a laptop held."""
    own, staff = by
    detail, at = f"{named} people named", office.clock.now()
    note = AuditNote(staff, AuditWhat.LOSS_REPORT, request.device, at, own, detail, request.reason)
    add_notes(connection, [note])


def _is_served(device: Device) -> bool:
    return device.stopped_at is None and device.id != SERVER_DEVICE


def _line(connection: Connection, device: Device) -> LaptopLine:
    return LaptopLine(
        device=device.id,
        enrolled_at=device.enrolled_at,
        seen_at=device.seen_at,
        unsent=device.unsent,
        cases=len(set(_cases(connection, device.id))),
    )


def _cases(connection: Connection, device: DeviceId) -> Iterator[CaseId]:
    """The cases that a laptop holds, or has not confirmed to have purged."""
    for scope, row in load_holdings(connection, device).items():
        case = case_of(scope)
        if case and scope_sort(scope) == "case" and row.state != HoldingState.GONE:
            yield case


def _people(office: Office, connection: Connection, device: DeviceId, asker: StaffId) -> tuple[list[HeldPerson], int]:
    """Whose records it holds, by name; and how many of them are kept from the asker."""
    facts, now = office.facts.load(connection).access, office.clock.now()
    held = load_holdings(connection, device)
    cases = sorted(set(_cases(connection, device)))
    told = [case for case in cases if not access(asker, case, facts, now).excluded]
    people = []
    for case in told:
        part = held.get(restricted_scope(case))
        restricted = part is not None and part.state != HoldingState.GONE
        people.append(_person(connection, case, restricted))
    return sorted(people, key=lambda one: one.name), len(cases) - len(told)


def _person(connection: Connection, case: CaseId, restricted: bool) -> HeldPerson:
    for state in load_kind(connection, Person.kind, case_scope(case)):
        person = read_record(Person, state)
        if person.name:
            return HeldPerson(name=person.name.full(), born=person.born, restricted=restricted)
    return HeldPerson(restricted=restricted)
