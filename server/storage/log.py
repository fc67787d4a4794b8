"""Reading and writing scopes' logs: entries with their positions, and which records they touch."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, func, literal_column, select, text, tuple_

from casework.ledger.entry import Sealed, read_entry
from casework.ledger.fold import Placed
from casework.ledger.outline import read_outline
from casework.ledger.protocol import Verdict
from casework.records.delivery.ruling import Decision
from casework.records.identifier import DeviceId, EntryId, RecordId, Scope
from casework.rules.ruling import stronger
from server.storage import schema
from server.storage.among import among, given, listed, pair_among
from server.storage.bulk import insert_rows
from server.storage.notice import note_scopes
from server.storage.upsert import insert_missing

RecordKey = tuple[Scope, RecordId]

_CHUNK = 400

_entry = schema.entry.c
_PLACED = (
    _entry.id,
    _entry.data,
    _entry.outline,
    _entry.order_epoch,
    _entry.order_position,
    _entry.verdict,
    _entry.reason,
)
_LOGGED = (*_PLACED, _entry.position, _entry.withheld, _entry.device, _entry.adopted)

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
    order: tuple[int, int] | None = None
    """Epoch and position by which it is folded; None: those of its place in the log."""
    adopted: EntryId | None = None
    """The entry by which a later chain of the same laptop brought it."""
    device: DeviceId | None = None
    """The device whose chain it is of, where that is not the one that sent the batch."""

    @property
    def rank(self) -> tuple[int, int]:
        """Epoch and position by which it is folded."""
        return self.order or (self.epoch, self.position)

    @property
    def scope(self) -> Scope | None:
        """The scope in whose log it lies."""
        return self.sealed.entry.scope if self.sealed else None

    def placed(self) -> Placed | None:
        """The entry for the fold; None where it counts for nobody."""
        if self.sealed is None or self.withheld:
            return None
        order = (0, *self.rank)
        return Placed(self.sealed, order, self.verdict is Verdict.QUARANTINED, self.verdict is Verdict.LATE)


def lock_scopes(connection: Connection, scopes: Collection[Scope]) -> dict[Scope, int]:
    """Lock scopes in their order for the rest of the transaction, and say how far each log goes."""
    if not scopes:
        return {}
    # Looked at without a lock: what is not there yet is made before any lock is taken, so that all take them in order.
    ids = {"ids": listed(scopes)}
    known = set(connection.execute(_KNOWN_SCOPES, ids).scalars())
    new = [{"id": scope, "last_position": 0} for scope in sorted(scopes) if scope not in known]
    insert_missing(connection, schema.scope, new)
    return {row.id: row.last_position for row in connection.execute(_LOCKED_SCOPES, ids)}


_KNOWN_SCOPES = select(schema.scope.c.id).where(among(schema.scope.c.id, given("ids")))
_LOCKED_SCOPES = (
    select(schema.scope).where(among(schema.scope.c.id, given("ids"))).order_by(schema.scope.c.id).with_for_update()
)


def save_positions(connection: Connection, positions: Iterable[tuple[Scope, int]]) -> None:
    """Write how far each log goes now. The scopes are locked by the caller."""
    moved = dict(positions)
    if moved:
        statement = _MOVE[connection.dialect.name]
        connection.execute(statement, {"given": json.dumps([list(one) for one in moved.items()])})
        note_scopes(connection, moved)


_MOVE = {
    "postgresql": text(
        "UPDATE scope SET last_position = CAST(given ->> 1 AS bigint) "
        "FROM json_array_elements(CAST(:given AS json)) AS given WHERE scope.id = given ->> 0"
    ),
    "sqlite": text(
        "UPDATE scope SET last_position = json_extract(given.value, '$[1]') "
        "FROM json_each(:given) AS given WHERE scope.id = json_extract(given.value, '$[0]')"
    ),
}
"""How far many logs go, in one statement."""


def load_placed(
    connection: Connection, keys: Collection[RecordKey], rulings: Mapping[EntryId, Decision] | None = None
) -> dict[RecordKey, list[Placed]]:
    """Every entry of some records that counts, waits for a ruling or was refused, by record.

    `rulings`: those in the records' scopes, where the caller has just read them.
    """
    found: dict[RecordKey, list[Placed]] = {}
    if rulings is None:
        rulings = load_rulings(connection, {scope for scope, _ in keys})
    for row in connection.execute(_PLACED_OF, {"pairs": listed(keys)}) if keys else ():
        found.setdefault((row.scope, row.record), []).append(_placed(row, rulings.get(row.id)))
    return found


_PLACED_OF = (
    select(schema.touched.c.scope, schema.touched.c.record, *_PLACED)
    .join_from(schema.touched, schema.entry, _entry.id == schema.touched.c.entry)
    .where(pair_among(schema.touched.c.scope, schema.touched.c.record, given("pairs")))
)


def _placed(row: Row[*tuple[Any, ...]], ruling: Decision | None) -> Placed:
    verdict = Verdict(row.verdict)
    quarantined = verdict is Verdict.QUARANTINED
    return Placed(
        sealed=read_outline(row.id, row.data) if row.outline else read_entry(row.data),
        order=(0, row.order_epoch, row.order_position),
        awaiting=quarantined and ruling is None,
        late=verdict is Verdict.LATE,
        refused=quarantined and ruling == Decision.REFUSE,
        expunged=row.outline,
    )


def load_after(connection: Connection, scope: Scope, since: tuple[int, int], but: DeviceId) -> list[Placed]:
    """What others than a device wrote in a scope and has its place in the fold after another: epoch and position.

    Not what is withheld.
    """
    later = tuple_(_entry.order_epoch, _entry.order_position) > tuple_(*since)
    query = select(*_PLACED).where(
        _entry.scope == scope, ~_entry.withheld, _entry.device != but, _entry.verdict != Verdict.DAMAGED.value, later
    )
    rulings = load_rulings(connection, [scope])
    return [_placed(row, rulings.get(row.id)) for row in connection.execute(query)]


def load_rulings(connection: Connection, scopes: Collection[Scope]) -> dict[EntryId, Decision]:
    """What was ruled about entries of some scopes; a release beats a refusal."""
    found: dict[EntryId, Decision] = {}
    for row in connection.execute(_RULED, {"scopes": listed(scopes)}):
        found[row.entry] = stronger(found.get(row.entry), Decision(row.decision))
    return found


_RULED = select(schema.ruling.c.entry, schema.ruling.c.decision).where(among(schema.ruling.c.scope, given("scopes")))


def save_entries(connection: Connection, device: DeviceId, at: datetime, entries: Sequence[tuple[Kept, int]]) -> None:
    """Write entries, each with the number of its receipt, and which records they touch."""
    insert_rows(connection, schema.entry, [_entry_row(device, at, kept, receipt) for kept, receipt in entries])
    # What was not here touches nothing yet.
    insert_rows(connection, schema.touched, _touched(kept.sealed for kept, _ in entries if not kept.withheld))


def save_touched(connection: Connection, entries: Iterable[Sealed]) -> None:
    """Write which records entries touch: from then on they are folded."""
    insert_missing(connection, schema.touched, _touched(entries))


def _touched(entries: Iterable[Sealed | None]) -> list[dict[str, object]]:
    return [
        {"scope": sealed.entry.scope, "record": edit.record, "entry": sealed.id}
        for sealed in entries
        if sealed is not None
        for edit in sealed.entry.edits
    ]


def _entry_row(device: DeviceId, at: datetime, kept: Kept, receipt: int) -> dict[str, object]:
    order_epoch, order_position = kept.rank
    return {
        "id": kept.id,
        "device": kept.device or device,
        "seq": kept.seq,
        "adopted": kept.adopted,
        "data": kept.data,
        "scope": kept.scope,
        "position": kept.position if kept.sealed else None,
        "epoch": kept.epoch,
        "order_epoch": order_epoch,
        "order_position": order_position,
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
    order: tuple[int, int]
    outline: bool
    device: DeviceId
    """On whose chain it was made; of what another chain brought, that other device."""
    adopted: bool = False


def load_log(connection: Connection, scope: Scope, after: int, until: int, limit: int) -> list[LogItem]:
    """At most `limit` entries of a scope's log, from the one after `after` up to and including `until`."""
    entry = schema.entry
    query = (
        select(*_LOGGED)
        .where(entry.c.scope == scope, entry.c.position > after, entry.c.position <= until)
        .order_by(entry.c.position)
        .limit(limit)
    )
    return [_log_item(row) for row in connection.execute(query)]


