"""Two files for one person: whoever is excluded from one of them is excluded from the other, whenever that was written.

The senior who joins them writes the exclusions of that moment; the office repeats every later one. It is state: it may
run at any time, and as often as one likes.
"""

from casework.errors import UserError
from casework.records.file.same_person import SamePerson
from casework.records.identifier import grants_scope
from casework.records.staff.grant import Exclusion
from casework.rules.same_person import Side, accepted_sides, excluding_edits, grants_of, joined
from server.device_zero import ServerSave
from server.office import Office
from server.storage.agency import load_epoch
from server.storage.database import Connection
from server.storage.erasure import wait_for_pulls
from server.storage.folded import load_kind
from server.storage.log import lock_scopes


def repeat_exclusions(office: Office) -> int:
    """Repeat what is excluded from one file of a person in the other; how many exclusions that were."""
    with office.database.read() as connection:
        sides = _sides(connection) if load_epoch(connection).confirmed else []
        due = [side for side in sides if _save_for(office, connection, side)]
    return sum(_try_to_repeat(office, side) for side in due)


def _try_to_repeat(office: Office, side: Side) -> int:
    try:
        with office.database.write() as connection:
            # Locked in the order in which every push does: laptops, scopes.
            wait_for_pulls(connection)
            lock_scopes(connection, {grants_scope(side.case)})
            save = _save_for(office, connection, side) if side in _sides(connection) else None
            if save is None:
                return 0
            office.zero.save_within(connection, [save])
            return len(save.edits)
    except UserError:
        # One that cannot be repeated must not hold back what laptops send; it is tried again every hour.
        return 0


def _sides(connection: Connection) -> list[Side]:
    """The sides of the joins that hold."""
    sides = accepted_sides(load_kind(connection, SamePerson.kind))
    files = joined(sides)
    return [side for side in sides if not side.undone and side.other in files.get(side.case, ())]


def _save_for(office: Office, connection: Connection, side: Side) -> ServerSave | None:
    own, theirs = (
        grants_of(load_kind(connection, Exclusion.kind, scope), scope)
        for scope in (grants_scope(side.case), grants_scope(side.other))
    )
    now = office.clock.now()
    edits = tuple(excluding_edits(side.link, theirs, own, now))
    return ServerSave(grants_scope(side.case), edits, office.agency.administrator, now) if edits else None
