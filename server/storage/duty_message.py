"""What waits, in numbers, and when the duty mailbox was last told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from casework.rules.matter import MatterSort
from server.storage import schema
from server.storage.matter import OFF_THE_DESK
from server.storage.upsert import insert_missing


@dataclass(frozen=True)
class Queue:
    """How much waits on the duty desk, since when the oldest and the newest do, and the newest that nobody answered."""

    count: int
    oldest: datetime | None
    newest: datetime | None
    escalated: datetime | None

    @property
    def last(self) -> datetime | None:
        """When something began to wait, or to be escalated, last; None where nothing waits."""
        return max((moment for moment in (self.newest, self.escalated) if moment), default=None)


def load_queue(connection: Connection) -> Queue:
    """What waits on the duty desk now."""
    table = schema.matter
    on_desk = table.c.sort.not_in([*OFF_THE_DESK, MatterSort.ESCALATED.value])
    count, oldest, newest = connection.execute(
        select(func.count(), func.min(table.c.since), func.max(table.c.since)).where(on_desk)
    ).one()
    escalated = select(func.max(table.c.since)).where(table.c.sort == MatterSort.ESCALATED.value)
    return Queue(count, oldest, newest, connection.execute(escalated).scalar_one())


def is_due(connection: Connection, queue: Queue, at: datetime) -> bool:
    """Whether there is something to tell, and it is time; without a lock, so that a quiet look writes nothing."""
    row = connection.execute(select(schema.duty_message)).one_or_none()
    return queue.last is not None and (row is None or (row.next_at <= at and queue.last > row.seen_until))


def claim(connection: Connection, at: datetime, again_at: datetime) -> datetime | None:
    """Take it on to write, so that no other process does before `again_at`; up to when what waits was told.

    None where it is not time yet. The caller's transaction holds the row.
    """
    table = schema.duty_message
    insert_missing(connection, table, [{"only": 1, "next_at": at, "seen_until": at - timedelta(days=36500)}])
    row = connection.execute(select(table).with_for_update()).one()
    if row.next_at > at:
        return None
    connection.execute(update(table).values(next_at=again_at))
    until: datetime = row.seen_until
    return until


def give_back(connection: Connection, at: datetime) -> None:
    """There was nothing to write: it is looked at again from a moment on."""
    connection.execute(update(schema.duty_message).values(next_at=at))


def note_told(connection: Connection, until: datetime, next_at: datetime) -> None:
    """Write up to when what waits was told, and before when nothing is sent again."""
    connection.execute(update(schema.duty_message).values(seen_until=until, next_at=next_at))
