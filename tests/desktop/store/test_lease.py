"""A store whose lease has ended shows nothing by any way of reading, loses nothing, and opens with the next lease."""

from datetime import timedelta
from pathlib import Path

import pytest

from casework.records.identifier import AGENCY
from casework.rules.lease import LeaseState
from desktop.store.case_store import CaseStore, Save
from desktop.store.draft import Draft
from tests.fakes.case_store import CASE_SCOPE, FIRST_CASE, ReadyStore, change, open_memory_like_store, person_of

PERSON = person_of(FIRST_CASE)


@pytest.fixture
def ready(tmp_path: Path) -> ReadyStore:
    ready = open_memory_like_store(tmp_path)
    reach_office(ready)
    return ready


def reach_office(ready: ReadyStore) -> None:
    ready.office.lease, ready.office.time = timedelta(days=14), ready.clock.now()
    ready.office.settle(ready.store)


def save(ready: ReadyStore, words: str) -> None:
    ready.store.append([Save(CASE_SCOPE, (change("person", PERSON, "telephone", words),))])


def keep_draft(ready: ReadyStore, words: str) -> None:
    now = ready.clock.now()
    ready.store.save_draft(Draft("d", CASE_SCOPE, "contact", words, now, now))


def anything(store: CaseStore) -> list[object]:
    """Whatever reading finds of the case, in every way there is."""
    return [
        *store.search("isla"),
        *store.records("person"),
        *store.records_of_case(FIRST_CASE),
        *store.field_of("person", "name"),
        *store.contested(),
        *store.scopes("case"),
        *store.placed(CASE_SCOPE, PERSON),
        *store.waiting(),
        *store.drafts(),
        *store.facts().allocations,
        *([store.record(CASE_SCOPE, PERSON)] if store.record(CASE_SCOPE, PERSON) else []),
        *([store.draft("d")] if store.draft("d") else []),
    ]


def test_the_first_reading_after_the_end_finds_nothing(ready: ReadyStore) -> None:
    """Nobody has to strike the minute first. Who works here is still known."""
    keep_draft(ready, "begun")
    assert len(anything(ready.store)) > 10
    ready.clock.advance(days=14)
    assert anything(ready.store) == []
    assert ready.store.lease().state is LeaseState.ENDED
    assert ready.store.records("staff", AGENCY)
    assert ready.store.facts().staff


def test_it_stays_locked_when_it_is_opened_again_with_the_clock_set_back(ready: ReadyStore) -> None:
    ready.clock.advance(days=14)
    ready.store.note_time()
    ready.clock.advance(days=-13)
    assert anything(ready.reopen()) == []
    assert ready.store.lease().state is LeaseState.SET_BACK


def test_a_clock_set_back_locks_by_the_highest_that_was_seen(ready: ReadyStore) -> None:
    ready.clock.advance(hours=3)
    save(ready, "one")
    ready.clock.advance(hours=-2)
    assert anything(ready.reopen()) == []


def test_what_is_written_while_it_is_locked_is_kept_and_sent(ready: ReadyStore) -> None:
    """A window that was open when the lease ended may still save: its draft, and its record."""
    keep_draft(ready, "before")
    ready.clock.advance(days=20)
    assert anything(ready.store) == []
    begun = ready.clock.now()
    keep_draft(ready, "while locked")
    save(ready, "while locked")
    assert ready.store.unsent() == 1
    assert ready.store.unsent_batch()
    reach_office(ready)
    (draft,) = ready.store.drafts()
    assert draft.content == "while locked"
    assert draft.started_at < begun, "when it was begun stays"
    assert ready.store.search("locked")
    assert ready.store.unsent() == 0


def test_a_fresh_lease_opens_it_and_says_so(ready: ReadyStore) -> None:
    before = anything(ready.store)
    ready.clock.advance(days=15)
    locked = ready.store.note_time()
    assert (locked.lease, CASE_SCOPE in locked.scopes) == (True, True)
    assert not ready.store.note_time().lease, "said once"
    ready.office.time = ready.clock.now()
    opened = ready.store.apply_pull(ready.office.pull(ready.store))
    assert (opened.lease, CASE_SCOPE in opened.scopes) == (True, True)
    assert anything(ready.store) == before


def test_locking_leaves_and_seals_nothing(ready: ReadyStore) -> None:
    save(ready, "mine")
    keep_draft(ready, "begun")
    ready.clock.advance(days=400)
    ready.store.note_time()
    assert (ready.store.left(), ready.store.sealed_notes()) == ([], 0)
    assert ready.connection.execute("SELECT count(*) FROM box").fetchone() == (0,)
    reach_office(ready)
    assert [draft.content for draft in ready.store.drafts()] == ["begun"]


def test_a_laptop_that_never_had_a_lease_is_open(tmp_path: Path) -> None:
    ready = open_memory_like_store(tmp_path)
    ready.clock.advance(days=400)
    assert ready.store.search("isla")
