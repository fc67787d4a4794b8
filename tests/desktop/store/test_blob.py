"""Attachments on the laptop: sealed beside the store, in step with it whatever happens, and gone with their case."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from casework.ledger.blob import blob_hash, read_blob_box
from casework.ledger.box import open_box, seal_box
from casework.ledger.chunk import CHUNK_BYTES, SEALED_BYTES, ChunkCipher
from casework.ledger.outline import outline_of
from casework.ledger.protocol import Expunge
from casework.records.file.attachment import Added, Attachment, AttachmentHandling, Belonging, Content, MediaType
from casework.records.identifier import EntryId, RecordId
from desktop.store.blob_shelf import NewBlob, NotHereYet, Spoilt
from desktop.store.blob_table import BlobRow
from desktop.store.case_store import CaseStore, Save
from desktop.store.connection import open_store, transaction
from desktop.store.expunge import take_orders
from tests.fakes.case_store import CASE_SCOPE, FIRST_CASE, KEY, WORKER, ReadyStore, new, open_memory_like_store
from tests.fakes.clock import FakeClock

CANARY = b"canarycontent"
NAME = "canaryname"


@pytest.fixture
def ready(tmp_path: Path) -> Iterator[ReadyStore]:
    made = open_memory_like_store(tmp_path)
    yield made
    made.connection.close()


def content(size: int = 3 * CHUNK_BYTES + 100) -> bytes:
    return (b"%PDF-" + CANARY * (size // len(CANARY) + 1))[:size]


def record_of(data: bytes) -> Attachment:
    return Attachment(
        content=Content(sha256=blob_hash(data), size_bytes=len(data), media_type=MediaType.PDF),
        caption=NAME,
        added=Added(by=WORKER, at=FakeClock().now()),
        belongs_to=Belonging(sort="case", id=FIRST_CASE),
        handling=AttachmentHandling.WITHHELD,
    )


def attach(store: CaseStore, data: bytes) -> str:
    edit = new(record_of(data), RecordId(store.new_id()))
    store.append([Save(CASE_SCOPE, (edit,))], blobs=[NewBlob(CASE_SCOPE, data)])
    return blob_hash(data)


def folder_of(ready: ReadyStore) -> Path:
    return ready.path.with_name(f"{ready.path.name}.blobs")


def names(ready: ReadyStore) -> set[str]:
    return {path.name for path in folder_of(ready).glob("*")}


def named_by_office(ready: ReadyStore, data: bytes) -> str:
    """Let the office have an attachment of somebody else, and the laptop hear of it."""
    ready.office.write(CASE_SCOPE, new(record_of(data), RecordId(ready.store.new_id())))
    ready.office.settle(ready.store)
    return blob_hash(data)


def fetch(ready: ReadyStore, data: bytes, piece: int = CHUNK_BYTES) -> None:
    """Let what is missing come, piece by piece."""
    row: BlobRow | None = ready.store.blobs.next_missing()
    while row is not None and not row.complete:
        row = ready.store.blobs.take_piece(row, data[row.got : row.got + piece])


@pytest.mark.parametrize("size", [1, CHUNK_BYTES, CHUNK_BYTES + 1, 5 * CHUNK_BYTES - 1])
def test_what_was_attached_is_read_back_also_after_a_restart(ready: ReadyStore, size: int) -> None:
    data = content(size)
    sha256 = attach(ready.store, data)
    assert ready.store.blobs.read(CASE_SCOPE, sha256) == data
    assert ready.reopen().blobs.read(CASE_SCOPE, sha256) == data
    assert ready.store.unsent() == 2


def test_nothing_of_it_can_be_read_in_any_file(ready: ReadyStore, tmp_path: Path) -> None:
    sha256 = attach(ready.store, content())
    whole = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    told = "".join(str(path) for path in tmp_path.rglob("*"))
    for needle in (CANARY, NAME.encode(), sha256.encode(), bytes.fromhex(sha256), b"%PDF"):
        assert needle not in whole
    assert sha256 not in told
    assert {path.stat().st_mode & 0o077 for path in folder_of(ready).iterdir()} == {0}
    assert folder_of(ready).stat().st_mode & 0o077 == 0


def test_any_region_of_the_file_that_is_changed_is_found(ready: ReadyStore) -> None:
    data = content()
    sha256 = attach(ready.store, data)
    (name,) = names(ready)
    path = folder_of(ready) / name
    good = path.read_bytes()
    spoilt = [good[:-1], good + b"0", good[:SEALED_BYTES], b"", good[SEALED_BYTES:]]
    spoilt.append(good[SEALED_BYTES : 2 * SEALED_BYTES] + good[:SEALED_BYTES] + good[2 * SEALED_BYTES :])
    for place in range(0, len(good), 4999):
        changed = bytearray(good)
        changed[place] ^= 0x40
        spoilt.append(bytes(changed))
    for at_rest in spoilt:
        path.write_bytes(at_rest)
        if at_rest.startswith(good):
            assert ready.store.blobs.read(CASE_SCOPE, sha256) == data
            continue
        with pytest.raises(Spoilt):
            ready.store.blobs.read(CASE_SCOPE, sha256)
    path.unlink()
    with pytest.raises(Spoilt):
        ready.store.blobs.read(CASE_SCOPE, sha256)
    # What the office does not have yet is never thrown away, whatever it looks like.
    assert ready.store.blobs.unsent() == 1


def test_a_file_in_the_place_of_another_is_found(ready: ReadyStore) -> None:
    first, second = content(), content()[:-1] + b"x"
    hashes = [attach(ready.store, first), attach(ready.store, second)]
    one, other = (folder_of(ready) / name for name in names(ready))
    kept = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(kept)
    for sha256 in hashes:
        with pytest.raises(Spoilt):
            ready.store.blobs.read(CASE_SCOPE, sha256)


def test_what_others_attached_comes_piece_by_piece_and_goes_on_after_a_restart_at_every_chunk(
    ready: ReadyStore,
) -> None:
    data = content(4 * CHUNK_BYTES + 9)
    sha256 = named_by_office(ready, data)
    with pytest.raises(NotHereYet):
        ready.store.blobs.read(CASE_SCOPE, sha256)
    for got in (0, 1, 2, 3, 4):
        row = ready.reopen().blobs.next_missing()
        assert row is not None
        assert row.got == got * CHUNK_BYTES
        cut_short = data[row.got : row.got + 100] if got < 4 else b""
        again = ready.store.blobs.take_piece(row, cut_short)
        assert again is not None
        assert again.got == row.got
        ready.store.blobs.take_piece(again, data[row.got : row.got + CHUNK_BYTES])
    assert ready.store.blobs.read(CASE_SCOPE, sha256) == data
    assert ready.store.blobs.next_missing() is None
    assert ready.store.unsent() == 0


def test_a_whole_that_is_not_what_its_hash_says_is_thrown_away_and_not_asked_for_again_at_once(
    ready: ReadyStore,
) -> None:
    data = content()
    named_by_office(ready, data)
    with pytest.raises(Spoilt):
        fetch(ready, data[:-1] + b"!")
    assert ready.store.blobs.next_missing() is None
    ready.clock.advance(minutes=2)
    fetch(ready, data)
    assert ready.store.blobs.read(CASE_SCOPE, blob_hash(data)) == data
    assert len(names(ready)) == 1


def test_what_is_spoilt_on_the_disk_and_safe_at_the_office_is_fetched_again(ready: ReadyStore) -> None:
    data = content()
    sha256 = named_by_office(ready, data)
    fetch(ready, data)
    (name,) = names(ready)
    (folder_of(ready) / name).write_bytes(b"")
    with pytest.raises(Spoilt):
        ready.store.blobs.read(CASE_SCOPE, sha256)
    fetch(ready, data)
    assert ready.store.blobs.read(CASE_SCOPE, sha256) == data


def test_the_same_bytes_attached_here_are_owed_even_while_anothers_are_awaited(ready: ReadyStore) -> None:
    data = content()
    named_by_office(ready, data)
    sha256 = attach(ready.store, data)
    assert ready.store.blobs.unsent() == 1
    assert ready.store.blobs.read(CASE_SCOPE, sha256) == data
    ready.reopen()
    assert len(names(ready)) == 1


def test_an_entry_that_is_not_kept_leaves_no_file(ready: ReadyStore) -> None:
    edit = new(record_of(content()), RecordId(ready.store.new_id()))
    with pytest.raises(ValueError, match="one edit"):
        ready.store.append([Save(CASE_SCOPE, (edit, edit))], blobs=[NewBlob(CASE_SCOPE, content())])
    assert names(ready) == set()
    assert ready.store.unsent() == 0


def test_when_the_case_leaves_key_row_and_file_are_gone(ready: ReadyStore) -> None:
    data = content()
    named_by_office(ready, data)
    fetch(ready, data)
    ready.office.revoke(CASE_SCOPE)
    ready.office.settle(ready.store)
    assert names(ready) == set()
    assert ready.connection.execute("SELECT count(*) FROM blob").fetchone() == (0,)
    assert ready.store.scopes("case") == []


def test_what_is_owed_survives_the_case_leaving_and_only_the_office_can_open_it(ready: ReadyStore) -> None:
    data = content()
    sha256 = attach(ready.store, data)
    office = X25519PrivateKey.generate()
    with transaction(ready.connection):
        ready.store._tables.blobs.leave(CASE_SCOPE, partial(seal_box, office.public_key().public_bytes_raw()))
    ready.reopen()
    with pytest.raises(NotHereYet):
        ready.store.blobs.read(CASE_SCOPE, sha256)
    row = ready.store.blobs.next_to_send()
    assert row is not None
    assert row.file.key == b""
    assert row.box is not None
    name, key = read_blob_box(open_box(office.private_bytes_raw(), row.box))
    chunk = ready.store.blobs.piece_to_send(row, 0)[:SEALED_BYTES]
    assert ChunkCipher(key, name, len(data)).open(0, chunk) == data[:CHUNK_BYTES]
    ready.store.blobs.note_sent(row)
    assert names(ready) == set()
    assert ready.store.blobs.unsent() == 0


def test_erased_words_take_their_attachment_with_them_unless_another_entry_names_it(ready: ReadyStore) -> None:
    data = content()
    hashes = [attach(ready.store, data), attach(ready.store, data)]
    entries = [row[0] for row in ready.connection.execute("SELECT id FROM entry WHERE verdict IS NULL ORDER BY number")]
    for number, entry in enumerate(entries):
        assert ready.store.blobs.read(CASE_SCOPE, hashes[0]) == data
        sealed = ready.store._tables.ledger.sealed(EntryId(entry))
        assert sealed is not None
        outline = outline_of(sealed).decode()
        with transaction(ready.connection):
            take_orders(ready.store._tables, [Expunge(id=str(number), scope=CASE_SCOPE, entries={entry: outline})])
    ready.reopen()
    assert names(ready) == set()
    with pytest.raises(NotHereYet):
        ready.store.blobs.read(CASE_SCOPE, hashes[0])


def test_after_a_restore_of_the_office_everything_made_here_is_offered_again(ready: ReadyStore) -> None:
    attach(ready.store, content())
    row = ready.store.blobs.next_to_send()
    assert row is not None
    ready.store.blobs.note_sent(row)
    assert ready.store.blobs.next_to_send() is None
    ready.store.blobs.reoffer()
    assert ready.store.blobs.next_to_send() is not None


def test_what_the_office_refuses_waits_longer_each_time(ready: ReadyStore) -> None:
    attach(ready.store, content())
    for minutes in (1, 2, 4):
        row = ready.store.blobs.next_to_send()
        assert row is not None
        ready.store.blobs.note_failed(row)
        ready.clock.advance(minutes=minutes, seconds=-1)
        assert ready.store.blobs.next_to_send() is None
        ready.clock.advance(seconds=1)


KILLED = """
import os, sys
from pathlib import Path
from desktop.store import blob_file, blob_table, case_store
from desktop.store.connection import open_store, transaction
from tests.desktop.store.test_blob import attach, content
from tests.fakes.case_store import KEY
from tests.fakes.clock import FakeClock
place = sys.argv[2]
def die(*_arguments, **_named):
    os._exit(9)
