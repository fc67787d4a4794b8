"""Two laptops with their real stores and the real server process: nothing is lost, nothing is there twice."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.keep import heads_digest
from casework.ledger.protocol import PullRequest, PullResponse, PushRequest, PushResponse
from casework.records.identifier import AGENCY, CaseId, RecordId, Scope, StaffId, case_scope, grants_scope
from casework.records.person.person import Person, PersonName
from casework.records.staff.grant import GrantRole
from casework.rules.standing import conflicts
from desktop.clock import SystemClock
from desktop.store.case_store import CaseStore, Save
from desktop.store.change import Change
from desktop.store.identity import Identity
from desktop.sync.channel import Channel, Office
from desktop.sync.engine import SyncEngine, SyncOutcome
from desktop.sync.enrol import enrol
from desktop.sync.fault import AnswerCutShort, CodeRefused, LaptopNotKnown, OfficeUnreachable
from desktop.sync.ports import T
from desktop.sync.transport import Credential, Transport
from tests.fakes.chain import ident
from tests.fakes.laptop import open_laptop
from tests.fakes.office import RunningOffice, running_office

CASE = CaseId(ident(4711))
SCOPE = case_scope(CASE)


class LosingOffice:
    """The real office behind a line that loses some of its answers."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.lose_pushes = self.lose_pulls = 0
        self.answers: list[PushResponse] = []

    def push(self, request: PushRequest) -> PushResponse:
        answer = self._transport.push(request)
        self.answers.append(answer)
        self.lose_pushes -= 1
        if self.lose_pushes >= 0:
            raise AnswerCutShort
        return answer

    def pull(self, request: PullRequest) -> PullResponse:
        answer = self._transport.pull(request)
        self.lose_pulls -= 1
        if self.lose_pulls >= 0:
            raise AnswerCutShort
        return answer


class Laptop:
    """One enrolled laptop."""

    def __init__(self, store: CaseStore, transport: Transport) -> None:
        self.store = store
        self.office = LosingOffice(transport)
        self._engine: SyncEngine[Change] = SyncEngine(store, self._pass, self.office, SystemClock())

    def _pass(self, work: Callable[[], T]) -> T:
        return work()

    def try_sync(self) -> SyncOutcome[Change]:
        return self._engine.run_once(lambda _: None, lambda: False)

    def sync(self) -> SyncOutcome[Change]:
        outcome = self.try_sync()
        assert outcome.fault is None
        return self.sync() if outcome.more else outcome

    def save(self, edit: Edit, scope: Scope = SCOPE) -> None:
        self.store.append([Save(scope, (edit,))])

    def digest(self, scope: Scope) -> str:
        return heads_digest(self.store.states(None, {scope}))

    def people(self) -> list[str]:
        return sorted(state.record for state in self.store.records("person"))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    with running_office(tmp_path_factory.mktemp("server")) as office:
        yield office


Enrolling = Callable[[str, StaffId], Laptop]


@pytest.fixture
def enrolled(running: RunningOffice, tmp_path: Path) -> Iterator[Enrolling]:
    with ExitStack() as stack:

        def laptop(name: str, staff: StaffId) -> Laptop:
            folder = tmp_path / name
            folder.mkdir()
            store = stack.enter_context(open_laptop(folder, SystemClock()))
            found = enrol(Office(running.url), running.code(staff))
            assert found.staff == staff
            store.save_identity(
                Identity(
                    device=found.device,
                    staff=found.staff,
                    staff_name=found.staff_name,
                    agency=found.agency,
                    server_key=found.server_key,
                    server_url=found.server_url,
                    signing_key=found.signing_key,
                )
            )
            transport = Transport(Channel(Office(running.url)), Credential(found.device, found.signing_key))
            stack.callback(transport.close)
            return Laptop(store, transport)

        yield laptop


@pytest.fixture
def pair(running: RunningOffice, enrolled: Enrolling) -> tuple[Laptop, Laptop]:
    """Two people who work on one case of their own, on a laptop each, in step with the office."""
    first, second = running.person("Wilma Worker"), running.person("Colin Colleague")
    running.administration.allocate(CASE, first, GrantRole.OFFICER)
    running.administration.allocate(CASE, second, GrantRole.CO_WORKER)
    laptops = enrolled("first", first), enrolled("second", second)
    for laptop in laptops:
        laptop.sync()
    return laptops


def new_person(family: str) -> Edit:
    person = Person(name=PersonName(given="Isla", family=family), born=date(1985, 4, 12))
    values: dict[str, JsonValue] = {
        name: value for name, value in person.values().items() if not isinstance(value, list)
    }
    return Edit(record=RecordId(str(uuid4())), kind="person", set=values)


