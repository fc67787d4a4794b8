"""Watching planned visits: which are not over, and what no longer waits because somebody came back."""

from collections.abc import Iterable
from datetime import datetime

from casework.ledger.fold import RecordState
from casework.records.contact.appointment import VISITS, Appointment, AppointmentStatus
from casework.records.contact.check_in import CheckIn
from casework.records.identifier import RecordId, StaffId, case_of
from casework.rules.check_in import VisitStanding, is_over, looks_into, visit_standing
from casework.rules.matter import MatterSort
from casework.rules.standing import read_record
from server.storage.agency import are_visits_known, note_visits_known
from server.storage.database import Connection
from server.storage.folded import load_kind, load_record
from server.storage.log import lock_scopes
from server.storage.matter import Key, Matter, conflict_key, save_matters
from server.storage.visit import Visit, VisitKey, add_visits, load_late, note_raised, save_visits

VISITING = frozenset({Appointment.kind, CheckIn.kind})
"""Kinds that tell of a visit."""


def note_visits(connection: Connection, changed: Iterable[RecordState], at: datetime) -> None:
    """Follow the appointments and check-ins of a batch. Its records are written already."""
    keys = {key for state in changed if (key := _appointment_of(state))}
    going_on = [visit for key in sorted(keys) if (visit := _going_on(connection, key))]
    over = keys - {visit.key for visit in going_on}
    save_visits(connection, going_on, over)
    late = {visit.key for visit in going_on if visit.back_by and visit.back_by < at}
    # One whose time was put off waits no more; it is raised again when that has passed.
    # A service manager who was called in keeps the case until then, whoever looks into it.
    sorts = (MatterSort.OVERDUE, MatterSort.ESCALATED)
    save_matters(connection, [], {(overdue_key(key, sort), key[0]) for key in keys - late for sort in sorts}, at)


def find_visits(connection: Connection) -> None:
    """Look up what was planned before the server watched visits; once in a database's life."""
    if are_visits_known(connection):
        return
    keys = [key for state in load_kind(connection, Appointment.kind) if (key := _appointment_of(state))]
    add_visits(connection, [visit for key in keys if (visit := _going_on(connection, key))])
    note_visits_known(connection)


def raise_visit(connection: Connection, key: VisitKey, at: datetime) -> bool:
    """Have a visit wait for a senior if it is overdue indeed; whether it is."""
    scope, record = key
    lock_scopes(connection, {scope})
    if key not in load_late(connection, at):
        return False
    visit, case = _going_on(connection, key), case_of(scope)
    if visit is None or case is None or visit.back_by is None or visit.back_by >= at:
        save_visits(connection, [visit] if visit else [], [] if visit else [key])
        return False
    planned = load_record(connection, scope, record)
    author = planned.created.author if planned and planned.created else None
    save_matters(connection, [Matter(overdue_key(key), scope, case, author)], set(), at)
    note_raised(connection, key)
    return True


def _appointment_of(state: RecordState) -> VisitKey | None:
    if case_of(state.scope) is None or state.created is None or state.created.awaiting:
        return None
    if state.kind == Appointment.kind:
        return state.scope, state.record
    visit = read_record(CheckIn, state).appointment if state.kind == CheckIn.kind else None
    return (state.scope, RecordId(visit)) if visit else None


def _going_on(connection: Connection, key: VisitKey) -> Visit | None:
    """The visit as the rule sees it: nobody has said that it is over."""
    scope, record = key
    state = load_record(connection, scope, record)
    appointment = read_record(Appointment, state) if state and state.kind == Appointment.kind else None
    plan = appointment.plan if appointment else None
    if appointment is None or plan is None:
        return None
    status = appointment.state.status if appointment.state else AppointmentStatus.PLANNED
    if is_over(status, _standing(connection, key)):
        return None
    if plan.sort not in VISITS:
        return Visit(key, plan.back_by) if plan.back_by else None
    return Visit(key, plan.back_by, plan.starts, StaffId(plan.staff))


def _standing(connection: Connection, key: VisitKey) -> VisitStanding:
    steps = (read_record(CheckIn, one) for one in load_kind(connection, CheckIn.kind, key[0]))
    return visit_standing(step for step in steps if step.appointment == key[1])


def overdue_key(key: VisitKey, sort: MatterSort = MatterSort.OVERDUE) -> Key:
    """By what it is known that a visit is overdue, or that nobody answered for it."""
    return conflict_key(key[0], key[1], "back_by"), sort


def is_looked_into(connection: Connection, key: VisitKey, at: datetime) -> bool:
    """Whether somebody has said a short while ago that they are finding out where a visitor is who should be back."""
    state = load_record(connection, *key)
    plan = read_record(Appointment, state).plan if state and state.kind == Appointment.kind else None
    return plan is not None and looks_into(plan, _standing(connection, key), at)
