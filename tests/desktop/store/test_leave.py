"""Leaving a case: gone without a trace in one commit, and nothing that was saved or begun is lost by that."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.keep import heads_digest
from casework.ledger.protocol import Holding
from casework.records.identifier import AGENCY, RecordId, case_scope, grants_scope
from desktop.store.case_store import Save
from desktop.store.draft import Draft
from desktop.store.outbox import to_base64
from tests.desktop.store.plain_page import plain_bytes
from tests.fakes.case_store import (
    CASE_SCOPE,
    FIRST_CASE,
    KEY,
    TEAM,
    ReadyStore,
    change,
    open_memory_like_store,
    person_of,
    uid,
)

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


def test_of_a_case_with_many_records_no_word_is_left_either(ready: ReadyStore) -> None:
    """Wiped out of the index together, because one by one takes as long as somebody waits at a door."""
    words = [f"{CANARY}{number:03}" for number in range(60)]
    for number, word in enumerate(words):
        note: JsonValue = f"Seen at home, {word} and the shared words of every note."
        edit = Edit(record=RecordId(uid(30_000 + number)), kind="contact", set={"narrative": note})
        ready.office.write(CASE_SCOPE, edit)
        other = Edit(record=RecordId(uid(40_000 + number)), kind="contact", set={"narrative": "The shared words stay."})
        ready.office.write(case_scope(ready.cases[1]), other)
    ready.office.settle(ready.store)
    assert all(ready.store.search(word) for word in words)
    assert words[7].encode() in plain_bytes(ready.path, KEY)
    ready.office.revoke(*BOTH)
    ready.store.apply_pull(ready.office.pull(ready.store))
    everything, file = dumped(ready), plain_bytes(ready.path, KEY)
    assert not [word for word in (CANARY, *words) if word.encode() in everything or word.encode() in file]
    (segments,) = ready.connection.execute("SELECT count(DISTINCT segid) FROM search_idx").fetchone()
    assert segments == 1, "the index was written anew, once"
    assert len(ready.store.search("shared")) > 0
    # What is taken out by itself is wiped at once again.
    ready.office.write(case_scope(ready.cases[1]), change("person", person_of(ready.cases[1]), "telephone", "zzlatest"))
    ready.office.settle(ready.store)
    ready.office.revoke(case_scope(ready.cases[1]), grants_scope(ready.cases[1]))
    ready.store.apply_pull(ready.office.pull(ready.store))
    assert b"zzlatest" not in plain_bytes(ready.path, KEY) + dumped(ready)


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


def test_unsent_work_leaves_with_its_case_sealed_and_still_arrives(ready: ReadyStore) -> None:
    """Nobody at the laptop can read it any more, by screen or by SQL; the office can."""
    ready.store.append([save("unsent")])
    ready.office.revoke(CASE_SCOPE)
    ready.store.apply_pull(ready.office.pull(ready.store))
    assert [holding.scope for holding in ready.store.left()] == [CASE_SCOPE]
    assert ready.store.search(CANARY) == []
    assert ready.store.record(CASE_SCOPE, PERSON) is None
    assert ready.store.placed(CASE_SCOPE, PERSON) == []
    assert CANARY.encode() not in dumped(ready)
    assert CANARY.encode() not in plain_bytes(ready.path, KEY)
    assert ready.store.unsent() == 1
    batch = ready.store.unsent_batch()
    assert batch
    assert (batch.entries[0].data, bool(batch.entries[0].sealed)) == ("", True)
    ready.store.apply_push(ready.office.receive(batch, ready.store.identity().device))
    assert ready.store.unsent() == 0
    assert f"{CANARY}unsent".encode() in ready.office.logs[CASE_SCOPE][-1].sealed.data
    assert ready.store.chain().seq == 1, "the chain outlives the purge"


def test_what_the_office_has_and_no_backup_is_kept_sealed_until_one_has_it(ready: ReadyStore) -> None:
    ready.store.append([save("one"), save("two")])
    ready.office.settle(ready.store)
    ready.office.kept_seq = 1
    ready.office.revoke(CASE_SCOPE)
    ready.office.settle(ready.store)
    assert boxes(ready) == 1, "the first is in the backup"
    ready.store.append([Save(grants_scope(FIRST_CASE), (change("allocation", PERSON, "note", "another"),))])
    ready.office.kept_seq = 2
    ready.office.settle(ready.store)
    assert boxes(ready) == 0
    assert outbox(ready) == [3]


def test_what_was_never_signed_for_is_kept_sealed_whatever_number_a_backup_has(ready: ReadyStore) -> None:
    """A laptop that was restored begins its chain again: the backup's first entry is what its newer files had."""
    ready.store.append([save("one"), save("two")])
    ready.office.kept_seq = 2
    ready.office.revoke(CASE_SCOPE)
    ready.store.apply_pull(ready.office.pull(ready.store))
    assert boxes(ready) == 2
    assert outbox(ready) == [1, 2]


