"""Somebody is off sick: all cover in one commit, on the covering laptops by their own word, given back at the end."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.ledger.arrival import ArrivalRequest, Arrived
from casework.ledger.entry import Edit
from casework.records.contact.appointment import ContactSort
from casework.records.file.case import Case, CaseState, RiskLevel
from casework.records.identifier import CaseId, RecordId, Scope, StaffId, case_scope
from casework.records.person.person import Person, PersonName
from casework.records.record import Record
from casework.records.staff.grant import GrantRole, Window
from casework.records.staff.staff import StaffRole
from desktop.services.amend import plan_appointment
from desktop.services.contact_form import NextPart
from desktop.services.covering.absence import read_absence
from desktop.services.covering.away import while_away
from desktop.services.covering.giving import CoverPlan, CoverWish, give_covers
from desktop.services.covering.handover import covered_now, read_handover
from desktop.services.person_line import person_lines
from desktop.services.risk import sign_level
from desktop.services.today import read_today
from server.administration import Administration
from server.device_zero import ServerSave
from server.enrolment import make_code
from server.founding import Founding
from server.office import Office, open_office
from tests.e2e.colleague import Colleague, make_colleague, open_transport
from tests.fakes.clock import FakeClock
from tests.fakes.founded import found_copy
from tests.fakes.served import served

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FRIDAY_NIGHT = datetime(2026, 11, 28, 0, 0, tzinfo=UTC)


@dataclass
class Counter:
    """A server of this process, under the clock of the test."""

    url: str
    parts: Office

    def code(self, staff: StaffId) -> str:
        return make_code(self.parts, staff)


@dataclass
class Week:
    """Two cases of an officer; two colleagues of another team; the senior of the officer's. One clock for all."""

    clock: FakeClock
    cases: tuple[CaseId, CaseId]
    officer: Colleague
    first: Colleague
    second: Colleague
    senior: Colleague

    def sync(self) -> None:
        for one in (self.officer, self.senior, self.first, self.second) * 2:
            one.sync()


def _add(parts: Office, scope: Scope, record: Record, ident: str = "") -> None:
    edit = Edit(record=RecordId(ident or parts.zero.new_id()), kind=record.kind, set=_given(record))
    parts.zero.save([ServerSave(scope, (edit,), parts.agency.administrator, parts.clock.now())])


def _given(record: Record) -> dict[str, JsonValue]:
    return {name: value for name, value in record.values().items() if value != []}


@pytest.fixture
def week(tmp_path: Path) -> Iterator[Week]:
    clock = FakeClock(MONDAY)
    found_copy(Founding(tmp_path / "office", "Example Agency", "Ada Administrator", ""), clock)
    with open_office(tmp_path / "office", clock) as parts, served(parts) as url, ExitStack() as stack:
        desk, counter = Administration(parts), Counter(url, parts)
        north, south = desk.add_team("North"), desk.add_team("South")
        people = {
            "officer": desk.add_person("Orla Officer", StaffRole.WORKER, north),
            "first": desk.add_person("Cal Cover", StaffRole.WORKER, south),
            "second": desk.add_person("Cora Cover", StaffRole.WORKER, south),
            "senior": desk.add_person("Sìne Senior", StaffRole.SENIOR, north),
        }
        cases = (CaseId(parts.zero.new_id()), CaseId(parts.zero.new_id()))
        for number, case in enumerate(cases, start=1):
            desk.allocate(case, people["officer"], GrantRole.OFFICER)
            desk.allocate(case, north, GrantRole.TEAM)
            _add(parts, case_scope(case), Case(state=CaseState.OPEN, opened_on=MONDAY.date()), case)
            person = Person(name=PersonName(given="Robin", family=f"Exampleton-{number}"), born=date(1990, 5, number))
            _add(parts, case_scope(case), person)
        laptops = {
            name: stack.enter_context(closing(make_colleague(tmp_path / name, counter, staff, clock)))
            for name, staff in people.items()
        }
        yield Week(clock, cases, **laptops)


def plan_visit(laptop: Colleague, case: CaseId) -> str:
    day, back_by = date(2026, 11, 24), time(15, 0)
    part = NextPart(sort=ContactSort.JOINT_POLICE, day=day, at=time(14, 0), back_by=back_by, place="5 Fifth Street")
    change = plan_appointment(laptop.session, case, part, "PC Specimen")
    return next(record for _, record in change.records)


def arrived(week: Week) -> dict[tuple[CaseId, StaffId], Arrived]:
    """What the office says to the senior."""
    staff = [week.first.staff, week.second.staff, week.officer.staff]
    with closing(open_transport(week.senior.store)) as line:
        answer = line.arrival(ArrivalRequest(cases=list(week.cases), staff=staff))
    assert [one.staff for one in answer.laptops if one.seen_at] == staff
    return {(one.case, one.staff): one.arrived for one in answer.cases if one.staff != week.officer.staff}


def test_off_sick_covered_by_two_handed_over_and_told_on_coming_back(week: Week) -> None:
    """Nothing is on a covering laptop before; exactly those cases during; none of them after, and nothing is lost."""
    one, other = week.cases
    visit = plan_visit(week.officer, one)
    week.sync()
    senior = week.senior.session
    window = Window(starts=senior.now(), ends=FRIDAY_NIGHT)
    found = read_absence(senior, week.officer.staff, window)
    assert {case.case for case in found.cases} == {one, other}
    assert [police.police for _, police in found.police] == ["PC Specimen"]
    assert week.first.scopes() == week.second.scopes() == []

    wishes = (CoverWish(one, week.first.staff, (visit,)), CoverWish(other, week.second.staff))
    give_covers(senior, CoverPlan(week.officer.staff, window, "Ill.", "Ring the sister.", wishes))
    week.senior.sync()
    expected = {(one, week.first.staff): Arrived.NOTHING, (other, week.second.staff): Arrived.NOTHING}
    assert arrived(week) == expected

    week.clock.advance(minutes=11)
    week.sync()
    week.sync()
    assert set(arrived(week).values()) == {Arrived.ALL}
    assert week.first.scopes() == [case_scope(one)]
    assert week.second.scopes() == [case_scope(other)]
    handover = read_handover(week.first.session, one)
    assert handover is not None
    assert (handover.note, [planned.appointment for planned in handover.visits]) == ("Ring the sister.", [visit])
    week.clock.advance(hours=24)
    assert [line.appointment for line in read_today(week.first.session).visits] == [visit]
    assert read_today(week.officer.session).visits == ()

    sign_level(week.first.session, one, RiskLevel.HIGH, "Drinking again; spoke of her new address.")
    week.clock.advance(seconds=(FRIDAY_NIGHT - week.clock.now()).total_seconds() + 60)
    assert covered_now(week.first.session) == ()
    week.sync()
    assert week.first.scopes() == week.second.scopes() == []
    assert week.first.store.unsent() == 0

    week.clock.advance(seconds=timedelta(days=2).total_seconds())
    week.officer.sync()
    away = while_away(week.officer.session, person_lines(week.officer.session))
    assert away[0].person.case == one
    assert away[0].by == ("Cal Cover",)
    assert "Risk of serious harm: High" in [news.words for news in away[0].news]
    assert week.officer.risk(one).level is RiskLevel.HIGH
