"""Reading and writing scopes' logs: entries with their positions, and which records they touch."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, and_, func, insert, select, tuple_, update

from casework.ledger.entry import Sealed, read_entry
from casework.ledger.fold import Placed
from casework.ledger.protocol import Verdict
from casework.records.identifier import DeviceId, EntryId, RecordId, Scope
from server.storage import schema
from server.storage.upsert import insert_missing

RecordKey = tuple[Scope, RecordId]

_CHUNK = 400

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Kept:
    """One entry with what became of it. Without `sealed` it could not be read and has neither scope nor position."""

    seq: int
    id: EntryId
    data: bytes
    sealed: Sealed | None
    position: int
    epoch: int
    verdict: Verdict
    reason: str | None = None
    withheld: bool = False
    unseen: bool = False
    """Whether its author may not hold the scope it was written into."""

    @property
    def scope(self) -> Scope | None:
        """The scope in whose log it lies."""
        return self.sealed.entry.scope if self.sealed else None

    def placed(self) -> Placed | None:
        """The entry for the fold; None where it counts for nobody."""
        if self.sealed is None or self.withheld:
            return None
        order = (0, self.epoch, self.position)
        return Placed(self.sealed, order, self.verdict is Verdict.QUARANTINED, self.verdict is Verdict.LATE)


def lock_scopes(connection: Connection, scopes: Collection[Scope]) -> dict[Scope, int]:
    """Lock scopes in their order for the rest of the transaction, and say how far each log goes."""
    ordered = sorted(scopes)
    for part in chunks(ordered):
        insert_missing(connection, schema.scope, [{"id": scope, "last_position": 0} for scope in part])
    found: dict[Scope, int] = {}
    for part in chunks(ordered):
        query = select(schema.scope).where(schema.scope.c.id.in_(part)).order_by(schema.scope.c.id)
        found.update((row.id, row.last_position) for row in connection.execute(query.with_for_update()))
    return found


def save_positions(connection: Connection, positions: Iterable[tuple[Scope, int]]) -> None:
    """Write how far each log goes now. The scopes are locked by the caller."""
    for scope, position in positions:
        change = update(schema.scope).where(schema.scope.c.id == scope).values(last_position=position)
        connection.execute(change)


def load_placed(connection: Connection, keys: Collection[RecordKey]) -> dict[RecordKey, list[Placed]]:
    """Every entry that counts of some records, by record."""
    found: dict[RecordKey, list[Placed]] = {}
    entry, touched = schema.entry, schema.touched
    joined = and_(entry.c.device == touched.c.device, entry.c.seq == touched.c.seq)
    for part in chunks(sorted(keys)):
        query = (
            select(touched.c.scope, touched.c.record, entry.c.data, entry.c.epoch, entry.c.position, entry.c.verdict)
            .join_from(touched, entry, joined)
            .where(tuple_(touched.c.scope, touched.c.record).in_(part))
        )
        for row in connection.execute(query):
            verdict = Verdict(row.verdict)
            order = (0, row.epoch, row.position)
            placed = Placed(read_entry(row.data), order, verdict is Verdict.QUARANTINED, verdict is Verdict.LATE)
            found.setdefault((row.scope, row.record), []).append(placed)
    return found


def save_entries(connection: Connection, device: DeviceId, at: datetime, entries: Sequence[tuple[Kept, int]]) -> None:
    """Write entries, each with the number of its receipt, and which records they touch."""
    rows = [_entry_row(device, at, kept, receipt) for kept, receipt in entries]
    if rows:
        connection.execute(insert(schema.entry), rows)
    touched = [
        {"scope": kept.scope, "record": edit.record, "device": device, "seq": kept.seq}
        for kept, _ in entries
        if kept.sealed and not kept.withheld
        for edit in kept.sealed.entry.edits
    ]
    if touched:
        connection.execute(insert(schema.touched), touched)


def _entry_row(device: DeviceId, at: datetime, kept: Kept, receipt: int) -> dict[str, object]:
    return {
        "device": device,
        "seq": kept.seq,
        "id": kept.id,
        "data": kept.data,
        "scope": kept.scope,
        "position": kept.position if kept.sealed else None,
        "epoch": kept.epoch,
        "verdict": kept.verdict.value,
        "reason": kept.reason,
        "withheld": kept.withheld,
        "received_at": at,
        "receipt": receipt,
    }


@dataclass(frozen=True)
class LogItem:
    """One entry of a scope's log, as a page carries it."""

    position: int
    id: EntryId
    data: bytes
    verdict: Verdict
    reason: str | None
    withheld: bool


def load_log(connection: Connection, scope: Scope, after: int, until: int, limit: int) -> list[LogItem]:
    """At most `limit` entries of a scope's log, from the one after `after` up to and including `until`."""
    entry = schema.entry
    query = (
        select(entry.c.position, entry.c.id, entry.c.data, entry.c.verdict, entry.c.reason, entry.c.withheld)
        .where(entry.c.scope == scope, entry.c.position > after, entry.c.position <= until)
        .order_by(entry.c.position)
        .limit(limit)
    )
    return [
        LogItem(row.position, row.id, row.data, Verdict(row.verdict), row.reason, row.withheld)
        for row in connection.execute(query)
    ]


def load_ends(connection: Connection, scopes: Collection[Scope]) -> dict[Scope, int]:
    """How far the logs of some scopes go; a scope without a log is left out."""
    found: dict[Scope, int] = {}
    for part in chunks(sorted(scopes)):
        query = select(schema.scope).where(schema.scope.c.id.in_(part))
        found.update((row.id, row.last_position) for row in connection.execute(query))
    return found


def count_entries(connection: Connection) -> int:
    """How many entries the server keeps."""
    return connection.execute(select(func.count()).select_from(schema.entry)).scalar_one()


def chunks(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """The items in parts small enough for one statement."""
    rest = iter(items)
    while part := list(islice(rest, _CHUNK)):
        yield part