def boxes(ready: ReadyStore) -> int:
    return int(ready.connection.execute("SELECT count(*) FROM box").fetchone()[0])


def outbox(ready: ReadyStore) -> list[int]:
    return [row[0] for row in ready.connection.execute("SELECT seq FROM outbox ORDER BY seq")]


def kept_draft(ready: ReadyStore, ident: str = "d", words: str = f"{CANARY}draft") -> None:
    now = ready.clock.now()
    ready.store.save_draft(Draft(ident, CASE_SCOPE, "contact", words, now, now))


def test_a_case_that_is_written_about_stays_for_twelve_hours(ready: ReadyStore) -> None:
    """All of it: whoever finishes needs to read. Then what was begun goes sealed, by the clock alone."""
    kept_draft(ready)
    ready.office.revoke(*BOTH)
    ready.office.settle(ready.store)
    assert ready.store.left() == []
    assert [draft.id for draft in ready.store.drafts()] == ["d"]
    assert ready.store.record(CASE_SCOPE, PERSON) is not None
    assert FIRST_CASE in ready.store.facts().cases()
    assert CASE_SCOPE not in {holding.scope for holding in ready.store.holdings()}
    ready.clock.advance(hours=11, minutes=59)
    ready.store.note_time()
    assert ready.store.drafts()
    ready.clock.advance(minutes=1)
    gone = ready.store.note_time()
    assert (gone.sealed, CASE_SCOPE in gone.scopes) == (True, True)
    assert ready.store.drafts() == []
    assert {holding.scope for holding in ready.store.left()} == set(BOTH)
    assert CANARY.encode() not in dumped(ready)
    assert CANARY.encode() not in plain_bytes(ready.path, KEY)
    ready.office.settle(ready.store)
    (note,) = ready.office.notes.values()
    assert (note["content"], note["form"]) == (f"{CANARY}draft", "contact")
    assert ready.store.unsent() == 0


def test_a_clock_set_back_does_not_give_more_than_twelve_hours(ready: ReadyStore) -> None:
    kept_draft(ready)
    ready.office.revoke(*BOTH)
    ready.office.settle(ready.store)
    ready.clock.advance(hours=11)
    ready.store.note_time()
    ready.clock.advance(hours=-10)
    ready.store.note_time()
    ready.clock.advance(hours=11)
    ready.store.note_time()
    assert ready.store.drafts() == []


@pytest.mark.parametrize("finished", [True, False])
def test_a_draft_that_ends_lets_its_case_go_at_once(ready: ReadyStore, finished: bool) -> None:
    """In the commit of the save: the finished contact goes sealed, too."""
    kept_draft(ready)
    ready.office.revoke(*BOTH)
    ready.office.settle(ready.store)
    if finished:
        ready.store.append([save("finished")], finished_draft="d")
    else:
        ready.store.delete_draft("d")
    assert {holding.scope for holding in ready.store.left()} == set(BOTH)
    assert CANARY.encode() not in dumped(ready)
    ready.office.settle(ready.store)
    last = ready.office.logs[CASE_SCOPE][-1].sealed.data
    assert (f"{CANARY}finished".encode() in last) is finished
    assert ready.office.notes == {}


def test_access_ended_for_cause_waits_for_no_draft(ready: ReadyStore) -> None:
    kept_draft(ready)
    ready.office.revoke(*BOTH)
    ready.office.at_once |= set(BOTH)
    gone = ready.store.apply_pull(ready.office.pull(ready.store))
    assert (gone.sealed, gone.drafts) == (True, True)
    assert ready.store.drafts() == []
    assert ready.store.draft("d") is None
    assert {holding.scope for holding in ready.store.left()} == set(BOTH)
    ready.office.settle(ready.store)
    assert [note["content"] for note in ready.office.notes.values()] == [f"{CANARY}draft"]


