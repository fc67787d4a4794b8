"""While the store is unlocked the laptop keeps itself in step with the office, without anybody waiting for it."""

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

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
from desktop.background.lane import NetworkLane, StoreLane
from desktop.background.state import SyncState
from desktop.background.syncer import Lanes, Syncer
from desktop.store.change import Change
from desktop.store.connection import transaction
from desktop.store.identity import Identity
from desktop.sync.channel import Channel, Office
from desktop.sync.engine import Progress, SyncEngine
from desktop.sync.ports import T
from desktop.sync.schedule import Pace
from desktop.sync.transport import Credential, OfficeCalls, Transport
from tests.fakes.broken_office import Answer, BrokenOffice, answer_json
from tests.fakes.clock import MOMENT, FakeClock
from tests.fakes.laptop import SCOPE, made_up_identity, open_laptop, warning_save

FAST = Pace(debounce_s=0.01, idle_s=3600, first_retry_s=0.02, longest_retry_s=0.04)
NEWS = PullResponse(server_time=MOMENT, epoch=1, chain=ChainTip(seq=0))


def in_lane(lane: StoreLane, work: Callable[[], T]) -> T:
    """Do something in the store's thread and wait for it, which only a test may."""
    results: list[T] = []
    ended = threading.Event()

    def noted() -> None:
        try:
            results.append(work())
        finally:
            ended.set()

    lane.run(noted)
    assert ended.wait(10)
    return results[0]


class Desk:
    """One laptop's background, and everything its syncer has said."""

    def __init__(self, folder: Path, clock: FakeClock, identity: Identity) -> None:
        self.clock = clock
        self.lanes = Lanes(StoreLane(), NetworkLane())
        self._stack = ExitStack()
        self.identity = identity
        self.store = in_lane(self.lanes.store, lambda: self._stack.enter_context(open_laptop(folder, clock)))
        in_lane(self.lanes.store, lambda: self.store.save_identity(identity))
        self.changes: list[Change] = []
        self.states: list[SyncState] = []
        self.progress: list[Progress] = []

    def syncer(self, office: OfficeCalls, pace: Pace = FAST) -> Syncer:
        engine: SyncEngine[Change] = SyncEngine(self.store, self.lanes.store.gate(), office, self.clock)
        self.last = Syncer(self.lanes, self.store, engine, pace, lambda: 0.5)
        self.last.changed.connect(self.changes.append)
        self.last.state_changed.connect(self.states.append)
        self.last.progressed.connect(self.progress.append)
        return self.last

    def save(self, text: str = "text") -> None:
        """As a window does: save in the store's lane, then tell the syncer."""
        self.lanes.store.run(lambda: self.store.append([warning_save(self.store, text)]), self._saved)

    def _saved(self, change: Change) -> None:
        assert change.outbox
        self.last.sync_soon()

    def kinds(self) -> list[str]:
        return [state.kind for state in self.states]

    def close(self) -> None:
        assert self.last.finish(10)
        assert self.lanes.network.close(10)
        in_lane(self.lanes.store, self._stack.close)
        assert self.lanes.store.close(10)


class PaperOffice:
    """An office without a network: acknowledges everything, and lets a test hold a call up or count them."""

    def __init__(self, key: Ed25519PrivateKey, device: Any) -> None:
        self._key, self._device = key, device
        self.go = threading.Event()
        self.go.set()
        self.called = threading.Event()
        self.pushed: list[str] = []
        self.pulls = 0
        self.chain = ChainTip(seq=0)

    def push(self, request: PushRequest) -> PushResponse:
        self._pass()
        self.pushed += [item.id for item in request.entries]
        self.chain = request.tip
        items = [
            ReceiptItem(entry=item.id, seq=item.seq, position=item.seq, verdict=Verdict.ACCEPTED)
            for item in request.entries
        ]
        data = Receipt(epoch=1, scope=SCOPE, device=self._device, at=MOMENT, items=items).model_dump_json()
        signature = base64.b64encode(sign_receipt(self._key, data.encode())).decode()
        receipts = [SignedReceipt(data=data, signature=signature)]
        return PushResponse(receipts=receipts, chain=request.tip, server_time=MOMENT)

    def pull(self, request: Any) -> PullResponse:
        self._pass()
        self.pulls += 1
        return NEWS.model_copy(update={"chain": self.chain})

    def _pass(self) -> None:
        self.called.set()
        assert self.go.wait(10)


