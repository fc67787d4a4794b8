"""What of training and supervision asks for something soon: for the page of the team, in numbers."""

from dataclasses import dataclass

from casework.records.identifier import AGENCY, StaffId, owner_of, scope_sort, staff_scope
from casework.records.oversight.supervision import SupervisionSession
from casework.records.oversight.training import Training, TrainingSubject
from casework.records.staff.staff import StaffRole
from casework.rules.belonging import service_scopes
from casework.rules.measure.accreditation import expiring
from casework.rules.measure.gather import counted_records
from casework.rules.plain_name import by_letters
from casework.rules.supervising import supervised
from desktop.services.session import Session

WITHIN_DAYS = 60
"""So long before it ends a training is marked, unless somebody chooses otherwise: long enough to find a course."""

_CASEWORK = frozenset({StaffRole.WORKER, StaffRole.SENIOR})


@dataclass(frozen=True)
class StaffingSummary:
    """How many sessions of supervision are overdue, and how many trainings end within `WITHIN_DAYS`."""

    overdue: int = 0
    ending: int = 0


def staff_read(session: Session) -> list[StaffId]:
    """Whose supervision the person at the keyboard may read, of those who work here: oneself first, then by name."""
    facts, me = session.store.facts(), session.me
    if facts.role(me) not in _CASEWORK | {StaffRole.SERVICE_MANAGER}:
        return []
    owners = (owner_of(scope) for scope in service_scopes(me, facts) if scope_sort(scope) == "staff")
    known = {StaffId(one) for one in owners if one and (member := session.member(one)) and member.active}
    doing = {one for one in known if facts.role(one) in _CASEWORK or one == me}
    return sorted(doing, key=lambda one: (one != me, by_letters(session.name_of(one)), one))


def read_summary(session: Session) -> StaffingSummary:
    """The numbers of today."""
    staff, today = staff_read(session), session.today()
    states = session.store.states({SupervisionSession.kind}, {staff_scope(one) for one in staff})
    sessions = dict(counted_records(SupervisionSession, states))
    trainings = [one for _, one in counted_records(Training, session.store.records(Training.kind, AGENCY))]
    mine = [one for one in trainings if one.staff in staff and one.subject is not TrainingSubject.OTHER]
    late = sum(supervised(one, sessions, today).overdue(today) for one in staff)
    return StaffingSummary(late, len(expiring(mine, today, WITHIN_DAYS)))
