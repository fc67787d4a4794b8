"""A laptop that is online is told that there is news, and only if the news is its own; never what it is."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue

import httpx2
import pytest

from casework.records.identifier import AGENCY, CaseId, DeviceId, case_scope, grants_scope
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.device_zero import ServerSave
from server.events import CALL_TO_ORDER, MOST_PER_DEVICE, Events
from server.office import Office, open_office
from server.problem import Refused
from server.serving import STOP_WITHIN_S
from server.storage.device import Device, add_device
from server.storage.notice import (
    EVERYTHING,
    FACTS,
    Notice,
    device_mark,
    note_device,
    payload,
    read_payload,
    scope_mark,
)
from server.storage.watch import Watch
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.clock import FakeClock
from tests.fakes.office import RunningOffice, running_office
from tests.fakes.postgres import Postgres
from tests.server.conftest import MakeLaptop, opened_parts
from tests.server.sample import warning_edit

SOON_S = 60.0
QUIET_S = 3.0
NEWS = "data: news"


class Ear:
    """Somebody who listens: each line that comes, `None` at the end."""

    def __init__(self, response: httpx2.Response) -> None:
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self._response = response
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        try:
            for line in self._response.iter_lines():
                if line:
                    self._lines.put(line)
        except httpx2.HTTPError:
            pass
        self._lines.put(None)

    def hear_out(self) -> str | None:
        """What comes after all news that were on their way; None if the stream has ended, NEWS if it is quiet."""
        try:
            while (line := self.hear(QUIET_S)) == NEWS:
                continue
        except Empty:
            return NEWS
        return line

    def hear(self, timeout_s: float = SOON_S) -> str | None:
        """The next line; raises `Empty` if none comes."""
        return self._lines.get(timeout=timeout_s)

    def silent(self) -> bool:
        """Whether nothing has come that was not heard."""
        return self._lines.empty()


@contextmanager
def listening(laptop: BareLaptop) -> Iterator[Ear]:
    """An open stream of a laptop's, past its first line."""
    headers = laptop.proven("GET", "/sync/v1/events")
    # A client of its own: leaving it ends the stream whatever is still under way.
    client = httpx2.Client(base_url=str(laptop.line.client.base_url), trust_env=False, timeout=180)
    with client, client.stream("GET", "/sync/v1/events", headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        ear = Ear(response)
        assert ear.hear() == ":"
        yield ear


def test_who_holds_a_case_hears_of_a_save_in_it_and_nobody_else_does(tmp_path: Path, database: str) -> None:
    """In an office of its own: nothing that another test has left going on there is news to anybody here."""
    with running_office(tmp_path, database) as office, ExitStack() as stack:
        una, cora, olaf = (office.person(name) for name in ("Una Worker", "Cora Coworker", "Olaf Other"))
        case, other = office.case(una, cora), office.case(olaf)
        writes, reads, stranger = (
            stack.enter_context(closing(BareLaptop.enrol(office.url, office.code(staff))))
            for staff in (una, cora, olaf)
        )
        told, untold = (stack.enter_context(listening(one)) for one in (reads, stranger))
        writes.write(case_scope(case), warning_edit("Loose dog"))
        writes.push()
        assert told.hear() == NEWS
        # What is the stranger's own comes after it, and is the first they hear.
        assert untold.silent()
        office.write(case_scope(other), "case", {"opened_on": "2026-01-06"}, other)
        assert untold.hear() == NEWS
        assert told.silent()


def test_a_grant_and_its_end_are_news_for_whom_they_concern(office: RunningOffice, laptop: MakeLaptop) -> None:
    una, olaf = office.person("Una Worker"), office.person("Olaf Other")
    case = office.case(una)
    with listening(laptop(olaf)) as told:
        office.administration.allocate(case, olaf, GrantRole.OFFICER)
        assert told.hear() == NEWS
        office.administration.withdraw(case, olaf)
        assert told.hear() == NEWS


def test_the_command_line_is_heard_too(office: RunningOffice, laptop: MakeLaptop) -> None:
    with listening(laptop(office.person("Una Worker"))) as told:
        office.cli("team", "add", f"Team of {office.folder.parent.name}")
        assert told.hear() == NEWS


def test_a_stopped_laptop_is_refused_and_its_stream_ends(office: RunningOffice, laptop: MakeLaptop) -> None:
    mine = laptop(office.person("Una Worker"))
    with listening(mine) as ear:
        office.stop_device(mine.device)
        assert ear.hear_out() is None
    refused = mine.line.client.get("/sync/v1/events", headers={"authorization": f"Bearer {mine.token()}"})
    assert refused.status_code == 401
    assert mine.line.client.get("/sync/v1/events").status_code == 401


def test_a_laptop_that_comes_again_ends_its_oldest_stream(office: RunningOffice, laptop: MakeLaptop) -> None:
    mine = laptop(office.person("Una Worker"))
    with listening(mine) as first, listening(mine), listening(mine) as last:
        assert MOST_PER_DEVICE == 2
        assert first.hear_out() is None
        assert last.hear_out() == NEWS


def test_a_server_with_open_streams_ends_at_once(tmp_path: Path) -> None:
    with running_office(tmp_path) as own:
        mine = BareLaptop.enrol(own.url, own.code(own.person("Una Worker")))
        with listening(mine) as ear:
            began_s = time.monotonic()
            own.stop()
            # Not by running out of patience, which would take it ten seconds.
            assert time.monotonic() - began_s < STOP_WITHIN_S
            assert ear.hear_out() is None
        assert own.process.returncode == 0
        mine.close()


def test_there_are_only_so_many_streams_and_each_is_forgotten_at_its_end(parts: Office) -> None:
    devices = enrolled(parts, 2)

    async def listen() -> None:
        loop = asyncio.get_running_loop()
        first = await asyncio.to_thread(events.open, devices[0], loop)
        with pytest.raises(Refused):
            await asyncio.to_thread(events.open, devices[1], loop)
        events.leave(first)
        assert events.count() == 0
        await asyncio.to_thread(events.open, devices[1], loop)

    with closing(Events(parts, most=1)) as events:
        asyncio.run(listen())


def test_a_quiet_stream_gives_a_sign_of_life_and_ends_with_the_life_of_the_token(parts: Office) -> None:
    device = enrolled(parts, 1)[0]
    answers = [True, True, False]

    async def is_admitted() -> bool:
        return answers.pop(0)

    async def listen() -> list[bytes]:
        stream = await asyncio.to_thread(events.open, device, asyncio.get_running_loop())
        return [line async for line in events.lines(stream, is_admitted)]

    with closing(Events(parts, heartbeat_s=0.01)) as events:
        assert asyncio.run(listen()) == [CALL_TO_ORDER] * 3
    assert answers == []


def test_what_another_process_wrote_is_noticed_by_its_mark_alone(parts: Office) -> None:
    """Both ways of watching tell exactly which scopes grew, and that access changed only where it did."""
    told: SimpleQueue[Notice] = SimpleQueue()
    watch = Watch(parts.database, told.put)
    watch.start()
    try:
        assert watch.wait_ready(SOON_S)
        assert told.get(timeout=SOON_S).everything
        with open_office(parts.settings.folder, parts.clock) as other:
            una = Administration(other).add_person("Una Worker", StaffRole.WORKER)
            case = CaseId(other.zero.new_id())
            agency = gathered(told, {FACTS, scope_mark(AGENCY)})
            assert scope_mark(case_scope(case)) not in agency
            Administration(other).allocate(case, una, GrantRole.OFFICER)
            gathered(told, {FACTS, scope_mark(grants_scope(case))})
            edit = warning_edit("Loose dog")
            other.zero.save([ServerSave(case_scope(case), (edit,), other.agency.administrator, other.clock.now())])
            assert FACTS not in gathered(told, {scope_mark(case_scope(case))})
    finally:
        watch.close()


@pytest.mark.postgres
def test_a_line_to_postgresql_that_broke_is_replaced_and_everybody_is_asked_to_look(
    tmp_path: Path, postgres: Postgres, clock: FakeClock
) -> None:
    told: SimpleQueue[Notice] = SimpleQueue()
    with opened_parts(tmp_path / "office", postgres.new_database(), clock) as parts:
        watch = Watch(parts.database, told.put)
        watch.start()
        assert told.get(timeout=SOON_S).everything
        with parts.database.write() as connection:
            here = "query LIKE 'LISTEN %%' AND datname = current_database()"
            ended = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {here}"
            assert connection.exec_driver_sql(ended).scalars().all() == [True]
        assert told.get(timeout=SOON_S).everything
        Administration(parts).add_team("North")
        gathered(told, {scope_mark(AGENCY)})
        watch.close()


def test_what_a_transaction_took_back_is_told_to_nobody(parts: Office) -> None:
    told: SimpleQueue[Notice] = SimpleQueue()
    watch = Watch(parts.database, told.put)
    watch.start()
    assert told.get(timeout=SOON_S).everything
    with suppress(ZeroDivisionError), parts.database.write() as connection:
        note_device(connection, DeviceId("never"))
        raise ZeroDivisionError
    Administration(parts).add_team("North")
    marks = gathered(told, {scope_mark(AGENCY)})
    watch.close()
    assert device_mark(DeviceId("never")) not in marks


def test_a_note_of_very_much_asks_everybody_to_look() -> None:
    few = {scope_mark(case_scope(CaseId(str(number)))) for number in range(400)}
    assert read_payload(payload(few)) == Notice(frozenset(few))
    assert len(payload(few)) < 8000
    assert read_payload(payload(few | {FACTS})) == EVERYTHING


def gathered(told: SimpleQueue[Notice], wanted: set[str]) -> set[str]:
    """Every mark that was told until all that were wanted have been."""
    found: set[str] = set()
    while not wanted <= found:
        notice = told.get(timeout=SOON_S)
        assert not notice.everything
        found |= notice.marks
    return found


def enrolled(parts: Office, count: int) -> list[DeviceId]:
    """Laptops of a new staff member's, as the database knows them."""
    una = Administration(parts).add_person("Una Worker", StaffRole.WORKER)
    devices = [DeviceId(parts.zero.new_id()) for _ in range(count)]
    with parts.database.write() as connection:
        for device in devices:
            add_device(connection, Device(device, una, b"", parts.clock.now()))
    return devices
