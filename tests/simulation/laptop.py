"""A laptop of a run: the real store in a real encrypted file, the real engine, a clock of its own that may be wrong."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from casework.errors import UserError
from casework.records.identifier import DeviceId, EntryId, Scope, StaffId
from desktop.services.session import Session
from desktop.store.case_store import CaseStore
from desktop.store.change import Change
from desktop.store.connection import open_store
from desktop.store.identity import Identity
from desktop.store.migrations.runner import load_steps, migrate
from desktop.sync.checker import Checker, VerifyCall
from desktop.sync.engine import Beside, SyncEngine, SyncOutcome
from desktop.sync.handover import HandOver, HandoverCall
from desktop.sync.transport import OfficeCalls
from tests.fakes.aside import Done
from tests.fakes.clock import FakeClock
from tests.simulation.crash import Killed, Mortal, as_connection
from tests.simulation.entropy import Entropy

KEY = bytes(range(32))
_SUFFIXES = ("", "-wal")
_UNLIMITED = 4294967294

T = TypeVar("T")


class AllCalls(OfficeCalls, VerifyCall, HandoverCall, Protocol):
    """Every call a laptop makes but those of attachments."""


@dataclass(frozen=True)
class Entered:
    """One entry as it lies in a laptop's ledger."""

    id: EntryId
    scope: Scope
    data: bytes
    verdict: str | None
    reason: str | None
    order: tuple[int, int] | None
    seq: int = 0
    """Its number in this laptop's own chain."""
    outline: bool = False


class Laptop:
    """One person's laptop. After a crash it is opened again from the files as they lay at that moment."""

    def __init__(self, name: str, folder: Path, clock: FakeClock, entropy: Entropy) -> None:
        self.name = name
        self.path = folder / f"{name}.db"
        self.clock = clock
        self.is_stopped = False
        self.was_killed = False
        self.known_seq = 0
        self.is_rotten = False
        """Whether something in the store was damaged on purpose and is not mended yet."""
        self._entropy = entropy
        self._mortal: Mortal | None = None
        self.store = self._opened()

    @property
    def identity(self) -> Identity:
        """Whose laptop this is."""
        return self.store.identity()

    @property
    def staff(self) -> StaffId:
        """The person at the keyboard."""
        return self.identity.staff

    @property
    def device(self) -> DeviceId:
        """The device's id at the office."""
        return self.identity.device

    @property
    def session(self) -> Session:
        """What the services work on."""
        return Session(self.store, self.clock)

    @property
    def mortal(self) -> Mortal:
        """The connection with its crash points."""
        assert self._mortal is not None
        return self._mortal

    def sync(self, office: AllCalls) -> SyncOutcome[Change]:
        """One run of the engine."""
        beside: Beside[Change] = Beside(
            checker=Checker(self.store.health, _at_once, office, self.clock),
            hand_over=HandOver(self.store, _at_once, office),
            aside=Done,
        )
        engine: SyncEngine[Change] = SyncEngine(self.store, _at_once, office, self.clock, beside)
        return engine.run_once(lambda _: None, lambda: False)

    @contextmanager
    def dying(self, statements: int, *, after: bool, only_commits: bool) -> Iterator[None]:
        """Die at one of the statements to come; if it comes so far, the laptop is opened again from what is left."""
        self.was_killed = False
        self.mortal.arm(statements, after=after, only_commits=only_commits)
        try:
            yield
        except Killed:
            pass
        finally:
            self.mortal.disarm()
            if self.mortal.is_dead:
                self._revive()

    @contextmanager
    def full_disk(self, pages: int) -> Iterator[None]:
        """Let the disk hold but a few pages more."""
        count = self.mortal.execute("PRAGMA page_count").fetchone()[0]
        self.mortal.execute(f"PRAGMA max_page_count = {count + pages}")
        try:
            yield
        finally:
            self.mortal.execute(f"PRAGMA max_page_count = {_UNLIMITED}")

    def reopen(self) -> None:
        """Close the store in good order and open it again."""
        self.mortal.close()
        self.store = self._opened()

    def close(self) -> None:
        """Close the store."""
        self.mortal.close()

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Read the store as it lies."""
        return list(self.mortal.execute(sql, values).fetchall())

    def entries(self) -> list[Entered]:
        """Everything in the ledger of the scopes that are shown."""
        rows = self.mortal.execute(
            "SELECT e.id, e.scope, e.data, e.verdict, e.reason, coalesce(e.order_epoch, e.epoch),"
            " coalesce(e.order_position, e.position), ifnull(o.seq, 0), e.outline"
            " FROM entry e LEFT JOIN outbox o ON o.id = e.id WHERE e.scope IN (SELECT id FROM shown) ORDER BY e.number"
        )
        return [
            Entered(EntryId(i), Scope(s), bytes(d), v, r, (e, p) if v is not None else None, n, bool(outline))
            for i, s, d, v, r, e, p, n, outline in rows.fetchall()
        ]

    def copy_to(self, path: Path) -> None:
        """Let the copy that somebody made of this laptop's files lie under another name."""
        for suffix in _SUFFIXES:
            copy = self._file(f"{suffix}.copy")
            if copy.exists():
                shutil.copyfile(copy, path.with_name(path.name + suffix))

    def take_copy(self, path: Path) -> None:
        """Go on with the copy."""
        self.mortal.close()
        for suffix in (*_SUFFIXES, "-shm"):
            self._file(suffix).unlink(missing_ok=True)
        self.copy_to(path)
        self.store = self._opened()

    def _revive(self) -> None:
        self.was_killed = True
        self.mortal.close()
        for suffix in (*_SUFFIXES, "-shm"):
            self._file(suffix).unlink(missing_ok=True)
        for suffix in _SUFFIXES:
            left = self._file(f"{suffix}.left")
            if left.exists():
                left.rename(self._file(suffix))
        self.store = self._opened()

    def _on_death(self) -> None:
        """Take the files as they lie: what was not committed is in none of them for good."""
        for suffix in _SUFFIXES:
            if self._file(suffix).exists():
                shutil.copyfile(self._file(suffix), self._file(f"{suffix}.left"))

    def _file(self, suffix: str) -> Path:
        return self.path.with_name(self.path.name + suffix)

    def _opened(self) -> CaseStore:
        connection = open_store(self.path, KEY)
        migrate(connection, self.path, KEY, load_steps())
        self._mortal = Mortal(connection, self._on_death)
        return CaseStore(as_connection(self._mortal), self.clock, self._entropy)


def _at_once(work: Callable[[], T], /) -> T:
    return work()


def refused(deed: Callable[[], object]) -> str:
    """Do what a person does; the sentence where the program says that it cannot be."""
    try:
        deed()
    except UserError as error:
        return type(error).__name__
    return ""
