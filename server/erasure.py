"""Destroying what must not be kept (wrong person's file, retention, a court): two people and a recorded authority.

The words go everywhere, the outline stays: number, chain, who and when, which fields replaced which. Every laptop that
holds the case is told with each pull until it says that it has done so, and a restored server does it again first.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.errors import UserError
from casework.ledger.audit import AuditWhat
from casework.ledger.protocol import Expunge
from casework.records.identifier import AGENCY, DeviceId, EntryId, RecordId, Scope, StaffId, case_of
from casework.rules.access import access_to
from casework.rules.permission import Action, may
from server.destruction import destroy
from server.journal import Line
from server.office import Office
from server.storage.audit import AuditNote, add_notes
from server.storage.database import Connection
from server.storage.erasure import (
    Erasure,
    add_erasure,
    confirm_erasure,
    load_entries_of,
    load_erasure_entries,
    load_erasures,
    load_holders,
    load_outlines,
    load_outstanding,
    wait_for_pulls,
)
from server.storage.log import lock_scopes

RETENTION = "Disposal under retention rule "
"""How the authority of a disposal begins: it is confirmed only where it is due (`server.retention`)."""

Check = Callable[[Connection, Erasure], None]
"""Looks at an order before it is carried out, in the same transaction; raises `UserError` where it may not be."""


@dataclass(frozen=True)
class Aim:
    """What is to be destroyed: single entries, all that touch a record, or without either everything of a scope."""

    scope: Scope
    record: RecordId | None = None
    entries: tuple[EntryId, ...] = ()


@dataclass(frozen=True)
class Progress:
    """An order with how many entries it is about, and which laptops have still to carry it out."""

    order: Erasure
    entries: int
    outstanding: tuple[DeviceId, ...]


def propose_erasure(office: Office, aim: Aim, authority: str, by: StaffId) -> str:
    """Propose to destroy entries and return the order's id; nothing is destroyed before somebody else confirms.

    Raises:
        UserError: without an authority, without the role for it, or where there is nothing to destroy.
    """
    if not authority.strip():
        raise UserError("Say by whose authority: the court's order, the retention rule, or the decision and its date.")
    order = Erasure(office.zero.new_id(), aim.scope, authority.strip(), by, office.clock.now())
    with office.database.write() as connection:
        _refuse_without_role(office, connection, by, aim.scope)
        known = load_entries_of(connection, aim.scope, aim.record)
        chosen = [entry for entry in known if entry in aim.entries] if aim.entries else known
        if not chosen or len(set(aim.entries)) > len(chosen):
            raise UserError("There is no such entry in this case, or its words are destroyed already.")
        add_erasure(connection, order, chosen)
    return order.id


def carry_out(office: Office, order: str, by: StaffId, check: Check | None = None) -> int:
    """Confirm an order as a second person and destroy the words on this server; how many entries it was.

    Raises:
        UserError: if there is no such order, it is confirmed already, its proposer would confirm it, or `check` says
            so; a disposal is not carried out without one.
    """
    now = office.clock.now()
    with office.database.write() as connection:
        found = next((erasure for erasure in load_erasures(connection) if erasure.id == order), None)
        _refuse_without_role(office, connection, by, found.scope if found else AGENCY)
        if found is None or found.confirmed_at is not None:
            raise UserError("There is no such order, or it is confirmed already. See: doorstep-server expunge list.")
        if found.proposed_by == by:
            raise UserError("Somebody else has to confirm it: no one destroys records alone.")
        if check is None and found.authority.startswith(RETENTION):
            raise UserError("This is a disposal. Confirm it with: doorstep-server retention confirm.")
        entries = load_erasure_entries(connection, order)
        # Locked in the order in which every push does: laptop, scope, and the agency's row by the journal.
        wait_for_pulls(connection)
        lock_scopes(connection, {found.scope})
        if check is not None:
            check(connection, found)
        # Beyond this point the words go: what a restored server needs to do it again is on the disk first.
        office.journal.note_erasure(connection, now, _line(found, by, now, entries))
        confirm_erasure(connection, order, by, now)
        note = AuditNote(by, AuditWhat.DESTROYED, case_of(found.scope) or found.scope, now, detail=found.id)
        add_notes(connection, [note])
        files = destroy(connection, found.id, found.scope, entries, now)
    for name in files:
        office.blobs.remove(name)
    office.database.scrub()
    return len(entries)


def orders_for(connection: Connection, device: DeviceId, held: Collection[Scope]) -> list[Expunge]:
    """What a laptop has still to destroy. Of a scope that it may not hold it is told the ids alone."""
    orders = []
    for order, scope in load_outstanding(connection, device):
        entries = load_erasure_entries(connection, order)
        outlines = load_outlines(connection, entries) if scope in held else {}
        orders.append(Expunge(id=order, scope=scope, entries={entry: outlines.get(entry, "") for entry in entries}))
    return orders


def review(office: Office) -> list[Progress]:
    """Every order, oldest first, with what is outstanding."""
    with office.database.read() as connection:
        return [
            Progress(
                order,
                len(load_erasure_entries(connection, order.id)),
                tuple(device for device, at in load_holders(connection, order.id).items() if at is None),
            )
            for order in load_erasures(connection)
        ]


def _refuse_without_role(office: Office, connection: Connection, by: StaffId, scope: Scope) -> None:
    facts = office.facts.load(connection).access
    mine = access_to(by, scope, facts, office.clock.now())
    if not may(Action.ASK_EXPUNGE, facts.role(by), mine):
        raise UserError("Only an administrator, a service manager or a senior may order this.")


def _line(order: Erasure, by: StaffId, at: datetime, entries: Sequence[EntryId]) -> Line:
    return {
        "id": order.id,
        "scope": order.scope,
        "authority": order.authority,
        "proposed_by": order.proposed_by,
        "proposed_at": order.proposed_at.isoformat(),
        "confirmed_by": by,
        "confirmed_at": at.isoformat(),
        "entries": list(entries),
    }