def renamed(laptop: Laptop, record: str, family: str) -> Edit:
    """A change of the name, made in the sight of what this laptop holds."""
    state = laptop.store.record(SCOPE, RecordId(record))
    assert state is not None
    shown: list[str] = [head.entry for head in state.fields["name"].heads]
    name = PersonName(given="Isla", family=family).model_dump(mode="json")
    return Edit(record=RecordId(record), kind="person", set={"name": name}, parents={"name": shown})


def test_what_one_laptop_saves_reaches_the_other(pair: tuple[Laptop, Laptop]) -> None:
    first, second = pair
    first.save(new_person("Testcase"))
    before = second.people()
    outcome = first.sync()
    assert outcome.pushed == 1
    assert outcome.change is not None
    second.sync()
    assert len(second.people()) == len(before) + 1
    for scope in (AGENCY, SCOPE, grants_scope(CASE)):
        assert first.digest(scope) == second.digest(scope)
    assert first.store.unsent() == second.store.unsent() == 0
    assert abs(outcome.skew_s) < 60


def test_two_changes_without_sight_of_each_other_are_both_kept_everywhere(pair: tuple[Laptop, Laptop]) -> None:
    first, second = pair
    made = new_person("Original")
    first.save(made)
    first.sync()
    second.sync()
    first.save(renamed(first, made.record, "Oneway"))
    second.save(renamed(second, made.record, "Otherway"))
    for laptop in (first, second, first):
        laptop.sync()
    assert first.digest(SCOPE) == second.digest(SCOPE)
    for laptop in pair:
        state = laptop.store.record(SCOPE, made.record)
        assert state is not None
        assert set(conflicts(state)) == {"name"}


def test_a_lost_acknowledgement_gives_the_same_receipt_again_and_nothing_twice(
    pair: tuple[Laptop, Laptop],
) -> None:
    first, second = pair
    before = len(first.people())
    first.save(new_person("Lostword"))
    first.office.lose_pushes = 1
    outcome = first.try_sync()
    assert isinstance(outcome.fault, AnswerCutShort)
    assert first.store.unsent() == 1
    first.sync()
    assert first.store.unsent() == 0
    lost, again = first.office.answers
    assert lost.receipts == again.receipts
    second.sync()
    assert len(first.people()) == len(second.people()) == before + 1
    assert first.digest(SCOPE) == second.digest(SCOPE)


def test_a_lost_page_is_sent_again_and_nothing_is_there_twice(pair: tuple[Laptop, Laptop]) -> None:
    first, second = pair
    made = new_person("Lostpage")
    first.save(made)
    first.sync()
    second.office.lose_pulls = 1
    assert isinstance(second.try_sync().fault, AnswerCutShort)
    second.sync()
    assert second.people().count(made.record) == 1
    assert first.digest(SCOPE) == second.digest(SCOPE)


def test_many_saves_go_in_few_batches_and_arrive_complete(pair: tuple[Laptop, Laptop]) -> None:
    first, second = pair
    for number in range(620):
        first.save(new_person(f"Manyfold{number}"))
    assert first.sync().pushed == 620
    assert len(first.office.answers) == 2
    second.sync()
    assert first.digest(SCOPE) == second.digest(SCOPE)


def test_losing_a_case_purges_it_and_confirms_that_at_once(running: RunningOffice, enrolled: Enrolling) -> None:
    case = CaseId(ident(4712))
    worker = running.person("Lena Leaving")
    running.administration.allocate(case, worker, GrantRole.CO_WORKER)
    laptop = enrolled("leaving", worker)
    laptop.sync()
    assert case_scope(case) in laptop.store.scopes("case")
    running.administration.withdraw(case, worker)
    laptop.sync()
    assert laptop.store.scopes("case") == []
    assert laptop.store.left() == []
    running.administration.allocate(case, worker, GrantRole.CO_WORKER)
    laptop.sync()
    assert case_scope(case) in laptop.store.scopes("case")


def test_with_the_server_stopped_everything_waits_and_then_goes(
    running: RunningOffice, pair: tuple[Laptop, Laptop]
) -> None:
    first, second = pair
    running.stop()
    try:
        made = new_person("Offline")
        first.save(made)
        assert isinstance(first.try_sync().fault, OfficeUnreachable)
        assert first.store.unsent() == 1
    finally:
        running.start()
    first.sync()
    second.sync()
    assert made.record in second.people()


def test_a_stopped_laptop_is_told_so(running: RunningOffice, enrolled: Enrolling) -> None:
    laptop = enrolled("stopped", running.person("Sam Stopped"))
    laptop.sync()
    running.stop_device(laptop.store.identity().device)
    assert isinstance(laptop.try_sync().fault, LaptopNotKnown)


def test_a_code_works_for_one_laptop_only(running: RunningOffice) -> None:
    code = running.code(running.person("Olga Once"))
    assert enrol(Office(running.url), f" {code.lower()} ").agency == "Example Agency"
    with pytest.raises(CodeRefused):
        enrol(Office(running.url), code)