@pytest.fixture
def server_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


@pytest.fixture
def desk(tmp_path: Path, clock: FakeClock, server_key: Ed25519PrivateKey, qapp: QApplication) -> Iterator[Desk]:
    desk = Desk(tmp_path, clock, made_up_identity(Ed25519PrivateKey.generate(), server_key))
    yield desk
    desk.close()


@pytest.fixture
def paper(desk: Desk, server_key: Ed25519PrivateKey) -> PaperOffice:
    return PaperOffice(server_key, desk.identity.device)


@pytest.fixture
def over_http(desk: Desk) -> Iterator[Callable[[dict[str, list[Answer]]], tuple[BrokenOffice, Transport]]]:
    with ExitStack() as stack:

        def opened(script: dict[str, list[Answer]]) -> tuple[BrokenOffice, Transport]:
            office = stack.enter_context(BrokenOffice(script))
            transport = Transport(
                Channel(Office(office.url)), Credential(desk.identity.device, desk.identity.signing_key)
            )
            stack.callback(transport.close)
            stack.callback(lambda: desk.last.finish(10))
            return office, transport

        yield opened


def test_a_save_reaches_the_office_by_itself_and_the_windows_hear_of_it(
    desk: Desk, paper: PaperOffice, qtbot: QtBot
) -> None:
    syncer = desk.syncer(paper)
    syncer.start()
    qtbot.waitUntil(lambda: syncer.state.kind == "at_office")
    desk.save()
    qtbot.waitUntil(lambda: len(paper.pushed) == 1 and syncer.state.kind == "at_office")
    assert any(change.outbox for change in desk.changes)
    assert {"syncing", "at_office"} <= set(desk.kinds())
    assert desk.progress[-1].total == 1
    assert syncer.state.last_synced_at == MOMENT


def test_saves_close_together_go_together(desk: Desk, paper: PaperOffice, qtbot: QtBot) -> None:
    syncer = desk.syncer(paper, Pace(debounce_s=1.0, idle_s=3600))
    syncer.start()
    qtbot.waitUntil(lambda: syncer.state.kind == "at_office")
    for number in range(5):
        desk.save(f"text {number}")
    qtbot.waitUntil(lambda: len(paper.pushed) == 5, timeout=20_000)
    qtbot.waitUntil(lambda: syncer.state.kind == "at_office")
    # The one at the start, perhaps one that a save met under way, and one for all the others.
    assert paper.pulls <= 3


def test_nothing_is_asked_before_the_start_or_while_paused(desk: Desk, paper: PaperOffice, qtbot: QtBot) -> None:
    syncer = desk.syncer(paper)
    syncer.sync_now()
    desk.save()
    qtbot.waitUntil(lambda: syncer.state.unsent == 1)
    assert (paper.pulls, paper.pushed, syncer.state.kind) == (0, [], "waiting")
    syncer.start()
    qtbot.waitUntil(lambda: syncer.state.kind == "at_office")
    syncer.pause()
    desk.save()
    qtbot.waitUntil(lambda: syncer.state.unsent == 1)
    assert len(paper.pushed) == 1
    syncer.start()
    qtbot.waitUntil(lambda: len(paper.pushed) == 2)


def test_what_is_saved_during_a_run_goes_with_the_next(desk: Desk, paper: PaperOffice, qtbot: QtBot) -> None:
    paper.go.clear()
    syncer = desk.syncer(paper)
    syncer.start()
    qtbot.waitUntil(paper.called.is_set)
    desk.save()
    qtbot.waitUntil(lambda: syncer.state.unsent == 1)
    paper.go.set()
    qtbot.waitUntil(lambda: len(paper.pushed) == 1 and syncer.state.kind == "at_office")


def test_a_save_never_waits_for_a_slow_office(desk: Desk, paper: PaperOffice, qtbot: QtBot) -> None:
    paper.go.clear()
    syncer = desk.syncer(paper)
    syncer.start()
    qtbot.waitUntil(paper.called.is_set)
    desk.save()
    qtbot.waitUntil(lambda: syncer.state.unsent == 1)
    paper.go.set()


