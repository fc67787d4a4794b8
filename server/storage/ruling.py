"""Releases and refusals that count, and the entries they are about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from casework.ledger.entry import Sealed, read_entry
from casework.ledger.fold import Order, Placed
from casework.ledger.outline import read_outline
from casework.ledger.protocol import Verdict
from casework.records.identifier import EntryId, Scope
from casework.records.ruling import Decision
from casework.rules.ruling import Subject
from server.storage import schema
from server.storage.log import LogItem, chunks, load_entries, save_touched
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
    """An entry that another one is about: as it is kept."""

    sealed: Sealed
    order: Order
    verdict: Verdict
    withheld: bool
    expunged: bool = False

    @property
    def scope(self) -> Scope:
        """The scope in whose log it lies."""
        return self.sealed.entry.scope

    def subject(self) -> Subject:
        """What a ruling has to know of it."""
        return Subject.of(self.sealed, self.verdict)

    def placed(self, decision: Decision) -> Placed:
        """The entry for the fold once it has been ruled on."""
        return Placed(self.sealed, self.order, refused=decision is Decision.REFUSE, expunged=self.expunged)


def load_ruled(connection: Connection, entries: Collection[EntryId]) -> dict[EntryId, Ruled]:
    """The entries of some ids that can be read."""
    return {item.id: _ruled(item) for item in load_entries(connection, entries) if item.verdict is not Verdict.DAMAGED}


def _ruled(item: LogItem) -> Ruled:
    sealed = read_outline(item.id, item.data) if item.outline else read_entry(item.data)
    return Ruled(sealed, (0, *item.order), item.verdict, item.withheld, item.outline)


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
    for part in chunks(sealed.id for sealed in entries):
        connection.execute(update(schema.entry).where(schema.entry.c.id.in_(part)).values(withheld=False))
    save_touched(connection, entries)


def load_released_by(connection: Connection, scope: Scope, rulings: Collection[EntryId]) -> list[EntryId]:
    """The entries of a scope that some rulings released."""
    table = schema.ruling
    found: set[EntryId] = set()
    for part in chunks(sorted(rulings)):
        query = select(table.c.entry).where(
            table.c.scope == scope, table.c.by_entry.in_(part), table.c.decision == Decision.RELEASE.value
        )
        found |= {EntryId(entry) for entry in connection.execute(query).scalars()}
    return sorted(found)
