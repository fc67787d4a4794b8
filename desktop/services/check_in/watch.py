"""How planned visits stand by their check-ins, and whether the office watches them by what it has acknowledged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from casework.ledger.fold import RecordState
from casework.records.contact.appointment import VISITS, Appointment, AppointmentStatus, Plan
from casework.records.contact.check_in import CheckIn
from casework.records.identifier import CaseId, Scope, case_scope
from casework.rules.check_in import VisitStanding, is_overdue, visit_standing
from casework.rules.standing import read_record
from desktop.services.session import Session

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class VisitWatch:
    """One appointment by its check-ins. Nothing but `watched` may be shown as monitored.

    `watched`: by what the office has acknowledged, its clock raises the visit at the time to be back.
    """

    appointment: str
    plan: Plan
    status: AppointmentStatus
    standing: VisitStanding
    watched: bool = False
    overdue: bool = False

    @property
    def is_visit(self) -> bool:
        """Whether somebody goes to where the person lives."""
        return self.plan.sort in VISITS

    @property
    def may_start(self) -> bool:
        """Whether somebody can set out: it is planned, and nobody is there."""
        return self.is_visit and self.status is AppointmentStatus.PLANNED and not self.standing.is_out

    @property
    def forgot_start(self) -> bool:
        """Whether the office misses somebody who never said that they set out: they may be out and safe all along."""
        return self.overdue and not self.standing.is_out


def read_watch(session: Session, appointment: RecordState) -> VisitWatch | None:
    """How one appointment stands; None where it was recorded in a way this version cannot show."""
    return read_watches(session, [appointment]).get(appointment.record)


def read_watches(session: Session, appointments: Iterable[RecordState]) -> dict[str, VisitWatch]:
    """How appointments stand, by their id, the check-ins of all of them read at once."""
    known = list(appointments)
    steps = _steps(session, known) if known else {}
    found = {state.record: _watch(session, state, steps.get(state.record, ())) for state in known}
    return {record: watch for record, watch in found.items() if watch}


def _steps(session: Session, appointments: Iterable[RecordState]) -> Mapping[str, list[RecordState]]:
    homes: dict[str, Scope] = {state.record: state.scope for state in appointments}
    found: dict[str, list[RecordState]] = {}
    for state in session.store.states({CheckIn.kind}, set(homes.values())):
        visit = read_record(CheckIn, state).appointment
        if visit and homes.get(visit) == state.scope and state.created and not state.created.awaiting:
            found.setdefault(visit, []).append(state)
    return found


def _watch(session: Session, state: RecordState, steps: Iterable[RecordState]) -> VisitWatch | None:
    record, said = read_record(Appointment, state), list(steps)
    if record.plan is None:
        return None
    status = record.state.status if record.state else AppointmentStatus.PLANNED
    standing = visit_standing(read_record(CheckIn, step) for step in said)
    return VisitWatch(
        appointment=state.record,
        plan=record.plan,
        status=status,
        standing=standing,
        watched=_is_at_office(session, state) and _expected(record.plan, status, said),
        overdue=record.plan.sort in VISITS and is_overdue(record.plan, status, standing, session.now()),
    )


def _expected(plan: Plan, status: AppointmentStatus, steps: Iterable[RecordState]) -> bool:
    """Whether the office awaits somebody, by the check-ins that it has: one that ended there is started here alone."""
    standing = visit_standing(read_record(CheckIn, step) for step in steps if _is_sent(step))
    return is_overdue(plan, status, standing, _NEVER)


def _is_at_office(session: Session, state: RecordState) -> bool:
    """Whether the office has the appointment as it is shown here, and has not lost what it had."""
    return _is_sent(state) and not session.store.is_office_behind()


def _is_sent(state: RecordState) -> bool:
    """Whether everything that stands in a record is acknowledged, and none of it waits to be released."""
    heads = [head for field in state.fields.values() for head in field.heads]
    created = state.created
    whole = [*heads, *([created] if created else [])]
    return created is not None and all(head.order[0] == 0 and not head.awaiting for head in whole)


def visits_of_case(session: Session, case: CaseId) -> list[VisitWatch]:
    """Every visit of a case that is not cancelled, the earliest first."""
    states = session.store.records(Appointment.kind, case_scope(case))
    watches = read_watches(session, states).values()
    shown = [one for one in watches if one.is_visit and one.status is not AppointmentStatus.CANCELLED]
    return sorted(shown, key=lambda one: one.plan.starts)
