"""Friday without a signal: what a covering worker recorded in the last hour of cover is seen on Monday, and stands."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from casework.ledger.entry import Edit
from casework.records.file.case import Case, CaseState, RiskLevel
from casework.records.identifier import AGENCY, CaseId, RecordId, Scope, StaffId, case_scope
from casework.records.person.person import Person, PersonName
from casework.records.record import Record
from casework.records.staff.grant import GrantRole, Window
from casework.records.staff.staff import Duty, StaffRole, Turn
from casework.rules.access import Why
from casework.rules.matter import MatterSort
from desktop.services.looking import note_read, read_looks
from desktop.services.risk import sign_level
from server.administration import Administration
from server.device_zero import ServerSave
from server.enrolment import make_code
from server.founding import Founding
from server.office import Office, open_office
from tests.e2e.colleague import Colleague, make_colleague
from tests.fakes.clock import FakeClock
from tests.fakes.founded import found_copy
from tests.fakes.served import served

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
COVER = Window(
    starts=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
    ends=datetime(2026, 11, 20, 17, 0, tzinfo=UTC),
)
MONDAY = Turn(
    staff="",
    starts=datetime(2026, 11, 23, 8, 30, tzinfo=UTC),
    ends=datetime(2026, 11, 23, 17, 0, tzinfo=UTC),
    telephone="01632 960 017",
)


@dataclass
class Counter:
    """A server of this process, under the clock of the test."""

    url: str
    parts: Office

    def code(self, staff: StaffId) -> str:
        return make_code(self.parts, staff)


@dataclass
class Weekend:
    """The officer is away on Friday afternoon; Cal covers; Dora is on duty on Monday. One clock for all."""

    clock: FakeClock
    case: CaseId
    officer: Colleague
    cover: Colleague
    duty: Colleague

    def until(self, at: datetime) -> None:
        self.clock.advance(seconds=(at - self.clock.now()).total_seconds())


def _add(parts: Office, scope: Scope, record: Record, ident: str = "") -> None:
    edit = Edit(record=RecordId(ident or parts.zero.new_id()), kind=record.kind, set=record.values())
    parts.zero.save([ServerSave(scope, (edit,), parts.agency.administrator, parts.clock.now())])


@pytest.fixture
def weekend(tmp_path: Path) -> Iterator[Weekend]:
    clock = FakeClock(NOON)
    found_copy(Founding(tmp_path / "office", "Example Agency", "Ada Administrator", ""), clock)
    with open_office(tmp_path / "office", clock) as parts, served(parts) as url, ExitStack() as stack:
        desk, counter = Administration(parts), Counter(url, parts)
        north, south = desk.add_team("North"), desk.add_team("South")
        orla = desk.add_person("Orla Officer", StaffRole.WORKER, north)
        cal = desk.add_person("Cal Cover", StaffRole.WORKER, south)
        dora = desk.add_person("Dora Duty", StaffRole.SENIOR, south)
        case = CaseId(parts.zero.new_id())
        desk.allocate(case, orla, GrantRole.OFFICER)
        desk.give_cover(case, cal, COVER, "Orla is in court.")
        _add(parts, AGENCY, Duty(turn=MONDAY.model_copy(update={"staff": dora})))
        _add(parts, case_scope(case), Case(state=CaseState.OPEN, opened_on=NOON.date()), case)
        person = Person(name=PersonName(given="Robin", family="Exampleton"), born=date(1990, 5, 1)).values()
        alone = {name: value for name, value in person.items() if name in Person.required}
        _add(parts, case_scope(case), Person.model_validate(alone))
        people = {"officer": orla, "cover": cal, "duty": dora}
        laptops = {
            name: stack.enter_context(closing(make_colleague(tmp_path / name, counter, staff, clock)))
            for name, staff in people.items()
        }
        yield Weekend(clock, case, **laptops)


def test_a_high_level_of_friday_is_seen_on_monday_by_officer_and_duty_senior_and_stands(weekend: Weekend) -> None:
    """High standing risk in the place of a high ACUTE score: cover ended at 17:00, the laptop was opened on Monday."""
    case, cover, officer, duty = weekend.case, weekend.cover, weekend.officer, weekend.duty
    sign_level(officer.session, case, RiskLevel.MEDIUM, "Settled, works, keeps appointments.")
    for colleague in (officer, cover, duty):
        colleague.sync()
    assert cover.risk(case).level is RiskLevel.MEDIUM
    assert duty.scopes() == [], "nothing waits, so it is no business of the duty senior"

    weekend.until(datetime(2026, 11, 20, 16, 20, tzinfo=UTC))
    sign_level(cover.session, case, RiskLevel.HIGH, "Drinking again; spoke of her new address.")
    assert cover.risk(case).level is RiskLevel.HIGH

    weekend.until(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    cover.sync()
    officer.sync()
    duty.sync()

    assert officer.risk(case).level is RiskLevel.HIGH
    assert duty.scopes() == [case_scope(case)]
    assert Why.DUTY in duty.session.access(case).why
    assert duty.risk(case).level is RiskLevel.HIGH
    (line,) = read_looks(duty.session)
    assert (line.by, line.sorts, line.may_read) == ("Cal Cover", frozenset({MatterSort.LATE}), True)
    assert cover.scopes() == [], "the cover is over"
    assert cover.store.unsent() == 0

    note_read(duty.session, line.scope, [line.entry])
    duty.sync()
    officer.sync()
    assert duty.scopes() == [], "once it is read, nothing waits any more"
    assert officer.risk(case).level is RiskLevel.HIGH
    assert officer.store.ladder(line.entry).read_by == duty.staff


def test_the_covering_laptop_lost_its_case_before_it_could_say_anything_and_it_arrives_all_the_same(
    weekend: Weekend,
) -> None:
    """It syncs twice on Monday: whatever order leaving and sending take, the level stands for those who work on it."""
    case, cover, officer = weekend.case, weekend.cover, weekend.officer
    weekend.until(datetime(2026, 11, 20, 16, 50, tzinfo=UTC))
    sign_level(cover.session, case, RiskLevel.VERY_HIGH, "A weapon in the kitchen.")
    weekend.until(datetime(2026, 11, 20, 17, 30, tzinfo=UTC))
    cover.store.note_time()
    weekend.until(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    cover.sync()
    cover.sync()
    officer.sync()
    assert officer.risk(case).level is RiskLevel.VERY_HIGH
