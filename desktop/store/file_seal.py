"""Whether the store's file is the one that was left: an old copy of it, or one old page of it, was put back meanwhile.

SQLCipher finds no page that it wrote itself, under this key and for this place, however old (design, section 2). So
what the whole file is when it is closed goes into the key store, as a digest, with a generation that is raised at each
opening in both. What can be told from it:

- left closed: any other byte in the file, and a log beside it, which then counts for nothing;
- left open (a kill, a flat battery): a file of a generation before that one.

Where the key store can be read and would not be written to, the file itself keeps from which closed file it was opened:
then it is no other one, and what is told of it is what is told of a file that was left open.

Not told: an old page in a file that was left open; and nothing where the key store was set back with the file.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from casework.errors import UserError
from desktop.store.connection import Connection, transaction
from desktop.store.identity import FactTable
from desktop.store.keystore import KeyStore
from desktop.store.private_file import plain_disk_faults
from desktop.store.profile import seal_entry
from desktop.store.profile_list import Profile

_OPEN, _CLOSED = 1, 2
_GENERATION_BYTES, _DIGEST_BYTES = 7, 24
_NO_DIGEST = bytes(_DIGEST_BYTES)
_BESIDE = ("-wal", "-journal")


@dataclass(frozen=True, slots=True)
class _Note:
    """What the key store says of the file: 32 bytes there."""

    state: int
    generation: int
    digest: bytes = _NO_DIGEST

    def to_bytes(self) -> bytes:
        return bytes((self.state,)) + self.generation.to_bytes(_GENERATION_BYTES, "big") + self.digest


class FileSeal:
    """The seal of one profile's store. Used on the store's thread; a key store that does not answer tells nothing."""

    def __init__(self, profile: Profile, key_store: KeyStore) -> None:
        self._path = profile.store_path
        self._entry = seal_entry(profile.profile_id)
        self._key_store = key_store
        self._generation: int | None = None
        self._note: _Note | None = None
        self._is_loaded = False

    def lift(self) -> bool:
        """Tell whether the closed file is another than the one that was left; else it counts as open from here on.

        Before anything of it is read, and before it is written in any other way than by an open store. What was put
        back is told each time until ``begin``.
        """
        note = self._known()
        if note is None or note.state != _CLOSED:
            return False
        if self._digest() != note.digest:
            return True
        self._drop_logs()
        self._save(_Note(_OPEN, note.generation))
        return False

    def is_behind(self, connection: Connection) -> bool:
        """Tell whether the file is of an earlier generation than the key store has seen."""
        note = self._known()
        return note is not None and FactTable(connection).load_generation() < note.generation

    def is_from(self, connection: Connection) -> bool:
        """Tell whether an open file that is another than the one that was left was opened from that one."""
        note = self._known()
        if note is None or note.state != _CLOSED:
            return False
        return FactTable(connection).load_opened_from() == note.digest.hex()

    def begin(self, connection: Connection) -> None:
        """Raise the generation of the file and of the key store."""
        facts, note = FactTable(connection), self._known()
        newest = max(facts.load_generation(), note.generation if note is not None else 0)
        # The key store never says more than what has been in the file: a kill between the two is no old copy.
        opening = _Note(_OPEN, newest)
        if note != opening and not self._save(opening):
            if note is not None and note.state == _CLOSED:
                with transaction(connection):
                    facts.save_opened_from(note.digest.hex())
            return
        with transaction(connection):
            facts.save_generation(newest + 1)
        if self._save(_Note(_OPEN, newest + 1)):
            self._generation = newest + 1

    def close(self) -> None:
        """Note what the file is, once the store is closed. Nobody is asked for anything: somebody is locking."""
        generation, self._generation = self._generation, None
        if generation is None or any(self._beside(end).exists() for end in _BESIDE):
            return
        with suppress(UserError):
            note = _Note(_CLOSED, generation, self._digest())
            self._key_store.keep_quietly(self._entry, note.to_bytes())

    def _digest(self) -> bytes:
        if not self._path.is_file():
            return b""
        with plain_disk_faults(), self._path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()[:_DIGEST_BYTES]

    def _drop_logs(self) -> None:
        """All of the log was in the file when it was closed: what lies beside it now came from elsewhere."""
        with plain_disk_faults():
            for end in (*_BESIDE, "-shm"):
                self._beside(end).unlink(missing_ok=True)

    def _beside(self, end: str) -> Path:
        return self._path.with_name(f"{self._path.name}{end}")

    def _known(self) -> _Note | None:
        """What the key store says, asked once: each answer of it takes some hundredths of a second."""
        if not self._is_loaded:
            self._note, self._is_loaded = self._load(), True
        return self._note

    def _load(self) -> _Note | None:
        try:
            found = self._key_store.load_secret(self._entry)
        except UserError:
            return None
        generation = int.from_bytes(found[1 : 1 + _GENERATION_BYTES], "big")
        return _Note(found[0], generation, found[1 + _GENERATION_BYTES :])

    def _save(self, note: _Note) -> bool:
        try:
            self._key_store.save_secret(self._entry, note.to_bytes())
        except UserError:
            return False
        self._note = note
        return True
