"""What waits for a senior, kept as state: one row for each entry (or question) and sort of matter."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete, select

from casework.ledger.plain import digest
from casework.records.identifier import CaseId, RecordId, Scope, StaffId
from casework.rules.access import LATE_WORK
from casework.rules.matter import MatterSort
from server.storage import schema
from server.storage.among import pair_among
from server.storage.folded import note_facts_changed
from server.storage.upsert import insert_or_replace

_SETTLED = "settled"
"""The sort of the row that says when something of a case was settled last; its entry is the case's id."""

OFF_THE_DESK = (_SETTLED, MatterSort.COVER.value)
"""What stands in the table and waits for no duty senior."""

Key = tuple[str, MatterSort]
"""An entry (for a conflict: `conflict_key`), and why it waits."""


@dataclass(frozen=True)
class Waiting:
    """In which cases something waits for a senior, and until when something did in those where nothing does now.

    `alone`: who alone has sent all of that, in the cases in which it was one person. `escalated`: in which cases
    something waits for the service managers, too, because nobody answered.
    """

    now: frozenset[CaseId] = frozenset()
    until: Mapping[CaseId, datetime] = field(default_factory=dict)
    alone: Mapping[CaseId, StaffId] = field(default_factory=dict)
    escalated: frozenset[CaseId] = frozenset()


@dataclass(frozen=True)
class Matter:
    """Something that waits for a senior of a case. `author`: who sent it; None for a question between several."""

    key: Key
    scope: Scope
    case: CaseId
    author: StaffId | None = None


def conflict_key(scope: Scope, record: RecordId, field: str) -> str:
    """By what a conflict is known: it is no entry's, but a question between several."""
    return digest(scope, record, field)


def load_waiting(connection: Connection) -> Waiting:
    """The cases in which something waits, and until when something did in the others."""
    rows = list(connection.execute(select(schema.matter)))
    now = {CaseId(row.case) for row in rows if row.sort != _SETTLED}
    until = {CaseId(row.case): row.since for row in rows if row.sort == _SETTLED and row.case not in now}
    authors = _authors((CaseId(row.case), row.author) for row in rows if (row.sort != _SETTLED) == (row.case in now))
    escalated = frozenset(CaseId(row.case) for row in rows if row.sort == MatterSort.ESCALATED)
    return Waiting(frozenset(now), until, authors, escalated)


def _authors(senders: Iterable[tuple[CaseId, StaffId | None]]) -> dict[CaseId, StaffId]:
    """Who has sent everything of a case, where that is one person."""
    found: dict[CaseId, set[StaffId | None]] = {}
    for case, author in senders:
        found.setdefault(case, set()).add(author)
    return {case: one for case, (one, *more) in found.items() if one is not None and not more}


def load_matters(connection: Connection, case: CaseId) -> list[Key]:
    """What waits in a case, the oldest first."""
    table = schema.matter
    query = select(table.c.entry, table.c.sort).where(table.c.case == case, table.c.sort != _SETTLED)
    rows = connection.execute(query.order_by(table.c.since, table.c.entry))
    return [(row.entry, MatterSort(row.sort)) for row in rows]


def load_since(connection: Connection, keys: Collection[Key]) -> dict[Key, datetime]:
    """Since when some things wait; those that do not wait are left out."""
    table, found = schema.matter, dict[Key, datetime]()
    query = select(table).where(pair_among(table.c.entry, table.c.sort, keys))
    for row in connection.execute(query) if keys else ():
        found[row.entry, MatterSort(row.sort)] = row.since
    return found


def load_matter_scopes(connection: Connection, sort: MatterSort) -> list[Scope]:
    """The scopes in which something of a sort waits."""
    table = schema.matter
    query = select(table.c.scope).where(table.c.sort == sort.value).distinct().order_by(table.c.scope)
    return [Scope(scope) for scope in connection.execute(query).scalars()]


def load_scope_keys(connection: Connection, scope: Scope, sort: MatterSort) -> list[Key]:
    """What of a sort waits in one scope."""
    table = schema.matter
    query = select(table.c.entry).where(table.c.scope == scope, table.c.sort == sort.value).order_by(table.c.entry)
    return [(entry, sort) for entry in connection.execute(query).scalars()]


def save_matters(
    connection: Connection, opened: Iterable[Matter], settled: Collection[tuple[Key, Scope]], at: datetime
) -> None:
    """Write what waits from now on and what does no more; everybody's view of the facts is marked old by either.

    Nothing is settled from another scope than its own.
    """
    found = _known(connection, {key for key, _ in settled})
    gone = {key: matter for key, matter in found.items() if (key, matter.scope) in settled}
    wanted = {matter.key: matter for matter in opened}
    known = _known(connection, wanted)
    news = [matter for key, matter in wanted.items() if key not in known]
    if not gone and not news:
        return
    table = schema.matter
    if gone:
        connection.execute(delete(table).where(pair_among(table.c.entry, table.c.sort, gone)))
    connection.execute(delete(table).where(table.c.sort == _SETTLED, table.c.since < at - LATE_WORK))
    rows = [(matter.key[0], matter.key[1].value, matter.scope, matter.case, matter.author) for matter in news]
    alone = _authors((matter.case, matter.author) for matter in gone.values())
    rows += [(str(case), _SETTLED, scope, case, alone.get(case)) for case, scope in _places(gone.values()).items()]
    names = ("entry", "sort", "scope", "case", "author")
    insert_or_replace(connection, table, [{**dict(zip(names, row, strict=True)), "since": at} for row in rows])
    note_facts_changed(connection)


def _places(matters: Iterable[Matter]) -> dict[CaseId, Scope]:
    return {matter.case: matter.scope for matter in matters}


def _known(connection: Connection, keys: Collection[Key]) -> dict[Key, Matter]:
    table, found = schema.matter, {}
    query = select(table).where(pair_among(table.c.entry, table.c.sort, keys))
    for row in connection.execute(query) if keys else ():
        key = (row.entry, MatterSort(row.sort))
        found[key] = Matter(key, Scope(row.scope), CaseId(row.case), row.author)
    return found
