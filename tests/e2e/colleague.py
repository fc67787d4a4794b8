"""A member of staff with a laptop: the real store, services and engine over real HTTP, without windows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from casework.records.identifier import CaseId, Scope, StaffId
from desktop.clock import Clock, SystemClock
from desktop.services.person_line import RiskView, person_line
from desktop.services.session import Session
from desktop.store.case_store import CaseStore
from desktop.store.connection import create_store
from desktop.store.identity import Identity
from desktop.store.migrations.runner import load_steps, migrate
from desktop.sync.ahead import in_thread
from desktop.sync.channel import Channel, Office
from desktop.sync.checker import Checker
from desktop.sync.engine import Beside, SyncEngine
from desktop.sync.enrol import enrol
from desktop.sync.transport import Credential, Transport

KEY = bytes(range(32))
T = TypeVar("T")


@dataclass
class Colleague:
    """Somebody at work. `sync` is one connection with the office; between two of them they see nothing new."""

    staff: StaffId
    store: CaseStore
    folder: Path
    clock: Clock = field(default_factory=SystemClock)
    _transport: Transport | None = field(default=None, init=False)

    @property
    def session(self) -> Session:
        """What the services work on."""
        return Session(self.store, self.clock)

    def sync(self) -> None:
        """Send and receive until there is nothing more."""
        self._transport = self._transport or open_transport(self.store)
        checker = Checker(self.store.health, _here, self._transport, self.clock)
        engine = SyncEngine(self.store, _here, self._transport, self.clock, Beside(checker=checker, aside=in_thread))
        more = True
        while more:
            outcome = engine.run_once(lambda progress: None, lambda: False)
            assert outcome.fault is None, outcome.fault
            more = outcome.more

    def close(self) -> None:
        """Hang up."""
        if self._transport:
            self._transport.close()

    def risk(self, case: CaseId) -> RiskView:
        """What stands for a person on this laptop."""
        return person_line(self.session, case).risk

    def scopes(self) -> list[Scope]:
        """Every case on this laptop."""
        return self.store.scopes("case")


def open_transport(store: CaseStore) -> Transport:
    """The way from a laptop to its office; to be closed."""
    identity = store.identity()
    credential = Credential(identity.device, identity.signing_key)
    return Transport(Channel(Office(identity.server_url)), credential)


def _here(work: Callable[[], T], /) -> T:
    return work()


class Counter(Protocol):
    """Where a laptop is enrolled: a server's address, and one-time codes."""

    @property
    def url(self) -> str:
        """Where it listens."""

    def code(self, staff: StaffId) -> str:
        """A one-time code for somebody."""


def make_colleague(folder: Path, office: Counter, staff: StaffId, clock: Clock | None = None) -> Colleague:
    """Enrol somebody on a laptop of their own in `folder`, and sync for the first time."""
    colleague = enrol_colleague(folder, office, staff, clock)
    colleague.sync()
    return colleague


def enrol_colleague(folder: Path, office: Counter, staff: StaffId, clock: Clock | None = None) -> Colleague:
    """Enrol somebody on a laptop of their own in `folder`, which holds nothing yet."""
    clock = clock or SystemClock()
    folder.mkdir(parents=True)
    connection = create_store(folder / "store.db", KEY)
    migrate(connection, folder / "store.db", KEY, load_steps())
    store = CaseStore(connection, clock)
    done = enrol(Office(office.url), office.code(staff))
    store.save_identity(
        Identity(
            device=done.device,
            staff=done.staff,
            staff_name=done.staff_name,
            agency=done.agency,
            server_key=done.server_key,
            server_url=done.server_url,
            signing_key=done.signing_key,
            box_key=done.box_key,
        )
    )
    return Colleague(staff, store, folder, clock)
