"""An old copy of the closed store, or one old page of it, is noticed before it is used; nothing else is called one."""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from casework.errors import UserError
from desktop.store.connection import Connection, check_integrity, create_store, open_store, transaction
from desktop.store.file_seal import FileSeal
from desktop.store.keystore import KeyStoreLocked
from desktop.store.page_check import PAGE_BYTES
from desktop.store.profile_list import Profile
from desktop.store.rotation import rekey_store
from tests.fakes.key_store import MemoryKeyStore
from tests.fakes.scale import scaled

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
ROWS = 400
REPLAYS, REPLAYS_LEAST = 1_000, 20


@dataclass
class Kept:
    """A store with a table of notes, opened and closed as the application does it."""

    profile: Profile
    keys: MemoryKeyStore = field(default_factory=MemoryKeyStore)
    key: bytes = KEY

    @property
    def path(self) -> Path:
        return self.profile.store_path

    def unlock(self) -> tuple[FileSeal, Connection, bool]:
        seal = FileSeal(self.profile, self.keys)
        changed = seal.lift()
        connection = open_store(self.path, self.key)
        changed = (changed and not seal.is_from(connection)) or seal.is_behind(connection)
        seal.begin(connection)
        return seal, connection, changed

    def session(self, text: str, *, killed: bool = False) -> bool:
        """Unlock, write in every row, lock; whether something had been put back."""
        seal, connection, changed = self.unlock()
        with transaction(connection):
            connection.execute("UPDATE jotting SET text = ? || id", (text,))
        connection.close()
        if not killed:
            seal.close()
        return changed

    def noticed(self) -> bool:
        seal, connection, changed = self.unlock()
        connection.close()
        seal.close()
        return changed

    def texts(self) -> set[str]:
        connection = open_store(self.path, self.key)
        found = {str(text).rstrip("0123456789") for (text,) in connection.execute("SELECT text FROM jotting")}
        connection.close()
        return found


@cache
def begun() -> tuple[bytes, dict[str, bytes]]:
    """A store with its rows, closed under its seal, and what the key store says of it."""
    with TemporaryDirectory() as folder:
        made = Kept(Profile("p" * 32, "P1", "http://localhost:1", Path(folder)))
        connection = create_store(made.path, KEY)
        connection.execute("CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        connection.execute("CREATE TABLE jotting (id INTEGER PRIMARY KEY, text TEXT)")
        with transaction(connection):
            connection.executemany("INSERT INTO jotting VALUES (?, ?)", [(number, "zero") for number in range(ROWS)])
        connection.close()
        assert not made.noticed()
        return made.path.read_bytes(), made.keys.secrets


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    whole, secrets = begun()
    made = Kept(Profile("p" * 32, "P1", "http://localhost:1", tmp_path))
    made.path.write_bytes(whole)
    made.keys.secrets = dict(secrets)
    return made


def pages(path: Path) -> list[bytes]:
    whole = path.read_bytes()
    return [whole[start : start + PAGE_BYTES] for start in range(0, len(whole), PAGE_BYTES)]


def test_ordinary_days_are_never_called_a_copy(kept: Kept) -> None:
    """Unlocked and locked, killed and unlocked, in any order; the generation grows in the file and in the key store."""
    for number, killed in enumerate((False, True, True, False, False, True, False)):
        assert not kept.session(f"day {number} ", killed=killed)
    assert not kept.noticed()


def test_one_old_page_of_each_that_changed_is_noticed_and_sqlcipher_notices_none(kept: Kept) -> None:
    """The reason of it all: the old words are read, and every check of SQLCipher calls the file whole."""
    kept.session("old")
    old = pages(kept.path)
    kept.session("new")
    whole, new = kept.path.read_bytes(), pages(kept.path)
    changed = [number for number, (one, other) in enumerate(zip(old, new, strict=False)) if one != other]
    assert len(changed) > 2
    secrets, read_old = dict(kept.keys.secrets), 0
    for number in changed:
        put_back = b"".join([*new[:number], old[number], *new[number + 1 :]])
        kept.path.write_bytes(put_back)
        read_old += _is_whole_and_says(kept, "old")
        kept.path.write_bytes(put_back)
        kept.keys.secrets = dict(secrets)
        assert FileSeal(kept.profile, kept.keys).lift(), f"page {number + 1}"
    assert read_old > 0
    kept.path.write_bytes(whole)
    kept.keys.secrets = secrets
    assert not kept.noticed()


def _is_whole_and_says(kept: Kept, text: str) -> bool:
    try:
        connection = open_store(kept.path, kept.key)
    except UserError:
        return False
    try:
        check_integrity(connection)
        return bool(connection.execute("SELECT count(*) FROM jotting WHERE text LIKE ?", (f"{text}%",)).fetchone()[0])
    except UserError:
        return False
    finally:
        connection.close()


def swapped(path: Path) -> None:
    whole = pages(path)
    whole[-1], whole[-2] = whole[-2], whole[-1]
    path.write_bytes(b"".join(whole))


def flipped(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-PAGE_BYTES])


@pytest.mark.parametrize("change", [swapped, flipped, cut])
def test_whatever_else_is_done_to_the_closed_file_is_noticed(kept: Kept, change: Callable[[Path], None]) -> None:
    kept.session("here")
    change(kept.path)
    for _ in range(2):
        assert FileSeal(kept.profile, kept.keys).lift(), "it is told until it has been looked through"


