"""How far cover has come, by the laptops' own word: for whoever gives it, and nobody else; on both databases."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event

from casework.ledger.arrival import ArrivalRequest, ArrivalResponse, Arrived
from casework.ledger.entry import Edit
from casework.records.identifier import CaseId, StaffId
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from server.arrival import answer_arrival
from server.device_zero import ServerSave
from server.office import Office
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.clock import FakeClock
from tests.server.sample import new_record
from tests.server.town import Town, open_town


@pytest.fixture
def town(parts: Office, clock: FakeClock) -> Iterator[Town]:
    """A case of an officer, and a worker who has nothing to do with it."""
    with open_town(parts, clock) as made:
        yield made


def asked(town: Town, laptop: BareLaptop, *staff: StaffId) -> ArrivalResponse:
    request = ArrivalRequest(cases=[town.case], staff=list(staff))
    return laptop.line.post("arrival", request, ArrivalResponse, laptop.token())


def write(town: Town) -> None:
    """Something of the case itself, so that there is anything to arrive."""
    edit = Edit(
        record=new_record(),
        kind="person",
        set={"name": {"given": "Robin", "family": "Marchbanks"}, "born": "1990-05-01"},
    )
    author = town.office.agency.administrator
    town.office.zero.save([ServerSave(town.scope, (edit,), author, town.clock.now())])


def arrived(town: Town, laptop: BareLaptop, staff: StaffId) -> list[Arrived]:
    return [one.arrived for one in asked(town, laptop, staff).cases]


def test_only_the_covering_laptops_own_word_counts_as_arrived(town: Town) -> None:
    """Given is not arrived; what came in afterwards is said to be missing until it has come."""
    write(town)
    officer, covering = town.enrol(town.officer), town.enrol(town.worker)
    assert arrived(town, officer, town.worker) == []
    town.cover(hours=48)
    assert arrived(town, officer, town.worker) == [Arrived.NOTHING]
    for _ in range(2):
        town.wait(covering, minutes=11)
    officer.token(fresh=True)
    assert arrived(town, officer, town.worker) == [Arrived.ALL]
    write(town)
    assert arrived(town, officer, town.worker) == [Arrived.EARLIER]


def test_when_the_absent_workers_laptop_was_here_last(town: Town) -> None:
    """Of somebody to whom no case of the question was ever given nothing is said."""
    write(town)
    senior = town.desk.add_person("Sìne Senior", StaffRole.SENIOR)
    town.desk.allocate(town.case, senior, GrantRole.CO_WORKER)
    town.enrol(town.officer)
    at = town.clock.now()
    officers = town.enrol(town.officer)
    town.clock.advance(hours=3)
    officers.token(fresh=True)
    found = asked(town, officers, town.officer, town.worker)
    assert [one.staff for one in found.laptops] == [town.officer]
    assert found.laptops[0].seen_at is not None
    assert found.laptops[0].seen_at >= at


def test_whoever_gives_no_cover_in_a_case_is_told_nothing_of_it(town: Town) -> None:
    """A co-worker, a stranger, somebody excluded: the answer of all is empty."""
    write(town)
    town.cover(hours=48)
    stranger = town.desk.add_person("Stra Nger", StaffRole.WORKER)
    for staff in (town.worker, stranger):
        found = asked(town, town.enrol(staff), town.worker, town.officer)
        assert (found.cases, found.laptops) == ([], [])


def test_of_two_laptops_of_somebody_both_have_to_have_it(town: Town) -> None:
    """They may take either to the door."""
    write(town)
    officer = town.enrol(town.officer)
    town.cover(hours=48)
    first, second = town.enrol(town.worker), town.enrol(town.worker)
    for _ in range(2):
        town.wait(first, minutes=11)
    officer.token(fresh=True)
    assert arrived(town, officer, town.worker) == [Arrived.NOTHING]
    for _ in range(2):
        town.wait(second, minutes=11)
    officer.token(fresh=True)
    assert arrived(town, officer, town.worker) == [Arrived.ALL]


def test_many_cases_are_answered_with_no_more_statements_than_one(town: Town) -> None:
    """Two for each case and person would be hundreds where a whole caseload is shared out."""
    cases = [town.case, *(CaseId(new_record()) for _ in range(8))]
    for case in cases[1:]:
        town.desk.allocate(case, town.officer, GrantRole.OFFICER)
    laptop, said = town.enrol(town.officer), list[str]()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    def statements(wanted: list[CaseId]) -> int:
        request = ArrivalRequest(cases=wanted, staff=[town.officer, town.worker])
        answer_arrival(town.office, laptop.device, request)
        said.clear()
        found = answer_arrival(town.office, laptop.device, request)
        assert {one.case for one in found.cases} == set(wanted)
        return len(said)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert statements(cases) == statements(cases[:1])
    finally:
        event.remove(Engine, "before_cursor_execute", note)
