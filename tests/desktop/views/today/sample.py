"""An invented day and caseload, with everything that the pages have to show at once."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from casework.records.contact.appointment import AppointmentStatus, ContactSort, Plan
from casework.records.file.case import RiskLevel
from casework.records.identifier import CaseId
from casework.records.risk.warning import WarningSort
from casework.rules.check_in import VisitStanding
from desktop.services.caseload import CaseLine, FoundLine
from desktop.services.check_in.watch import VisitWatch
from desktop.services.draft import DraftLine
from desktop.services.person_line import PersonLine, RiskView, WarningLine
from desktop.services.risk import ProposalLine
from desktop.services.session import DutyLine
from desktop.services.today import DueLine, TodayPage, VisitLine

TODAY = date(2026, 3, 5)
MORNING = datetime(2026, 3, 5, 10, 30, tzinfo=UTC)
NOT_ALONE = WarningLine("w1", WarningSort.NOT_ALONE, "Do not visit alone", "Two workers.", date(2026, 3, 9))
NOT_BEGUN = VisitStanding()
DOG = WarningLine("w2", WarningSort.DOG, "Dog at the property", "Large.", None)


def case_id(number: int) -> CaseId:
    return CaseId(str(UUID(int=number)))


def person(number: int, name: str, level: RiskLevel | None = RiskLevel.HIGH, *warnings: WarningLine) -> PersonLine:
    return PersonLine(case_id(number), name, date(1979 + number, 5, 2), RiskView(level), warnings)


CALLUM = person(1, "Callum Exampleton", RiskLevel.HIGH, NOT_ALONE)
ROBERT = person(2, "Robert Placeholder", RiskLevel.MEDIUM)
IAIN = PersonLine(
    case_id(3), "Iain Testwell", date(1979, 5, 2), RiskView(RiskLevel.VERY_HIGH, two_views=True),
    (NOT_ALONE, DOG), language="Polish", interpreter=True,
)  # fmt: skip
OTHER_IAIN = person(4, "Iain Testwell", RiskLevel.LOW)
SEAN = person(5, "Sean Fixture", None)
EVERYBODY = (IAIN, CALLUM, SEAN, ROBERT, OTHER_IAIN)


def visit(
    ident: str,
    who: PersonLine,
    starts: datetime,
    sort: ContactSort = ContactSort.HOME_ANNOUNCED,
    status: AppointmentStatus = AppointmentStatus.PLANNED,
    standing: VisitStanding = NOT_BEGUN,
    *,
    watched: bool = True,
) -> VisitLine:
    home = sort is not ContactSort.OFFICE
    back_by = starts + timedelta(hours=1) if home else None
    plan = Plan(sort=sort, starts=starts, back_by=back_by, staff="me")
    return VisitLine(
        appointment=ident,
        case=who.case,
        person=who,
        sort=sort,
        starts=starts,
        back_by=back_by,
        place="14 Sample Terrace, Invertown" if home else "Office, room 2",
        police="PC Specimen" if sort is ContactSort.JOINT_POLICE else "",
        purpose="Second of four contacts in the first four weeks" if sort is ContactSort.OFFICE else "",
        status=status,
        staff="me",
        watch=VisitWatch(ident, plan, status, standing, watched=watched),
    )


def today_page(drafts: int = 2) -> TodayPage:
    """A full day."""
    kept = datetime(2026, 3, 5, 14, 5, tzinfo=UTC)
    lines = (DraftLine("d1", CALLUM.case, "contact", CALLUM, kept), DraftLine("d2", case_id(9), "contact", None, kept))
    return TodayPage(
        day=TODAY,
        visits=(
            visit("a0", ROBERT, MORNING - timedelta(hours=1), ContactSort.OFFICE, AppointmentStatus.RECORDED),
            visit("a1", CALLUM, MORNING, ContactSort.JOINT_POLICE),
            visit("a2", IAIN, MORNING + timedelta(hours=4, minutes=45), ContactSort.HOME_UNANNOUNCED),
        ),
        later=(visit("a3", SEAN, MORNING + timedelta(days=1), ContactSort.OFFICE),),
        due=(
            DueLine("Contact to record", ROBERT, date(2026, 3, 3), True, "a9"),
            DueLine("Warning to review: Do not visit alone", CALLUM, date(2026, 3, 9), False),
        ),
        drafts=lines[:drafts],
        proposals=(
            ProposalLine("p1", CALLUM.case, CALLUM, RiskLevel.MEDIUM, "Settled.", "Wilma Worker", date(2026, 3, 4)),
        ),
        conflicts=1,
        cases=23,
        duty=DutyLine("M. Modelson", "01632 960 017", datetime(2026, 3, 5, 17, tzinfo=UTC)),
        unsent=3,
        last_synced_at=kept,
    )


def empty_page(cases: int = 2) -> TodayPage:
    """A day without anything in it."""
    return TodayPage(TODAY, (), (), (), (), (), 0, cases, None, 0, datetime(2026, 3, 5, 8, 55, tzinfo=UTC))


def caseload() -> tuple[CaseLine, ...]:
    """Everybody, riskiest first."""
    names = [line.name for line in EVERYBODY]
    last = datetime(2026, 3, 3, 10, tzinfo=UTC)
    return tuple(
        CaseLine(
            person=line,
            order="Community payback order",
            officer="Wilma Worker",
            mine=number % 2 == 0,
            last_contact_at=last if number % 3 else None,
            same_name=names.count(line.name) > 1,
        )
        for number, line in enumerate(EVERYBODY)
    )


def found() -> tuple[FoundLine, ...]:
    """What is found for "iain"."""
    return (
        FoundLine(IAIN.case, IAIN, "person", "r1", "Iain Testwell", "Iain Testwell Jonny Oldname"),
        FoundLine(OTHER_IAIN.case, OTHER_IAIN, "person", "r2", "Iain Testwell", "Iain Testwell"),
        FoundLine(CALLUM.case, CALLUM, "contact", "r3", "Office appointment", "…said that Iain gave him a lift…"),
        FoundLine(CALLUM.case, CALLUM, "address", "r4", "3 Iain Street, Invertown", "3 Iain Street"),
    )
