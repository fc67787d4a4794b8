"""A laptop restored from a backup, a laptop copied, a laptop stopped: nothing written is lost, nothing counts twice."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from casework.records.identifier import CaseId, case_scope
from casework.records.person.person import Person
from casework.rules.standing import conflicts
from desktop.clock import SystemClock
from desktop.services.amend import change_telephone
from desktop.services.caseload import find
from desktop.services.session import Session
from desktop.store.case_store import CaseStore
from desktop.store.change import Change
from desktop.store.connection import open_store
from desktop.sync.channel import Office
from desktop.sync.checker import Checker
from desktop.sync.engine import Beside, SyncEngine, SyncOutcome
from desktop.sync.enrol import enrol
from desktop.sync.fault import ChainForked, CodeRefused, LaptopStopped
from desktop.sync.handover import HandOver
from server.clock import SystemClock as ServerClock
from server.founding import Founding, found_server
from server.storage.device import load_devices
from tests.e2e.colleague import KEY, Colleague, _here, make_colleague, open_transport
from tests.fakes.office import RunningOffice, running_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """A real server process."""
    with running_office(tmp_path_factory.mktemp("rejoin")) as running:
        yield running


@dataclass
class Case:
    """A case of a worker and a colleague who looks on."""

    office: RunningOffice
    ident: CaseId
    worker: Colleague
    colleague: Colleague

    def numbers(self, store: CaseStore) -> list[object]:
        """Every telephone number that was ever recorded, as it is in the history on a laptop, in order."""
        record = store.records(Person.kind, case_scope(self.ident))[0].record
        edits = [e for p in store.placed(case_scope(self.ident), record) for e in p.sealed.entry.edits]
        return [edit.set["telephone"] for edit in edits if "telephone" in edit.set]


@pytest.fixture
def case(office: RunningOffice, tmp_path: Path) -> Iterator[Case]:
    """One case on two laptops."""
    staff = [office.person(name) for name in ("Wilma Worker", "Corin Colleague")]
    ident = office.case(*staff)
    with (
        closing(make_colleague(tmp_path / "one", office, staff[0])) as worker,
        closing(make_colleague(tmp_path / "two", office, staff[1])) as colleague,
    ):
        yield Case(office, ident, worker, colleague)


def run(store: CaseStore) -> SyncOutcome[Change]:
    """One run of the engine as the application puts it together, whatever comes of it."""
    with closing(open_transport(store)) as transport:
        beside = Beside(
            checker=Checker(store.health, _here, transport, SystemClock()),
            hand_over=HandOver(store, _here, transport),
        )
        engine: SyncEngine[Change] = SyncEngine(store, _here, transport, SystemClock(), beside)
        return engine.run_once(lambda progress: None, lambda: False)


def settle(store: CaseStore) -> None:
    """Sync until nothing is left, without a fault."""
    outcome = run(store)
    while outcome.more:
        assert outcome.fault is None, outcome.fault
        outcome = run(store)
    assert outcome.fault is None, outcome.fault


def copy_of(colleague: Colleague, folder: Path) -> CaseStore:
    """The same store once more, as a backup or an image of the disk would have it."""
    folder.mkdir()
    colleague.store.health._tables.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(colleague.folder / "store.db", folder / "store.db")
    return CaseStore(open_store(folder / "store.db", KEY), SystemClock())


def begin_anew(office: RunningOffice, store: CaseStore) -> None:
    """What the person does with the administrator's code."""
    identity = store.identity()
    code = office.cli("device", "again", identity.device).stdout.strip()
    done = enrol(Office(office.url), code, previous=identity.device)
    store.rejoin(replace(identity, device=done.device, signing_key=done.signing_key))


def session(store: CaseStore) -> Session:
    """What the services work on."""
    return Session(store, SystemClock())


def test_a_laptop_restored_from_a_backup_notices_and_goes_on_without_loss(case: Case, tmp_path: Path) -> None:
    change_telephone(case.worker.session, case.ident, "0131 496 0001")
    restored = copy_of(case.worker, tmp_path / "restored")
    case.worker.sync()
    change_telephone(case.worker.session, case.ident, "0131 496 0002")
    case.worker.sync()
    change_telephone(session(restored), case.ident, "0131 496 0003")
    outcome = run(restored)
    assert isinstance(outcome.fault, ChainForked)
    assert restored.is_forked()
    assert restored.unsent() == 2
    change_telephone(session(restored), case.ident, "0131 496 0004")
    begin_anew(case.office, restored)
    assert not restored.is_forked()
    settle(restored)
    assert restored.unsent() == 0
    case.colleague.sync()
    settle(restored)
    seen = case.numbers(case.colleague.store)
    assert sorted(map(str, seen)) == [f"0131 496 000{n}" for n in range(1, 5)]
    assert seen == case.numbers(restored)
    person = case.colleague.store.records(Person.kind, case_scope(case.ident))[0]
    assert set(conflicts(person)) == {"telephone"}
    change_telephone(session(restored), case.ident, "0131 496 0005")
    settle(restored)


