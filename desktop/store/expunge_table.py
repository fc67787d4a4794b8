"""The orders to destroy words that were carried out here, until the office has taken note."""

from collections.abc import Sequence

from casework.records.identifier import Scope
from desktop.store.connection import Connection

_DROPPED = "dropped "
"""What begins so is no order of the office, and is never confirmed to it."""


class ExpungeTable:
    """Orders that were carried out here and that the office does not know of yet."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, order: str) -> None:
        """Note that an order was carried out just now."""
        self._connection.execute("INSERT OR IGNORE INTO expunged_order (id) VALUES (?)", (order,))

    def note_dropped(self, scope: Scope) -> None:
        """Note that something of a scope was taken away without an order: only the log has to be emptied."""
        self._connection.execute("INSERT OR IGNORE INTO expunged_order (id) VALUES (?)", (f"{_DROPPED}{scope}",))

    def unerased(self) -> bool:
        """Tell whether old pages may still lie in the write-ahead log."""
        return self._connection.execute("SELECT 1 FROM expunged_order WHERE erased = 0 LIMIT 1").fetchone() is not None

    def note_erased(self) -> None:
        """Note that the write-ahead log has been emptied."""
        self._connection.execute("DELETE FROM expunged_order WHERE id LIKE ?", (f"{_DROPPED}%",))
        self._connection.execute("UPDATE expunged_order SET erased = 1 WHERE erased = 0")

    def carried_out(self) -> list[str]:
        """Return the orders that may be confirmed."""
        rows = self._connection.execute("SELECT id FROM expunged_order WHERE erased = 1 ORDER BY id")
        return [str(row[0]) for row in rows]

    def is_known(self, order: str) -> bool:
        """Tell whether an order was carried out already."""
        row = self._connection.execute("SELECT 1 FROM expunged_order WHERE id = ?", (order,)).fetchone()
        return row is not None

    def settle(self, still: Sequence[str]) -> None:
        """Forget the confirmed orders that the office does not repeat any more."""
        for order in set(self.carried_out()) - set(still):
            self._connection.execute("DELETE FROM expunged_order WHERE id = ?", (order,))
