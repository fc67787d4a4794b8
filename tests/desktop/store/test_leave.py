"""Leaving a case: hidden at once, gone without a trace as soon as nothing unsent or begun is lost by that."""

from pathlib import Path

import pytest

from casework.ledger.protocol import Holding
from casework.records.identifier import grants_scope
from desktop.store.case_store import Save
from desktop.store.draft import Draft
from tests.desktop.store.plain_page import plain_bytes
from tests.fakes.case_store import CASE_SCOPE, FIRST_CASE, KEY, ReadyStore, change, open_memory_like_store, person_of

CANARY = "zzquagmire"
PERSON = person_of(FIRST_CASE)
BOTH = (CASE_SCOPE, grants_scope(FIRST_CASE))


@pytest.fixture
def ready(tmp_path: Path) -> ReadyStore:
    ready = open_memory_like_store(tmp_path, cases=2)
    ready.office.write(CASE_SCOPE, change("person", PERSON, "telephone", f"{CANARY}one"))
    ready.office.settle(ready.store)
    return ready


def save(word: str) -> Save:
    return Save(CASE_SCOPE, (change("person", PERSON, "telephone", f"{CANARY}{word}"),))


def dumped(ready: ReadyStore) -> bytes:
    """Every value of every table, the index's own among them."""
    names = [row[0] for row in ready.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    values = [value for name in names for row in ready.connection.execute(f'SELECT * FROM "{name}"') for value in row]
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in values)


def test_after_leaving_no_word_is_left_in_file_log_or_index(ready: ReadyStore) -> None:
    """Also not in pages that were freed; looked for with the key, below the tables."""
    ready.store.append([save("two")])
    ready.office.settle(ready.store)
    canary = CANARY.encode()
    assert canary in plain_bytes(ready.path, KEY), "the search below would find it"
    assert canary in dumped(ready)
    ready.office.revoke(*BOTH)
    gone = ready.store.apply_pull(ready.office.pull(ready.store))
    assert CASE_SCOPE in gone.scopes
    assert "person" in gone.kinds
    assert (CASE_SCOPE, PERSON) in gone.records
    assert {holding.scope for holding in ready.store.left()} == set(BOTH)
    assert canary not in dumped(ready)
    assert canary not in plain_bytes(ready.path, KEY)
    assert ready.store.search(CANARY) == []
    assert CASE_SCOPE not in ready.store.scopes()
    assert FIRST_CASE not in ready.store.facts().cases()
    assert len(ready.store.scopes()) == 1, "the other case stays"


def test_the_purge_is_reported_until_the_office_has_taken_note(ready: ReadyStore) -> None:
    ready.office.revoke(CASE_SCOPE)
    answer = ready.office.pull(ready.store)
    ready.store.apply_pull(answer)
    left = ready.store.left()
    assert [(holding.scope, holding.generation) for holding in left] == [(CASE_SCOPE, 1)]
    ready.store.apply_pull(answer)
    assert ready.reopen().left() == left
    ready.store.apply_pull(ready.office.pull(ready.store))
    assert ready.store.left() == []


def test_unsent_work_is_hidden_with_its_case_and_sent_before_the_purge(ready: ReadyStore) -> None:
    ready.store.append([save("unsent")])
    ready.office.revoke(CASE_SCOPE)
    ready.store.apply_pull(ready.office.pull(ready.store))
    assert ready.store.search(CANARY) == []
    assert ready.store.record(CASE_SCOPE, PERSON) is None
    assert ready.store.placed(CASE_SCOPE, PERSON) == []
    assert (ready.store.unsent(), ready.store.left()) == (1, [])
    batch = ready.store.unsent_batch()
    assert batch
    ready.store.apply_push(ready.office.receive(batch, ready.store.identity().device))
    assert [holding.scope for holding in ready.store.left()] == [CASE_SCOPE]
    assert CANARY.encode() not in plain_bytes(ready.path, KEY)
    assert ready.store.chain().seq == 1, "the chain outlives the purge"


def test_a_draft_keeps_its_case_until_it_is_ended(ready: ReadyStore) -> None:
    now = ready.clock.now()
    ready.store.save_draft(Draft("d", CASE_SCOPE, "contact", "{}", now, now))
    ready.office.revoke(CASE_SCOPE)
    ready.store.apply_pull(ready.office.pull(ready.store))
    assert ready.store.left() == []
    assert [draft.id for draft in ready.store.drafts()] == ["d"]
    ready.store.delete_draft("d")
    assert [holding.scope for holding in ready.store.left()] == [CASE_SCOPE]


def test_a_case_not_asked_to_leave_any_more_is_shown_again(ready: ReadyStore) -> None:
    ready.store.append([save("unsent")])
    ready.office.revoke(CASE_SCOPE)
    ready.store.apply_pull(ready.office.pull(ready.store))
    ready.store.apply_pull(ready.office.answer([]))
    assert len(ready.store.search(CANARY)) == 1


@pytest.mark.parametrize("purged", [True, False])
def test_a_case_regained_is_there_in_full(ready: ReadyStore, purged: bool) -> None:
    if not purged:
        ready.store.append([save("unsent")])
    before = ready.store.records_of_case(FIRST_CASE)
    ready.office.revoke(CASE_SCOPE)
    ready.store.apply_pull(ready.office.pull(ready.store))
    assert bool(ready.store.left()) is purged
    ready.office.grant(CASE_SCOPE)
    ready.office.settle(ready.store, page_size=2)
    assert len(ready.store.records_of_case(FIRST_CASE)) == len(before)
    assert ready.store.left() == []
    assert ready.store.unsent() == 0


def test_a_leave_of_an_older_generation_does_not_touch_the_one_being_entered(ready: ReadyStore) -> None:
    ready.office.grant(CASE_SCOPE)
    ready.store.apply_pull(ready.office.answer([ready.office.page(CASE_SCOPE, 0, 2)], enter=[CASE_SCOPE]))
    old = Holding(scope=CASE_SCOPE, generation=1, position=0)
    ready.store.apply_pull(ready.office.answer([ready.office.page(CASE_SCOPE, 2, 9)], leave=[old]))
    assert Holding(scope=CASE_SCOPE, generation=2, position=4) in ready.store.holdings()
    assert ready.store.left() == [old]
    assert len(ready.store.search(CANARY)) == 1


def test_a_kill_between_purge_and_clean_up_is_made_good_at_the_next_start(ready: ReadyStore) -> None:
    ready.office.revoke(CASE_SCOPE)
    ready.store.apply_pull(ready.office.pull(ready.store))
    ready.connection.execute("UPDATE departed SET erased = 0")
    assert ready.store.left() == []
    assert [holding.scope for holding in ready.reopen().left()] == [CASE_SCOPE]


def test_what_is_saved_into_a_case_that_has_gone_arrives_and_leaves_no_trace(ready: ReadyStore) -> None:
    """In a window that was open when the case went: sent like everything, then gone like the rest of the case."""
    ready.office.revoke(*BOTH)
    ready.office.settle(ready.store)
    ready.store.append([save("late")])
    assert ready.store.unsent() == 1
    ready.store.apply_pull(ready.office.pull(ready.store))
    assert ready.store.unsent_batch(), "nothing goes before the office has it"
    ready.office.settle(ready.store)
    assert ready.store.unsent() == 0
    assert CASE_SCOPE not in ready.store.scopes()
    assert CANARY.encode() not in plain_bytes(ready.path, KEY)
    assert ready.store.left() == []
