"""Somebody leaves, and a laptop is lost: one command ends everything, and says whose records were on it."""

from collections.abc import Iterator, Sequence

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.audit import AuditWhat
from casework.ledger.entry import Edit
from casework.ledger.protocol import EnrolResponse, HandoverRequest, HandoverResponse, NonceRequest, NonceResponse
from casework.records.identifier import DeviceId, EntryId, restricted_scope
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from server import leaver
from server.device_zero import ServerSave
from server.enrolment import make_code
from server.leaver import end_leaver
from server.loss import report_loss
from server.office import Office
from server.storage.audit import load_about
from server.storage.database import Connection
from server.storage.device import Device, load_device
from tests.fakes.bare_laptop import BareLaptop, Refusal, enrol_request
from tests.fakes.clock import FakeClock
from tests.fakes.office import RunningOffice
from tests.server.conftest import MakeLaptop
from tests.server.sample import new_record, warning_edit
from tests.server.town import Town, open_town


@pytest.fixture
def town(parts: Office, clock: FakeClock) -> Iterator[Town]:
    """A case of an officer, with a name, a household and a line about somebody's safety."""
    with open_town(parts, clock) as made:
        author, now = made.office.agency.administrator, made.clock.now()
        saves = [ServerSave(made.scope, (edit(kind, values),), author, now) for kind, values in _RECORDS.items()]
        made.office.zero.save(saves)
        yield made


_RECORDS: dict[str, dict[str, JsonValue]] = {
    "person": {"name": {"given": "Robin", "family": "Marchbanks"}, "born": "1990-05-01"},
    "household_member": {"address": new_record(), "member": {"name": "Kit Marchbanks", "child": True}},
}


def edit(kind: str, values: dict[str, JsonValue]) -> Edit:
    return Edit(record=new_record(), kind=kind, set=values)


def test_one_command_ends_access_sessions_laptops_and_codes(town: Town) -> None:
    """Whatever token they still have: the next request is refused."""
    first, second = town.enrol(town.officer), town.enrol(town.officer)
    token, code = first.token(), make_code(town.office, town.officer)
    done = end_leaver(town.office, town.officer)
    assert (done.stopped, done.codes, done.cases) == (2, 1, (town.case,))
    assert {report.device for report in done.laptops} == {first.device, second.device}
    assert [[case.person for case in report.cases] for report in done.laptops] == [["Robin Marchbanks"]] * 2
    with pytest.raises(Refusal, match="401"):
        first.pull_once()
    with pytest.raises(Refusal, match="401"):
        second.token(fresh=True)
    with pytest.raises(Refusal, match="403"):
        first.line.post("enrol", enrol_request(code, first.key), EnrolResponse)
    assert token


