"""An import in the store: held back, sent, or taken out of the chain as if it had never been."""

from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.identifier import CaseId, RecordId, case_scope
from desktop.store.case_store import CaseStore, Save
from desktop.store.connection import transaction
from desktop.store.import_table import RunState
from desktop.store.tables import open_tables
from tests.fakes.case_store import CASE_SCOPE, FIRST_CASE, ReadyStore, change, open_memory_like_store, person_of, uid

PERSON = person_of(FIRST_CASE)
NEW_CASE = CaseId(uid(777))
_NOT_COMPARED = ("search_", "sqlite_")


@pytest.fixture
def ready(tmp_path: Path) -> ReadyStore:
    return open_memory_like_store(tmp_path)


def telephone(number: str) -> Save:
    return Save(CASE_SCOPE, (change("person", PERSON, "telephone", number),))


def warning(number: int, words: str) -> Save:
    values: dict[str, JsonValue] = {
        "notice": {"sort": "other", "text": words},
        "state": {"status": "active", "by": "x", "on": "2026-01-05"},
    }
    return Save(CASE_SCOPE, (Edit(record=RecordId(uid(9000 + number)), kind="warning", set=values),))


def rows(ready: ReadyStore) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for the inside of the index."""
    names = [row[0] for row in ready.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [name for name in names if not name.startswith(_NOT_COMPARED)]
    return {name: sorted(map(tuple, ready.connection.execute(f'SELECT * FROM "{name}"')), key=repr) for name in kept}


def pages_with(ready: ReadyStore, part: bytes) -> list[bytes]:
    """The pages of the index that hold some bytes."""
    pages = [bytes(row[0]) for row in ready.connection.execute("SELECT block FROM search_data")]
    return [page for page in pages if part in page]


def take_back_whole(store: CaseStore, run: str) -> None:
    left = 1
    while left:
        left, _ = store.imports.take_back(run)
    store.imports.forget(run)


def test_what_is_imported_is_read_at_once_and_not_sent_until_it_is_released(ready: ReadyStore) -> None:
    store = ready.store
    store.append([telephone("1")])
    run = store.imports.begin("contacts", "an old system")
    store.imports.append(run, [warning(1, "zebra"), warning(2, "okapi")], 2)
    store.imports.finish(run)
    assert [hit.record for hit in store.search("okapi")] == [uid(9002)]
    assert store.unsent() == 3
    batch = store.unsent_batch()
    assert batch
    assert len(batch.entries) == 1
    ready.office.settle(store)
    assert store.unsent_batch() is None
    store.imports.release()
    ready.office.settle(store)
    assert store.unsent() == 0


def test_a_held_import_goes_without_a_trace(ready: ReadyStore) -> None:
    store = ready.store
    store.append([telephone("1")])
    before = rows(ready)
    run = store.imports.begin("contacts", "an old system")
    for number in range(30):
        store.imports.append(run, [warning(number, f"zebra {number}"), telephone(str(number))], 2)
    grants = Save(case_scope(NEW_CASE), (Edit(record=RecordId(NEW_CASE), kind="case", set={"state": "open"}),))
    store.imports.append(run, [grants], 1)
    store.imports.finish(run)
    assert pages_with(ready, b"ebra")
    take_back_whole(store, run)
    assert rows(ready) == before
    assert store.search("zebra") == []
    # Nor is the word anywhere in the pages of the index, where beginnings are shared and endings stand whole.
    assert not pages_with(ready, b"ebra")
    # The chain goes on as if nothing had been there, and the office takes it.
    store.append([telephone("2")])
    ready.office.settle(store)
    assert store.unsent() == 0


def test_the_chain_goes_on_after_an_undone_import_though_a_backup_has_all_that_came_before(ready: ReadyStore) -> None:
    store = ready.store
    store.append([telephone("1"), telephone("2")])
    run = store.imports.begin("contacts", "an old system")
    store.imports.append(run, [warning(1, "zebra")], 1)
    store.imports.finish(run)
    ready.office.settle(store)
    ready.office.kept_seq = 2
    ready.office.settle(store)
    assert [row[0] for row in ready.connection.execute("SELECT seq FROM outbox ORDER BY seq")] == [2, 3]
    take_back_whole(store, run)
    assert store.chain().seq == 2
    store.append([telephone("3")])
    batch = store.unsent_batch()
    assert batch
    assert [item.seq for item in batch.entries] == [3], (
        "a second first entry would be a fork: nothing is ever sent again"
    )


def test_no_link_of_an_import_is_signed_before_it_is_sent(ready: ReadyStore) -> None:
    store = ready.store
    store.append([telephone("1")])
    ready.office.settle(store)
    run = store.imports.begin("contacts", "an old system")
    store.imports.append(run, [warning(1, "zebra")], 1)
    store.imports.finish(run)
    with transaction(ready.connection):
        open_tables(ready.connection).notes.add(uid(1), CASE_SCOPE, b"sealed")
    batch = store.unsent_batch()
    assert batch
    assert (len(batch.entries), len(batch.notes), batch.tip.seq) == (0, 1, 1)


def test_whatever_else_is_saved_lets_go_of_the_import_and_nothing_of_it_leaves_the_chain(ready: ReadyStore) -> None:
    store = ready.store
    run = store.imports.begin("contacts", "an old system")
    store.imports.append(run, [warning(1, "zebra")], 1)
    store.append([telephone("written by hand")])
    store.imports.append(run, [warning(2, "okapi")], 1)
    batch = store.unsent_batch()
    assert batch
    assert len(batch.entries) == 3
    left, _ = store.imports.take_back(run)
    assert left == 2
    assert len(store.search("zebra")) == 1


def test_an_import_is_sent_after_an_hour(ready: ReadyStore) -> None:
    store = ready.store
    run = store.imports.begin("contacts", "an old system")
    store.imports.append(run, [warning(1, "zebra")], 1)
    ready.clock.advance(hours=3)
    store.note_time()
    assert store.unsent_batch() is None, "while it runs nothing of it is sent, however long it takes"
    store.imports.finish(run)
    ready.clock.advance(minutes=59)
    store.note_time()
    assert store.unsent_batch() is None
    ready.clock.advance(minutes=2)
    store.note_time()
    assert store.unsent_batch() is not None


def test_an_import_that_was_interrupted_is_taken_back_when_the_store_is_opened(ready: ReadyStore) -> None:
    before = rows(ready)
    run = ready.store.imports.begin("contacts", "an old system")
    for number in range(25):
        ready.store.imports.append(run, [warning(number, "zebra")], 1)
    store = ready.reopen()
    assert [(one.state, one.held) for one in store.imports.runs()] == [(RunState.BROKEN, False)]
    assert store.search("zebra") == []
    store.imports.forget(run)
    assert rows(ready) == before


def test_an_import_of_which_half_was_taken_back_when_the_laptop_died_is_never_sent(ready: ReadyStore) -> None:
    """Whoever undid it saw that it was wrong: what was left of it would have gone to the office after the hour."""
    before = rows(ready)
    run = ready.store.imports.begin("contacts", "an old system")
    for number in range(25):
        ready.store.imports.append(run, [warning(number, "zebra")], 1)
    ready.store.imports.finish(run)
    left, _ = ready.store.imports.take_back(run)
    assert 0 < left < 25
    ready.clock.advance(hours=2)
    store = ready.reopen()
    assert store.unsent() == 0
    assert store.search("zebra") == []
    assert not pages_with(ready, b"ebra")
    assert [one.state for one in store.imports.runs()] == [RunState.BROKEN]
    store.imports.forget(run)
    # The highest clock alone has gone on.
    assert rows(ready) | {"fact": []} == before | {"fact": []}


def test_an_interrupted_import_after_which_something_was_saved_is_kept(ready: ReadyStore) -> None:
    run = ready.store.imports.begin("contacts", "an old system")
    ready.store.imports.append(run, [warning(1, "zebra")], 1)
    ready.store.append([telephone("by hand")])
    store = ready.reopen()
    assert [(one.id, one.state, one.taken) for one in store.imports.runs()] == [(run, RunState.ENDED, 1)]
    assert len(store.search("zebra")) == 1


def test_a_stopped_laptop_hands_over_what_an_import_held_too(ready: ReadyStore) -> None:
    run = ready.store.imports.begin("contacts", "an old system")
    ready.store.imports.append(run, [warning(1, "zebra")], 1)
    assert len(ready.store.handover_batch().entries) == 1
    left, _ = ready.store.imports.take_back(run)
    assert left == 1, "what was given away is in the chain for good"


def test_how_a_layout_is_read_is_remembered_and_the_oldest_forgotten(ready: ReadyStore) -> None:
    shelf = ready.store.imports
    for number in range(120):
        ready.clock.advance(minutes=1)
        shelf.save_reading(f"layout {number}", "{}")
    shelf.save_reading("layout 119", '{"a": 1}')
    assert shelf.load_reading("layout 119") == '{"a": 1}'
    assert shelf.load_reading("layout 0") is None
