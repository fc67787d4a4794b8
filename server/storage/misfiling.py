"""What was recorded in the wrong file: taking it out of a log, and which laptops had it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from casework.ledger.entry import Sealed, read_entry
from casework.ledger.keep import load_state
from casework.ledger.protocol import Verdict
from casework.records.delivery.ruling import Decision
from casework.records.file.misfiling import Misfiling
from casework.records.identifier import DeviceId, EntryId, RecordId, Scope, StaffId
from casework.rules.intake_reason import Reason
from casework.rules.misfiling import Withheld, withheld_by
from server.holding import HoldingState
from server.storage import schema
from server.storage.among import among, given, listed
from server.storage.log import chunks
from server.storage.notice import note_scopes


@dataclass(frozen=True)
class Held:
    """That a laptop holds a scope up to a position, or held it before."""

    device: DeviceId
    staff: StaffId
    position: int
    state: HoldingState


_COUNTS = frozenset({Verdict.ACCEPTED.value, Verdict.LATE.value})


@dataclass(frozen=True)
class Takeable:
    """An entry that lies in a log with its words, and where; whether somebody ruled on it, and whether it counts."""

    sealed: Sealed
    position: int
    ruled: bool
    counts: bool


def load_withheld(
    connection: Connection, scopes: Collection[Scope], rulings: Mapping[EntryId, Decision]
) -> dict[Scope, Withheld]:
    """What is taken out of some scopes, where anything is."""
    found: dict[Scope, Withheld] = {}
    rows = connection.execute(_MISFILINGS, {"scopes": listed(scopes)}).all()
    for scope in sorted({Scope(row.scope) for row in rows}):
        states = [load_state(row.state) for row in rows if row.scope == scope]
        found[scope] = withheld_by(states, rulings)
    return found


_MISFILINGS = select(schema.record.c.scope, schema.record.c.state).where(
    schema.record.c.kind == Misfiling.kind, among(schema.record.c.scope, given("scopes"))
)


def load_takeable(
    connection: Connection, scope: Scope, entries: Collection[EntryId], withheld: bool = False
) -> list[Takeable]:
    """Those of some entries of a scope that are in its log with their words, withheld or not, in its order."""
    entry, ruling, found = schema.entry.c, schema.ruling.c, []
    for part in chunks(sorted(entries)):
        query = select(entry.id, entry.data, entry.position, entry.verdict).where(
            entry.id.in_(part),
            entry.scope == scope,
            entry.verdict != Verdict.DAMAGED.value,
            ~entry.outline,
            entry.withheld.is_(withheld),
        )
        rows = connection.execute(query).all()
        ruled = set(connection.execute(select(ruling.entry).where(ruling.entry.in_(part))).scalars())
        found += [Takeable(read_entry(row.data), row.position, row.id in ruled, row.verdict in _COUNTS) for row in rows]
    return sorted(found, key=lambda one: one.position)


def withhold(connection: Connection, entries: Collection[EntryId]) -> None:
    """Let entries be folded nowhere and go to nobody but those who rule on them, and their authors."""
    for part in chunks(sorted(entries)):
        change = update(schema.entry).where(schema.entry.c.id.in_(part))
        values = {"verdict": Verdict.QUARANTINED.value, "reason": Reason.WRONG_FILE.value, "withheld": True}
        connection.execute(change.values(values))
        connection.execute(delete(schema.touched).where(schema.touched.c.entry.in_(part)))


def load_holders(connection: Connection, scope: Scope) -> list[Held]:
    """Every laptop that holds a scope or ever held it."""
    holding, device = schema.holding, schema.device
    query = (
        select(holding.c.device, holding.c.position, holding.c.state, device.c.staff)
        .join_from(holding, device, holding.c.device == device.c.id)
        .where(holding.c.scope == scope)
        .order_by(holding.c.device)
    )
    return [
        Held(DeviceId(row.device), StaffId(row.staff), row.position, HoldingState(row.state))
        for row in connection.execute(query)
    ]


def begin_anew(connection: Connection, scope: Scope) -> None:
    """Let every laptop that holds a scope begin it anew: what it had and is not given again is gone then.

    The generation that is believed is one that no laptop has, so that each is asked what it holds, until it has begun.
    """
    table = schema.holding
    change = update(table).where(table.c.scope == scope, table.c.state == HoldingState.HELD.value)
    connection.execute(change.values(generation=table.c.generation + 1, position=0))
    note_scopes(connection, [scope])


def load_touching(connection: Connection, scope: Scope, records: Collection[str]) -> set[EntryId]:
    """The entries of a scope that touch any of some records and are folded."""
    table, found = schema.touched, set[EntryId]()
    for part in chunks(sorted(records)):
        query = select(table.c.entry).where(table.c.scope == scope, table.c.record.in_(part))
        found |= {EntryId(entry) for entry in connection.execute(query).scalars()}
    return found


def records_touched(sealed: Collection[Sealed]) -> set[RecordId]:
    """The records that some entries touch."""
    return {edit.record for one in sealed for edit in one.entry.edits}
