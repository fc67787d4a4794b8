"""An office that was restored lacks what it had acknowledged: the laptop owes it again, with the office's own word."""

import shutil
from pathlib import Path

import pytest

from casework.ledger.fold import Placed
from casework.ledger.protocol import ChainTip, PullResponse, PushRequest, PushResponse
from casework.records.identifier import EntryId, RecordId
from desktop.store.case_store import CaseStore, Save
from desktop.store.connection import open_store
from tests.fakes.case_store import CASE_SCOPE, FIRST_CASE, KEY, ReadyStore, change, open_memory_like_store, person_of

PERSON = person_of(FIRST_CASE)


@pytest.fixture
def ready(tmp_path: Path) -> ReadyStore:
    """A laptop that has sent three entries one by one."""
    ready = open_memory_like_store(tmp_path)
    for number in range(3):
        save(ready, f"telephone {number}")
        ready.office.settle(ready.store)
    return ready


def save(ready: ReadyStore, words: str) -> None:
    ready.store.append([Save(CASE_SCOPE, (change("person", PERSON, "telephone", words),))])


def chain_of(ready: ReadyStore, seq: int) -> ChainTip:
    """The chain as the office knows it when it has so many entries."""
    row = ready.connection.execute("SELECT id FROM outbox WHERE seq = ?", (seq,)).fetchone()
    return ChainTip(seq=seq, id=row[0] if row else None)


def restored(ready: ReadyStore, seq: int) -> PullResponse:
    """What a restored office answers to a pull."""
    return ready.office.pull(ready.store).model_copy(update={"chain": chain_of(ready, seq)})


def batch(ready: ReadyStore) -> PushRequest:
    found = ready.store.unsent_batch()
    assert found is not None
    return found


def placed(ready: ReadyStore) -> list[Placed]:
    return ready.store.placed(CASE_SCOPE, RecordId(PERSON))


def test_it_is_owed_from_where_the_office_stands_with_the_receipts_of_just_that(ready: ReadyStore) -> None:
    assert ready.store.unsent_batch() is None
    change = ready.store.apply_pull(restored(ready, 1))
    assert change.outbox
    assert ready.store.is_office_behind()
    save(ready, "a new one")
    found = batch(ready)
    assert [item.seq for item in found.entries] == [2, 3, 4]
    assert len(found.receipts) == 2
    assert all(any(item.id in receipt.data for receipt in found.receipts) for item in found.entries[:2])
    assert ready.store.unsent() == 3


def test_once_it_has_all_again_nothing_is_owed_and_every_place_is_as_before(ready: ReadyStore) -> None:
    before = placed(ready)
    reached = {ladder.sealed.id: ready.store.ladder(ladder.sealed.id).at_office_at for ladder in before}
    ready.store.apply_pull(restored(ready, 0))
    later = ready.office.receive(batch(ready), ready.store.identity().device)
    ready.store.apply_push(later)
    assert not ready.store.is_office_behind()
    assert ready.store.unsent_batch() is None
    assert ready.store.unsent() == 0
    assert placed(ready) == before
    assert {ident: ready.store.ladder(ident).at_office_at for ident in reached} == reached


def test_an_office_that_is_restored_twice_is_owed_twice(ready: ReadyStore) -> None:
    ready.store.apply_pull(restored(ready, 2))
    ready.store.apply_pull(restored(ready, 0))
    assert [item.seq for item in batch(ready).entries] == [1, 2, 3]
    ready.store.apply_pull(restored(ready, 3))
    assert ready.store.unsent_batch() is None
    ready.store.apply_pull(restored(ready, 1))
    assert [item.seq for item in batch(ready).entries] == [2, 3]


def test_what_a_restoring_office_only_keeps_is_not_acknowledged(ready: ReadyStore) -> None:
    save(ready, "a new one")
    time = ready.office.time
    held = PushResponse(receipts=[], chain=chain_of(ready, 3), server_time=time, held=True, kept_seq=9)
    ready.store.apply_push(held)
    assert [item.seq for item in batch(ready).entries] == [4]
    ready.store.apply_push(held.model_copy(update={"chain": chain_of(ready, 1)}))
    assert [item.seq for item in batch(ready).entries] == [2, 3, 4]


def test_a_chain_that_is_not_this_laptops_is_never_answered_with_everything_again(ready: ReadyStore) -> None:
    ready.store.apply_pull(restored(ready, 1).model_copy(update={"chain": ChainTip(seq=1, id=EntryId("0" * 64))}))
    assert not ready.store.is_office_behind()
    assert ready.store.unsent_batch() is None


def test_a_receipt_about_what_only_a_copy_of_this_laptop_sent_is_a_fork_and_no_damage(ready: ReadyStore) -> None:
    save(ready, "both have it")
    ready.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    file = ready.path.with_name("older.db")
    shutil.copyfile(ready.path, file)
    save(ready, "only the newer one has it")
    answer = ready.office.receive(batch(ready), ready.store.identity().device)
    connection = open_store(file, KEY)
    try:
        older = CaseStore(connection, ready.clock)
        older.apply_push(answer)
        assert older.is_forked()
        assert older.unsent_batch() is None
    finally:
        connection.close()
    ready.store.apply_push(answer)
    assert not ready.store.is_forked()
