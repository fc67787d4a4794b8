"""Killed at any moment, the store has everything it has acknowledged, once, and an unbroken chain."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from casework.ledger.chain import follow_chain
from casework.ledger.entry import Link, read_entry
from casework.records.identifier import RecordId
from desktop.store.case_store import CaseStore
from desktop.store.connection import check_integrity
from tests.fakes.case_store import CASE_SCOPE, ReadyStore, open_memory_like_store

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("kills", [3, pytest.param(10, marks=pytest.mark.slow)])
def test_a_kill_while_saving_loses_nothing_acknowledged(kills: int, tmp_path: Path) -> None:
    ready = open_memory_like_store(tmp_path)
    saved: set[str] = set()
    seed = random.randrange(10_000)
    for number in range(kills):
        ready.connection.close()
        drafts, records = lines_until_kill(ready.path, random.Random(seed + number).randrange(1, 60))
        saved |= records
        store = ready.reopen()
        kept = {state.record for state in store.records("contact", CASE_SCOPE)}
        assert saved <= kept, f"seed {seed}: lost {len(saved - kept)}"
        assert len(kept) <= len(saved) + number + 1, "at most one a kill was saved and not yet acknowledged"
        assert is_kept(store, drafts, kept), f"seed {seed}: a draft is neither there nor saved"
        saved |= kept
    check_integrity(ready.connection)
    assert chain_length(ready) == len(saved)


def lines_until_kill(path: Path, lines: int) -> tuple[set[str], set[str]]:
    """Start the saving process, kill it after so many lines, and return the drafts left open and the records saved."""
    command = [sys.executable, "-m", "tests.desktop.store.save_until_killed", str(path)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    read = [process.stdout.readline() for _ in range(lines)]
    process.kill()
    read += [line for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    process.stdout.close()
    process.wait()
    words = [line.split() for line in read]
    ended = {word[1] for word in words if word[0] == "saved"}
    begun = {word[1] for word in words if word[0] == "draft"}
    return begun - ended, {word[2] for word in words if word[0] == "saved"}


def is_kept(store: CaseStore, drafts: set[str], kept: set[RecordId]) -> bool:
    """Whether each open draft is still offered, unless its save was committed just before the kill."""
    there = {draft.id for draft in store.drafts()}
    return all(draft in there for draft in drafts) or len(drafts - there) == 1


def chain_length(ready: ReadyStore) -> int:
    """Walk the whole chain; it raises where a link is missing or doubled."""
    rows = ready.connection.execute("SELECT e.data FROM outbox o JOIN entry e ON e.id = o.id ORDER BY o.seq")
    entries = [read_entry(row[0]) for row in rows]
    return follow_chain(ready.store.identity().device, Link(), entries).seq