if place == "written":
    case_store.append_saves = die
elif place == "half":
    blob_file.os.fsync = die
elif place == "rows":
    blob_table.BlobTable.add_own = die
store = None
if place == "committed":
    case_store.CaseStore._changed = lambda self, change: die() if store is not None else change
store = case_store.CaseStore(open_store(Path(sys.argv[1]), KEY), FakeClock())
attach(store, content())
"""


@pytest.mark.parametrize("place", ["half", "written", "rows", "committed"])
def test_a_kill_at_any_point_leaves_all_of_it_or_nothing(ready: ReadyStore, place: str) -> None:
    ready.connection.close()
    root = Path(__file__).parents[3]
    done = subprocess.run(  # noqa: PLW1510 — how it ends is what is looked at
        [sys.executable, "-c", KILLED, str(ready.path), place], cwd=root, env={**os.environ, "PYTHONPATH": str(root)}
    )
    assert done.returncode == 9
    left = names(ready)
    assert len(left) == 1
    ready.connection = open_store(ready.path, KEY)
    store = CaseStore(ready.connection, ready.clock)
    if place == "committed":
        assert store.blobs.read(CASE_SCOPE, blob_hash(content())) == content()
        assert (store.unsent(), names(ready)) == (2, left)
    else:
        assert (store.unsent(), names(ready)) == (0, set())
        assert store.records(Attachment.kind) == []


def test_a_kill_between_key_and_file_leaves_a_file_that_the_next_start_removes(ready: ReadyStore) -> None:
    data = content()
    named_by_office(ready, data)
    fetch(ready, data)
    ready.connection.execute("DELETE FROM blob")
    assert len(names(ready)) == 1
    ready.reopen()
    # It is asked for again, because its record still names it; of the old file nothing is left.
    assert names(ready) == set()
    assert ready.store.blobs.next_missing() is not None


def test_the_keys_of_two_stores_have_nothing_to_do_with_each_other(ready: ReadyStore, tmp_path: Path) -> None:
    other = open_memory_like_store(tmp_path, office=ready.office, name="other.db")
    attach(ready.store, content())
    attach(other.store, content())
    assert len(names(ready)) == len(names(other)) == 1
    ready.reopen()
    assert len(names(other)) == 1
    other.connection.close()
