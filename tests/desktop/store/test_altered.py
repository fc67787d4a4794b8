"""Whatever is altered in the files of a closed store is found or changes nothing: no altered word is ever read."""

import random
import secrets
from collections.abc import Callable
from pathlib import Path

from casework.errors import UserError
from desktop.store.connection import Connection, create_store, open_store, plain_store_faults, transaction
from desktop.store.keyslot import SlotTerms, create_slot, open_slot
from desktop.store.page_check import PAGE_BYTES
from tests.fakes.case_store import KEY, open_memory_like_store
from tests.fakes.key_store import CHEAP_COST
from tests.fakes.scale import scaled

MUTATIONS, MUTATIONS_LEAST = 9_000, 240
SLOT_MUTATIONS, SLOT_LEAST = 1_000, 60

Alter = Callable[[random.Random, bytes, bytes], bytes]
"""Makes another file of one, with a foreign store at hand."""


def flip_a_bit(chance: random.Random, data: bytes, _foreign: bytes) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]


def write_noise(chance: random.Random, data: bytes, _foreign: bytes) -> bytes:
    place = chance.randrange(len(data))
    noise = chance.randbytes(min(chance.choice((2, 16, 512, PAGE_BYTES)), len(data) - place))
    return data[:place] + noise + data[place + len(noise) :]


def write_nothing(chance: random.Random, data: bytes, _foreign: bytes) -> bytes:
    """As a disk that lost a sector has it."""
    place = chance.randrange(len(data) // 512) * 512
    return data[:place] + bytes(512) + data[place + 512 :]


def exchange_pages(chance: random.Random, data: bytes, _foreign: bytes) -> bytes:
    one, other = chance.sample(range(len(data) // PAGE_BYTES), 2)
    pages = _pages(data)
    pages[one], pages[other] = pages[other], pages[one]
    return b"".join(pages)


def repeat_a_page(chance: random.Random, data: bytes, _foreign: bytes) -> bytes:
    pages = _pages(data)
    one, other = chance.sample(range(len(pages)), 2)
    pages[one] = pages[other]
    return b"".join(pages)


def drop_a_page(chance: random.Random, data: bytes, _foreign: bytes) -> bytes:
    pages = _pages(data)
    del pages[chance.randrange(len(pages))]
    return b"".join(pages)


def cut_short(chance: random.Random, data: bytes, _foreign: bytes) -> bytes:
    return data[: chance.choice((chance.randrange(len(data)), chance.randrange(len(data) // PAGE_BYTES) * PAGE_BYTES))]


def add_to_the_end(chance: random.Random, data: bytes, _foreign: bytes) -> bytes:
    return data + chance.randbytes(chance.choice((1, 512, PAGE_BYTES)))


def put_a_foreign_page(chance: random.Random, data: bytes, foreign: bytes) -> bytes:
    """Of somebody else's store, at the same place."""
    pages, others = _pages(data), _pages(foreign)
    place = chance.randrange(min(len(pages), len(others)))
    pages[place] = others[place]
    return b"".join(pages)


ALTERATIONS: tuple[Alter, ...] = (
    flip_a_bit,
    write_noise,
    write_nothing,
    exchange_pages,
    repeat_a_page,
    drop_a_page,
    cut_short,
    add_to_the_end,
    put_a_foreign_page,
)


def _pages(data: bytes) -> list[bytes]:
    return [data[start : start + PAGE_BYTES] for start in range(0, len(data), PAGE_BYTES)]


def read_all(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, as the application would come upon them. Raises what it raises."""
    connection: Connection = open_store(path, KEY)
    try:
        with plain_store_faults():
            names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            plain = [name for name in names if not name.startswith(("search", "sqlite_"))]
            return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in sorted(plain)}
    finally:
        connection.close()


def another_store(path: Path, size: int) -> bytes:
    """A store of somebody else's, at least so large."""
    connection = create_store(path, bytes(reversed(KEY)))
    with transaction(connection):
        connection.execute("CREATE TABLE other (data BLOB)")
        connection.execute("INSERT INTO other VALUES (randomblob(?))", (size,))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path.read_bytes()


def test_no_altered_store_is_ever_read_as_something_else(tmp_path: Path) -> None:
    """Old pages put back are not among these: SQLCipher takes them for its own (see the seal of the file)."""
    ready = open_memory_like_store(tmp_path, cases=3)
    ready.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    ready.connection.close()
    whole, wanted = ready.path.read_bytes(), read_all(ready.path)
    assert len(_pages(whole)) > 20
    foreign = another_store(tmp_path / "foreign.db", len(whole))
    found, path = dict.fromkeys((alter.__name__ for alter in ALTERATIONS), 0), tmp_path / "altered.db"
    for number in range(scaled(MUTATIONS, MUTATIONS_LEAST)):
        chance, alter = random.Random(number), ALTERATIONS[number % len(ALTERATIONS)]
        path.write_bytes(alter(chance, whole, foreign))
        try:
            read = read_all(path)
        except UserError:
            found[alter.__name__] += 1
        else:
            assert read == wanted, (number, alter.__name__)
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
    assert min(count for name, count in found.items() if name != "add_to_the_end") > 0, found


def cut_anywhere(chance: random.Random, data: bytes, _foreign: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def exchange_signs(chance: random.Random, data: bytes, _foreign: bytes) -> bytes:
    one, other = sorted(chance.sample(range(len(data)), 2))
    return data[:one] + data[other : other + 1] + data[one + 1 : other] + data[one : one + 1] + data[other + 1 :]


def test_no_altered_key_slot_gives_another_key(tmp_path: Path) -> None:
    """The key that was there, or a sentence."""
    passphrase, secret, path = "five plain words for this", secrets.token_bytes(32), tmp_path / "keyslot.json"
    key = create_slot(path, passphrase, secret, SlotTerms(user="a1", device="b1", cost=CHEAP_COST))
    whole, refused = path.read_bytes(), 0
    alterations: tuple[Alter, ...] = (flip_a_bit, cut_anywhere, exchange_signs, add_to_the_end)
    for number in range(scaled(SLOT_MUTATIONS, SLOT_LEAST)):
        chance, alter = random.Random(number), alterations[number % len(alterations)]
        path.write_bytes(alter(chance, whole, b""))
        try:
            assert open_slot(path, passphrase, secret) == key, (number, alter.__name__)
        except UserError:
            refused += 1
    assert refused > 0
