"""A server and as many laptops as are asked for, each with its own key, signed requests and open stream of news.

The laptops are simulated by a few lines (`tests.fakes.bare_laptop`), the requests, signatures, answers and the server
are real. What counts is the server's processor time, so that whoever simulates may be as slow as they like.

``python -m bench.growth.crowd RESULTS ROUND LAPTOPS DATABASE``; database: ``sqlite`` or ``pg``.
"""

import asyncio
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import urlsplit

import httpx2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.growth.agency import Member, found_agency
from bench.growth.caseload import MEMORY
from bench.growth.lines import emit
from bench.growth.yard import yard_s
from bench.process import cpu_s, family
from bench.workload import Writer
from casework.ledger.entry import Edit
from casework.ledger.protocol import EnrolResponse
from casework.records.identifier import RecordId, StaffId, case_scope
from casework.records.staff.grant import GrantRole
from server.administration import Administration
from server.clock import SystemClock
from server.enrolment import make_code
from server.founding import Founding, found_server
from server.office import Office, open_office
from tests.fakes.bare_laptop import BareLaptop, Line, enrol_request
from tests.fakes.postgres import DURABLE, running_postgres

AT_ONCE = 8
"""Requests that are on their way at a time: the server is never drowned, whatever the number of laptops."""

LEAST = 200
"""Each sort of request is made at least so often, for the clock of the processor ticks a hundred times a second."""

CHANGES = 10

EACH = frozenset(
    {"enrol", "a first download", "first question after it", "token", "d no-op", "open stream", "stream 45 s"}
)
"""What every laptop does by itself; the rest is done once, and must cost no more with more laptops."""

_HEARTBEAT_S = 45.0
_LISTENS = re.compile(r"listens on \S+:(\d+)")


class CrowdLine(Line):
    """A line from an address of its own, as laptops have: limits count by address."""

    def __init__(self, url: str, number: int) -> None:
        transport = httpx2.HTTPTransport(local_address=f"127.1.{number // 250}.{number % 250 + 1}")
        self.client = httpx2.Client(base_url=url, transport=transport, trust_env=False, timeout=120)


@dataclass
class Streams:
    """The open streams of news of all laptops, in a thread of their own; `heard` counts pieces of news."""

    heard: int = 0
    open: int = 0
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def start(self) -> None:
        """Begin the thread."""
        Thread(target=self._loop.run_forever, daemon=True).start()

    def listen(self, laptop: BareLaptop, url: str, number: int) -> None:
        """Open the stream of one laptop, and wait for its first line."""
        headers = laptop.proven("GET", "/sync/v1/events")
        began = asyncio.run_coroutine_threadsafe(self._begin(url, number, headers), self._loop)
        began.result(120)

    async def _begin(self, url: str, number: int, headers: dict[str, str]) -> None:
        at = urlsplit(url)
        here = (f"127.1.{number // 250}.{number % 250 + 1}", 0)
        reader, writer = await asyncio.open_connection(at.hostname, at.port, local_addr=here)
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"GET /sync/v1/events HTTP/1.1\r\nhost: {at.netloc}\r\n{lines}\r\n".encode())
        status = await reader.readline()
        if b" 200 " not in status:
            raise RuntimeError(f"no stream: {status!r}")
        while (await reader.readline()).strip() != b":":
            pass
        self.open += 1
        # Kept, for a loop holds its tasks weakly.
        self._tasks.append(asyncio.get_running_loop().create_task(self._read(reader, writer)))

    def stop(self) -> None:
        """Hang up."""

        def end() -> None:
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
            self._loop.call_soon(self._loop.stop)

        self._loop.call_soon_threadsafe(end)

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                self.heard += line.startswith(b"data:")
        finally:
            self.open -= 1
            writer.close()


