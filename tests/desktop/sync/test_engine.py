"""One run pushes, then pulls; whatever goes wrong, what was done before it is kept and said."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.errors import Damaged
from casework.ledger.audit import AuditResponse, AuditWhat, SignedCheckpoint
from casework.ledger.chain import sign_receipt
from casework.ledger.protocol import (
    ChainTip,
    PullResponse,
    PushRequest,
    PushResponse,
    Receipt,
    ReceiptItem,
    SignedReceipt,
    Verdict,
)
from casework.records.identifier import AGENCY, CaseId, DeviceId
from desktop.store.case_store import CaseStore
from desktop.store.change import Change
from desktop.sync.blob_carrier import Carried
from desktop.sync.channel import Channel, Office
from desktop.sync.engine import Beside, Phase, Progress, SyncEngine, SyncOutcome
from desktop.sync.fault import AnswerCutShort, ChainForked, OfficeBehind, OfficeFault, OfficeRestoring, RequestRefused
from desktop.sync.ports import T
from desktop.sync.reporter import Reporter
from desktop.sync.transport import Credential, Transport
from tests.fakes.broken_office import Answer, BrokenOffice, answer_json
from tests.fakes.chain import ident
from tests.fakes.clock import MOMENT, FakeClock
from tests.fakes.laptop import SCOPE, warning_save

PROBLEM = {"code": "whatever", "sentence": "Something."}


def open_gate(work: Callable[[], T]) -> T:
    """A gate for tests that have one thread only."""
    return work()


def news(**parts: Any) -> Answer:
    body = {"server_time": MOMENT, "epoch": 1, "chain": {"seq": 0}} | parts
    return Answer(PullResponse.model_validate(body).model_dump_json().encode())


def receipt_for(batch: PushRequest, key: Ed25519PrivateKey) -> Answer:
    items = [
        ReceiptItem(entry=item.id, seq=item.seq, position=item.seq, verdict=Verdict.ACCEPTED) for item in batch.entries
    ]
    receipt = Receipt(epoch=1, scope=SCOPE, device=DeviceId(ident(5)), at=MOMENT, items=items)
    data = receipt.model_dump_json()
    signed = SignedReceipt(data=data, signature=base64.b64encode(sign_receipt(key, data.encode())).decode())
    tip = ChainTip(seq=batch.tip.seq, id=batch.tip.id)
    return Answer(PushResponse(receipts=[signed], chain=tip, server_time=MOMENT).model_dump_json().encode())


def strange_checkpoint() -> Answer:
    """An audit that somebody else has signed."""
    signed = SignedCheckpoint(data="{}", signature="")
    return Answer(AuditResponse(checkpoint=signed).model_dump_json().encode())


class Laptop:
    """A store, an engine and a scripted office; remembers the progress of its runs."""

    def __init__(self, store: CaseStore, office: BrokenOffice, clock: FakeClock) -> None:
        identity = store.identity()
        self.store = store
        self.transport = Transport(Channel(Office(office.url)), Credential(identity.device, identity.signing_key))
        self._engine: SyncEngine[Change] = SyncEngine(store, open_gate, self.transport, clock)
        self.progress: list[Progress] = []

    def run(self, stop: Callable[[], bool] = lambda: False) -> SyncOutcome[Change]:
        return self._engine.run_once(self.progress.append, stop)


@pytest.fixture
def laptop_at(store: CaseStore, clock: FakeClock) -> Callable[[BrokenOffice], Any]:
    @contextmanager
    def opened(office: BrokenOffice) -> Iterator[Laptop]:
        with office:
            laptop = Laptop(store, office, clock)
            yield laptop
            laptop.transport.close()

    return opened


def saved(store: CaseStore, count: int = 1) -> PushRequest:
    for number in range(count):
        store.append([warning_save(store, f"text {number}")])
    batch = store.unsent_batch()
    assert batch is not None
    return batch


def test_a_quiet_run_is_one_small_request(laptop_at: Any) -> None:
    office = BrokenOffice({"pull": [news()]})
    with laptop_at(office) as laptop:
        laptop.run()
        outcome = laptop.run()
    assert outcome.fault is None
    assert not outcome.more
    assert office.names() == ["nonce", "token", "pull", "pull"]
    assert len(office.requests[-1].body) < 300
    assert office.requests[-1].value()["holdings"] is None


def test_a_save_is_pushed_before_anything_is_pulled(laptop_at: Any, store: CaseStore, server_key: Any) -> None:
    batch = saved(store, 3)
    office = BrokenOffice({"push": [receipt_for(batch, server_key)], "pull": [news(chain=batch.tip)]})
    with laptop_at(office) as laptop:
        outcome = laptop.run()
    assert (outcome.pushed, outcome.fault, store.unsent()) == (3, None, 0)
    assert outcome.change is not None
    assert outcome.change.outbox
    # This office never lets the laptop hold what it wrote; so that is let go of, and said.
    assert office.names() == ["nonce", "token", "push", "pull", "pull"]
    assert laptop.progress[0] == Progress(Phase.SENDING, 0, 3)


def test_what_was_sent_before_the_connection_broke_is_reported(
    laptop_at: Any, store: CaseStore, server_key: Any
) -> None:
    """A screen then shows "at the office" although the run failed."""
    batch = saved(store)
    office = BrokenOffice({"push": [receipt_for(batch, server_key)], "pull": [Answer(drop=True)]})
    with laptop_at(office) as laptop:
        outcome = laptop.run()
    assert isinstance(outcome.fault, AnswerCutShort)
    assert (outcome.pushed, outcome.more) == (1, True)
    assert outcome.change is not None
    assert outcome.change.outbox


def test_a_lost_acknowledgement_is_fetched_by_sending_the_same_again(
    laptop_at: Any, store: CaseStore, server_key: Any
) -> None:
    batch = saved(store)
    office = BrokenOffice(
        {"push": [Answer(drop=True), receipt_for(batch, server_key)], "pull": [news(chain=batch.tip)]}
    )
    with laptop_at(office) as laptop:
        assert isinstance(laptop.run().fault, AnswerCutShort)
        assert store.unsent() == 1
        assert laptop.run().fault is None
    pushes = [request.body for request in office.requests if request.name == "push"]
    assert pushes[0] == pushes[1]
    assert store.unsent() == 0


def test_an_office_that_acknowledges_nothing_is_not_asked_for_ever(laptop_at: Any, store: CaseStore) -> None:
    saved(store)
    silent = PushResponse(receipts=[], chain=ChainTip(seq=0), server_time=MOMENT)
    office = BrokenOffice({"push": [Answer(silent.model_dump_json().encode())], "pull": [news()]})
    with laptop_at(office) as laptop:
        assert isinstance(laptop.run().fault, OfficeFault)
    assert office.names().count("push") == 1
    assert store.unsent() == 1


def test_a_receipt_of_another_server_counts_for_nothing(laptop_at: Any, store: CaseStore) -> None:
    forged = receipt_for(saved(store), Ed25519PrivateKey.generate())
    office = BrokenOffice({"push": [forged], "pull": [news()]})
    with laptop_at(office) as laptop:
        assert isinstance(laptop.run().fault, Damaged)
    assert store.unsent() == 1
    assert "pull" not in office.names()


def test_a_push_that_is_taken_for_wrong_does_not_keep_warnings_from_coming_in(laptop_at: Any, store: CaseStore) -> None:
    saved(store)
    office = BrokenOffice({"push": [answer_json(PROBLEM, 422)], "pull": [news()]})
    with laptop_at(office) as laptop:
        outcome = laptop.run()
    assert isinstance(outcome.fault, RequestRefused)
    assert outcome.change is not None
    assert outcome.change.synced
    assert store.unsent() == 1


def test_a_fork_keeps_everything_and_lets_warnings_come_in(laptop_at: Any, store: CaseStore) -> None:
    saved(store)
    office = BrokenOffice({"push": [answer_json(PROBLEM, 409)], "pull": [news()]})
    with laptop_at(office) as laptop:
        assert isinstance(laptop.run().fault, ChainForked)
    assert store.unsent() == 1
    assert office.names()[-1] == "pull"


def test_holdings_are_listed_only_where_the_office_asks(laptop_at: Any) -> None:
    entering = {"enter": [{"scope": AGENCY, "generation": 1, "position": 0}]}
    office = BrokenOffice({"pull": [news(**entering), news(want_holdings=True), news()]})
    with laptop_at(office) as laptop:
        laptop.run()
        outcome = laptop.run()
    bodies = [request.value() for request in office.requests if request.name == "pull"]
    assert [body["holdings"] is not None for body in bodies] == [False, False, True]
    assert bodies[2]["holdings"] == [{"scope": AGENCY, "generation": 1, "position": 0}]
    assert outcome.fault is None


def test_after_all_was_listed_once_the_digest_does_until_the_office_asks_again(laptop_at: Any) -> None:
    """A first download has many pages: not with each of them goes a list of all scopes, nor is each asked for twice."""
    want = news(want_holdings=True)
    entering = [news(enter=[{"scope": AGENCY, "generation": one, "position": 0}], more=True) for one in (1, 2, 3)]
    office = BrokenOffice({"pull": [want, entering[0], entering[1], want, entering[2], news()]})
    with laptop_at(office) as laptop:
        outcome = laptop.run()
    bodies = [request.value() for request in office.requests if request.name == "pull"]
    assert [body["holdings"] is not None for body in bodies] == [False, True, False, False, True, True]
    assert outcome.fault is None


@pytest.mark.parametrize("answer", [news(want_holdings=True), news(more=True)])
def test_an_office_that_leads_nowhere_is_not_asked_for_ever(answer: Answer, laptop_at: Any) -> None:
    office = BrokenOffice({"pull": [answer]})
    with laptop_at(office) as laptop:
        assert isinstance(laptop.run().fault, OfficeFault)
    assert office.names().count("pull") == 2


def test_a_run_that_is_stopped_begins_nothing_more(laptop_at: Any, store: CaseStore) -> None:
    saved(store)
    office = BrokenOffice({})
    with laptop_at(office) as laptop:
        outcome = laptop.run(stop=lambda: True)
    assert (outcome.pushed, outcome.more, outcome.fault) == (0, True, None)
    assert office.names() == []


@pytest.mark.parametrize(("minutes", "is_off"), [(0, False), (4, False), (-4, False), (6, True), (-6, True)])
def test_a_clock_that_is_off_by_more_than_five_minutes_is_noticed(minutes: int, is_off: bool, laptop_at: Any) -> None:
    server_time = MOMENT - timedelta(minutes=minutes)
    with laptop_at(BrokenOffice({"pull": [news(server_time=server_time)]})) as laptop:
        outcome = laptop.run()
    assert (outcome.skew_s, outcome.clock_is_off) == (minutes * 60, is_off)
    assert outcome.server_time == server_time


def test_an_office_that_only_keeps_what_is_sent_is_asked_again_later(laptop_at: Any, store: CaseStore) -> None:
    """It is being restored: what it says is passed on, and nothing is sent twice in a run."""
    saved(store)
    held = PushResponse(receipts=[], chain=ChainTip(seq=0), server_time=MOMENT, held=True)
    restoring = answer_json({"code": "restoring", "sentence": "Something."}, 503, {"retry-after": "60"})
    office = BrokenOffice({"push": [Answer(held.model_dump_json().encode())], "pull": [restoring]})
    with laptop_at(office) as laptop:
        outcome = laptop.run()
    assert isinstance(outcome.fault, OfficeRestoring)
    assert outcome.fault.retry_after_s == 60
    assert "restored from a backup" in outcome.fault.sentence
    assert office.names().count("push") == 1
    assert store.unsent() == 1


def test_a_gap_leads_to_sending_again_from_where_the_office_stands(
    laptop_at: Any, store: CaseStore, server_key: Any
) -> None:
    first = saved(store)
    gap = answer_json({"code": "gap", "sentence": "Something."}, 422)
    script = {"push": [receipt_for(first, server_key)], "pull": [news(chain=first.tip)]}
    with laptop_at(BrokenOffice(script)) as laptop:
        laptop.run()
    second = saved(store)
    assert [item.seq for item in second.entries] == [2]
    both = second.model_copy(update={"entries": [*first.entries, *second.entries]})
    script = {
        "push": [gap, receipt_for(both, server_key)],
        "pull": [news(), news(chain=second.tip)],
    }
    with laptop_at(BrokenOffice(script)) as laptop:
        once = laptop.run()
        assert (once.fault, once.more) == (None, True)
        assert [item.seq for item in _batch(store).entries] == [1, 2]
        again = laptop.run()
    assert again.fault is None
    assert store.unsent() == 0


def test_an_office_that_always_wants_more_than_it_says_is_a_fault(laptop_at: Any, store: CaseStore) -> None:
    saved(store)
    gap = answer_json({"code": "gap", "sentence": "Something."}, 422)
    with laptop_at(BrokenOffice({"push": [gap], "pull": [news()]})) as laptop:
        outcomes = [laptop.run() for _ in range(3)]
    assert all(isinstance(outcome.fault, OfficeBehind) for outcome in outcomes)
    assert store.unsent() == 1


def _batch(store: CaseStore) -> PushRequest:
    batch = store.unsent_batch()
    assert batch is not None
    return batch


class Carries:
    """Counts how often attachments were let come and go."""

    times = 0

    def carry(self, stop: Callable[[], bool]) -> Carried:
        del stop
        self.times += 1
        return Carried()


@pytest.mark.parametrize("answer", [answer_json(PROBLEM, 422), answer_json(PROBLEM, 500), strange_checkpoint()])
def test_what_the_office_will_not_hear_for_its_audit_keeps_no_attachment_waiting(
    laptop_at: Any, store: CaseStore, clock: FakeClock, answer: Answer
) -> None:
    """It is said each time, and kept."""
    store.audit.note(AuditWhat.OPENED, CaseId(ident(7)))
    office, carrier = BrokenOffice({"pull": [news()], "audit": [answer]}), Carries()
    with laptop_at(office) as laptop:
        beside = Beside[Change](carrier, reporter=Reporter(store.audit, open_gate, laptop.transport, clock))
        outcome = SyncEngine(store, open_gate, laptop.transport, clock, beside).run_once(lambda _: None, lambda: False)
    assert outcome.fault is not None
    assert (carrier.times, store.audit.unsent()) == (1, 1)
