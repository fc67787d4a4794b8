"""The visit that comes next, wherever one is on the laptop: for its brief from the list of commands."""

from dataclasses import dataclass

from casework.records.contact.appointment import AppointmentStatus
from casework.records.identifier import CaseId
from desktop.services.session import Session
from desktop.services.today import read_today


@dataclass(frozen=True)
class NextVisit:
    """A visit of today."""

    case: CaseId
    appointment: str


def next_visit(session: Session) -> NextVisit | None:
    """The visit that is on, else the first of today that is still to be made; None where there is none."""
    visits = [line for line in read_today(session).visits if line.is_visit]
    ahead = [line for line in visits if line.is_on]
    ahead += [line for line in visits if line.status is AppointmentStatus.PLANNED]
    return NextVisit(ahead[0].case, ahead[0].appointment) if ahead else None
