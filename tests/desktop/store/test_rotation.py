"""The store's key is changed wholly or not at all, whenever the process is killed while the file is written anew."""

import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.store.connection import WrongKey, check_integrity, create_store, open_store
from desktop.store.keyslot import SlotTerms, create_slot, open_slot, renew_slot
from desktop.store.profile_list import Profile
from desktop.store.rotation import KeyNotChanged, rekey_store, settle_key, standing_key
from tests.fakes.key_store import CHEAP_COST

ROOT = Path(__file__).parents[3]
OLD, NEW = bytes(range(32)), bytes(range(1, 33))
ROWS, ROW_BYTES, LONGEST_S = 8000, 400, 0.3
PROGRAM = f"""
import sys
from pathlib import Path
from desktop.store.rotation import rekey_store
print("begun", flush=True)
rekey_store(Path(sys.argv[1]), {OLD!r}, {NEW!r})
"""


@pytest.mark.slow
def test_a_kill_while_the_file_is_written_anew_loses_nothing(tmp_path: Path) -> None:
    """What is left is opened as unlocking does: with the new key, and where that does not fit, the change begins again.

    Sixty kills of a store of nine megabytes: 45 left a half-written file and its journal, none lost a row.
    """
    seed = random.randrange(10_000)
    for number in range(12):
        path = tmp_path / f"{number}.db"
        fill(path)
        kill_within(path, random.Random(seed + number).random() * LONGEST_S)
        try:
            open_store(path, NEW).close()
        except WrongKey:
            rekey_store(path, OLD, NEW)
        store = open_store(path, NEW)
        found = store.execute("SELECT count(*), sum(length(words)) FROM kept").fetchone()
        assert found == (ROWS, ROWS * ROW_BYTES), f"seed {seed}"
        check_integrity(store)
        store.close()


def fill(path: Path) -> None:
    """A store of some megabytes."""
    store = create_store(path, OLD)
    store.execute("CREATE TABLE kept (words TEXT)")
    store.execute("BEGIN")
    store.executemany("INSERT INTO kept VALUES (?)", [(f"{row:0{ROW_BYTES}d}",) for row in range(ROWS)])
    store.execute("COMMIT")
    store.close()


def kill_within(path: Path, seconds: float) -> None:
    """Begin to change the key in a process of its own, and kill it so long after."""
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()


FORGOTTEN = "quarry feather ordinary salmon drum"


def begun_change(folder: Path) -> Profile:
    """A store of which the slot has the new key and the old one, and the file is still under the old one."""
    profile = Profile("a1", "Profile 1", "https://localhost:1", folder)
    terms = SlotTerms("a1", "b1", CHEAP_COST)
    old = create_slot(profile.slot_path, FORGOTTEN, None, terms)
    store = create_store(profile.store_path, old)
    store.execute("CREATE TABLE kept (words TEXT)")
    store.execute("INSERT INTO kept VALUES ('a note')")
    # As large as a store is at least: larger than what SQLite keeps beside it by itself.
    store.execute("CREATE TABLE room AS SELECT zeroblob(100000)")
    store.close()
    renew_slot(profile.slot_path, NEW + old, FORGOTTEN, None, terms)
    return profile


@contextmanager
def no_room_beside(path: Path) -> Iterator[None]:
    """No file can be larger than this one: the journal that SQLCipher writes beside it would have to be."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def notes(profile: Profile, key: bytes) -> list[str]:
    """What is in the store."""
    store = open_store(profile.store_path, key)
    found = [words for (words,) in store.execute("SELECT words FROM kept")]
    store.close()
    return found


def test_a_key_that_cannot_be_changed_now_keeps_nobody_from_their_work(tmp_path: Path) -> None:
    """The disk is full, say: the old key goes on opening the store, and the next unlocking tries again."""
    profile = begun_change(tmp_path)
    both = open_slot(profile.slot_path, FORGOTTEN, None)
    with no_room_beside(profile.store_path):
        with pytest.raises(KeyNotChanged):
            rekey_store(profile.store_path, both[32:], both[:32])
        assert settle_key(profile, both, FORGOTTEN, None) == both[32:]
    assert open_slot(profile.slot_path, FORGOTTEN, None) == both
    assert notes(profile, both[32:]) == ["a note"]
    assert settle_key(profile, both, FORGOTTEN, None) == NEW
    assert open_slot(profile.slot_path, FORGOTTEN, None) == NEW
    assert notes(profile, NEW) == ["a note"]


def test_the_old_key_stays_in_the_slot_until_the_new_one_opens_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were it dropped after a change that came to nothing, nothing would ever open the store again."""
    profile = begun_change(tmp_path)
    both = open_slot(profile.slot_path, FORGOTTEN, None)
    with monkeypatch.context() as patched:
        patched.setattr("desktop.store.rotation.write_anew", lambda path, old, new: None)
        assert settle_key(profile, both, FORGOTTEN, None) == both[32:]
    assert open_slot(profile.slot_path, FORGOTTEN, None) == both
    assert notes(profile, both[32:]) == ["a note"]


def test_of_two_keys_the_one_is_found_that_opens(tmp_path: Path) -> None:
    profile = begun_change(tmp_path)
    both = open_slot(profile.slot_path, FORGOTTEN, None)
    assert standing_key(profile.store_path, both) == both[32:]
    rekey_store(profile.store_path, both[32:], NEW)
    assert standing_key(profile.store_path, both) == NEW
    for strange in (OLD, OLD + bytes(32)):
        with pytest.raises(WrongKey):
            standing_key(profile.store_path, strange)