@pytest.mark.parametrize("killed", [False, True])
def test_an_old_copy_of_the_whole_file_is_noticed(kept: Kept, tmp_path: Path, killed: bool) -> None:
    """Also where the application was killed afterwards: the file is of an earlier generation than the key store's."""
    copy = tmp_path / "copy.db"
    kept.session("old")
    shutil.copy(kept.path, copy)
    kept.session("new", killed=killed)
    shutil.copy(copy, kept.path)
    assert kept.noticed()
    assert not kept.noticed()


def test_a_copy_of_the_same_session_is_noticed_unless_it_was_killed(kept: Kept, tmp_path: Path) -> None:
    """What is not promised is written down here: of a session that was killed, an earlier moment of it is not told."""
    copy = tmp_path / "copy.db"
    for killed in (False, True):
        seal, connection, _ = kept.unlock()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(kept.path, copy)
        connection.execute("UPDATE jotting SET text = 'later'")
        connection.close()
        if not killed:
            seal.close()
        shutil.copy(copy, kept.path)
        assert kept.noticed() is not killed


def test_an_old_log_beside_the_file_that_was_closed_counts_for_nothing(kept: Kept, tmp_path: Path) -> None:
    """Else SQLite would take it in: its checksums are no secret."""
    log, kept_log = kept.path.with_name("store.db-wal"), tmp_path / "log"
    seal, connection, _ = kept.unlock()
    connection.execute("UPDATE jotting SET text = 'old'")
    shutil.copy(log, kept_log)
    connection.execute("UPDATE jotting SET text = 'new'")
    connection.close()
    seal.close()
    shutil.copy(kept_log, log)
    assert not FileSeal(kept.profile, kept.keys).lift()
    assert not log.exists()
    assert kept.texts() == {"new"}


@pytest.mark.parametrize("calls", range(1, 6))
def test_a_kill_or_a_lost_key_store_anywhere_is_no_copy(
    kept: Kept, calls: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key store takes so much and no more. One that is read and takes nothing tells it once for nothing."""
    left = [calls]
    save = MemoryKeyStore.save_secret

    def save_while_left(keys: MemoryKeyStore, profile_id: str, secret: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyStoreLocked
        save(keys, profile_id, secret)

    with monkeypatch.context() as patch:
        patch.setattr(MemoryKeyStore, "save_secret", save_while_left)
        assert not kept.session("while it answers")
    assert not kept.noticed()
    assert kept.texts() == {"while it answers"}


def test_another_key_for_the_store_is_no_copy(kept: Kept) -> None:
    """After a recovery the whole file is written anew; a kill in the middle of that, too."""
    kept.session("before")
    assert not FileSeal(kept.profile, kept.keys).lift()
    rekey_store(kept.path, KEY, OTHER_KEY)
    kept.key = OTHER_KEY
    assert not kept.noticed()
    assert not kept.noticed()


def test_a_key_store_that_can_only_be_read_makes_no_file_an_older_copy(tmp_path: Path) -> None:
    """It is the very file, opened, written in and closed; only nobody could note that."""
    kept = Kept(Profile("p" * 32, "P1", "http://localhost:1", tmp_path), ReadOnly())
    before, secrets = begun()
    kept.keys.secrets = dict(secrets)
    kept.path.write_bytes(before)
    keys = kept.keys
    assert isinstance(keys, ReadOnly)
    assert not kept.session("one")
    one = kept.path.read_bytes()
    keys.refuses = True
    for text in ("two", "three"):
        assert not kept.session(text)
        assert not kept.session(text, killed=True)
    keys.refuses = False
    assert not kept.session("four")
    assert not kept.session("five")
    # What is older is told all the same, while it could not be noted and afterwards.
    kept.path.write_bytes(one)
    assert kept.noticed()


def test_an_older_copy_is_told_while_the_key_store_can_only_be_read(tmp_path: Path) -> None:
    kept = Kept(Profile("p" * 32, "P1", "http://localhost:1", tmp_path), ReadOnly())
    before, secrets = begun()
    kept.keys.secrets = dict(secrets)
    kept.path.write_bytes(before)
    keys = kept.keys
    assert isinstance(keys, ReadOnly)
    keys.refuses = True
    assert not kept.session("one")
    keys.refuses = False
    assert not kept.session("two")
    keys.refuses = True
    older = kept.path.read_bytes()
    keys.refuses = False
    assert not kept.session("three")
    keys.refuses = True
    kept.path.write_bytes(older)
    assert kept.noticed()


class ReadOnly(MemoryKeyStore):
    """Gives what it has, and takes nothing while it `refuses`."""

    refuses = False

    def save_secret(self, profile_id: str, secret: bytes) -> None:
        if self.refuses:
            raise KeyStoreLocked
        super().save_secret(profile_id, secret)


def test_any_old_pages_put_back_are_noticed(kept: Kept) -> None:
    """Some pages of one day or another, or the whole of that day: never taken for today's."""
    days = [pages(kept.path)]
    for number in range(6):
        kept.session(f"day {number} ")
        days.append(pages(kept.path))
    today, secrets = days.pop(), dict(kept.keys.secrets)
    for number in range(scaled(REPLAYS, REPLAYS_LEAST)):
        chance = random.Random(number)
        day = chance.choice(days)
        changed = [place for place, page in enumerate(day) if page != today[place]]
        put_back = set(chance.sample(changed, chance.randint(1, len(changed))))
        mixed = [day[place] if place in put_back else page for place, page in enumerate(today)]
        kept.path.write_bytes(b"".join(mixed))
        kept.keys.secrets = dict(secrets)
        assert FileSeal(kept.profile, kept.keys).lift(), (number, sorted(put_back))
    kept.path.write_bytes(b"".join(today))
    kept.keys.secrets = secrets
    assert not kept.noticed()
