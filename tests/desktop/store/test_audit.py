"""What happens on a laptop alone is kept until the office has noted it; the office's checkpoint is remembered."""

import base64
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.ledger.audit import (
    MOST_EVENTS,
    AuditResponse,
    AuditWhat,
    Checkpoint,
    SignedCheckpoint,
    sign_checkpoint,
)
from casework.ledger.chain import sign_wipe
from casework.ledger.protocol import ChainTip, HandoverResponse, PushResponse
from casework.records.identifier import CaseId
from desktop.store import audit_shelf
from desktop.store.audit_shelf import AuditShelf, StrangeCheckpoint
from desktop.store.case_store import CaseStore
from desktop.store.connection import Connection
from tests.fakes.case_store import FIRST_CASE, ReadyStore, open_memory_like_store, uid
from tests.fakes.dying_connection import Killed

OTHER_CASE = CaseId(uid(101))


@pytest.fixture
def ready(tmp_path: Path) -> Iterator[ReadyStore]:
    """A store in use."""
    made = open_memory_like_store(tmp_path)
    yield made
    made.connection.close()


@dataclass
class Teller:
    """Reports as the sync does."""

    ready: ReadyStore

    @property
    def shelf(self) -> AuditShelf:
        """Of the store as it is open now."""
        return self.ready.store.audit

    def due(self) -> list[str]:
        """What would be told now, by sort."""
        request = self.shelf.plan_report(self.ready.clock.now())
        return [event.what.value for event in request.events] if request else []

    def told(self, answer: AuditResponse | None = None) -> None:
        """The office notes what is told, and answers so."""
        request = self.shelf.plan_report(self.ready.clock.now())
        assert request is not None
        noted = [event.id for event in request.events]
        self.shelf.take_report(request, (answer or AuditResponse(epoch=1)).model_copy(update={"noted": noted}))

    def checkpoint(
        self, place: int, epoch: int = 1, key: Ed25519PrivateKey | None = None, of: str = "a"
    ) -> AuditResponse:
        """An answer with a checkpoint as the server signs it."""
        at = self.ready.clock.now()
        data = Checkpoint(epoch=epoch, place=place, digest=of * 64, at=at).model_dump_json()
        signature = base64.b64encode(sign_checkpoint(key or self.ready.office.key, data.encode())).decode()
        return AuditResponse(checkpoint=SignedCheckpoint(data=data, signature=signature), epoch=epoch)

    def another_day(self, answer: AuditResponse) -> bool:
        """What a daily comparison says: whether all is well."""
        self.ready.clock.advance(days=1)
        self.told(answer)
        return self.shelf.broken_at() is None


@pytest.fixture
def teller(ready: ReadyStore) -> Teller:
    """Somebody who reports."""
    return Teller(ready)


def test_going_to_and_fro_is_one_opening_of_a_case_and_the_next_hour_another(teller: Teller) -> None:
    shelf, clock = teller.shelf, teller.ready.clock
    assert [shelf.note_opening(FIRST_CASE), shelf.note_opening(OTHER_CASE)] == [True, True]
    clock.advance(minutes=29)
    assert not shelf.note_opening(FIRST_CASE)
    # A store that is opened again knows it: somebody locks twenty times a day.
    teller.ready.reopen()
    assert not teller.shelf.note_opening(FIRST_CASE)
    clock.advance(minutes=1)
    assert teller.shelf.note_opening(FIRST_CASE, "Responsible or supervising officer")
    events = teller.shelf.next_events()
    assert [event.case for event in events] == [FIRST_CASE, OTHER_CASE, FIRST_CASE]
    assert events[2].at - events[0].at == timedelta(minutes=30)
    assert events[2].why == "Responsible or supervising officer"


def test_a_clock_set_back_hides_no_opening(teller: Teller) -> None:
    teller.shelf.note_opening(FIRST_CASE)
    teller.ready.clock.move_to(teller.ready.clock.now() - timedelta(days=2))
    assert teller.shelf.note_opening(FIRST_CASE)


def test_it_is_told_in_batches_and_goes_only_when_it_is_noted(teller: Teller) -> None:
    """Nothing known of an answer: it is told again, under the same id."""
    shelf, clock = teller.shelf, teller.ready.clock
    assert teller.due() == []
    shelf.note(AuditWhat.EXPORTED, FIRST_CASE, why="Copy for the person: Your plan")
    assert teller.due() == ["exported"]
    request = shelf.plan_report(clock.now())
    assert request is not None
    # The answer is lost, and the laptop is off in between.
    teller.ready.reopen()
    assert teller.shelf.plan_report(clock.now()) == request
    teller.told()
    assert (teller.shelf.unsent(), teller.due()) == (0, [])
    teller.shelf.note_opening(FIRST_CASE)
    assert teller.due() == []
    clock.advance(minutes=10)
    assert teller.due() == ["opened"]


def test_what_the_office_does_not_note_is_kept(teller: Teller) -> None:
    event = teller.shelf.note(AuditWhat.SHOWN, FIRST_CASE)
    request = teller.shelf.plan_report(teller.ready.clock.now())
    assert request is not None
    teller.shelf.take_report(request, AuditResponse(epoch=1))
    assert [one.id for one in teller.shelf.next_events()] == [event]
    teller.shelf.take_report(request, AuditResponse(epoch=1, passed_over=[event]))
    assert teller.shelf.unsent() == 0


