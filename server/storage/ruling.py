"""Releases and refusals that count, and the entries they are about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from casework.ledger.entry import Sealed, read_entry
from casework.ledger.fold import Order, Placed
from casework.ledger.outline import read_outline
from casework.ledger.protocol import Verdict
from casework.records.delivery.ruling import Decision
from casework.records.identifier import EntryId, Scope, StaffId
from casework.rules.ruling import Subject
from server.storage import schema
from server.storage.among import among
from server.storage.log import LogItem, load_entries, save_touched
from server.storage.upsert import insert_missing


@dataclass(frozen=True)
class RulingRow:
    """What one accepted ruling says about one entry of its scope."""

    entry: EntryId
    by_entry: EntryId
    scope: Scope
    decision: Decision


@dataclass(frozen=True)
class Ruled:
    """An entry that another one is about: as it is kept. `signer`: whose laptop it came from."""

    sealed: Sealed
    order: Order
    verdict: Verdict
    withheld: bool
    expunged: bool = False
    signer: StaffId | None = None

    @property
    def scope(self) -> Scope:
        """The scope in whose log it lies."""
        return self.sealed.entry.scope

    def subject(self) -> Subject:
        """What a ruling has to know of it."""
        return Subject.of(self.sealed, self.verdict, self.signer)

    def placed(self, decision: Decision) -> Placed:
        """The entry for the fold once it has been ruled on."""
        return Placed(self.sealed, self.order, refused=decision is Decision.REFUSE, expunged=self.expunged)


def load_ruled(connection: Connection, entries: Collection[EntryId]) -> dict[EntryId, Ruled]:
    """The entries of some ids that can be read."""
    found = [item for item in load_entries(connection, entries) if item.verdict is not Verdict.DAMAGED]
    signers = _signers(connection, [item.id for item in found])
    return {item.id: _ruled(item, signers.get(item.id)) for item in found}


def _signers(connection: Connection, entries: Collection[EntryId]) -> dict[EntryId, StaffId]:
    if not entries:
        return {}
    entry, device = schema.entry.c, schema.device.c
    query = select(entry.id, device.staff).where(entry.device == device.id, among(entry.id, entries))
    return {EntryId(row.id): StaffId(row.staff) for row in connection.execute(query)}


def _ruled(item: LogItem, signer: StaffId | None) -> Ruled:
    sealed = read_outline(item.id, item.data) if item.outline else read_entry(item.data)
    return Ruled(sealed, (0, *item.order), item.verdict, item.withheld, item.outline, signer)


def save_rulings(connection: Connection, rows: Sequence[RulingRow]) -> None:
    """Write what was ruled."""
    insert_missing(
        connection,
        schema.ruling,
        [
            {"entry": row.entry, "by_entry": row.by_entry, "scope": row.scope, "decision": row.decision.value}
            for row in rows
        ],
    )


def hold_back_no_more(connection: Connection, entries: Sequence[Sealed]) -> None:
    """Let entries that were withheld be folded, and sent to everybody from now on."""
    if entries:
        mine = among(schema.entry.c.id, [sealed.id for sealed in entries])
        connection.execute(update(schema.entry).where(mine).values(withheld=False))
        save_touched(connection, entries)


def load_released_by(connection: Connection, scope: Scope, rulings: Collection[EntryId]) -> list[EntryId]:
    """The entries of a scope that some rulings released."""
    table = schema.ruling
    query = select(table.c.entry).where(
        table.c.scope == scope, among(table.c.by_entry, rulings), table.c.decision == Decision.RELEASE.value
    )
    return sorted({EntryId(entry) for entry in connection.execute(query).scalars()})