def test_two_copies_of_a_laptop_both_go_on_one_after_the_other_and_twice(case: Case, tmp_path: Path) -> None:
    change_telephone(case.worker.session, case.ident, "0131 496 0010")
    copies = [copy_of(case.worker, tmp_path / name) for name in ("second", "third")]
    case.worker.sync()
    for number, copy in enumerate(copies, 1):
        change_telephone(session(copy), case.ident, f"0131 496 001{number}")
        assert isinstance(run(copy).fault, ChainForked | LaptopStopped | type(None))
        begin_anew(case.office, copy)
        change_telephone(session(copy), case.ident, f"0131 496 002{number}")
        begin_anew(case.office, copy)
        settle(copy)
        assert copy.unsent() == 0
    case.colleague.sync()
    found = sorted(map(str, case.numbers(case.colleague.store)))
    assert found == [f"0131 496 00{n}" for n in ("10", "11", "12", "21", "22")]


def test_an_ordinary_code_or_one_for_another_laptop_lets_no_copy_go_on(case: Case, tmp_path: Path) -> None:
    copy = copy_of(case.worker, tmp_path / "copy")
    mine, other = copy.identity().device, case.colleague.store.identity().device
    with pytest.raises(CodeRefused):
        enrol(Office(case.office.url), case.office.code(case.worker.staff), previous=mine)
    with pytest.raises(CodeRefused):
        enrol(Office(case.office.url), case.office.cli("device", "again", other).stdout.strip(), previous=mine)
    with pytest.raises(CodeRefused):
        enrol(Office(case.office.url), case.office.cli("device", "again", mine).stdout.strip())


def test_the_old_device_is_stopped_when_the_new_one_begins(case: Case, tmp_path: Path) -> None:
    copy = copy_of(case.worker, tmp_path / "copy")
    begin_anew(case.office, copy)
    with case.office.parts.database.read() as connection:
        devices = {device.id: device for device in load_devices(connection)}
    old, new = case.worker.store.identity().device, copy.identity().device
    assert devices[old].stopped_at is not None
    assert devices[new].replaces == old
    change_telephone(case.worker.session, case.ident, "0131 496 0030")
    assert isinstance(run(case.worker.store).fault, LaptopStopped)


def test_a_stopped_laptop_hands_over_and_is_wiped_once_a_backup_has_its_work(case: Case, tmp_path: Path) -> None:
    store, device = case.worker.store, case.worker.store.identity().device
    change_telephone(case.worker.session, case.ident, "0131 496 0040")
    case.office.stop_device(device)
    outcome = run(store)
    assert isinstance(outcome.fault, LaptopStopped)
    assert not outcome.wipe
    assert store.is_stopped()
    assert store.unsent() == 0
    case.colleague.sync()
    assert find(case.colleague.session, "0131 496 0040")
    person = case.colleague.store.records(Person.kind, case_scope(case.ident))[0]
    assert [head.awaiting for head in person.fields["telephone"].heads] == [True]
    assert not run(store).wipe
    case.office.cli("backup", str(tmp_path / "backup.db"))
    assert run(store).wipe
    assert store.is_wiped()


def test_a_server_that_does_not_know_the_laptop_stops_nothing(case: Case, tmp_path: Path) -> None:
    # Founded for itself: a copy would have the keys of the laptop's own office.
    found_server(Founding(tmp_path / "another" / "office", "Another Agency", "Ada Administrator"), ServerClock())
    with running_office(tmp_path / "another") as another:
        store = copy_of(case.worker, tmp_path / "moved")
        assert another.parts.key.public_key() != case.office.parts.key.public_key()
        store.save_identity(replace(store.identity(), server_url=another.url))
        change_telephone(session(store), case.ident, "0131 496 0050")
        assert run(store).fault is not None
        assert not store.is_stopped()
        assert store.unsent() == 1