def test_it_says_offline_and_tries_again_until_the_office_is_back(desk: Desk, over_http: Any, qtbot: QtBot) -> None:
    back = Answer(NEWS.model_dump_json().encode())
    office, transport = over_http({"pull": [Answer(drop=True), Answer(drop=True), back]})
    syncer = desk.syncer(transport)
    syncer.start()
    qtbot.waitUntil(lambda: syncer.state.kind == "at_office")
    assert "offline" in desk.kinds()
    assert office.names().count("pull") == 3


def test_what_needs_a_person_is_said_with_what_to_do(desk: Desk, over_http: Any, qtbot: QtBot) -> None:
    _, transport = over_http({"pull": [answer_json({"code": "stopped", "sentence": "No."}, 403)]})
    syncer = desk.syncer(transport)
    syncer.start()
    qtbot.waitUntil(lambda: syncer.state.kind == "attention")
    assert "Phone your administrator" in syncer.state.sentence


def test_an_office_that_asks_to_wait_is_left_alone_even_when_the_person_is_impatient(
    desk: Desk, over_http: Any, qtbot: QtBot
) -> None:
    busy = answer_json({"code": "busy", "sentence": "Later."}, 503, {"retry-after": "600"})
    office, transport = over_http({"pull": [busy], "push": [busy]})
    syncer = desk.syncer(transport)
    syncer.start()
    qtbot.waitUntil(lambda: syncer.state.kind == "offline")
    asked = len(office.requests)
    syncer.sync_now()
    desk.save()
    qtbot.waitUntil(lambda: syncer.state.unsent == 1)
    assert syncer.finish(10)
    assert len(office.requests) == asked


def test_a_bug_in_a_run_is_reported_and_does_not_end_the_sync(desk: Desk, paper: PaperOffice, qtbot: QtBot) -> None:
    class Stumbling(PaperOffice):
        def pull(self, request: Any) -> PullResponse:
            if not self.pulls:
                self.pulls += 1
                raise ZeroDivisionError
            return super().pull(request)

    stumbling = Stumbling(Ed25519PrivateKey.generate(), desk.identity.device)
    syncer = desk.syncer(stumbling)
    with qtbot.waitSignal(desk.lanes.network.crashed):
        syncer.start()
    qtbot.waitUntil(lambda: syncer.state.kind == "at_office")
    assert "attention" in desk.kinds()


def test_finishing_during_a_slow_call_waits_no_longer_than_it_may(desk: Desk, paper: PaperOffice, qtbot: QtBot) -> None:
    paper.go.clear()
    syncer = desk.syncer(paper)
    syncer.start()
    qtbot.waitUntil(paper.called.is_set)
    assert not syncer.finish(0.01)
    paper.go.set()
    assert syncer.finish(10)
    syncer.sync_soon()
    syncer.sync_now()


def test_a_quiet_look_for_news_does_not_flicker(desk: Desk, paper: PaperOffice, qtbot: QtBot) -> None:
    syncer = desk.syncer(paper)
    syncer.start()
    qtbot.waitUntil(lambda: syncer.state.kind == "at_office")
    desk.states.clear()
    syncer.sync_now()
    qtbot.waitUntil(lambda: paper.pulls == 2)
    desk.save()
    qtbot.waitUntil(lambda: len(paper.pushed) == 1)
    assert desk.kinds()[0] == "waiting"


def test_an_audit_that_lacks_what_was_told_is_said_though_everything_is_at_the_office(
    desk: Desk, paper: PaperOffice, qtbot: QtBot
) -> None:
    def break_audit() -> bool:
        with transaction(desk.store._tables.connection):
            desk.store._tables.audit.save_broken_at(MOMENT)
        return True

    assert in_lane(desk.lanes.store, break_audit)
    desk.syncer(paper).start()
    qtbot.waitUntil(lambda: bool(desk.states) and "audit verify" in desk.states[-1].sentence)
    assert desk.states[-1].kind == "attention"
    qtbot.waitUntil(lambda: paper.pulls > 0)
