"""A store whose lease has ended shows nothing by any way of reading, loses nothing, and opens with the next lease."""

from datetime import timedelta
from pathlib import Path

import pytest

from casework.ledger.entry import Edit
from casework.records.contact.check_in import CheckIn, CheckInStep
from casework.records.identifier import AGENCY, RecordId
from casework.rules.lease import LeaseState
from desktop.store.case_store import CaseStore, Save
from desktop.store.draft import Draft
from tests.fakes.case_store import CASE_SCOPE, FIRST_CASE, WORKER, ReadyStore, change, open_memory_like_store, person_of

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


def ask_sign_in(ready: ReadyStore) -> None:
    """The office is reached, and wants a sign-in first."""
    ready.office.sign_in_by = ready.office.time = ready.clock.now()
    ready.store.apply_pull(ready.office.pull(ready.store))


def set_out(ready: ReadyStore, step: CheckInStep, staff: str = WORKER) -> None:
    said = CheckIn(appointment="a", step=step, at=ready.clock.now(), by=staff).values()
    edit = Edit(record=RecordId(ready.store.new_id()), kind=CheckIn.kind, set=said)
    ready.store.append([Save(CASE_SCOPE, (edit,))])


def pass_time(ready: ReadyStore, **parts: float) -> None:
    ready.clock.advance(**parts)
    ready.store.note_time()


def test_an_overdue_sign_in_waits_until_a_visit_is_over(ready: ReadyStore) -> None:
    """Whoever is at somebody's door sees the warnings until they are out again, whatever the office answers."""
    set_out(ready, CheckInStep.STARTED)
    pass_time(ready, minutes=90)
    for _ in range(2):
        ask_sign_in(ready)
        assert ready.store.lease().state is LeaseState.HELD
        assert ready.store.search("isla")
        pass_time(ready, minutes=10)
    ready.reopen()
    assert ready.store.search("isla"), "the screen was locked meanwhile, and opened again"
    set_out(ready, CheckInStep.ENDED)
    assert ready.store.search("isla"), "never within what they do, whose own reading would find nothing"
    pass_time(ready, minutes=1)
    assert anything(ready.store) == []
    set_out(ready, CheckInStep.STARTED)
    pass_time(ready, minutes=1)
    ask_sign_in(ready)
    assert anything(ready.store) == [], "once shut, nothing that is begun opens it"


def test_an_overdue_sign_in_waits_while_something_is_being_written(ready: ReadyStore) -> None:
    keep_draft(ready, "begun")
    ask_sign_in(ready)
    assert ready.store.drafts()
    pass_time(ready, minutes=59)
    assert ready.store.drafts()
    pass_time(ready, minutes=2)
    assert anything(ready.store) == [], "what nobody has touched for an hour is not being written"


@pytest.mark.parametrize("lease_hours", [8, 14 * 24])
def test_it_waits_no_longer_than_twelve_hours_nor_than_the_lease(ready: ReadyStore, lease_hours: int) -> None:
    ready.office.lease = timedelta(hours=lease_hours)
    ready.office.settle(ready.store)
    set_out(ready, CheckInStep.STARTED)
    ask_sign_in(ready)
    pass_time(ready, hours=min(12, lease_hours), minutes=-1)
    assert ready.store.search("isla")
    pass_time(ready, minutes=1)
    assert anything(ready.store) == []


def test_nobody_elses_visit_holds_it_back(ready: ReadyStore) -> None:
    set_out(ready, CheckInStep.STARTED, "somebody-else")
    ask_sign_in(ready)
    assert anything(ready.store) == []


def test_a_clock_set_back_ends_the_waiting(ready: ReadyStore) -> None:
    set_out(ready, CheckInStep.STARTED)
    ask_sign_in(ready)
    pass_time(ready, hours=2)
    ready.clock.advance(hours=-1)
    assert anything(ready.store) == []


def test_a_pull_that_gives_nothing_is_no_exchange_of_records(ready: ReadyStore) -> None:
    """What is on the laptop is as old as it was, and nobody is told that it was synced now."""
    before = ready.store.last_synced_at()
    ready.clock.advance(hours=5)
    ask_sign_in(ready)
    assert ready.store.last_synced_at() == before
    ready.office.sign_in_by = None
    reach_office(ready)
    assert ready.store.last_synced_at() == ready.clock.now()