@dataclass(frozen=True)
class Stretch:
    """A part of a scope's log: from the one after `after` up to and including `until`."""

    scope: Scope
    after: int
    until: int


def load_stretches(connection: Connection, stretches: Sequence[Stretch]) -> dict[Scope, list[LogItem]]:
    """The entries of parts of several logs, in one statement; a scope of which there is nothing is left out."""
    found: dict[Scope, list[LogItem]] = {}
    if stretches:
        given = json.dumps([[one.scope, one.after, one.until] for one in stretches])
        for row in connection.execute(_STRETCHES[connection.dialect.name], {"given": given}).all():
            found.setdefault(row.scope, []).append(_log_item(row))
    return found


_COLUMNS = (*_LOGGED, _entry.scope)
_NAMES = ", ".join(f"log.{column.name}" for column in _COLUMNS)
_STRETCHES = {
    # The limit holds nothing back. It has each log looked up by itself, and never the whole table gone through.
    "postgresql": text(
        f"SELECT {_NAMES} FROM json_array_elements(CAST(:given AS json)) AS given CROSS JOIN LATERAL ("  # noqa: S608 — our own names
        "SELECT * FROM entry WHERE scope = given ->> 0 AND position > CAST(given ->> 1 AS bigint) "
        "AND position <= CAST(given ->> 2 AS bigint) ORDER BY position LIMIT 100000) AS log ORDER BY scope, position"
    ).columns(*_COLUMNS),
    "sqlite": text(
        f"SELECT {_NAMES} FROM json_each(:given) AS given CROSS JOIN entry AS log "  # noqa: S608
        "WHERE log.scope = json_extract(given.value, '$[0]') AND log.position > json_extract(given.value, '$[1]') "
        "AND log.position <= json_extract(given.value, '$[2]') ORDER BY log.scope, log.position"
    ).columns(*_COLUMNS),
}


