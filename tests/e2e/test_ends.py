"""Deaths, transfers and retention through the real server and several laptops."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from casework.records.contact.appointment import AppointmentStatus, ContactSort
from casework.records.file.disposal import Disposal
from casework.records.file.ending import EndingCause
from casework.records.file.incident_decision import ReviewChoice
from casework.records.file.legal_hold import HoldBasis, HoldGrounds
from casework.records.identifier import AGENCY, CaseId, case_scope
from casework.records.person.status import PersonStatus, StatusSort
from casework.records.sentence.order import Order, OrderSort, Term
from casework.records.staff.staff import Duty, StaffRole, Turn
from casework.rules.matter import MatterSort
from casework.rules.standing import read_record
from desktop.services import amend
from desktop.services.case_page import read_case
from desktop.services.caseload import find, read_caseload
from desktop.services.contact_form import NextPart
from desktop.services.ending import checked_handover, end_work, lift_hold, put_hold, read_ending
from desktop.services.person_line import person_line
from desktop.services.recorder import Recorder
from desktop.services.status import change_status, decide_review, letter_objection, read_status
from desktop.services.today import read_today
from server.storage.matter import load_matters
from tests.e2e.colleague import Colleague, make_colleague
from tests.fakes.office import RunningOffice, running_office

CANARY = "07700900456"
CONFIRMED = """
[[rule]]
code = "order_end"
version = 1
title = "Order ended"
because = "order_end"
years = 7
confirmed = true
"""


@dataclass
class Cast:
    """A case with an officer, a co-worker and a senior of the team, each with a laptop."""

    office: RunningOffice
    case: CaseId
    officer: Colleague
    co_worker: Colleague
    senior: Colleague

    @property
    def everybody(self) -> tuple[Colleague, ...]:
        return (self.officer, self.co_worker, self.senior)

    def sync(self) -> None:
        """Twice, so that what the first sent has come to the last."""
        for colleague in 2 * self.everybody:
            colleague.sync()

    def matters(self) -> set[MatterSort]:
        """Why something waits in the case at the office."""
        with self.office.parts.database.read() as connection:
            return {sort for _, sort in load_matters(connection, self.case)}

    def appointments(self, colleague: Colleague) -> list[AppointmentStatus]:
        page = read_case(colleague.session, self.case)
        assert page is not None
        return [line.status for line in page.appointments]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """A real server process, with a rule that the agency has confirmed."""
    with running_office(tmp_path_factory.mktemp("ends")) as running:
        (running.folder / "retention.toml").write_text(CONFIRMED, "utf-8")
        yield running


@pytest.fixture
def cast(office: RunningOffice, tmp_path: Path) -> Iterator[Cast]:
    """Three laptops, in step with the office."""
    with ExitStack() as stack:
        team = office.team(f"Team {tmp_path.name}")
        staff = [office.person("Olive Officer", team=team), office.person("Corin Coworker", team=team)]
        senior = office.person("Sheena Senior", StaffRole.SENIOR, team)
        case = office.case(*staff, team=team, family="Exampleton", opened_on=date(2012, 1, 5))
        laptops = [
            stack.enter_context(closing(make_colleague(tmp_path / str(number), office, one)))
            for number, one in enumerate((*staff, senior))
        ]
        yield Cast(office, case, *laptops)


def plan_visit(colleague: Colleague, case: CaseId, days: int) -> None:
    day = colleague.session.today() + timedelta(days=days)
    part = NextPart(sort=ContactSort.HOME_ANNOUNCED, day=day, at=time(14), back_by=time(15), place="14 Sample Terrace")
    amend.plan_appointment(colleague.session, case, part)


def status(colleague: Colleague, sort: StatusSort) -> PersonStatus:
    return PersonStatus(status=sort, since=colleague.session.today(), source="Police, by telephone")


def add_order(colleague: Colleague, case: CaseId, ends: date) -> None:
    term = Term(sort=OrderSort.PROBATION, starts=date(2012, 1, 5), ends=ends)
    recorder = Recorder(colleague.session)
    recorder.save(case_scope(case), [recorder.new_record(Order(term=term), colleague.store.new_id())])


def entries(colleague: Colleague) -> bytes:
    rows = colleague.store.health._tables.connection.execute("SELECT data FROM entry").fetchall()
    return b"".join(bytes(row[0]) for row in rows)


def test_a_death_reaches_every_laptop_waits_for_a_senior_and_is_taken_back(cast: Cast) -> None:
    plan_visit(cast.officer, cast.case, 2)
    plan_visit(cast.co_worker, cast.case, 3)
    cast.sync()
    change_status(cast.officer.session, cast.case, status(cast.officer, StatusSort.DEAD))
    # Made without knowing of it: nobody cancels it silently, and it is no visit any more.
    plan_visit(cast.co_worker, cast.case, 4)
    cast.sync()
    for colleague in cast.everybody:
        assert sorted(cast.appointments(colleague)) == ["cancelled", "cancelled", "planned"]
        assert person_line(colleague.session, cast.case).open
        assert "has died" in letter_objection(colleague.session, cast.case)
        assert read_today(colleague.session).later == ()
    assert "Planned without knowing of the death: cancel it" in [
        d.title for d in read_today(cast.co_worker.session).due
    ]
    assert cast.matters() == {MatterSort.DEATH}
    decide_review(cast.senior.session, cast.case, ReviewChoice.NO_REVIEW, "Natural causes.")
    cast.sync()
    assert cast.matters() == set()
    change_status(cast.officer.session, cast.case, status(cast.officer, StatusSort.COMMUNITY), reason="A namesake.")
    cast.sync()
    fallen = read_status(cast.co_worker.session, cast.case).fallen
    assert len(fallen) == 2, "listed, and not planned again"
    assert sorted(cast.appointments(cast.senior)) == ["cancelled", "cancelled", "planned"]
    assert letter_objection(cast.co_worker.session, cast.case) == ""


def test_while_a_death_waits_the_duty_senior_may_decide(cast: Cast, tmp_path: Path) -> None:
    office = cast.office
    duty = office.person("Dora Duty", StaffRole.SENIOR, office.team(f"South {tmp_path.name}"))
    now = office.parts.clock.now()
    turn = Turn(staff=duty, starts=now - timedelta(hours=1), ends=now + timedelta(hours=8))
    office.write(AGENCY, Duty.kind, Duty(turn=turn).values())
    with closing(make_colleague(tmp_path / "duty", office, duty)) as dora:
        assert case_scope(cast.case) not in dora.scopes()
        change_status(cast.officer.session, cast.case, status(cast.officer, StatusSort.DEAD))
        cast.officer.sync()
        dora.sync()
        assert case_scope(cast.case) in dora.scopes()
        assert "Decide whether the death is reviewed" in [line.title for line in read_today(dora.session).due]
        decide_review(dora.session, cast.case, ReviewChoice.REVIEW, "Circumstances of public concern.")
        dora.sync()
        assert cast.matters() == set()


def test_two_statuses_recorded_apart_are_shown_on_every_laptop_until_somebody_decides(cast: Cast) -> None:
    change_status(cast.officer.session, cast.case, status(cast.officer, StatusSort.WHEREABOUTS_UNKNOWN))
    change_status(cast.co_worker.session, cast.case, status(cast.co_worker, StatusSort.CUSTODY))
    cast.sync()
    views = [person_line(colleague.session, cast.case).status for colleague in cast.everybody]
    assert {view.sorts for view in views} == {frozenset({StatusSort.WHEREABOUTS_UNKNOWN, StatusSort.CUSTODY})}
    change_status(cast.senior.session, cast.case, status(cast.senior, StatusSort.CUSTODY), reason="Rang the prison.")
    cast.sync()
    views = [person_line(colleague.session, cast.case).status for colleague in cast.everybody]
    assert {(view.sort, view.two_views) for view in views} == {(StatusSort.CUSTODY, False)}


def test_an_accepted_transfer_closes_the_case_on_every_laptop(cast: Cast) -> None:
    on = cast.officer.session.today()
    assert person_line(cast.co_worker.session, cast.case).open, "responsible until it is accepted"
    handover = checked_handover("Elsewhere Council", on, "Tam Teamleader")
    end_work(cast.officer.session, cast.case, EndingCause.TRANSFER, on, handover=handover)
    cast.sync()
    for colleague in cast.everybody:
        line = person_line(colleague.session, cast.case)
        assert (line.open, line.status.sort) == (False, StatusSort.TRANSFERRED)
        assert [end.because for end in read_ending(colleague.session, cast.case).endings] == [EndingCause.TRANSFER]
    # The agency of this test has a rule for orders only: the case is shown, and may not be disposed of.
    told = cast.office.cli("retention", "due").stdout
    assert f"{cast.case}\tno day\ttransfer 1, unconfirmed\tDue under an unconfirmed rule" in told


def test_a_case_is_disposed_of_everywhere_by_two_people_and_the_reason_stays(cast: Cast) -> None:
    cli, case = cast.office.cli, str(cast.case)
    amend.change_telephone(cast.officer.session, cast.case, CANARY)
    add_order(cast.officer, cast.case, date(2015, 1, 4))
    end_work(cast.officer.session, cast.case, EndingCause.ORDER_END, date(2015, 1, 4))
    hold = HoldGrounds(basis=HoldBasis.COURT, asked_by="The sheriff", why="A claim.", since=date(2020, 1, 1))
    put_hold(cast.officer.session, cast.case, hold)
    cast.sync()
    senior, admin = cast.senior.staff, "Ada Administrator"
    refused = cli("retention", "propose", case, "--by", senior, check=False)
    assert "A legal hold is in place".casefold() in refused.stderr.casefold()
    (line,) = read_ending(cast.senior.session, cast.case).holds
    lift_hold(cast.senior.session, cast.case, line.record, "The claim was settled.")
    cast.sync()
    assert f"{case}\t2022-01-04\torder_end 1, confirmed\tDue" in cli("retention", "due").stdout
    assert "Proposed" in cli("retention", "propose", case, "--by", admin).stdout
    assert "alone" in cli("retention", "confirm", case, "--by", admin, check=False).stderr
    assert all(find(colleague.session, CANARY) for colleague in cast.everybody)
    assert "destroyed here" in cli("retention", "confirm", case, "--by", senior).stdout
    cast.sync()
    for colleague in cast.everybody:
        assert CANARY.encode() not in entries(colleague)
        assert find(colleague.session, CANARY) == ()
        assert cast.case not in [row.person.case for row in read_caseload(colleague.session)]
        (state,) = colleague.store.records(Disposal.kind, case_scope(cast.case))
        told = read_record(Disposal, state)
        assert told.confirmed_by == senior
        assert told.due_on == date(2022, 1, 4)
    assert "outstanding" not in cli("expunge", "list").stdout