class Armed:
    """A connection that dies at a statement, once it is told at which."""

    def __init__(self, connection: Connection) -> None:
        self.connection, self.left = connection, -1

    def execute(self, statement: str, *values: Any) -> Any:
        """Run a statement, or die before it."""
        self.left -= 1
        if self.left == -1:
            raise Killed
        return self.connection.execute(statement, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)


def test_a_kill_before_any_statement_leaves_the_whole_event_or_none(ready: ReadyStore) -> None:
    """And never an opening that is remembered and not kept."""
    died = 0
    for statement in range(30):
        armed = Armed(ready.connection)
        store = CaseStore(cast("Connection", armed), ready.clock)
        armed.left = statement
        with suppress(Killed):
            store.audit.note_opening(FIRST_CASE)
            break
        died += 1
        ready.reopen()
        kept = ready.store.audit.unsent()
        assert kept == (ready.store._tables.audit.opened_at(FIRST_CASE) is not None)
        if kept:
            # Killed behind the commit.
            break
    assert died >= 4
    ready.reopen()
    assert ready.store.audit.unsent() == 1


def test_it_is_bounded_and_the_first_opening_of_each_case_and_day_stays(
    teller: Teller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_shelf, "MOST_KEPT", 20)
    shelf = teller.shelf
    exported = shelf.note(AuditWhat.EXPORTED, FIRST_CASE, why="Copy for the person: Your plan")
    for _ in range(60):
        teller.ready.clock.advance(minutes=30)
        shelf.note_opening(FIRST_CASE)
        shelf.note_opening(OTHER_CASE)
    kept = shelf.next_events()
    assert len(kept) <= 20
    assert exported in {event.id for event in kept}
    days = {(event.case, event.at.date()) for event in kept if event.what is AuditWhat.OPENED}
    assert len(days) == 4


def test_a_stopped_laptop_is_not_wiped_before_its_events_are_handed_over(teller: Teller) -> None:
    ready, shelf = teller.ready, teller.shelf
    event = shelf.note(AuditWhat.SHOWN, FIRST_CASE)
    push = PushResponse(server_time=ready.clock.now(), chain=ChainTip(seq=0), receipts=[])
    order = wipe_order(ready)
    ready.store.apply_handover(HandoverResponse(push=push, wipe=order))
    assert (ready.store.is_stopped(), ready.store.is_wiped()) == (True, False)
    ready.store.apply_handover(HandoverResponse(push=push, wipe=order, settled=[event]))
    assert ready.store.is_wiped()
    assert shelf.unsent() == 0


def wipe_order(ready: ReadyStore) -> str:
    """What the server signs."""
    return base64.b64encode(sign_wipe(ready.office.key, ready.store.identity().device)).decode()


def test_an_audit_that_does_not_follow_from_what_is_remembered_is_a_fault_that_stays(teller: Teller) -> None:
    assert teller.due() == []
    teller.shelf.note_opening(FIRST_CASE)
    teller.told(teller.checkpoint(1000))
    assert teller.another_day(teller.checkpoint(1000))
    assert teller.another_day(teller.checkpoint(2000, of="b"))
    # Cut short, though the server says that all is well; another row at the place; the server's own word.
    assert not teller.another_day(teller.checkpoint(1000))
    assert not teller.another_day(teller.checkpoint(2000, of="c"))
    assert not teller.another_day(teller.checkpoint(3000).model_copy(update={"holds": False}))
    teller.ready.reopen()
    assert teller.shelf.broken_at() is not None
    request = teller.shelf.plan_report(teller.ready.clock.now() + timedelta(days=1))
    assert request is not None
    assert request.checkpoint is not None
    assert '"place":2000' in request.checkpoint.data
    # The database that it was cut from was put back.
    assert teller.another_day(teller.checkpoint(2000, of="b"))


def test_a_restore_that_began_an_epoch_is_no_fault(teller: Teller) -> None:
    teller.shelf.note_opening(FIRST_CASE)
    teller.told(teller.checkpoint(2000))
    older = teller.checkpoint(1000)
    assert teller.another_day(older.model_copy(update={"epoch": 2}))
    assert teller.another_day(teller.checkpoint(1100, epoch=2))


def test_a_checkpoint_of_anybody_else_is_refused_and_nothing_is_kept(teller: Teller) -> None:
    event = teller.shelf.note(AuditWhat.SHOWN, FIRST_CASE)
    with pytest.raises(StrangeCheckpoint):
        teller.told(teller.checkpoint(5, key=Ed25519PrivateKey.generate()))
    assert [one.id for one in teller.shelf.next_events()] == [event]


def test_no_more_goes_at_once_than_the_office_takes(teller: Teller) -> None:
    for _ in range(MOST_EVENTS + 3):
        teller.shelf.note(AuditWhat.SHOWN, FIRST_CASE)
    assert len(teller.due()) == MOST_EVENTS
    teller.told()
    assert teller.shelf.unsent() == 3
