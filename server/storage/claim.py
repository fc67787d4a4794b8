"""Entries that are here already under the same id when others bring it: in their own chain, or with its words."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from casework.ledger.entry import entry_id
from casework.ledger.plain import digest
from casework.ledger.protocol import Verdict
from casework.records.identifier import DeviceId, EntryId, Scope
from server.storage import schema
from server.storage.among import among, given, listed

_KNOWN = [
    schema.entry.c[name]
    for name in ("id", "device", "seq", "scope", "position", "epoch", "verdict", "reason", "withheld", "adopted")
]


@dataclass(frozen=True)
class Known:
    """An entry as it is kept. `adopted`: another chain brought it, so that it is no link of its own."""

    id: EntryId
    device: DeviceId
    seq: int
    scope: Scope | None
    position: int
    epoch: int
    verdict: Verdict
    reason: str | None
    withheld: bool
    adopted: bool


def load_same(connection: Connection, entries: Collection[EntryId]) -> list[Known]:
    """Those of some entries that are here, whoever brought them."""
    return [
        Known(
            id=row.id,
            device=row.device,
            seq=row.seq,
            scope=row.scope,
            position=row.position or 0,
            epoch=row.epoch,
            verdict=Verdict(row.verdict),
            reason=row.reason,
            withheld=row.withheld,
            adopted=row.adopted is not None,
        )
        for row in connection.execute(_SAME, {"ids": listed(entries)})
    ]


_SAME = select(*_KNOWN).where(among(schema.entry.c.id, given("ids"))).order_by(schema.entry.c.seq)


def claim(connection: Connection, known: Known, receipt: int) -> None:
    """Let an entry that another chain brought be a link of its own chain, with a receipt for that."""
    change = update(schema.entry).where(schema.entry.c.id == known.id)
    connection.execute(change.values(adopted=None, receipt=receipt))


def give_way(connection: Connection, entries: Collection[EntryId]) -> None:
    """Let what was kept under the ids of entries without being their words stand under an id of its own."""
    table = schema.entry
    for row in connection.execute(_WITHOUT_WORDS, {"ids": listed(entries)}).all():
        if entry_id(row.data) != row.id:
            own = digest("without its words", row.device, str(row.seq), row.id)
            connection.execute(update(table).where(table.c.id == row.id).values(id=own, reason=row.id))


_WITHOUT_WORDS = select(schema.entry.c.id, schema.entry.c.device, schema.entry.c.seq, schema.entry.c.data).where(
    among(schema.entry.c.id, given("ids")),
    schema.entry.c.verdict == Verdict.DAMAGED.value,
    schema.entry.c.reason.is_(None),
)
