"""Planned visits on the laptops of a team."""

from datetime import time, timedelta

from casework.records.contact.appointment import ContactSort
from casework.records.identifier import AGENCY
from casework.records.staff.staff import Duty, Turn
from desktop.services.amend import plan_appointment
from desktop.services.check_in.watch import VisitWatch, visits_of_case
from desktop.services.contact_form import NextPart
from desktop.services.local_time import local
from tests.desktop.services.laptop import Laptop, Team
from tests.fakes.case_store import SENIOR, new, uid

DUTY_NUMBER = "01632 960 017"


def plan_visit(laptop: Laptop, hours: int = 1) -> str:
    """Plan a visit of an hour that begins in some hours; the laptop has not told the office of it yet."""
    session = laptop.session
    starts = local(session.now() + timedelta(hours=hours))
    part = NextPart(
        sort=ContactSort.HOME_ANNOUNCED,
        day=starts.date(),
        at=time(starts.hour, starts.minute),
        back_by=time(starts.hour + 1, starts.minute),
        place="5 Fifth Street",
    )
    change = plan_appointment(session, laptop.case, part)
    return next(record for _, record in change.records)


def put_on_duty(team: Team) -> None:
    """Let the senior be on the rota for the day, and every laptop know."""
    now = team.worker.session.now()
    turn = Turn(staff=SENIOR, starts=now - timedelta(hours=1), ends=now + timedelta(hours=20), telephone=DUTY_NUMBER)
    team.worker.ready.office.write(AGENCY, new(Duty(turn=turn), uid(900)))
    team.sync()


def watch(laptop: Laptop, visit: str) -> VisitWatch:
    """How a visit stands on a laptop."""
    return next(one for one in visits_of_case(laptop.session, laptop.case) if one.appointment == visit)


def pass_hours(team: Team, hours: float) -> None:
    """Let time pass on every laptop and at the office."""
    for laptop in (team.worker, team.colleague, team.senior):
        laptop.ready.clock.advance(hours=hours)
    team.worker.ready.office.time += timedelta(hours=hours)
