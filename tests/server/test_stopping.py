"""A senior stops a laptop and is told whose records were on it; nobody else does or is. On both databases."""

from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from casework.ledger.audit import AuditWhat
from casework.ledger.entry import Edit
from casework.ledger.stopping import HeldPerson, LaptopsRequest, LaptopsResponse, StopRequest, StopResponse
from casework.records.identifier import DeviceId, StaffId
from casework.records.staff.staff import StaffRole
from server.device_zero import ServerSave
from server.office import Office
from server.problem import NOT_UNDERSTOOD
from server.storage.audit import load_about
from tests.fakes.bare_laptop import BareLaptop, Refusal
from tests.fakes.clock import FakeClock
from tests.server.sample import new_record
from tests.server.town import Town, open_town


@pytest.fixture
def town(parts: Office, clock: FakeClock) -> Iterator[Town]:
    """A case of an officer, with a name."""
    with open_town(parts, clock) as made:
        edit = Edit(
            record=new_record(),
            kind="person",
            set={"name": {"given": "Robin", "family": "Marchbanks"}, "born": "1990-05-01"},
        )
        author = made.office.agency.administrator
        made.office.zero.save([ServerSave(made.scope, (edit,), author, made.clock.now())])
        yield made


def senior(town: Town, role: StaffRole = StaffRole.SENIOR) -> BareLaptop:
    """Somebody of a role, of no team."""
    return town.enrol(town.desk.add_person("Sìne Senior", role))


def laptops(asker: BareLaptop, staff: StaffId) -> LaptopsResponse:
    return asker.line.post("laptops", LaptopsRequest(staff=staff), LaptopsResponse, asker.token())


def stop(asker: BareLaptop, device: str) -> StopResponse:
    request = StopRequest(device=DeviceId(device), reason="Left on a bus.")
    return asker.line.post("stop", request, StopResponse, asker.token())


def test_a_stopped_laptop_is_refused_at_once_and_its_people_are_named(town: Town) -> None:
    """Whoever may be on duty does so for anybody, and the journal knows who and why."""
    lost, asker = town.enrol(town.officer), senior(town)
    (line,) = laptops(asker, town.officer).laptops
    assert (line.device, line.cases, line.seen_at) == (lost.device, 1, town.clock.now())
    said = stop(asker, line.device)
    assert (said.stopped, said.others) == (True, 0)
    assert [(one.name, str(one.born)) for one in said.people] == [("Robin Marchbanks", "1990-05-01")]
    with pytest.raises(Refusal, match="401"):
        lost.token(fresh=True)
    assert laptops(asker, town.officer).laptops == []
    (noted,) = [one for one in town.office.journal.load() if one["sort"] == "device_stopped"]
    assert (noted["by"], noted["reason"]) == (asker.staff, "Left on a bus.")


def test_asked_twice_it_says_the_same_and_is_stopped_once(town: Town) -> None:
    lost, asker = town.enrol(town.officer), senior(town, StaffRole.SERVICE_MANAGER)
    assert stop(asker, lost.device).people == stop(asker, lost.device).people
    assert len([one for one in town.office.journal.load() if one["sort"] == "device_stopped"]) == 1


def test_every_answer_is_noted_and_a_day_later_only_who_stopped_it_hears_names(town: Town) -> None:
    """Nobody goes through laptops that were stopped long ago without a trace, nor reads whose records they held."""
    lost, asker, other = town.enrol(town.officer), senior(town), senior(town)
    named = stop(asker, lost.device).people
    assert stop(other, lost.device).people == named
    town.clock.advance(days=1)
    for laptop in (asker, other):
        laptop.token(fresh=True)
    said = stop(other, lost.device)
    assert (said.stopped, said.people, said.others) == (True, [], 1)
    assert stop(asker, lost.device).people == named
    with town.office.database.read() as connection:
        found = load_about(connection, lost.device, what=AuditWhat.LOSS_REPORT)
    told = [(row.staff, row.detail) for row in found]
    one, none = "1 people named", "0 people named"
    assert told == [(asker.staff, one), (other.staff, one), (other.staff, none), (asker.staff, one)]
    assert {row.why for row in found} == {"Left on a bus."}


@pytest.mark.parametrize("role", sorted(set(StaffRole) - {StaffRole.SENIOR, StaffRole.SERVICE_MANAGER}))
def test_nobody_else_stops_a_laptop_nor_hears_what_it_holds(town: Town, role: StaffRole) -> None:
    held, asker = town.enrol(town.officer), senior(town, role)
    assert laptops(asker, town.officer).laptops == []
    assert stop(asker, held.device) == StopResponse(stopped=False)
    held.pull()


def test_who_is_kept_from_a_case_hears_that_there_is_one_and_no_name(town: Town) -> None:
    lost, asker = town.enrol(town.officer), senior(town)
    town.desk.exclude(town.case, asker.staff, "A relative.")
    said = stop(asker, lost.device)
    assert (said.stopped, said.people, said.others) == (True, [], 1)


def test_a_reason_that_no_database_keeps_is_refused_and_stops_nothing(town: Town) -> None:
    held, asker = town.enrol(town.officer), senior(town)
    body = {"v": 1, "device": held.device, "reason": "a\x00b"}
    head = {"authorization": f"Bearer {asker.token()}"}
    answer = asker.line.client.post("/sync/v1/stop", json=body, headers=head)
    assert answer.status_code == NOT_UNDERSTOOD.status
    with pytest.raises(ValidationError):
        StopRequest(device=DeviceId(held.device), reason="a\x00b")
    held.pull()


def test_neither_the_office_itself_nor_what_is_none_is_stopped(town: Town) -> None:
    asker = senior(town)
    for device in ("0", "00000000-0000-0000-0000-000000000000", "x" * 64, "\x00", "0\x00"):
        assert stop(asker, device) == StopResponse(stopped=False)
    assert isinstance(laptops(asker, asker.staff).laptops[0].device, str)
    assert HeldPerson().name == ""
