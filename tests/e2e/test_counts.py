"""What grows with the number of records and what must not: statements, counted; no clock is looked at.

A first download and an upload are taken in scope by scope. Whoever lets a statement run for each record makes a first
download several times as long, which no test of what is right would notice.
"""

import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import event

from casework.ledger.packing import pack
from casework.ledger.protocol import PullRequest, PullResponse, Receipt, holdings_digest
from casework.records.identifier import Scope, StaffId
from casework.records.staff.staff import StaffRole
from desktop.store.case_store import CaseStore, Save
from server.administration import Administration
from server.clock import SystemClock
from server.enrolment import make_code
from server.founding import Founding
from server.office import Office, open_office
from server.pulls import answer_pull
from server.push import take_push
from server.storage.receipt import load_last, load_scopes_since
from tests.e2e.colleague import Colleague, make_colleague
from tests.e2e.test_quiet_sync import give_cases_to
from tests.fakes.founded import found_copy
from tests.fakes.served import served
from tests.server.sample import warning_edit

FEW, MANY = 20, 200
T = TypeVar("T")


@dataclass
class Counter:
    """Where laptops are enrolled, in this process."""

    office: Office
    url: str

    def code(self, staff: StaffId) -> str:
        return make_code(self.office, staff, timedelta(hours=1))


def calls_of(name: str, work: Callable[[], T]) -> tuple[int, T]:
    """How often built-in methods of a name are called by some work: the statements of the laptop's store."""
    found = 0

    def count(frame: object, happened: str, arg: object) -> None:
        nonlocal found
        found += happened == "c_call" and getattr(arg, "__name__", "") == name

    sys.setprofile(count)
    try:
        given = work()
    finally:
        sys.setprofile(None)
    return found, given


@contextmanager
def statements(office: Office) -> Iterator[list[str]]:
    """The statements that the office sends to its database meanwhile."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        sent.append(statement)

    engine = office.database._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def alike(counts: list[int], most: int) -> bool:
    """Whether as much was asked of the store, and no more than that; the moment of the lease is noted now and then."""
    return max(counts) - min(counts) <= 1 and max(counts) <= most


def write(store: CaseStore, scope: Scope, number: int) -> None:
    for one in range(number):
        store.append([Save(scope, (warning_edit(f"Told at the door, {one}"),))])


def whole(laptop: Colleague, office: Office) -> PullResponse:
    """What the office sends next."""
    store = laptop.store
    holdings = store.holdings()
    request = PullRequest(digest=holdings_digest(holdings), holdings=holdings)
    return answer_pull(office, store.identity().device, request)


def test_statements_do_not_grow_with_the_records_of_a_case(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    found_copy(Founding(folder, "Example Agency", "Ada Administrator", ""), SystemClock())
    with open_office(folder) as office, served(office) as url:
        staff = Administration(office).add_person("Una Worker", StaffRole.WORKER, None, "N1")
        give_cases_to(office, staff, 2)
        counter = Counter(office, url)
        with (
            closing(make_colleague(tmp_path / "one", counter, staff)) as one,
            closing(make_colleague(tmp_path / "two", counter, staff)) as two,
        ):
            sent, heard, taken, received = [], [], [], []
            for scope, number in zip(one.scopes(), (FEW, MANY), strict=True):
                write(one.store, scope, number)
                batch = one.store.unsent_batch()
                assert batch
                assert len(batch.entries) == number
                with statements(office) as found:
                    answer = take_push(office, one.store.identity().device, batch)
                sent.append(len(found))
                count, _ = calls_of("execute", partial(one.store.apply_push, answer))
                heard.append(count)
                page = whole(two, office)
                assert sum(len(part.entries) for part in page.pages) == number
                count, _ = calls_of("execute", partial(two.store.apply_pull, page))
                taken.append(count)
                received.append(len(two.store.records("warning", scope)))
            assert received == [FEW, MANY]
            # The laptop takes a page in with the same few statements, however much is in it.
            assert alike(taken, 42)
            # So it does with the receipts for what it has sent.
            assert alike(heard, 40)
            # The office takes a batch in with the same few statements, too.
            assert sent[0] == sent[1] <= 36


CASES, EACH = 12, 5


@contextmanager
def two_laptops(folder: Path, cases: int) -> Iterator[tuple[Office, Colleague, Colleague]]:
    """Two laptops of one worker who has some cases, each with all of them, and nothing waiting."""
    found_copy(Founding(folder / "office", "Example Agency", "Ada Administrator", ""), SystemClock())
    with open_office(folder / "office") as office, served(office) as url:
        staff = Administration(office).add_person("Una Worker", StaffRole.WORKER, None, "N1")
        give_cases_to(office, staff, cases)
        counter = Counter(office, url)
        with (
            closing(make_colleague(folder / "one", counter, staff)) as one,
            closing(make_colleague(folder / "two", counter, staff)) as two,
        ):
            yield office, one, two


def test_statements_do_not_grow_with_the_cases_that_a_page_or_a_receipt_is_about(tmp_path: Path) -> None:
    """A day's changes lie in many cases: each is not read, folded and indexed by itself."""
    with two_laptops(tmp_path, CASES) as (office, one, two):
        heard, taken, sent, read = [], [], [], []
        for scopes in (one.scopes()[:2], one.scopes()):
            for scope in scopes:
                write(one.store, scope, EACH)
            batch = one.store.unsent_batch()
            assert batch
            with statements(office) as found:
                answer = take_push(office, one.store.identity().device, batch)
            sent.append(len(found))
            count, _ = calls_of("execute", partial(one.store.apply_push, answer))
            # Signed for at once, and the watch of the embedded file sees all logs that have grown by it.
            [signed] = answer.receipts
            assert Receipt.model_validate_json(signed.data).scope == ""
            with office.database.read() as connection:
                assert load_scopes_since(connection, load_last(connection) - 1) == set(scopes)
            heard.append(count)
            with statements(office) as found:
                page = whole(two, office)
            read.append(len(found))
            assert sum(len(part.entries) for part in page.pages) == EACH * len(scopes)
            count, _ = calls_of("execute", partial(two.store.apply_pull, page))
            taken.append(count)
        assert len(two.store.records("warning")) == EACH * (2 + CASES)
        assert alike(taken, 42)
        # Of a warning the office asks in its case what others wrote meanwhile, and what was ruled there; nothing else.
        assert sent[1] - sent[0] <= 2 * (CASES - 2)
        assert sent[0] <= 36
        # What it gives is looked up for all cases at once.
        assert read[0] == read[1] <= 24
        assert alike(heard, 40)


def test_a_page_crosses_the_line_in_few_of_its_bytes_and_is_taken_in_with_little_memory(tmp_path: Path) -> None:
    """Bytes are what a worker on a slow line waits for; memory is what a laptop of the council has little of."""
    with two_laptops(tmp_path, 1) as (office, one, two):
        write(one.store, one.scopes()[0], MANY)
        batch = one.store.unsent_batch()
        assert batch
        assert len(pack(batch.model_dump_json().encode())) < MANY * 120
        one.store.apply_push(take_push(office, one.store.identity().device, batch))
        page = whole(two, office)
        plain = page.model_dump_json().encode()
        assert len(pack(plain)) < len(plain) / 7
        tracemalloc.start()
        try:
            two.store.apply_pull(page)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        # What was read of an entry, its record as it is kept and its words: some ten times its own text.
        assert peak < MANY * 10_000
