"""Killed before or after any commit on the way out of a case, nothing is lost and nothing is half gone."""

from pathlib import Path
from typing import Any

import pytest

from casework.ledger.entry import read_entry
from casework.records.identifier import grants_scope
from desktop.store.case_store import CaseStore, Save
from desktop.store.draft import Draft
from tests.desktop.store.plain_page import plain_bytes
from tests.fakes.case_store import CASE_SCOPE, FIRST_CASE, KEY, ReadyStore, change, open_memory_like_store, person_of
from tests.fakes.dying_connection import DyingConnection, Killed

CANARY = "zzquagmire"
COMMITS = 12
BOTH = (CASE_SCOPE, grants_scope(FIRST_CASE))


def prepared(folder: Path) -> ReadyStore:
    """A case with something unsent and something begun, which the office does not let this laptop hold any more."""
    ready = open_memory_like_store(folder)
    edit = change("person", person_of(FIRST_CASE), "telephone", f"{CANARY}saved")
    ready.store.append([Save(CASE_SCOPE, (edit,))])
    now = ready.clock.now()
    ready.store.save_draft(Draft("d", CASE_SCOPE, "contact", f"{CANARY}begun", now, now))
    ready.office.revoke(*BOTH)
    ready.office.at_once |= set(BOTH)
    return ready


def leave(store: CaseStore, ready: ReadyStore) -> None:
    """Everything there is to do, from the order to leave to its confirmation."""
    store.apply_pull(ready.office.pull(store))
    ready.office.settle(store)
    ready.office.settle(store)


def counts(ready: ReadyStore) -> dict[str, int]:
    """How many rows there are of what matters."""
    tables = ("entry", "state", "draft", "box", "note", "outbox")
    return {name: ready.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}


def in_plain(ready: ReadyStore) -> tuple[bool, bool]:
    """Whether the saved entry and the draft can be read, by SQL."""
    entries = [bytes(row[0]) for row in ready.connection.execute("SELECT data FROM entry")]
    saved = any(f"{CANARY}saved".encode() in data for data in entries)
    return saved, ready.connection.execute("SELECT 1 FROM draft").fetchone() is not None


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("commit", range(1, COMMITS + 1))
def test_a_kill_at_any_commit_loses_nothing_and_leaves_nothing_half_gone(
    tmp_path: Path, commit: int, after: bool
) -> None:
    ready = prepared(tmp_path)
    dying: Any = DyingConnection(ready.connection, commit, after=after)
    try:
        leave(CaseStore(dying, ready.clock), ready)
    except Killed:
        if ready.connection.in_transaction:
            ready.connection.execute("ROLLBACK")
    store = ready.reopen()
    found, (saved, begun) = counts(ready), in_plain(ready)
    shown = CASE_SCOPE in store.scopes()
    assert saved == begun == shown, "what was written and its case go together"
    if not shown:
        assert found["box"] + len(sent(ready)) >= 1
        assert found["note"] + len(ready.office.notes) >= 1
    if CASE_SCOPE in {holding.scope for holding in store.left()}:
        assert CANARY.encode() not in plain_bytes(ready.path, KEY)
    leave(store, ready)
    assert sent(ready) == [f"{CANARY}saved"]
    assert [note["content"] for note in ready.office.notes.values()] == [f"{CANARY}begun"]
    assert CANARY.encode() not in plain_bytes(ready.path, KEY)
    assert store.unsent() == 0


def sent(ready: ReadyStore) -> list[str]:
    """What has reached the office of what was saved."""
    entries = [read_entry(logged.sealed.data).entry for logged in ready.office.logs[CASE_SCOPE]]
    words = [edit.set.get("telephone") for entry in entries for edit in entry.edits]
    return [str(word) for word in words if word]


def test_the_number_of_commits_covers_the_whole_way(tmp_path: Path) -> None:
    ready = prepared(tmp_path)
    dying: Any = DyingConnection(ready.connection, COMMITS + 1, after=True)
    leave(CaseStore(dying, ready.clock), ready)
    assert not dying.dead
