"""The rows of attachments: which encrypted files there are, and how far each has come or gone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from casework.ledger.blob import blob_box
from casework.records.identifier import Scope
from desktop.store.blob_file import BlobFile
from desktop.store.connection import Connection

_COLUMNS = "name, scope, sha256, size_bytes, key, own, sent, hidden, box, got, tries"
_OWED = "own = 1 AND sent = 0"
_SHOWN = "scope IN (SELECT id FROM shown)"
_DUE = "(next_try_at IS NULL OR next_try_at <= ?)"


@dataclass(frozen=True)
class BlobRow:
    """One attachment as it stands here.

    ``own``: made on this laptop, and owed to the office until ``sent``. ``got``: how many bytes are on the disk.
    ``hidden``: its case has left, and it is kept for sending alone; its key is in the ``box`` then, for the office.
    """

    file: BlobFile
    scope: Scope
    sha256: str
    own: bool = False
    sent: bool = False
    hidden: bool = False
    box: bytes | None = field(default=None, repr=False)
    got: int = 0
    tries: int = 0

    @property
    def size_bytes(self) -> int:
        """How long it is."""
        return self.file.size_bytes

    @property
    def complete(self) -> bool:
        """Whether the whole of it is here."""
        return self.got == self.file.size_bytes


class BlobTable:
    """Attachments by scope and hash. All writing happens inside a transaction of the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def row(self, scope: Scope, sha256: str) -> BlobRow | None:
        """Return one attachment; None where nothing is known of it."""
        return next(iter(self._rows("WHERE scope = ? AND sha256 = ?", scope, sha256)), None)

    def is_shown(self, scope: Scope) -> bool:
        """Tell whether what is in a scope may be read: its case is here, and no ended lease has locked the store."""
        return self._connection.execute("SELECT 1 FROM shown WHERE id = ?", (scope,)).fetchone() is not None

    def add(self, row: BlobRow) -> None:
        """Add an attachment; one of the same case and hash is left as it is."""
        file = row.file
        self._connection.execute(
            f"INSERT OR IGNORE INTO blob ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 — constants
            (
                *(file.name, row.scope, row.sha256, file.size_bytes, file.key),
                *(row.own, row.sent, row.hidden, row.box, row.got, row.tries),
            ),
        )

    def add_own(self, row: BlobRow) -> None:
        """Add what was made here. It takes the place of what was only to be fetched; what is owed already stays."""
        self._drop("WHERE scope = ? AND sha256 = ? AND (own = 0 OR hidden = 1)", row.scope, row.sha256)
        self.add(row)

    def unsent(self) -> int:
        """Count what was made here and the office has not confirmed."""
        return int(self._connection.execute("SELECT count(*) FROM blob WHERE own = 1 AND sent = 0").fetchone()[0])

    def holds_unsent(self, scope: Scope) -> bool:
        """Tell whether something of the scope that was made here has not reached the office."""
        row = self._connection.execute(
            "SELECT 1 FROM blob WHERE own = 1 AND sent = 0 AND hidden = 0 AND scope = ? LIMIT 1", (scope,)
        ).fetchone()
        return row is not None

    def next_unsent(self, at: datetime) -> BlobRow | None:
        """Return what is to be sent next, hidden or not; None where nothing is due."""
        rest = f"WHERE own = 1 AND sent = 0 AND {_DUE} ORDER BY tries, name LIMIT 1"
        return next(iter(self._rows(rest, at.isoformat())), None)

    def next_missing(self, at: datetime) -> BlobRow | None:
        """Return what is to be fetched next, what was begun first; None where nothing is due."""
        which = f"WHERE own = 0 AND hidden = 0 AND got < size_bytes AND {_SHOWN} AND {_DUE}"
        rest = f"{which} ORDER BY tries, got DESC, size_bytes, name LIMIT 1"
        return next(iter(self._rows(rest, at.isoformat())), None)

    def save_got(self, name: str, got: int) -> None:
        """Note how many bytes are on the disk."""
        self._connection.execute("UPDATE blob SET got = ?, tries = 0, next_try_at = NULL WHERE name = ?", (got, name))

    def save_failed(self, name: str, tries: int, next_try_at: datetime | None) -> None:
        """Note that it did not go or come, and when to try again."""
        at = next_try_at.isoformat() if next_try_at else None
        self._connection.execute("UPDATE blob SET tries = ?, next_try_at = ? WHERE name = ?", (tries, at, name))

    def save_sent(self, name: str) -> None:
        """Note that the office has it; what was kept for that alone goes."""
        self._connection.execute("UPDATE blob SET sent = 1, tries = 0, next_try_at = NULL WHERE name = ?", (name,))
        self._drop("WHERE name = ? AND hidden = 1", name)

    def reoffer(self) -> None:
        """Owe the office everything again that was made here; it says at once of what it has already."""
        self._connection.execute("UPDATE blob SET sent = 0, tries = 0, next_try_at = NULL WHERE own = 1")

    def leave(self, scope: Scope, seal: Callable[[bytes], bytes]) -> None:
        """Forget a scope's attachments with their keys.

        What is owed is kept for sending alone, its key sealed to the office by ``seal``, and forgotten once it is sent.
        """
        for row in self._rows(f"WHERE {_OWED} AND hidden = 0 AND scope = ?", scope):
            self._connection.execute(
                "UPDATE blob SET hidden = 1, key = x'', box = ? WHERE name = ?",
                (seal(blob_box(row.file.name, row.file.key)), row.file.name),
            )
        self._drop("WHERE scope = ? AND hidden = 0", scope)

    def forget(self, scope: Scope, hashes: Iterable[str]) -> None:
        """Forget some attachments with their keys, owed or not."""
        for sha256 in hashes:
            self._drop("WHERE scope = ? AND sha256 = ?", scope, sha256)

    def rubbish(self) -> list[str]:
        """Return the names of the files whose keys are gone."""
        return [row[0] for row in self._connection.execute("SELECT name FROM blob_rubbish ORDER BY name")]

    def clear_rubbish(self, names: Iterable[str]) -> None:
        """Note that files have been removed."""
        self._connection.executemany("DELETE FROM blob_rubbish WHERE name = ?", [(name,) for name in names])

    def names(self) -> set[str]:
        """Return the name of every file that has a key."""
        return {row[0] for row in self._connection.execute("SELECT name FROM blob")}

    def _drop(self, rest: str, *values: str) -> None:
        self._connection.execute(f"INSERT OR IGNORE INTO blob_rubbish SELECT name FROM blob {rest}", values)  # noqa: S608
        self._connection.execute(f"DELETE FROM blob {rest}", values)  # noqa: S608 — constants

    def _rows(self, rest: str, *values: str) -> list[BlobRow]:
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM blob {rest}", values).fetchall()  # noqa: S608
        return [
            BlobRow(
                BlobFile(name, key, size), Scope(scope), sha256, bool(own), bool(sent), bool(hidden), box, got, tries
            )
            for name, scope, sha256, size, key, own, sent, hidden, box, got, tries in rows
        ]
