"""The agency's figures: numbers of every case for service managers, no name and no id in them, and noted who asked."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest

from casework.ledger.audit import AuditWhat
from casework.ledger.entry import Edit
from casework.ledger.measures import FigureTable, MeasuresRequest, MeasuresResponse
from casework.records.identifier import CaseId, RecordId, StaffId, case_scope
from casework.records.oversight.quality import QualityForm, Rating
from casework.records.oversight.quality_item import QualityItem, QualitySort
from casework.records.part import Quality
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from casework.rules.measure.report.sheet import Section
from server import measures
from server.device_zero import ServerSave
from server.measures import answer_measures
from server.office import Office
from server.problem import Refused
from server.storage.audit import load_about
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.clock import FakeClock
from tests.server.sample import new_record
from tests.server.town import Town, open_town

CASES = 7


@pytest.fixture
def town(parts: Office, clock: FakeClock) -> Iterator[Town]:
    with open_town(parts, clock) as made:
        yield made


def write(town: Town, case: CaseId, kind: str, values: dict[str, object], record: RecordId | None = None) -> None:
    edit = Edit.model_validate({"record": record or new_record(), "kind": kind, "set": values})
    author = town.office.agency.administrator
    town.office.zero.save([ServerSave(case_scope(case), (edit,), author, town.clock.now())])


def fill(town: Town) -> None:
    """Seven cases in two teams, each with a person and an audit; two rated poor."""
    teams = [town.desk.add_team(name) for name in ("North", "South")]
    officers = [town.desk.add_person(f"Officer {team}", StaffRole.WORKER, team) for team in teams]
    for number in range(CASES):
        case = CaseId(new_record())
        town.desk.allocate(case, officers[number % 2], GrantRole.OFFICER)
        write(town, case, "case", {"state": "open", "opened_on": "2026-01-05"}, RecordId(case))
        write(town, case, "person", {"name": {"given": "Robin", "family": "Marchbanks"}, "born": "1990-05-01"})
        rating = Rating(item=QualityItem.OVERALL, quality=Quality.POOR if number < 2 else Quality.GOOD)
        form = QualityForm(
            sort=QualitySort.COMPLIANCE,
            whose_work=officers[0],
            done_by=town.officer,
            done_on=town.clock.now().date(),
            ratings=[rating],
        )
        write(town, case, QualityForm.kind, dict(form.values()))


def ask(town: Town, laptop: BareLaptop, period: str = "quarter") -> MeasuresResponse:
    request = MeasuresRequest(period=period, day=town.clock.now().date())
    return laptop.line.post("measures", request, MeasuresResponse, laptop.token())


def manager(town: Town) -> StaffId:
    return town.desk.add_person("Mona Manager", StaffRole.SERVICE_MANAGER)


def table(found: MeasuresResponse, title: str, columns: int) -> FigureTable:
    return next(one for one in found.tables if one.title == title and len(one.columns) == columns)


def test_a_manager_is_given_the_numbers_of_every_case_by_team_and_nobodys_name(town: Town) -> None:
    fill(town)
    found = ask(town, town.enrol(manager(town)))
    assert found.cases == CASES
    # Themes of reviews are words that anybody wrote: they stay with the team.
    assert {one.section for one in found.tables} == {one.value for one in Section} - {Section.THEME.value}
    (row,) = table(found, "Compliance", 4).rows
    assert row.counts == [2, 0, 5, 0]
    assert row.hidden == [0, 2]
    loads = table(found, "Open cases by team", 5)
    assert [(one.title, one.of) for one in loads.rows] == [("North", 4), ("South", 3), ("Nobody", 0)]
    text = found.model_dump_json()
    assert not [name for name in ("Robin", "Marchbanks", "Officer", "Olive", "Mona") if name in text]
    held = town.office
    with held.database.read() as connection:
        cases = held.facts.load(connection).access.cases()
    assert not [case for case in cases if case in text]


def test_who_asked_for_what_is_noted_and_a_senior_is_answered_without_a_table(town: Town) -> None:
    fill(town)
    mona, senior = manager(town), town.desk.add_person("Sid Senior", StaffRole.SENIOR)
    assert ask(town, town.enrol(senior)).tables == []
    ask(town, town.enrol(mona))
    with town.office.database.read() as connection:
        asked = load_about(connection, f"quarter {_quarter(town).isoformat()}", what=AuditWhat.FIGURES)
    assert [one.staff for one in asked] == [mona]


def test_a_large_agency_is_counted_once_at_a_time_and_what_took_long_is_there_when_it_is_asked_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A laptop gives up waiting before thousands of cases are counted; syncing goes on beside one counting, not ten."""
    fill(town)
    device, times = town.enrol(manager(town)).device, list[datetime]()
    request = MeasuresRequest(period="quarter", day=town.clock.now().date())

    def counting(*parts: Any) -> Any:
        times.append(town.clock.now())
        with pytest.raises(Refused, match="too_often"):
            answer_measures(town.office, device, request)
        return count(*parts)

    count = measures._count
    monkeypatch.setattr(measures, "_count", counting)
    first = answer_measures(town.office, device, request)
    assert answer_measures(town.office, device, request).as_at == first.as_at
    assert len(times) == 2, "what was quick is counted anew"
    monkeypatch.setattr(measures, "_LONG_S", 0.0)
    first = answer_measures(town.office, device, request)
    town.clock.advance(minutes=9)
    assert answer_measures(town.office, device, request) == first
    town.clock.advance(minutes=1)
    assert answer_measures(town.office, device, request).as_at == town.clock.now()
    assert len(times) == 4


def _quarter(town: Town) -> date:
    day = town.clock.now().date()
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


@pytest.mark.parametrize(("period", "day"), [("week", date(2026, 11, 2)), ("month", date(1, 1, 1))])
def test_a_period_that_there_is_not_is_refused(town: Town, period: str, day: date) -> None:
    laptop = town.enrol(manager(town))
    with pytest.raises(Refused):
        answer_measures(town.office, laptop.device, MeasuresRequest(period=period, day=day))
