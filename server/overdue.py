"""The office's clock: a visit from which nobody has come back in time waits for a senior, whatever the laptop says."""

from server.office import Office
from server.storage.agency import are_visits_known, load_epoch
from server.storage.visit import load_late
from server.visit import find_visits, raise_visit


def raise_overdue(office: Office) -> int:
    """Raise every visit that is overdue now; how many those were.

    It may run at any time, as often as one likes and in several processes: a visit is raised once.
    """
    now = office.clock.now()
    with office.database.read() as connection:
        if not load_epoch(connection).confirmed:
            return 0
        known, late = are_visits_known(connection), load_late(connection, now)
    if not known:
        with office.database.write() as connection:
            find_visits(connection)
            late = load_late(connection, now)
    raised = 0
    for key in late:
        with office.database.write() as connection:
            raised += raise_visit(connection, key, now)
    return raised
