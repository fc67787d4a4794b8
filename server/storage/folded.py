"""The folded records, kept as a cache beside the log they follow from."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from casework.ledger.fold import RecordState
from casework.ledger.keep import dump_state, load_state
from casework.records.identifier import RecordId, Scope
from casework.records.record import KINDS
from casework.rules.access_fact import FACT_KINDS
from server.storage import schema
from server.storage.among import among
from server.storage.notice import note_facts
from server.storage.upsert import insert_or_replace

_GONE_STEP = 1 << 32
"""How far the counter goes on where a record from which access follows is gone: nothing is left to bear its number."""


def load_record(connection: Connection, scope: Scope, record: RecordId) -> RecordState | None:
    """One folded record."""
    table = schema.record
    query = select(table.c.state).where(table.c.scope == scope, table.c.record == record)
    text = connection.execute(query).scalar_one_or_none()
    return load_state(text) if text is not None else None


def load_kind(connection: Connection, kind: str, scope: Scope | None = None) -> list[RecordState]:
    """Every folded record of a kind, of one scope or of all, oldest id first."""
    table = schema.record
    query = select(table.c.state).where(table.c.kind == kind).order_by(table.c.record)
    if scope is not None:
        query = query.where(table.c.scope == scope)
    return [load_state(text) for text in connection.execute(query).scalars()]


def load_scope(connection: Connection, scope: Scope) -> list[RecordState]:
    """Every folded record of a scope."""
    query = select(schema.record.c.state).where(schema.record.c.scope == scope)
    return [load_state(text) for text in connection.execute(query).scalars()]


def remove_records(connection: Connection, scope: Scope, records: Collection[RecordId]) -> None:
    """Remove folded records of which nothing is left to be seen; if access followed from one, all facts are old."""
    table = schema.record
    gone = delete(table).where(table.c.scope == scope, among(table.c.record, records)).returning(table.c.kind)
    if not FACT_KINDS.isdisjoint(connection.execute(gone).scalars().all()):
        _next_version(connection, _GONE_STEP)


def load_kind_with(connection: Connection, kind: str, part: str, apart: Collection[Scope]) -> list[RecordState]:
    """Every folded record of a kind in whose text some plain letters or digits stand, in any case of letter.

    `apart`: scopes that are left out, as if they were not there.
    """
    table = schema.record
    query = select(table.c.state).where(table.c.kind == kind, table.c.state.icontains(part, autoescape=True))
    query = query.where(table.c.scope.not_in(apart))
    return [load_state(text) for text in connection.execute(query.order_by(table.c.record)).scalars()]


@dataclass(frozen=True)
class RecordText:
    """A folded record as its text."""

    scope: Scope
    record: RecordId
    kind: str
    text: str


def text_of(state: RecordState) -> RecordText:
    """A folded record as its text."""
    return RecordText(state.scope, state.record, state.kind, dump_state(state))


def save_records(connection: Connection, states: Iterable[RecordState]) -> None:
    """Write folded records; if access follows from one, everybody's view of it is marked old."""
    save_texts(connection, map(text_of, states))


def save_texts(connection: Connection, texts: Iterable[RecordText]) -> None:
    """The same with records as their texts."""
    rows = {(one.scope, one.record): one for one in texts}
    facts = any(one.kind in FACT_KINDS for one in rows.values())
    version = _next_version(connection) if facts else None
    insert_or_replace(
        connection,
        schema.record,
        [
            {
                "scope": one.scope,
                "record": one.record,
                # A kind of a newer version is found by its scope only; its text may be anything.
                "kind": one.kind if one.kind in KINDS else "",
                "state": one.text,
                "facts_version": version if one.kind in FACT_KINDS else None,
            }
            for one in rows.values()
        ],
    )


def _next_version(connection: Connection, step: int = 1) -> int:
    table = schema.agency
    bump = update(table).values(facts_version=table.c.facts_version + step).returning(table.c.facts_version)
    version: int = connection.execute(bump).scalar_one()
    note_facts(connection)
    return version


def note_facts_changed(connection: Connection) -> None:
    """Mark everybody's view old of what access follows from, where it changed otherwise than by a record."""
    _next_version(connection)


def load_facts_version(connection: Connection) -> int:
    """The counter of changes to what access follows from."""
    version: int = connection.execute(_VERSION).scalar_one()
    return version


_VERSION = select(schema.agency.c.facts_version)


def tells_changes(since: int, version: int) -> bool:
    """Whether the records that bear a later version are all that changed since; else one is gone, which bears none."""
    return since // _GONE_STEP == version // _GONE_STEP


def load_fact_changes(connection: Connection, since: int) -> Iterator[RecordText]:
    """The records from which access follows that changed after a version; below 0 every one of them."""
    table = schema.record
    # By their kind, not their version: an older release may not have known that access follows from them.
    wanted = table.c.kind.in_(FACT_KINDS) if since < 0 else table.c.facts_version > since
    query = select(table.c.scope, table.c.record, table.c.kind, table.c.state).where(wanted)
    return (RecordText(*row) for row in connection.execute(query))
