"""Whom somebody has to ring: what changed for a visit of today, while the visitor's laptop has not said to have it.

What was sent is not what arrived: only the laptop's own word counts (`server/holding.py`). Safe at any time, as often
as one likes and in several processes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import JsonValue

from casework.ledger.entry import Edit, Entry
from casework.ledger.fold import RecordState
from casework.records.contact.appointment import Appointment
from casework.records.contact.not_told import NotTold, still_to_tell
from casework.records.delivery.ruling import Decision
from casework.records.identifier import SERVER_DEVICE, EntryId, RecordId, Scope, StaffId
from casework.rules.day import begin_of, day_of
from casework.rules.matter import MatterSort
from casework.rules.ruling import authors_of, ruled_on
from casework.rules.standing import read_record, shown_parents
from casework.rules.telling import GRACE, NEW_FOR, is_due_now, to_tell
from server.device_zero import ServerSave
from server.office import Office
from server.storage.agency import are_visits_known, load_epoch
from server.storage.confirmed import Came, load_came, load_confirmed, load_position, load_sealed
from server.storage.database import Connection
from server.storage.erasure import wait_for_pulls
from server.storage.folded import load_kind, load_record
from server.storage.log import lock_scopes
from server.storage.matter import load_matter_scopes
from server.storage.visit import Visit, load_setting_out
from server.visitor import load_visit_log, visitors_of


@dataclass(frozen=True)
class _Untold:
    """One change, and the visit before which somebody has to hear of it."""

    scope: Scope
    about: RecordId
    entry: EntryId
    visitor: StaffId
    appointment: RecordId
    since: datetime

    def record(self) -> NotTold:
        """What is written of it."""
        return NotTold(
            about=self.about,
            entry=self.entry,
            visitor=self.visitor,
            appointment=self.appointment,
            since=self.since,
        )


def look_who_is_not_told(office: Office) -> int:
    """Write down whom somebody has to ring, and whose laptop has it by now; how many records were written."""
    with office.database.read() as connection:
        if not load_epoch(connection).confirmed or not are_visits_known(connection):
            return 0
        untold = [one for visit in _visits(office, connection) for one in _untold(office, connection, visit)]
        arrived = list(_arrived(office, connection))
        turned = list(_turned(office, connection))
    written = 0
    for one in untold:
        written += _write(office, one)
    for scope, record in arrived:
        written += _confirm(office, scope, record)
    for scope, record in turned:
        written += _hand_on(office, scope, record)
    return written


def _visits(office: Office, connection: Connection) -> list[Visit]:
    now = office.clock.now()
    tomorrow = begin_of(day_of(now) + timedelta(days=1))
    visits = load_setting_out(connection, tomorrow)
    return [visit for visit in visits if visit.starts and is_due_now(visit.starts, visit.back_by, now)]


def _untold(office: Office, connection: Connection, visit: Visit) -> Iterator[_Untold]:
    """What came for a visit that a visitor's laptop has not said to have, and nobody wrote down yet."""
    log = load_visit_log(connection, visit.key)
    # A laptop that never had the case lacks all of it: only what is new is told, and no import is.
    since = office.clock.now() - NEW_FOR
    for visitor in sorted(log.named()):
        confirmed = _confirmed(office, connection, visitor, visit.key[0])
        if log.may_go(visitor, confirmed, since):
            yield from _untold_by(office, connection, visit, visitor, confirmed)


def _untold_by(
    office: Office, connection: Connection, visit: Visit, visitor: StaffId, confirmed: int
) -> Iterator[_Untold]:
    now, (scope, appointment) = office.clock.now(), visit.key
    since = None if confirmed else now - NEW_FOR
    came = [one for one in load_came(connection, scope, confirmed, now - GRACE, since) if confirmed or _is_sent(one)]
    found = [(one, about) for one in came if (about := _about(connection, one, visitor))]
    known = _known(connection, scope) if found else set()
    for one, about in found:
        if (one.sealed.id, visitor, appointment) not in known:
            yield _Untold(scope, about, one.sealed.id, visitor, appointment, one.at)


def _confirmed(office: Office, connection: Connection, visitor: StaffId, scope: Scope) -> int:
    since = office.clock.now() - timedelta(days=office.settings.lease_days)
    return load_confirmed(connection, visitor, scope, since)


def _is_sent(came: Came) -> bool:
    """Whether a laptop sent it: nothing that the office wrote or took over from papers."""
    return came.sealed.entry.device != SERVER_DEVICE


def _about(connection: Connection, came: Came, visitor: StaffId) -> RecordId | None:
    """The record with which an entry, or what it releases, says what a visitor has to know who did not write it."""
    released = [ident for ident, decision in ruled_on(came.sealed.entry).items() if decision is Decision.RELEASE]
    entries = [came.sealed.entry, *(one.sealed.entry for one in load_sealed(connection, released).values())]
    others = (entry for entry in entries if visitor not in authors_of(entry))
    return next((about for entry in others if (about := to_tell(entry, _parents(connection, entry)))), None)


