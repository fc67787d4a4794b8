"""A usual case with a visit of today, on a real store whose office is out of reach."""

from datetime import date, timedelta

from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Contact, Happened, Outcome
from casework.records.file.case import Case, RiskLevel, StandingRisk
from casework.records.identifier import AGENCY, CaseId, RecordId, case_scope
from casework.records.person.person import Communication
from casework.records.risk.warning import Notice, WarningRecord, WarningSort, WarningState, WarningStatus
from casework.records.staff.staff import Duty, Turn
from desktop.services.amend import add_warning, change_communication, plan_appointment
from desktop.services.check_in.step import start_visit
from desktop.services.contact_form import NextPart
from desktop.services.local_time import local
from desktop.services.session import Session
from tests.desktop.views.desk_rig import DeskRig
from tests.fakes.case_store import COLLEAGUE, SENIOR, WORKER, change, new, uid

DUTY_NUMBER = "01632 960 017"


def visit_of_a_usual_case(rig: DeskRig, session: Session) -> str:
    """Write what a colleague recorded since the last visit, the rota and a joint visit of today; returns its id."""
    office, case, now = rig.ready.office, rig.case, session.now()
    turn = Turn(staff=SENIOR, starts=now - timedelta(hours=1), ends=now + timedelta(hours=30), telephone=DUTY_NUMBER)
    office.write(AGENCY, new(Duty(turn=turn), uid(900)))
    contact = Contact(
        sort=ContactSort.HOME_ANNOUNCED,
        happened=Happened(starts=now - timedelta(days=6)),
        arranged=True,
        outcome=Outcome.COMPLIED,
        narrative="Seen at home.",
        significant=False,
        recorded_by=WORKER,
    )
    office.write(case_scope(case), new(contact, uid(901)), author=WORKER, at=now - timedelta(days=6))
    warning = WarningRecord(
        notice=Notice(sort=WarningSort.WEAPON, text="A colleague saw a knife in the hall."),
        state=WarningState(status=WarningStatus.ACTIVE, by=COLLEAGUE, on=date(2026, 11, 1)),
        review_on=date(2027, 1, 31),
    )
    office.write(case_scope(case), new(warning, uid(902)), author=COLLEAGUE, at=now - timedelta(hours=20))
    change_communication(session, case, Communication(language="Polish", interpreter=True, needs="Speak slowly."))
    office.settle(rig.ready.store)
    return plan_joint_visit(session, case)


def plan_joint_visit(session: Session, case: CaseId) -> str:
    """Plan a joint visit in an hour, which the office has not confirmed."""
    starts = local(session.now() + timedelta(hours=1))
    part = NextPart(
        sort=ContactSort.JOINT_POLICE,
        day=starts.date(),
        at=starts.time().replace(second=0, microsecond=0),
        back_by=(starts + timedelta(hours=1)).time().replace(second=0, microsecond=0),
        place="14 Sample Terrace, Invertown",
    )
    change = plan_appointment(session, case, part, "PC Specimen", "See how the licence is kept.")
    return next(record for _, record in change.records)


def plan_alone(session: Session, case: CaseId) -> str:
    """Plan a home visit in two hours for which nobody else is named."""
    starts = local(session.now() + timedelta(hours=2))
    at, back_by = starts.time(), (starts + timedelta(hours=1)).time()
    part = NextPart(
        sort=ContactSort.HOME_ANNOUNCED, day=starts.date(), at=at, back_by=back_by, place="14 Sample Terrace"
    )
    return next(record for _, record in plan_appointment(session, case, part).records)


def set_out(session: Session, case: CaseId, visit: str) -> None:
    """Start a visit."""
    start_visit(session, case, visit)


def two_views_and_many_warnings(rig: DeskRig, session: Session) -> None:
    """Let a colleague have recorded another level without seeing mine, and every sort of warning hold."""
    case = rig.case
    risk = StandingRisk(
        level=RiskLevel.VERY_HIGH,
        assessor=COLLEAGUE,
        assessed_on=date(2026, 11, 1),
        rationale="Threats on the telephone.",
        record=uid(950),
    )
    value = risk.model_dump(mode="json")
    rig.ready.office.write(
        case_scope(case), change(Case.kind, RecordId(case), "standing_risk", value), author=COLLEAGUE
    )
    for sort in (WarningSort.VIOLENCE, WarningSort.CHILD, WarningSort.HEALTH):
        add_warning(session, case, Notice(sort=sort, text="Recorded after the visit in spring, and still so."))
    rig.ready.office.settle(rig.ready.store)
