"""The report of a lost laptop, for the data protection officer: whose records were on it, and what protected them.

It says what the office knows and what follows from that, and nothing more: a laptop that is locked does not speak to
the office, so when it was last here is when it was last known to be open.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.errors import UserError
from casework.ledger.audit import AuditWhat
from casework.records.identifier import CaseId, DeviceId, Scope, case_of, case_scope, restricted_scope
from casework.records.person.address import HouseholdMember
from casework.records.person.person import Person
from casework.records.plan.plan_line import VictimSafetyLine
from casework.rules.standing import read_record
from server.holding import Held, HoldingState
from server.office import Office
from server.storage.audit import AuditNote, add_notes
from server.storage.database import Connection
from server.storage.device import Device, load_device
from server.storage.folded import load_kind
from server.storage.holding import load_holdings


@dataclass(frozen=True)
class LostCase:
    """One case that was, or may still be, on the laptop. `protected`: who a victim safety line in it is for.

    `household`: who lives with the person, by the addresses recorded. Free text may name others.
    """

    case: CaseId
    person: str
    born: date | None
    restricted: bool
    purging: bool
    protected: tuple[str, ...]
    household: tuple[str, ...]


@dataclass(frozen=True)
class LossReport:
    """One laptop: whose it is, what is known of its state, what it had not sent, and whose records it held.

    `lease_until`: from when on it shows nothing without having been here. `unsent`: by its own word when it was last
    here. `unsaved`: how many of its entries no verified backup has yet.
    """

    device: DeviceId
    whose: str
    enrolled_at: datetime
    seen_at: datetime | None
    stopped_at: datetime | None
    wiped_at: datetime | None
    lease_until: datetime | None
    unsent: int
    unsaved: int
    cases: tuple[LostCase, ...]


def report_loss(office: Office, device: DeviceId) -> LossReport:
    """The report, and a note in the audit that it was made.

    Raises:
        UserError: if there is no such laptop.
    """
    with office.database.write() as connection:
        found = load_device(connection, device)
        if found is None:
            raise UserError("There is no such laptop. See: doorstep-server device list.")
        administrator, now = office.agency.administrator, office.clock.now()
        add_notes(connection, [AuditNote(administrator, AuditWhat.LOSS_REPORT, device, now)])
        return report_within(office, connection, found)


def report_within(office: Office, connection: Connection, device: Device) -> LossReport:
    """The report as part of a transaction of the caller's, who notes it."""
    member = office.facts.load(connection).access.staff.get(device.staff)
    lease = timedelta(days=office.settings.lease_days)
    return LossReport(
        device=device.id,
        whose=(member.name if member else None) or device.staff,
        enrolled_at=device.enrolled_at,
        seen_at=device.seen_at,
        stopped_at=device.stopped_at,
        wiped_at=device.wiped_at,
        lease_until=device.seen_at + lease if device.seen_at else None,
        unsent=device.unsent,
        unsaved=max(0, device.chain.seq - device.kept_seq),
        cases=tuple(_cases(connection, load_holdings(connection, device.id))),
    )


def _cases(connection: Connection, holdings: Mapping[Scope, Held]) -> Iterator[LostCase]:
    held = {scope: row for scope, row in holdings.items() if row.state is not HoldingState.GONE}
    for case in sorted({case for scope in held if (case := case_of(scope)) and case_scope(case) in held}):
        scopes = [scope for scope in (case_scope(case), restricted_scope(case)) if scope in held]
        people = [read_record(Person, state) for state in load_kind(connection, Person.kind, case_scope(case))]
        named = [person for person in people if person.name]
        yield LostCase(
            case=case,
            person=", ".join(person.name.full() for person in named if person.name) or "name not recorded",
            born=named[0].born if named else None,
            restricted=restricted_scope(case) in held,
            purging=held[case_scope(case)].state is HoldingState.LEAVING,
            protected=tuple(_protected(connection, scopes)),
            household=tuple(_household(connection, scopes)),
        )


def _protected(connection: Connection, scopes: list[Scope]) -> list[str]:
    states = [state for scope in scopes for state in load_kind(connection, VictimSafetyLine.kind, scope)]
    return sorted({line.protects for state in states if (line := read_record(VictimSafetyLine, state)).protects})


def _household(connection: Connection, scopes: list[Scope]) -> list[str]:
    states = [state for scope in scopes for state in load_kind(connection, HouseholdMember.kind, scope)]
    members = [read_record(HouseholdMember, state).member for state in states]
    return sorted({f"{one.name} (child)" if one.child else one.name for one in members if one is not None})
