"""The attachments of one store: encrypted files and their rows, kept in step whatever happens in between.

A file is on the disk before the row that gives its key, and the row with the key is gone before the file is removed.
So a kill leaves at most a file that nobody can open; those are swept at the next start.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from casework.errors import Damaged, Unavailable
from casework.ledger.blob import PIECE_BYTES, SEALED_PIECE_CHUNKS, blob_hash
from casework.ledger.chunk import CHUNK_BYTES, DamagedFile
from casework.ledger.fold import RecordState
from casework.records.file.attachment import Attachment, Content
from casework.records.identifier import Scope
from casework.rules.standing import read_record
from casework.words import say
from desktop.clock import Clock
from desktop.store.blob_file import BlobFolder, new_file
from desktop.store.blob_table import BlobRow, BlobTable
from desktop.store.connection import Connection, transaction

_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class NewBlob:
    """Bytes that an entry is about to name in a scope."""

    scope: Scope
    data: bytes = field(repr=False)


class NotHereYet(Unavailable):
    """The attachment has not come to this laptop."""

    def __init__(self) -> None:
        super().__init__(
            say("This attachment is not on this laptop yet. It comes when there is a connection to the office.")
        )


class Spoilt(Damaged):
    """What is on this laptop's disk, or what arrived, is not what it should be."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This attachment is damaged on this laptop, so it is not shown. It is fetched again from the office; "
                "if this stays, tell your IT team."
            )
        )


