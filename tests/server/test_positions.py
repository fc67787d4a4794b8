"""No cursor passes an entry that commits late, whatever several writers do at once.

The check is run against the server, and against a log as one would first write it, numbered by a sequence: there it
must find the entry that is lost, or it would prove nothing about the server.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest

from casework.ledger.protocol import PullRequest, PullResponse, holdings_digest
from casework.records.identifier import CaseId, DeviceId, Scope, StaffId, case_scope
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.device_zero import ServerSave
from server.office import Office
from server.pulls import answer_pull
from server.storage.device import Device, add_device
from tests.fakes.bare_laptop import HeldScope
from tests.fakes.clock import FakeClock
from tests.fakes.postgres import Postgres
from tests.server.conftest import opened_parts
from tests.server.sample import warning_edit

pytestmark = pytest.mark.postgres

PATIENCE_S = 20.0


class Log(Protocol):
    """Somewhere to write to and to read on from where one stands."""

    def writing(self, text: str) -> AbstractContextManager[None]:
        """A transaction that has written `text`; it commits at the end of the context."""
        ...

    def read_on(self) -> list[str]:
        """What has come after the cursor, which moves on."""
        ...

    def is_somebody_waiting(self) -> bool:
        """Whether a writer waits for another."""
        ...


def lost_between_two_writers(log: Log) -> set[str]:
    """What a reader never gets that reads between the commits of two writers, the earlier committing last."""
    done = threading.Event()

    def write_late() -> None:
        with log.writing("late"):
            pass
        done.set()

    late = threading.Thread(target=write_late)
    with log.writing("early"):
        late.start()
        # It has either come past the first writer by now, or stands behind it.
        wait_until(lambda: done.is_set() or log.is_somebody_waiting())
        got = log.read_on()
    late.join(PATIENCE_S)
    assert done.is_set()
    got += log.read_on()
    assert len(got) == len(set(got)), "given twice"
    return {"early", "late"} - set(got)


def wait_until(condition: Callable[[], bool]) -> None:
    tries = threading.Event()
    for _ in range(round(PATIENCE_S / 0.01)):
        if condition():
            return
        tries.wait(0.01)
    raise AssertionError("nothing happened")


class SequenceLog:
    """The log that does not hold: positions from a sequence, given when written and seen when committed."""

    def __init__(self, address: str) -> None:
        self._address = address.replace("postgresql+psycopg://", "postgresql://")
        self._cursor = 0
        with self._connected() as connection:
            connection.execute("CREATE TABLE log (position bigserial PRIMARY KEY, text text)")

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection[Any]]:
        with psycopg.connect(self._address) as connection:
            yield connection

    @contextmanager
    def writing(self, text: str) -> Iterator[None]:
        with self._connected() as connection:
            connection.execute("INSERT INTO log (text) VALUES (%s)", (text,))
            yield

    def read_on(self) -> list[str]:
        with self._connected() as connection:
            query = "SELECT position, text FROM log WHERE position > %s ORDER BY position"
            rows = connection.execute(query, (self._cursor,)).fetchall()
        self._cursor = rows[-1][0] if rows else self._cursor
        return [text for _, text in rows]

    def is_somebody_waiting(self) -> bool:
        return False


class ServerLog:
    """The server's log of one case, as a laptop pulls it, with writers that hold their transactions open."""

    def __init__(self, parts: Office, case: CaseId, device: DeviceId) -> None:
        self._parts, self._scope, self._device = parts, case_scope(case), device
        self._holds: dict[Scope, HeldScope] = {}
        self.read_on()

    @contextmanager
    def writing(self, text: str) -> Iterator[None]:
        author, at = self._parts.agency.administrator, self._parts.clock.now()
        with self._parts.database.write() as connection:
            self._parts.zero.save_within(connection, [ServerSave(self._scope, (warning_edit(text),), author, at)])
            yield

    def read_on(self) -> list[str]:
        got: list[str] = []
        answer = self._pull()
        while answer.enter or answer.pages:
            for holding in answer.enter:
                self._holds[holding.scope] = HeldScope(holding.generation)
            for page in answer.pages:
                self._holds[page.scope].position = page.position
                got += [item.data for item in page.entries if page.scope == self._scope]
            answer = self._pull()
        return [text for text in ("early", "late") for data in got if f'"{text}"' in data]

    def _pull(self) -> PullResponse:
        held = [answer_holding(scope, row) for scope, row in self._holds.items()]
        return answer_pull(self._parts, self._device, PullRequest(digest=holdings_digest(held), holdings=held))

    def is_somebody_waiting(self) -> bool:
        query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        with self._parts.database.read() as connection:
            return bool(connection.exec_driver_sql(query).scalar_one())


def answer_holding(scope: Scope, row: HeldScope) -> Any:
    from casework.ledger.protocol import Holding

    return Holding(scope=scope, generation=row.generation, position=row.position)


def test_nothing_is_lost_that_commits_late(tmp_path: Path, postgres: Postgres, clock: FakeClock) -> None:
    with opened_parts(tmp_path / "office", postgres.new_database(), clock) as parts:
        una: StaffId = Administration(parts).add_person("Una Worker", StaffRole.WORKER)
        case, device = CaseId(parts.zero.new_id()), DeviceId(parts.zero.new_id())
        Administration(parts).allocate(case, una, GrantRole.OFFICER)
        with parts.database.write() as connection:
            add_device(connection, Device(device, una, b"", clock.now()))
        assert lost_between_two_writers(ServerLog(parts, case, device)) == set()


def test_the_check_finds_what_a_plain_sequence_loses(postgres: Postgres) -> None:
    assert lost_between_two_writers(SequenceLog(postgres.new_database())) == {"early"}
