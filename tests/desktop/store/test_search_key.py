"""The index keeps nothing of words that are gone: neither on its pages nor in the keys by which it finds them."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.store.connection import Connection, transaction
from desktop.store.search import SearchTable
from desktop.store.search_key import has_stale_keys
from desktop.store.search_text import SearchText
from tests.fakes.case_store import ReadyStore, open_memory_like_store

_LOTS, _RECORDS, _WORDS = 6, 60, 40


def words_of(number: int) -> list[str]:
    """Words that are as alike as the numbers of cases are, and telephone numbers."""
    chance = random.Random(number)
    return [f"case{chance.randrange(100_000):05}" for _ in range(_WORDS)]


def keys(connection: Connection) -> list[str]:
    """The keys between the index's pages, each without the sign that tells of which list it is."""
    rows = connection.execute("SELECT term FROM search_idx WHERE length(term) > 1").fetchall()
    return [(key if isinstance(key, str) else bytes(key).decode())[1:] for (key,) in rows]


@pytest.fixture
def ready(tmp_path: Path) -> ReadyStore:
    return open_memory_like_store(tmp_path)


@pytest.fixture
def table(ready: ReadyStore) -> SearchTable:
    table = ready.store._tables.search
    for lot in range(_LOTS):
        numbers = range(1000 + lot * _RECORDS, 1000 + (lot + 1) * _RECORDS)
        with transaction(ready.connection):
            table.add((number, SearchText("", " ".join(words_of(number)))) for number in numbers)
    return table


def put_again(table: SearchTable, numbers: list[int]) -> None:
    table.put([(number, SearchText("", "plain")) for number in numbers])


@pytest.mark.parametrize("merged", ["in lots", "half merged", "in one"])
@pytest.mark.parametrize("wipe", [SearchTable.remove_all, put_again], ids=["taken out", "written anew"])
def test_no_key_of_a_page_shows_a_word_that_is_gone(
    ready: ReadyStore, table: SearchTable, wipe: Callable[[SearchTable, list[int]], None], merged: str
) -> None:
    """FTS5 wipes a word out of its page, and leaves it in the key of the page that it was the first one on."""
    if merged != "in lots":
        command, pages = ("optimize", 0) if merged == "in one" else ("merge", 5)
        ready.connection.execute("INSERT INTO search (search, rank) VALUES (?, ?)", (command, pages))
    gone = list(range(1000, 1000 + _LOTS * _RECORDS, 9))
    living = {word for n in range(1000, 1000 + _LOTS * _RECORDS) if n not in gone for word in words_of(n)}
    with transaction(ready.connection):
        wipe(table, gone)
    left = [key for key in keys(ready.connection) if key.startswith("case")]
    assert left
    assert [key for key in left if not any(word.startswith(key) for word in living)] == []
    assert not has_stale_keys(ready.connection)
    ready.connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")


def test_an_index_from_which_nothing_was_taken_has_no_stale_key(ready: ReadyStore, table: SearchTable) -> None:
    assert keys(ready.connection)
    assert not has_stale_keys(ready.connection)
    ready.connection.execute("INSERT INTO search (search) VALUES ('optimize')")
    assert not has_stale_keys(ready.connection)
