"""Orders to destroy entries, what they are about, and which laptops have still to carry them out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select, update

from casework.ledger.entry import read_entry
from casework.ledger.outline import outline_of, read_outline
from casework.records.identifier import SERVER_DEVICE, DeviceId, EntryId, Scope, StaffId
from server.storage import schema
from server.storage.among import among, given, listed
from server.storage.log import chunks
from server.storage.upsert import insert_missing


@dataclass(frozen=True)
class Erasure:
    """One order. It has effect once a second person confirmed it."""

    id: str
    scope: Scope
    authority: str
    proposed_by: StaffId
    proposed_at: datetime
    confirmed_by: StaffId | None = None
    confirmed_at: datetime | None = None


def add_erasure(connection: Connection, erasure: Erasure, entries: Collection[EntryId]) -> None:
    """Keep a proposed or, from the journal, a confirmed order; one that is known already is left as it is."""
    row = {
        "id": erasure.id,
        "scope": erasure.scope,
        "authority": erasure.authority,
        "proposed_by": erasure.proposed_by,
        "proposed_at": erasure.proposed_at,
        "confirmed_by": erasure.confirmed_by,
        "confirmed_at": erasure.confirmed_at,
    }
    insert_missing(connection, schema.erasure, [row])
    insert_missing(connection, schema.erasure_entry, [{"erasure": erasure.id, "entry": entry} for entry in entries])


def load_erasures(connection: Connection) -> list[Erasure]:
    """Every order, oldest first."""
    query = select(schema.erasure).order_by(schema.erasure.c.proposed_at)
    return [Erasure(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001 — SQLAlchemy's public name


def load_erasure_entries(connection: Connection, erasure: str) -> list[EntryId]:
    """The entries an order is about."""
    table = schema.erasure_entry
    query = select(table.c.entry).where(table.c.erasure == erasure).order_by(table.c.entry)
    return list(connection.execute(query).scalars())


def confirm_erasure(connection: Connection, erasure: str, staff: StaffId, at: datetime) -> None:
    """Write who confirmed an order, and when."""
    change = update(schema.erasure).where(schema.erasure.c.id == erasure)
    connection.execute(change.values(confirmed_by=staff, confirmed_at=at))


def load_entries_of(connection: Connection, scope: Scope, record: str | None = None) -> list[EntryId]:
    """The entries of a scope whose words are still there: all, or those that touch one record."""
    entry, touched = schema.entry, schema.touched
    query = select(entry.c.id).where(entry.c.scope == scope, entry.c.outline.is_(False)).order_by(entry.c.position)
    if record is not None:
        touching = select(touched.c.entry).where(touched.c.scope == scope, touched.c.record == record)
        query = query.where(entry.c.id.in_(touching))
    return list(connection.execute(query).scalars())


def destroy_words(connection: Connection, scope: Scope, entries: Collection[EntryId]) -> list[EntryId]:
    """Put the outline in the place of the words of entries of a scope; return those that were there and had words.

    Beside them those of earlier orders whose outline still said what they took out of an entry that is destroyed now.
    """
    table, words = schema.entry, {}
    for part in chunks(sorted(entries)):
        query = select(table.c.id, table.c.data).where(
            table.c.id.in_(part), table.c.scope == scope, table.c.outline.is_(False)
        )
        words.update({row.id: read_entry(row.data) for row in connection.execute(query)})
    before = select(table.c.id, table.c.data).where(table.c.scope == scope, table.c.outline.is_(True))
    outlines = {row.id: read_outline(row.id, row.data) for row in connection.execute(before)} if words else {}
    gone = words.keys() | outlines.keys()
    told = {ident: one for ident, one in outlines.items() if outline_of(one, gone) != outline_of(one)}
    for ident, sealed in {**words, **told}.items():
        change = update(table).where(table.c.id == ident)
        connection.execute(change.values(data=outline_of(sealed, gone), outline=True))
    return [*words, *told]


def add_entries(connection: Connection, erasure: str, entries: Collection[EntryId]) -> None:
    """Let an order be about some entries more; those it is about already stay."""
    insert_missing(connection, schema.erasure_entry, [{"erasure": erasure, "entry": entry} for entry in entries])


def load_orders_about(connection: Connection, entries: Collection[EntryId]) -> list[tuple[str, Scope, EntryId]]:
    """The confirmed orders that are about some entries: order, scope and entry."""
    rows = connection.execute(_ORDERS_ABOUT, {"ids": listed(entries)})
    return [(row.id, Scope(row.scope), EntryId(row.entry)) for row in rows]


_ORDERS_ABOUT = (
    select(schema.erasure.c.id, schema.erasure.c.scope, schema.erasure_entry.c.entry)
    .where(
        schema.erasure_entry.c.erasure == schema.erasure.c.id,
        schema.erasure.c.confirmed_at.is_not(None),
        among(schema.erasure_entry.c.entry, given("ids")),
    )
    .order_by(schema.erasure.c.id, schema.erasure_entry.c.entry)
)


def wait_for_pulls(connection: Connection) -> None:
    """Wait until no laptop is being answered, and let none be before this transaction ends.

    What a pull has read and not yet noted as held would not be told to be destroyed.
    """
    connection.execute(select(schema.device.c.id).order_by(schema.device.c.id).with_for_update()).all()


def load_outlines(connection: Connection, entries: Collection[EntryId]) -> dict[EntryId, str]:
    """The outlines of entries whose words were destroyed; not of what was withheld from those who hold the scope."""
    table, found = schema.entry, {}
    for part in chunks(sorted(entries)):
        query = select(table.c.id, table.c.data).where(
            table.c.id.in_(part), table.c.outline.is_(True), ~table.c.withheld
        )
        found.update({row.id: row.data.decode() for row in connection.execute(query)})
    return found


def add_holders(connection: Connection, erasure: str, scope: Scope, entries: Collection[EntryId]) -> None:
    """Note which laptops have to carry the order out.

    Those that hold, are leaving or are entering the scope, and those on which the entries were written: what was
    withheld comes back to its author with no page, and yet lies on their laptop.
    """
    table = schema.holding
    query = select(table.c.device).where(table.c.scope == scope, table.c.state != "gone")
    devices = {*connection.execute(query).scalars(), *_written_on(connection, entries)}
    insert_missing(connection, schema.erasure_holder, [{"erasure": erasure, "device": one} for one in sorted(devices)])


def _written_on(connection: Connection, entries: Collection[EntryId]) -> set[DeviceId]:
    """The laptops that wrote entries and still come, by what they are called since they were restored or copied."""
    entry, device, found = schema.entry.c, schema.device.c, set[DeviceId]()
    for part in chunks(sorted(entries)):
        wrote = select(entry.device).where(entry.id.in_(part), entry.device != SERVER_DEVICE)
        query = select(device.id).where(or_(device.id.in_(wrote), device.replaces.in_(wrote)))
        found.update(connection.execute(query.where(device.stopped_at.is_(None))).scalars())
    return found


def load_outstanding(connection: Connection, device: DeviceId) -> list[tuple[str, Scope]]:
    """The confirmed orders that a laptop has not yet said to have carried out, with their scopes."""
    holder, erasure = schema.erasure_holder, schema.erasure
    query = (
        select(erasure.c.id, erasure.c.scope)
        .join_from(holder, erasure, holder.c.erasure == erasure.c.id)
        .where(holder.c.device == device, holder.c.confirmed_at.is_(None))
        .order_by(erasure.c.id)
    )
    return [(row.id, row.scope) for row in connection.execute(query)]


def note_carried_out(connection: Connection, device: DeviceId, erasures: Collection[str], at: datetime) -> None:
    """Note that a laptop has carried orders out."""
    table = schema.erasure_holder
    for part in chunks(sorted(erasures)):
        mine = (table.c.device == device, table.c.erasure.in_(part), table.c.confirmed_at.is_(None))
        connection.execute(update(table).where(*mine).values(confirmed_at=at))


def load_holders(connection: Connection, erasure: str) -> dict[DeviceId, datetime | None]:
    """The laptops that an order concerns, and when each said that it has carried it out."""
    table = schema.erasure_holder
    query = select(table.c.device, table.c.confirmed_at).where(table.c.erasure == erasure).order_by(table.c.device)
    return {row.device: row.confirmed_at for row in connection.execute(query)}