def load_entries(connection: Connection, entries: Collection[EntryId]) -> list[LogItem]:
    """The entries of some ids that have a place in a log, in its order."""
    if not entries:
        return []
    query = select(*_LOGGED).where(among(_entry.id, entries), _entry.position.is_not(None))
    return sorted((_log_item(row) for row in connection.execute(query)), key=lambda item: item.position)


def _log_item(row: Row[*tuple[Any, ...]]) -> LogItem:
    return LogItem(
        position=row.position,
        id=row.id,
        data=row.data,
        verdict=Verdict(row.verdict),
        reason=row.reason,
        withheld=row.withheld,
        order=(row.order_epoch, row.order_position),
        outline=row.outline,
        device=row.device,
        adopted=row.adopted is not None,
    )


def load_ends(connection: Connection, scopes: Collection[Scope]) -> dict[Scope, int]:
    """How far the logs of some scopes go; a scope without a log is left out."""
    return {row[0]: row[1] for row in connection.execute(_ENDS, {"ids": listed(scopes)}).all()}


_ENDS = select(schema.scope.c.id, schema.scope.c.last_position).where(among(schema.scope.c.id, given("ids")))


def is_any_begun(connection: Connection, scopes: Collection[Scope]) -> bool:
    """Whether anything was ever written into one of some scopes."""
    return bool(scopes) and connection.execute(_BEGUN, {"ids": listed(scopes)}).first() is not None


_BEGUN = (
    select(schema.scope.c.id)
    .where(among(schema.scope.c.id, given("ids")), schema.scope.c.last_position > 0)
    .limit(literal_column("1"))
)


def load_known_ids(connection: Connection, entries: Collection[EntryId]) -> set[EntryId]:
    """Which of some entries the server has."""
    return set(connection.execute(select(_entry.id).where(among(_entry.id, entries))).scalars())


def load_touched(connection: Connection, scope: Scope, entries: Collection[EntryId] | None = None) -> set[RecordId]:
    """The records of a scope that any entry touches, or that some entries touch."""
    table = schema.touched
    query = select(table.c.record).where(table.c.scope == scope)
    if entries is None:
        return set(connection.execute(query).scalars())
    return set(connection.execute(query.where(among(table.c.entry, entries))).scalars())


def count_entries(connection: Connection) -> int:
    """How many entries the server keeps."""
    return connection.execute(select(func.count()).select_from(schema.entry)).scalar_one()


def chunks(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """The items in parts small enough for one statement."""
    rest = iter(items)
    while part := list(islice(rest, _CHUNK)):
        yield part
