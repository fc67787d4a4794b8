"""A senior's desk: trainings of every sort, supervision, and a case that waits to be written up."""

from casework.records.identifier import StaffId, staff_scope, team_scope
from casework.records.oversight.training import TrainingSubject
from desktop.services.session import Session
from tests.desktop.services.laptop import COLLEAGUE, SENIOR, WORKER, Team
from tests.desktop.services.test_service_page import write
from tests.desktop.services.test_staffing import supervise, train_in_all
from tests.fakes.case_store import TEAM

S = TrainingSubject


def trained(session: Session, staff: StaffId, subject: TrainingSubject, expires: str) -> None:
    values = {"subject": subject.value, "completed_on": "2024-11-01", "expires_on": expires}
    write(session, staff_scope(staff), "training", dict(values))


def fill(team: Team) -> str:
    """All of it, in step afterwards. Returns the session in which a case was discussed."""
    office, senior = team.worker.ready.office, team.senior.session
    office.grant(*(staff_scope(one) for one in (WORKER, COLLEAGUE, SENIOR)), team_scope(TEAM))
    for subject, expires in ((S.LSCMI, "2026-12-01"), (S.RM2000, "2026-10-01"), (S.SARA, "2029-06-30")):
        trained(senior, WORKER, subject, expires)
    train_in_all(senior, COLLEAGUE)
    supervise(senior, COLLEAGUE, next_on="2026-11-20")
    held = supervise(senior, WORKER, (team.senior.case,))
    team.sync()
    return held
