"""Entries whose place in the fold turns out to be an earlier one than the log says."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from casework.ledger.protocol import Verdict
from casework.records.identifier import EntryId, Scope
from server.storage import schema
from server.storage.log import chunks


@dataclass(frozen=True)
class Ranked:
    """An entry of a log with its place in the fold: epoch and position."""

    id: EntryId
    scope: Scope
    order: tuple[int, int]
    verdict: Verdict
    withheld: bool
    data: bytes


def load_ranked(connection: Connection, entries: Collection[EntryId]) -> list[Ranked]:
    """Those of some entries that have a place in a log."""
    entry, found = schema.entry.c, []
    for part in chunks(sorted(entries)):
        query = select(schema.entry).where(entry.id.in_(part), entry.position.is_not(None))
        for row in connection.execute(query):
            order = (row.order_epoch, row.order_position)
            found.append(Ranked(row.id, row.scope, order, Verdict(row.verdict), row.withheld, row.data))
    return found


def move_to_end(connection: Connection, item: Ranked, order: tuple[int, int], place: tuple[int, int]) -> None:
    """Give an entry an earlier place in the fold, and announce it again: a new place (epoch, position) in the log."""
    change = update(schema.entry).where(schema.entry.c.id == item.id)
    values = {"epoch": place[0], "position": place[1], "order_epoch": order[0], "order_position": order[1]}
    connection.execute(change.values(values))


def load_put_back(connection: Connection, epoch: int) -> list[EntryId]:
    """The entries of earlier epochs that were put in again in this one, in the order of their logs."""
    entry = schema.entry.c
    query = select(entry.id).where(entry.epoch == epoch, entry.order_epoch < epoch)
    return list(connection.execute(query.order_by(entry.scope, entry.position)).scalars())


def save_verdict(connection: Connection, entry: EntryId, verdict: Verdict, reason: str | None) -> None:
    """Give an entry that counts from now on, or waits, its first verdict back."""
    change = update(schema.entry).where(schema.entry.c.id == entry)
    connection.execute(change.values(verdict=verdict.value, reason=reason, withheld=False))