def _parents(connection: Connection, entry: Entry) -> "_ParentValues":
    return _ParentValues(connection, entry.scope)


@dataclass(frozen=True)
class _ParentValues:
    """What an earlier entry of the same scope set in a field."""

    connection: Connection
    scope: Scope

    def __call__(self, parent: EntryId, record: RecordId, field: str) -> JsonValue:
        found = load_sealed(self.connection, [parent]).get(parent)
        edits = found.sealed.entry.edits if found and found.sealed.entry.scope == self.scope else ()
        return next((edit.set.get(field) for edit in edits if edit.record == record), None)


def _known(connection: Connection, scope: Scope) -> set[tuple[str | None, str | None, str | None]]:
    records = (read_record(NotTold, state) for state in load_kind(connection, NotTold.kind, scope))
    return {(one.entry, one.visitor, one.appointment) for one in records}


def _write(office: Office, untold: _Untold) -> bool:
    with office.database.write() as connection:
        # Locked in the order in which every push does: laptops, scopes.
        wait_for_pulls(connection)
        lock_scopes(connection, {untold.scope})
        known = _known(connection, untold.scope)
        confirmed = _confirmed(office, connection, untold.visitor, untold.scope)
        position = load_position(connection, untold.entry) or 0
        if (untold.entry, untold.visitor, untold.appointment) in known or position <= confirmed:
            return False
        record = RecordId(office.zero.new_id())
        edit = Edit(record=record, kind=NotTold.kind, set=untold.record().values())
        _save(office, connection, untold.scope, edit)
    return True


def _arrived(office: Office, connection: Connection) -> Iterator[tuple[Scope, RecordId]]:
    for scope in load_matter_scopes(connection, MatterSort.NOT_TOLD):
        for state in load_kind(connection, NotTold.kind, scope):
            if _has_arrived(office, connection, state):
                yield scope, state.record


def _has_arrived(office: Office, connection: Connection, state: RecordState) -> bool:
    record = read_record(NotTold, state)
    if not still_to_tell(record) or not record.visitor or not record.entry:
        return False
    position = load_position(connection, EntryId(record.entry))
    confirmed = _confirmed(office, connection, StaffId(record.visitor), state.scope)
    return position is not None and position <= confirmed


def _confirm(office: Office, scope: Scope, record: RecordId) -> bool:
    with office.database.write() as connection:
        wait_for_pulls(connection)
        lock_scopes(connection, {scope})
        state = load_record(connection, scope, record)
        if state is None or not _has_arrived(office, connection, state):
            return False
        values: dict[str, JsonValue] = {"confirmed_at": office.clock.now().isoformat()}
        parents = {"confirmed_at": shown_parents(state, "confirmed_at")}
        _save(office, connection, scope, Edit(record=record, kind=NotTold.kind, set=values, parents=parents))
    return True


def _turned(office: Office, connection: Connection) -> Iterator[tuple[Scope, RecordId]]:
    """What is about a visitor who knows that they do not go any more, and what is about one who goes again."""
    waiting = load_matter_scopes(connection, MatterSort.NOT_TOLD)
    for scope in {*waiting, *(visit.key[0] for visit in _visits(office, connection))}:
        for state in load_kind(connection, NotTold.kind, scope):
            if _is_turned(office, connection, state):
                yield scope, state.record


def _is_turned(office: Office, connection: Connection, state: RecordState) -> bool:
    """Whether what stands of the visitor is not so any more: they do not go and know it, or the visit came back.

    Who does not go any more and cannot know yet stays among those to be told: they may be on the way.
    """
    record = read_record(NotTold, state)
    planned = load_record(connection, state.scope, RecordId(record.appointment or ""))
    goers = visitors_of(planned) if planned and planned.kind == Appointment.kind else set()
    if planned is None or not goers or not record.visitor:
        return False
    visitor = StaffId(record.visitor)
    if record.handed_on_at is not None or visitor in goers:
        return record.handed_on_at is not None and visitor in goers
    confirmed = _confirmed(office, connection, visitor, state.scope)
    log = load_visit_log(connection, (state.scope, planned.record))
    return still_to_tell(record) and not log.may_go(visitor, confirmed)


def _hand_on(office: Office, scope: Scope, record: RecordId) -> bool:
    """Write that somebody else goes and they know it, or that they go again after all: then they are told as before."""
    with office.database.write() as connection:
        wait_for_pulls(connection)
        lock_scopes(connection, {scope})
        state = load_record(connection, scope, record)
        if state is None or not _is_turned(office, connection, state):
            return False
        was = read_record(NotTold, state).handed_on_at
        at: JsonValue = None if was else office.clock.now().isoformat()
        shown = shown_parents(state, "handed_on_at")
        parents = {"handed_on_at": shown} if shown else {}
        edit = Edit(record=record, kind=NotTold.kind, set={"handed_on_at": at}, parents=parents)
        _save(office, connection, scope, edit)
    return True


def _save(office: Office, connection: Connection, scope: Scope, edit: Edit) -> None:
    save = ServerSave(scope, (edit,), office.agency.administrator, office.clock.now())
    office.zero.save_within(connection, [save])