def test_what_a_window_still_holds_after_its_case_has_gone_is_kept_sealed(ready: ReadyStore) -> None:
    ready.office.revoke(*BOTH)
    ready.office.settle(ready.store)
    kept_draft(ready)
    assert ready.store.drafts() == []
    assert CANARY.encode() not in dumped(ready)
    ready.office.settle(ready.store)
    assert [note["content"] for note in ready.office.notes.values()] == [f"{CANARY}draft"]


def test_a_sealed_draft_stays_until_a_backup_has_what_came_after_it(ready: ReadyStore) -> None:
    ready.store.append([save("one")])
    kept_draft(ready)
    ready.office.at_once |= set(BOTH)
    ready.office.revoke(*BOTH)
    ready.office.kept_seq = 1
    ready.office.settle(ready.store)
    ready.office.settle(ready.store)
    assert (ready.store.unsent(), notes(ready)) == (0, 1)
    ready.store.append([Save(AGENCY, (change("team", RecordId(TEAM), "name", "East"),))])
    ready.office.kept_seq = 2
    ready.office.settle(ready.store)
    assert notes(ready) == 0


def notes(ready: ReadyStore) -> int:
    return int(ready.connection.execute("SELECT count(*) FROM note").fetchone()[0])


def test_a_very_long_draft_goes_in_parts(ready: ReadyStore) -> None:
    kept_draft(ready, words="x" * 400_000)
    ready.office.at_once |= set(BOTH)
    ready.office.revoke(*BOTH)
    ready.office.settle(ready.store)
    ready.office.settle(ready.store)
    found = sorted(ready.office.notes.values(), key=lambda note: note["form"])
    assert "".join(note["content"] for note in found) == "x" * 400_000


def test_without_the_offices_key_a_case_is_hidden_until_it_comes(ready: ReadyStore) -> None:
    """A laptop that was enrolled before there was such a key is given it with the order to leave."""
    identity = ready.store.identity()
    ready.store.save_identity(replace(identity, box_key=b""))
    ready.store.append([save("unsent")])
    kept_draft(ready)
    ready.office.revoke(*BOTH)
    ready.office.at_once |= set(BOTH)
    answer = ready.office.pull(ready.store)
    ready.store.apply_pull(answer)
    assert (ready.store.left(), ready.store.drafts(), ready.store.search(CANARY)) == ([], [], [])
    key = to_base64(identity.box_key)
    ready.store.apply_pull(answer.model_copy(update={"box_key": key}))
    assert {holding.scope for holding in ready.store.left()} == set(BOTH)
    assert ready.store.identity() == identity
    assert CANARY.encode() not in dumped(ready)


def test_a_case_not_asked_to_leave_any_more_stays(ready: ReadyStore) -> None:
    kept_draft(ready)
    ready.office.revoke(CASE_SCOPE)
    ready.store.apply_pull(ready.office.pull(ready.store))
    assert ready.store.leaves_at(CASE_SCOPE) == ready.office.time + timedelta(hours=12)
    ready.store.apply_pull(ready.office.answer([]))
    assert ready.store.leaves_at(CASE_SCOPE) is None
    ready.clock.advance(days=2)
    ready.store.note_time()
    assert len(ready.store.search(CANARY)) == 1


@pytest.mark.parametrize("sent", [True, False])
def test_a_case_regained_is_there_in_full(ready: ReadyStore, sent: bool) -> None:
    """What was sealed comes back with the pull, once the office has it."""
    ready.store.append([save("mine")])
    if sent:
        ready.office.settle(ready.store)
    ready.office.revoke(CASE_SCOPE)
    ready.store.apply_pull(ready.office.pull(ready.store))
    assert [holding.scope for holding in ready.store.left()] == [CASE_SCOPE]
    ready.office.grant(CASE_SCOPE)
    ready.office.settle(ready.store, page_size=2)
    assert heads_digest(ready.store.states(scopes={CASE_SCOPE})) == ready.office.digest(CASE_SCOPE)
    assert ready.store.search(f"{CANARY}mine")
    assert (ready.store.left(), ready.store.unsent()) == ([], 0)


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
