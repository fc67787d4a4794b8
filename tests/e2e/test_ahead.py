"""The next page is asked for while the last one is taken in; nothing counts as held before it is on the disk."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from casework.errors import Damaged
from casework.ledger.protocol import PullRequest, PullResponse, PushRequest, PushResponse, holdings_digest
from casework.records.identifier import Scope
from desktop.clock import SystemClock
from desktop.store.case_store import CaseStore
from desktop.store.change import Change
from desktop.sync.ahead import Aside, in_thread
from desktop.sync.engine import Beside, SyncEngine, SyncOutcome
from desktop.sync.fault import AnswerCutShort, OfficeUnreachable
from desktop.sync.transport import Transport
from server import pulls
from server.holding import Held
from server.office import Office
from server.storage.holding import load_holdings
from tests.e2e.colleague import Colleague, enrol_colleague, open_transport
from tests.e2e.test_counts import EACH, Counter, two_laptops, write
from tests.fakes.aside import Done
from tests.fakes.served import served

CASES = 6


@dataclass
class Line:
    """The way to the office: keeps what was asked, and may be told to break."""

    laptop: Colleague
    office: Office
    transport: Transport
    asked: list[PullRequest] = field(default_factory=list)
    early: list[tuple[int, int]] = field(default_factory=list)
    """At each request ahead: how much is here, and how much the office takes to be here."""
    breaks_at: int = 0
    is_old: bool = False

    def push(self, request: PushRequest) -> PushResponse:
        return self.transport.push(request)

    def pull(self, request: PullRequest) -> PullResponse:
        self.asked.append(request)
        if len(self.asked) == self.breaks_at:
            raise AnswerCutShort
        answer = self.transport.pull(request)
        if request.ahead and threading.current_thread() is threading.main_thread():
            held = {one.scope: one.position for one in self.laptop.store.holdings()}
            assert request.digest != holdings_digest(self.laptop.store.holdings())
            taken = {scope: row.confirmed for scope, row in self.believed().items()}
            assert all(confirmed <= held.get(scope, 0) for scope, confirmed in taken.items())
            self.early.append((sum(held.values()), sum(taken.values())))
        return answer.model_copy(update={"ahead": False}) if self.is_old else answer

    def believed(self) -> dict[Scope, Held]:
        with self.office.database.read() as connection:
            return load_holdings(connection, self.laptop.store.identity().device)

    def engine(self, aside: Aside | None) -> SyncEngine[Change]:
        return SyncEngine(self.laptop.store, lambda work: work(), self, SystemClock(), Beside(aside=aside))

    def all_held(self) -> bool:
        """Whether the office knows of all that is here that it is here."""
        held = {one.scope: one.position for one in self.laptop.store.holdings()}
        return held == {scope: row.confirmed for scope, row in self.believed().items() if row.is_held}


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """A new laptop of somebody whose cases fill several pages; nothing has been fetched yet."""
    monkeypatch.setattr(pulls, "PAGE_ENTRIES", 8)
    with two_laptops(tmp_path, CASES) as (office, one, _), served(office) as url:
        for scope in one.scopes():
            write(one.store, scope, EACH)
        one.sync()
        with closing(enrol_colleague(tmp_path / "new", Counter(office, url), one.staff)) as laptop:
            transport = open_transport(laptop.store)
            yield Line(laptop, office, transport)
            transport.close()


def whole(line: Line, aside: Aside | None) -> SyncOutcome[Change]:
    """Sync until nothing is left or something is wrong."""
    engine = line.engine(aside)
    while True:
        outcome = engine.run_once(lambda _: None, lambda: False)
        if outcome.fault or not outcome.more:
            return outcome


def written(store: CaseStore) -> int:
    return len(store.records("warning"))


@pytest.mark.parametrize("aside", [Done, in_thread])
def test_every_page_but_the_first_is_asked_for_ahead_and_all_of_it_is_confirmed(line: Line, aside: Aside) -> None:
    outcome = whole(line, aside)
    assert outcome.fault is None
    assert written(line.laptop.store) == CASES * EACH
    ahead = [request.ahead for request in line.asked]
    # Who works here comes first; the first answer of all is asked for twice, in brief and in full.
    assert ahead.count(True) >= 4
    assert ahead.count(False) <= 3
    assert not ahead[-1]
    assert line.all_held()
    assert not [thread for thread in threading.enumerate() if thread.name == "ahead"]


def test_what_is_asked_ahead_is_not_taken_to_be_held(line: Line) -> None:
    whole(line, Done)
    # Checked at each request, too: nothing is confirmed that is not on the disk.
    assert any(here > confirmed for here, confirmed in line.early)


def test_without_a_place_beside_it_they_take_turns(line: Line) -> None:
    whole(line, None)
    assert not any(request.ahead for request in line.asked)
    assert written(line.laptop.store) == CASES * EACH


def test_an_older_office_is_never_asked_ahead(line: Line) -> None:
    line.is_old = True
    whole(line, in_thread)
    assert not any(request.ahead for request in line.asked)
    assert written(line.laptop.store) == CASES * EACH


@pytest.mark.parametrize("aside", [Done, in_thread])
def test_a_line_that_breaks_ahead_loses_nothing_of_what_came_before(line: Line, aside: Aside) -> None:
    line.breaks_at = 4
    broken = whole(line, aside)
    assert isinstance(broken.fault, AnswerCutShort)
    came = written(line.laptop.store)
    assert 0 < came < CASES * EACH
    assert whole(line, aside).fault is None
    assert written(line.laptop.store) == CASES * EACH
    assert line.all_held()


@pytest.mark.parametrize("aside", [Done, in_thread])
def test_a_page_that_cannot_be_taken_in_is_asked_for_again(
    line: Line, aside: Aside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one behind it was asked for already, and is thrown away."""
    store, applied = line.laptop.store, CaseStore.apply_pull
    calls: list[int] = []

    def failing(self: CaseStore, response: PullResponse, *rest: Any) -> Change:
        calls.append(len(response.pages))
        if len(calls) == 3:
            raise Damaged("The page came damaged.")
        return applied(self, response, *rest)

    monkeypatch.setattr(CaseStore, "apply_pull", failing)
    assert isinstance(whole(line, aside).fault, Damaged)
    assert whole(line, aside).fault is None
    assert written(store) == CASES * EACH
    assert line.all_held()


def test_a_run_that_is_stopped_waits_for_what_was_asked_and_says_nothing_of_it(line: Line) -> None:
    """Locking, or a line that is given up: nobody is told that a page did not come for which nobody waits any more."""
    line.breaks_at = 3
    outcome = line.engine(in_thread).run_once(lambda _: None, stopped_after(3))
    assert outcome.fault is None
    assert outcome.more
    assert not [thread for thread in threading.enumerate() if thread.name == "ahead"]
    line.breaks_at = 0
    assert whole(line, in_thread).fault is None
    assert written(line.laptop.store) == CASES * EACH


def stopped_after(times: int) -> Callable[[], bool]:
    """A stop that comes when it has been asked for so often."""
    left = iter(range(times))
    return lambda: next(left, None) is None


def test_an_office_out_of_reach_is_a_fault_as_ever(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: PullRequest) -> PullResponse:
        raise OfficeUnreachable

    monkeypatch.setattr(line, "pull", gone)
    assert isinstance(whole(line, in_thread).fault, OfficeUnreachable)
