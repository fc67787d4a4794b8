"""Ten times the caseload takes ten times the work, or less: counts of calls, bytes and memory; no clock is looked at.

What is worse than linear is noticed by nobody until a senior of a large team waits for it. The figures by the clock and
their exponents stand in docs/growth.md (`make bench-growth`).
"""

import asyncio
import math
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from casework.ledger.protocol import PullRequest, holdings_digest
from casework.records.identifier import DeviceId, Scope, case_scope
from casework.records.staff.grant import GrantRole
from casework.records.staff.staff import StaffRole
from desktop.services.duty import read_all_due
from desktop.services.session import Session
from desktop.store.case_store import Save
from desktop.views.case.reading import read_view
from server.administration import Administration
from server.events import Events
from server.office import Office
from server.push import take_push
from server.storage.device import Device, add_device
from server.storage.notice import FACTS, Notice, scope_mark
from tests.e2e.growing_file import GrowingFile, calls_of, growing_file, steps
from tests.server.sample import warning_edit

FEW, MANY = 20, 200
MOST_MORE = 20 * 1024 * 1024
"""Bytes that ten times the caseload may take more, on either side."""


def exponent(few: float, many: float) -> float:
    """By which power of the size something has grown between the two sizes."""
    return math.log(many / few) / math.log(MANY / FEW)


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[GrowingFile, GrowingFile]]:
    """The caseload once and ten times, both downloaded and counted."""
    with (
        growing_file(tmp_path_factory.mktemp("few"), FEW) as few,
        growing_file(tmp_path_factory.mktemp("many"), MANY) as many,
    ):
        for one, cases in ((few, FEW), (many, MANY)):
            assert one.download() >= cases * 8
        yield few, many


def test_a_first_download_takes_ten_times_the_work_for_ten_times_the_cases(
    sizes: tuple[GrowingFile, GrowingFile],
) -> None:
    few, many = sizes
    sys.stdout.write(f"calls on the laptop {few.on_laptop.calls}, {many.on_laptop.calls}; ")
    sys.stdout.write(f"at the office {few.at_office.calls}, {many.at_office.calls}\n")
    assert exponent(few.on_laptop.calls, many.on_laptop.calls) <= 1.03
    assert exponent(few.at_office.calls, many.at_office.calls) <= 1.12
    assert exponent(few.at_office.bytes, many.at_office.bytes) <= 1.0


def test_asking_for_nothing_grows_less_than_the_cases(sizes: tuple[GrowingFile, GrowingFile]) -> None:
    """What each scope costs is said in the design: some tens of calls at the office, a few on the laptop."""
    at_office, on_laptop = [], []
    for one in sizes:
        # What another test of this file has sent comes back first.
        while (held := one.store.holdings()) and (
            news := one.ask(PullRequest(digest=holdings_digest(held), holdings=held))
        ).pages:
            one.store.apply_pull(news)
        calls, held = calls_of(one.store.holdings)
        on_laptop.append(calls)
        request = PullRequest(digest=holdings_digest(held))
        calls, answer = calls_of(partial(one.ask, request))
        assert not answer.pages
        at_office.append(calls)
    sys.stdout.write(f"calls at the office {at_office}, on the laptop {on_laptop}\n")
    assert (at_office[1] - at_office[0]) / (MANY - FEW) <= 100
    assert (on_laptop[1] - on_laptop[0]) / (MANY - FEW) <= 6


def test_sending_a_record_takes_the_office_as_many_steps_however_much_there_is(
    sizes: tuple[GrowingFile, GrowingFile],
) -> None:
    """No statement of a push looks through a whole table."""
    taken = []
    for one in sizes:
        one.store.append([Save(case_scope(one.cases[0]), (warning_edit("Told at the door, once more"),))])
        batch = one.store.unsent_batch()
        assert batch
        with steps(one.office) as found:
            answer = take_push(one.office, one.store.identity().device, batch)
        one.store.apply_push(answer)
        taken.append(found[0])
    sys.stdout.write(f"hundreds of steps {taken}\n")
    assert taken[1] <= taken[0] * 1.2 + 2


def test_opening_a_case_costs_the_same_however_many_there_are(sizes: tuple[GrowingFile, GrowingFile]) -> None:
    calls = []
    for one in sizes:
        session = Session(one.store, one.office.clock)
        read_view(session, one.cases[0])
        found, view = calls_of(partial(read_view, session, one.cases[1]))
        assert view is not None
        calls.append(found)
    sys.stdout.write(f"calls {calls}\n")
    assert calls[1] <= calls[0] * 1.1


def test_what_is_due_in_all_cases_grows_as_they_do(sizes: tuple[GrowingFile, GrowingFile]) -> None:
    calls = []
    for one in sizes:
        session = Session(one.store, one.office.clock)
        found, due = calls_of(partial(read_all_due, session, one.cases))
        assert len(due) == len(one.cases)
        calls.append(found)
    sys.stdout.write(f"calls {calls}\n")
    assert exponent(*calls) <= 1.03


def test_ten_times_the_caseload_takes_little_more_memory(tmp_path: Path) -> None:
    """What is in memory at the highest while a page is made or taken in."""
    downloads: list[tuple[int, int]] = []
    for name, cases in (("few", FEW), ("many", MANY)):
        with growing_file(tmp_path / name, cases) as one:
            one.weighed = True
            tracemalloc.start()
            try:
                one.download()
                downloads.append((one.at_office.highest, one.on_laptop.highest))
            finally:
                tracemalloc.stop()
    sys.stdout.write(f"bytes at the highest, office and laptop: {downloads}\n")
    for few, many in zip(*downloads, strict=True):
        assert many - few <= MOST_MORE


def test_news_costs_the_same_however_many_listen(tmp_path: Path) -> None:
    """News is passed to whom it concerns, a change of a grant to whom it is about; nobody else is asked."""
    with growing_file(tmp_path, 1) as one:
        few, many = _calls_of_news(one.office, 10), _calls_of_news(one.office, 100)
    sys.stdout.write(f"calls with ten and with a hundred who listen: {few}, {many}\n")
    assert many.news <= few.news + 20
    # Who listens is gone through once, and what they may hold is not worked out anew.
    assert many.change - few.change <= 20 * 90


@dataclass(frozen=True)
class _Calls:
    """Calls for one piece of news in a case, and for one change of a grant."""

    news: int
    change: int


def _calls_of_news(office: Office, listening: int) -> _Calls:
    desk, loop = Administration(office), asyncio.new_event_loop()
    with closing(loop), closing(Events(office)) as events:
        people = [desk.add_person(f"Listener {number}", StaffRole.WORKER) for number in range(listening)]
        for staff in people:
            device = DeviceId(office.zero.new_id())
            with office.database.write() as connection:
                add_device(connection, Device(device, staff, b"", office.clock.now()))
            events.open(device, loop)
        # From here on nobody but this test tells of news.
        events._watch.close()
        case, other = office.zero.new_id(), office.zero.new_id()
        desk.allocate(case, people[0], GrantRole.OFFICER)
        events._take(Notice(frozenset([FACTS])))
        grown = Notice(frozenset([scope_mark(Scope(f"case:{case}"))]))
        news, _ = calls_of(lambda: events._take(grown))
        desk.allocate(other, people[1], GrantRole.OFFICER)
        with office.database.read() as connection:
            office.facts.load(connection)
        change, _ = calls_of(lambda: events._take(Notice(frozenset([FACTS]))))
    return _Calls(news, change)
