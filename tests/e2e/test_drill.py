"""Drills: what a security team asks to see played through, with real stores, a real office and two people's laptops."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from casework.ledger.audit import AuditWhat
from casework.ledger.stopping import StopRequest
from casework.records.delivery.ruling import Decision
from casework.records.identifier import CaseId, StaffId, case_scope
from casework.records.person.person import Person
from casework.records.staff.staff import StaffRole
from desktop.clock import SystemClock
from desktop.services.amend import change_telephone
from desktop.services.caseload import find
from desktop.services.looking import read_looks, rule
from desktop.services.session import Session
from desktop.services.unlock import Laptop, Newcomer, Opened, begin, make_engine, unlock, wipe, wiped_at
from desktop.settings import Policy, load_folders
from desktop.store.change import Change
from desktop.store.keyslot import WrongPassphrase
from desktop.store.profile_list import Profile
from desktop.sync.engine import SyncOutcome
from desktop.sync.fault import LaptopStopped
from server.leaver import end_leaver
from server.loss import report_loss
from server.storage.audit import load_about
from tests.e2e.colleague import Colleague, make_colleague, open_transport
from tests.fakes.key_store import CHEAP_COST, MemoryKeyStore
from tests.fakes.office import RunningOffice, running_office

PASSPHRASE = "heron lantern gravel quilt"
WRITTEN = "0131 496 0040"
T = TypeVar("T")


@dataclass
class Scene:
    """A worker's laptop with a case and something unsent; the senior of the team with theirs."""

    office: RunningOffice
    laptop: Laptop
    worker: StaffId
    case: CaseId
    senior: Colleague
    profile: Profile

    def unlock(self, passphrase: str = PASSPHRASE) -> Opened:
        """Open the worker's store."""
        wait_out(self.profile)
        return unlock(self.laptop, self.profile, passphrase)

    def sync(self, opened: Opened) -> SyncOutcome[Change]:
        """What comes of one exchange with the office."""
        engine, transport = make_engine(self.laptop, opened, here)
        try:
            return engine.run_once(lambda _: None, lambda: False)
        finally:
            transport.close()

    def noted(self, target: str) -> list[str]:
        """What the audit has of a laptop, in order."""
        with self.office.parts.database.read() as connection:
            return [row.what for row in load_about(connection, target)]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with running_office(tmp_path) as office, ExitStack() as stack:
        team = office.team("North")
        worker = office.person("Wilma Worker", team=team)
        boss = office.person("Seonaid Senior", StaffRole.SENIOR, team=team)
        case = office.case(worker, team=team, family="Exampleton")
        keys = MemoryKeyStore()
        laptop = Laptop(load_folders(tmp_path / "home"), Policy(), SystemClock(), lambda: keys, lambda _: CHEAP_COST)
        opened = begin(laptop, Newcomer(office.url, office.code(worker), PASSPHRASE))
        senior = stack.enter_context(closing(make_colleague(tmp_path / "senior", office, boss)))
        made = Scene(office, laptop, worker, case, senior, opened.profile)
        assert made.sync(opened).fault is None
        change_telephone(Session(opened.store, laptop.clock), case, WRITTEN)
        opened.close()
        yield made


def test_a_stolen_laptop_is_stopped_told_of_and_wiped_and_its_work_is_there(scene: Scene) -> None:
    """By a senior at night, in the order in which it happens; the thief has the disk, and guesses."""
    with pytest.raises(WrongPassphrase):
        scene.unlock("something a thief might try")
    with closing(scene.unlock()) as opened:
        device = opened.store.identity().device
    line = open_transport(scene.senior.store)
    told = line.stop(StopRequest(device=device, reason="Stolen from a car."))
    line.close()
    assert told.stopped
    assert [one.name for one in told.people] == ["Robin Exampleton"]
    report = report_loss(scene.office.parts, device)
    assert [one.person for one in report.cases] == ["Robin Exampleton"]
    assert (report.stopped_at is not None, report.wiped_at, report.unsaved) == (True, None, 0)
    # It comes back, with its worker, or with whoever has the passphrase: it hands over, and shows nothing.
    with closing(scene.unlock()) as opened:
        outcome = scene.sync(opened)
        assert isinstance(outcome.fault, LaptopStopped)
        assert not outcome.wipe
        assert opened.store.unsent() == 0
    scene.senior.sync()
    assert find(scene.senior.session, WRITTEN), "what had not been sent is with the senior"
    person = scene.senior.store.records(Person.kind, case_scope(scene.case))[0]
    assert [head.awaiting for head in person.fields["telephone"].heads] == [True]
    scene.office.cli("backup", str(scene.office.folder.parent / "backup.db"))
    opened = scene.unlock()
    assert scene.sync(opened).wipe
    opened.close()
    wipe(scene.laptop, opened.profile)
    assert not opened.profile.folder.exists()
    assert wiped_at(scene.laptop) is not None
    assert report_loss(scene.office.parts, device).wiped_at is not None
    assert {AuditWhat.STOPPED, AuditWhat.LOSS_REPORT} <= set(scene.noted(device))


def test_whoever_leaves_is_out_at_the_next_request_and_what_they_wrote_waits_for_a_senior(scene: Scene) -> None:
    with closing(scene.unlock()) as opened:
        device = opened.store.identity().device
    left = end_leaver(scene.office.parts, scene.worker)
    assert (left.stopped, left.cases) == (1, (scene.case,))
    assert [one.person for report in left.laptops for one in report.cases] == ["Robin Exampleton"]
    with closing(scene.unlock()) as opened:
        assert isinstance(scene.sync(opened).fault, LaptopStopped)
        assert opened.store.unsent() == 0
    scene.senior.sync()
    assert not find(scene.senior.session, WRITTEN), "it counts for nobody until a senior has looked at it"
    (look,) = [one for one in read_looks(scene.senior.session) if WRITTEN in str(one.changes)]
    assert (look.by, look.may_rule) == ("Wilma Worker", True)
    rule(scene.senior.session, look.scope, look.entry, Decision.RELEASE, "It is true.")
    assert find(scene.senior.session, WRITTEN)
    assert AuditWhat.LEFT in scene.noted(scene.worker)
    assert AuditWhat.STOPPED in scene.noted(device)


def here(work: Callable[[], T], /) -> T:
    return work()


def wait_out(profile: Profile) -> None:
    """The seconds after a wrong passphrase, over."""
    profile.tries_path.unlink(missing_ok=True)
