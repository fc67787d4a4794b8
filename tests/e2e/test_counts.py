"""What grows with the number of records and what must not: statements, counted; no clock is looked at.

A first download and an upload are taken in scope by scope. Whoever lets a statement run for each record makes a first
download several times as long, which no test of what is right would notice.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import event

from casework.ledger.protocol import PullRequest, PullResponse, holdings_digest
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
            sent, taken, received = [], [], []
            for scope, number in zip(one.scopes(), (FEW, MANY), strict=True):
                write(one.store, scope, number)
                batch = one.store.unsent_batch()
                assert batch
                assert len(batch.entries) == number
                with statements(office) as found:
                    answer = take_push(office, one.store.identity().device, batch)
                sent.append(len(found))
                one.store.apply_push(answer)
                page = whole(two, office)
                assert sum(len(part.entries) for part in page.pages) == number
                count, _ = calls_of("execute", partial(two.store.apply_pull, page))
                taken.append(count)
                received.append(len(two.store.records("warning", scope)))
            assert received == [FEW, MANY]
            # The laptop takes a page in with the same few statements, however much is in it.
            assert taken[0] == taken[1] <= 40
            # The office sends rows in lots of some hundred.
            assert sent[1] - sent[0] <= 8
            assert sent[1] <= 70