def test_their_laptops_are_locked_before_anything_is_written(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a push does it: the laptop, then the scope. The other way round the two would wait for each other."""
    own, order = sorted(town.enrol(town.officer).device for _ in range(2)), list[str]()
    save = town.office.zero.save_within

    def load(connection: Connection, device: DeviceId, lock: bool = False) -> Device | None:
        order.extend([device] if lock else [])
        return load_device(connection, device, lock)

    def write(connection: Connection, saves: Sequence[ServerSave]) -> list[EntryId]:
        order.append("written")
        return save(connection, saves)

    monkeypatch.setattr(leaver, "load_device", load)
    monkeypatch.setattr(town.office.zero, "save_within", write)
    end_leaver(town.office, town.officer)
    assert order == [*own, "written"]


def test_what_they_had_not_sent_still_arrives_and_waits(town: Town) -> None:
    """Leaving loses nothing: a stopped laptop hands over."""
    laptop = town.enrol(town.officer)
    laptop.write(town.scope, warning_edit("Loose dog"))
    end_leaver(town.office, town.officer)
    answer = handed_over(laptop)
    assert answer.push.chain.seq == 1
    assert "quarantined" in answer.push.receipts[0].data


def handed_over(laptop: BareLaptop) -> HandoverResponse:
    nonce = laptop.line.post("nonce", NonceRequest(device=laptop.device), NonceResponse).nonce
    return laptop.hand_over(HandoverRequest(device=laptop.device, nonce=nonce, push=laptop.batch()))


def test_done_again_it_changes_nothing_and_says_the_same(town: Town) -> None:
    laptop = town.enrol(town.officer)
    first = end_leaver(town.office, town.officer)
    again = end_leaver(town.office, town.officer)
    assert (first.stopped, again.stopped) == (1, 0)
    assert [report.device for report in again.laptops] == [laptop.device]
    assert [case.person for case in again.laptops[0].cases] == ["Robin Marchbanks"]


def test_somebody_elses_laptop_goes_on_and_the_administrator_stays(town: Town) -> None:
    other = town.enrol(town.worker)
    end_leaver(town.office, town.officer)
    other.pull()
    with pytest.raises(UserError):
        end_leaver(town.office, town.office.agency.administrator)
    with pytest.raises(UserError):
        end_leaver(town.office, "Nobody at all")


def test_it_stands_in_the_audit(town: Town) -> None:
    town.enrol(town.officer)
    end_leaver(town.office, town.officer)
    with town.office.database.read() as connection:
        (row,) = load_about(connection, town.officer, what=AuditWhat.LEFT)
    assert row.detail == "1 laptops, 0 codes, 1 cases"


def test_the_report_of_a_loss_says_who_was_on_it_and_what_protects_them(town: Town) -> None:
    """The household by name; when it was last open; what no backup has; and the audit knows that it was asked."""
    laptop = town.enrol(town.officer)
    seen = town.clock.now()
    laptop.write(town.scope, warning_edit("Loose dog"))
    laptop.push()
    town.clock.advance(days=1)
    report = report_loss(town.office, laptop.device)
    assert (report.whose, report.seen_at, report.stopped_at) == ("Olive Officer", seen, None)
    assert report.lease_until
    assert (report.lease_until - seen).days == town.office.settings.lease_days
    assert (report.unsent, report.unsaved) == (0, 1)
    (case,) = report.cases
    assert (case.person, str(case.born), case.restricted) == ("Robin Marchbanks", "1990-05-01", False)
    assert case.household == ("Kit Marchbanks (child)",)
    with town.office.database.read() as connection:
        assert load_about(connection, laptop.device, what=AuditWhat.LOSS_REPORT)


def test_a_restricted_part_is_told_only_where_it_was_held(town: Town) -> None:
    """Whoever it protects was not on a laptop that never had that part."""
    values: dict[str, JsonValue] = {"plan": new_record(), "action": "Tell her before.", "protects": "Mo Example"}
    line = edit("victim_safety_line", values)
    author = town.office.agency.administrator
    restricted = restricted_scope(town.case)
    town.office.zero.save([ServerSave(restricted, (line,), author, town.clock.now())])
    team = town.desk.add_team("North")
    senior = town.desk.add_person("Sue Senior", StaffRole.SENIOR, "North")
    town.desk.allocate(town.case, team, GrantRole.TEAM)
    told = {who: report_loss(town.office, town.enrol(who).device).cases[0] for who in (senior, town.officer)}
    assert (told[senior].restricted, told[senior].protected) == (True, ("Mo Example",))
    assert (told[town.officer].restricted, told[town.officer].protected) == (False, ())


def test_the_commands_print_both(office: RunningOffice, laptop: MakeLaptop) -> None:
    """With the real programs, while the server runs."""
    una = office.person("Una Leaves")
    office.case(una, family="Leaverscase")
    mine = laptop(una)
    mine.pull()
    lost = office.cli("loss-report", mine.device).stdout
    assert "Robin Leaverscase" in lost
    assert "Stopped\tno" in lost
    gone = office.cli("leaver", "Una Leaves").stdout
    assert "Laptops stopped: 1" in gone
    assert "Robin Leaverscase" in gone
    with pytest.raises(Refusal, match="401"):
        mine.pull_once()
    wrong = office.cli("loss-report", DeviceId("nonsense"), check=False)
    assert (wrong.returncode, "no such laptop" in wrong.stderr) == (2, True)