@dataclass
class Crowd:
    """The laptops, and what is measured of the server."""

    office: Office
    members: list[Member]
    url: str
    server: int
    database: int | None
    row: dict[str, Any]
    results: Path
    laptops: list[BareLaptop] = field(default_factory=list)
    locks: list[Lock] = field(default_factory=list)
    streams: Streams = field(default_factory=Streams)
    writer: Writer = field(default_factory=lambda: Writer(20263))

    def run(self) -> None:
        """Everything, in the order in which one follows from the other."""
        size = len(self.members)
        self._emit("idle", 0)
        codes = [make_code(self.office, member.staff, timedelta(hours=3)) for member in self.members]
        self._measure("enrol", size, lambda number: self._enrol(number, codes[number]))
        self.laptops = [laptop for _, laptop in sorted(self._enrolled.items())]
        self.locks = [Lock() for _ in self.laptops]
        self._measure("a first download", size, lambda number: self.laptops[number].pull())
        self._measure("token", max(size, LEAST), self._ask_token)
        # What was sent is confirmed with the next question; from then on there is nothing to write.
        self._measure("first question after it", size, self._ask_for_nothing)
        self._measure("d no-op", max(size, LEAST), self._ask_for_nothing)
        self.streams.start()
        self._measure("open stream", size, lambda number: self.streams.listen(self.laptops[number], self.url, number))
        self._idle()
        workers = [number for number, member in enumerate(self.members) if member.cases]
        self._measure("push a contact", LEAST, lambda number: self._push(workers[number % len(workers)], number))
        seniors = [number for number, member in enumerate(self.members) if member.is_senior]
        self._measure("pull with news", max(len(seniors), 1), lambda number: self.laptops[seniors[number]].pull())
        self._change_grants(workers)
        self._change_rota()
        assert self.streams.open == size, "a stream has ended"
        self.streams.stop()
        for laptop in self.laptops:
            laptop.close()

    _enrolled: dict[int, BareLaptop] = field(default_factory=dict)

    def _enrol(self, number: int, code: str) -> None:
        key, line = Ed25519PrivateKey.generate(), CrowdLine(self.url, number)
        self._enrolled[number] = BareLaptop(line, key, line.post("enrol", enrol_request(code, key), EnrolResponse))

    def _ask_token(self, number: int) -> None:
        which = number % len(self.laptops)
        with self.locks[which]:
            self.laptops[which].token(fresh=True)

    def _ask_for_nothing(self, number: int) -> None:
        which = number % len(self.laptops)
        with self.locks[which]:
            answer = self.laptops[which].pull_once()
        assert not answer.pages
        assert not answer.want_holdings

    def _push(self, which: int, number: int) -> None:
        laptop, member = self.laptops[which], self.members[which]
        case = member.cases[number % len(member.cases)]
        planned = self.writer.record(0, "contact", 800)
        values = {**planned.values, "recorded_by": member.staff}
        edit = Edit(record=RecordId(self.office.zero.new_id()), kind="contact", set=values)
        with self.locks[which]:
            written = laptop.write(case_scope(case), edit, author=StaffId(member.staff))
            laptop.push([written])

    def _idle(self) -> None:
        """What open streams cost while nothing happens: one sign of life each."""
        yard, before = yard_s(), self._cpu()
        time.sleep(_HEARTBEAT_S)
        server, database = self._since(before)
        self._emit("stream 45 s", len(self.laptops), server, database, yard=yard, each=True)

    def _change_grants(self, workers: list[int]) -> None:
        """Somebody is given a case: who may hold what is worked out anew, for everybody who listens."""
        desk = Administration(self.office)

        def change(number: int) -> None:
            case = self.members[workers[number % len(workers)]].cases[0]
            to = self.members[workers[(number + 1) % len(workers)]].staff
            desk.allocate(case, to, GrantRole.CO_WORKER)
            time.sleep(0.05)

        self._measure("change of a grant", CHANGES, change, at_once=1, settle_s=1.5)

    def _change_rota(self) -> None:
        """Somebody new works here: the agency's own records change."""
        desk = Administration(self.office)

        def change(number: int) -> None:
            desk.add_team(f"New team {number}")
            time.sleep(0.05)

        self._measure("change of the agency", CHANGES, change, at_once=1, settle_s=1.5)

    def _measure(
        self, name: str, times: int, work: Callable[[int], object], at_once: int = AT_ONCE, settle_s: float = 0.2
    ) -> None:
        """Do something so often, and wait until the server has nothing to do any more."""
        yard, before, begun = yard_s(), self._cpu(), time.monotonic()
        with ThreadPoolExecutor(at_once) as pool:
            for done in pool.map(work, range(times)):
                del done
        took = time.monotonic() - begun
        while True:
            busy = sum(self._cpu())
            time.sleep(settle_s)
            if sum(self._cpu()) - busy < 0.1 * settle_s:
                break
        server, database = self._since(before)
        yard = round((yard + yard_s()) / 2, 4)
        self._emit(name, times, server, database, s=round(took, 3), yard=yard, each=name in EACH)

    def _cpu(self) -> tuple[float, float]:
        return cpu_s(self.server), cpu_s(self.database) if self.database else 0.0

    def _since(self, before: tuple[float, float]) -> tuple[float, float]:
        now = self._cpu()
        return now[0] - before[0], now[1] - before[1]

    def _emit(self, name: str, times: int, server: float = 0.0, database: float = 0.0, **more: Any) -> None:
        found = {"op": name, "times": times, "server_cpu": round(server, 3), "database_cpu": round(database, 3)}
        self.results.parent.mkdir(parents=True, exist_ok=True)
        memory = {"server_mb": pss_mb(self.server), "streams": self.streams.open, "news": self.streams.heard}
        emit(self.results, {**self.row, **found, **memory, **more})


def pss_mb(pid: int) -> float:
    """The memory of a process and its children now, shared pages by their share."""
    total = 0
    for one in family(pid):
        lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return round(total / 1024, 1)


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, int]]:
    """The server of a folder in a process of its own: its address and its number."""
    command = [sys.executable, "-m", "server", "serve", "--port", "0", "--folder", str(folder)]
    with (folder.parent / "server.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        found = _LISTENS.search(process.stdout.readline() if process.stdout else "")
        if found is None:
            raise RuntimeError((folder.parent / "server.log").read_text())
        yield f"http://127.0.0.1:{found[1]}", process.pid
    finally:
        process.terminate()
        process.wait(60)
        if process.stdout:
            process.stdout.close()


def main(results: str, round_number: str, size: str, kind: str) -> None:
    """One size on one database."""
    with ExitStack() as stack:
        if MEMORY.is_dir():
            tempfile.tempdir = str(MEMORY)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="doorstep-crowd-")))
        postgres = stack.enter_context(running_postgres(DURABLE)) if kind == "pg" else None
        address = postgres.new_database() if postgres else ""
        postmaster = int((postgres.sockets / "data" / "postmaster.pid").read_text().split()[0]) if postgres else None
        home = folder / "office"
        found_server(Founding(home, "Example Agency", "Ada Administrator", address), SystemClock())
        office = stack.enter_context(open_office(home))
        members = found_agency(office, int(size))
        url, server = stack.enter_context(_served(home))
        row = {"what": "crowd", "database": kind, "size": int(size), "round": int(round_number)}
        Crowd(office, members, url, server, postmaster, row, Path(results)).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
