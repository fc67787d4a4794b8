"""A visit that is overdue, and nobody says that they are looking into it: after a while the managers are called in."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from casework.records.identifier import case_of
from casework.rules.matter import MatterSort
from server.office import Office
from server.storage.agency import load_epoch
from server.storage.database import Connection
from server.storage.log import lock_scopes
from server.storage.matter import Matter, load_since, save_matters
from server.storage.visit import VisitKey, load_raised
from server.visit import is_looked_into, overdue_key


def escalate(office: Office) -> int:
    """Call the service managers in for every overdue visit that nobody has answered for; how many there are anew.

    It may run at any time, as often as one likes and in several processes.
    """
    now = office.clock.now()
    until = now - timedelta(minutes=office.settings.escalate_after_min)
    with office.database.read() as connection:
        due = list(_due(connection, until, now)) if load_epoch(connection).confirmed else []
    escalated = 0
    for key in due:
        with office.database.write() as connection:
            escalated += _escalate(connection, key, until, now)
    return escalated


def _due(connection: Connection, until: datetime, now: datetime) -> Iterator[VisitKey]:
    raised = load_raised(connection)
    known = load_since(connection, {overdue_key(key, sort) for key in raised for sort in _SORTS})
    for key in raised:
        since = known.get(overdue_key(key))
        answered = overdue_key(key, MatterSort.ESCALATED) in known or is_looked_into(connection, key, now)
        if since is not None and since <= until and not answered:
            yield key


_SORTS = (MatterSort.OVERDUE, MatterSort.ESCALATED)


def _escalate(connection: Connection, key: VisitKey, until: datetime, at: datetime) -> bool:
    scope, case = key[0], case_of(key[0])
    lock_scopes(connection, {scope})
    if case is None or key not in _due(connection, until, at):
        return False
    save_matters(connection, [Matter(overdue_key(key, MatterSort.ESCALATED), scope, case)], set(), at)
    return True