class BlobShelf:
    """Used on the store's thread only. Each public call is one transaction, or only reads."""

    def __init__(self, connection: Connection, table: BlobTable, clock: Clock) -> None:
        self._connection = connection
        self._table = table
        self._clock = clock
        path = Path(str(connection.execute("PRAGMA database_list").fetchone()[2]))
        self._folder = BlobFolder(path.with_name(f"{path.name}.blobs"))

    # Added with an entry

    def write_new(self, news: Sequence[NewBlob]) -> list[BlobRow]:
        """Put new files on the disk; their rows are added with the entry. Raises ``DiskFull``."""
        rows = []
        try:
            for new in news:
                file = new_file(len(new.data))
                row = BlobRow(file, new.scope, blob_hash(new.data), own=True, got=file.size_bytes)
                rows.append(row)
                self._folder.write(file, 0, new.data)
        except BaseException:
            self.take_back(rows)
            raise
        return rows

    def take_back(self, rows: Iterable[BlobRow]) -> None:
        """Remove files whose entry was not kept; asked of the store, because an error may come after the commit."""
        kept = self._table.names()
        for row in rows:
            if row.file.name not in kept:
                self._folder.remove(row.file.name)

    # Reading

    def row(self, scope: Scope, sha256: str) -> BlobRow | None:
        """Return how an attachment stands here; None where it is not here and not asked for."""
        row = self._table.row(scope, sha256)
        return None if row is None or row.hidden else row

    def read(self, scope: Scope, sha256: str) -> bytes:
        """Return the whole attachment, verified. Raises ``NotHereYet``, or ``Spoilt`` and has it fetched again."""
        row = self.row(scope, sha256)
        if row is None or not row.complete or not self._table.is_shown(scope):
            raise NotHereYet
        try:
            data = self._folder.read(row.file)
            if blob_hash(data) != sha256:
                raise DamagedFile
        except DamagedFile:
            self._fetch_again(row)
            raise Spoilt from None
        return data

    def _fetch_again(self, row: BlobRow) -> None:
        """Begin anew with a new key, if the office has it; what only this laptop had stays as it is."""
        if row.own and not row.sent:
            return
        fresh = BlobRow(new_file(row.file.size_bytes), row.scope, row.sha256)
        with transaction(self._connection):
            self._table.forget(row.scope, [row.sha256])
            self._table.add(fresh)
            # What arrived wrong is not asked for again at once: it might arrive wrong for ever.
            if not row.complete or row.tries:
                self._table.save_failed(fresh.file.name, row.tries + 1, self._clock.now() + _wait(row.tries))
        self.sweep_rubbish()

    # Sending

    def unsent(self) -> int:
        """Return how many attachments made here the office has not confirmed."""
        return self._table.unsent()

    def next_to_send(self) -> BlobRow | None:
        """Return what is to be sent next; None where nothing is due."""
        return self._table.next_unsent(self._clock.now())

    def piece_to_send(self, row: BlobRow, offset: int) -> bytes:
        """Return the next piece from ``offset``; of a hidden one as it lies on the disk. Raises ``DamagedFile``."""
        if row.hidden:
            return self._folder.read_sealed(row.file.name, offset // CHUNK_BYTES, SEALED_PIECE_CHUNKS)
        return self._folder.read(row.file, offset, offset + PIECE_BYTES)

    def note_sent(self, row: BlobRow) -> None:
        """Note that the office has the whole, verified."""
        with transaction(self._connection):
            self._table.save_sent(row.file.name)
        self.sweep_rubbish()

    def note_failed(self, row: BlobRow) -> None:
        """Note that it neither went nor came; it is tried again after a while, each time a longer one."""
        with transaction(self._connection):
            self._table.save_failed(row.file.name, row.tries + 1, self._clock.now() + _wait(row.tries))

    def reoffer(self) -> None:
        """Owe everything again that was made here, after the office was restored from a backup."""
        with transaction(self._connection):
            self._table.reoffer()

    # Fetching

    def want(self, states: Iterable[RecordState]) -> None:
        """Ask for the shared copies that these records name and that are not here."""
        wanted = [(state.scope, content) for state in states if (content := _shared_copy(state))]
        missing = [(scope, content) for scope, content in wanted if self.row(scope, content.sha256) is None]
        if missing:
            with transaction(self._connection):
                for scope, content in missing:
                    self._ask(scope, content.sha256, content.size_bytes)

    def want_now(self, scope: Scope, sha256: str, size_bytes: int) -> None:
        """Ask for one attachment at the next contact, also an original, which does not come by itself."""
        with transaction(self._connection):
            row = self._table.row(scope, sha256)
            if row is None:
                self._ask(scope, sha256, size_bytes)
            else:
                self._table.save_failed(row.file.name, 0, None)

    def _ask(self, scope: Scope, sha256: str, size_bytes: int) -> None:
        # A hidden one of the same bytes stays until it is sent: it is asked for at the next start after that.
        self._table.add(BlobRow(new_file(size_bytes), scope, sha256))

    def next_missing(self) -> BlobRow | None:
        """Return what is to be fetched next, from ``got`` on; None where nothing is due."""
        return self._table.next_missing(self._clock.now())

    def take_piece(self, row: BlobRow, data: bytes) -> BlobRow | None:
        """Keep a piece that follows what is here, and return how it stands; None where its case has left meanwhile.

        Raises ``Spoilt`` for a wrong whole.
        """
        known = self.row(row.scope, row.sha256)
        if known is None or known.file.name != row.file.name or known.got != row.got:
            return None
        got = self._folder.write(row.file, row.got, data)
        now = BlobRow(row.file, row.scope, row.sha256, got=got)
        if now.complete and not self._is_right(now):
            self._fetch_again(row)
            raise Spoilt
        with transaction(self._connection):
            self._table.save_got(row.file.name, got)
        return now

    def _is_right(self, row: BlobRow) -> bool:
        try:
            return self._folder.hash_of(row.file) == row.sha256
        except DamagedFile:
            return False

    # Removing

    def forget(self, scope: Scope, hashes: Iterable[str]) -> None:
        """Destroy attachments whose record was erased: the key first, then the file."""
        with transaction(self._connection):
            self._table.forget(scope, hashes)
        self.sweep_rubbish()

    def sweep_rubbish(self) -> None:
        """Remove the files whose keys are gone."""
        names = self._table.rubbish()
        if not names:
            return
        for name in names:
            self._folder.remove(name)
        with transaction(self._connection):
            self._table.clear_rubbish(names)

    def sweep(self) -> None:
        """Remove every file that no row knows, after a start: a kill came before its row, or after its row went."""
        self.sweep_rubbish()
        for name in self._folder.names() - self._table.names():
            self._folder.remove(name)


def _wait(tries: int) -> timedelta:
    return min(_FIRST_WAIT * (1 << min(tries, 10)), _LONGEST_WAIT)


def _shared_copy(state: RecordState) -> Content | None:
    """What an accepted record says is to be had; the office gives nothing for one that waits."""
    found = state.fields.get("content") if state.kind == Attachment.kind else None
    if found is None or not any(head.order[0] == 0 and not head.awaiting for head in found.heads):
        return None
    return read_record(Attachment, state).content
