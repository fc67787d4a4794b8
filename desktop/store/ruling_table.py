"""Releases and refusals as they count here: of which entry, and by which. All writing inside a transaction."""

import json
from collections.abc import Iterable

from casework.ledger.protocol import Verdict
from casework.records.delivery.ruling import Ruling
from casework.records.identifier import EntryId, Scope
from casework.rules.ruling import ruled_on
from desktop.store.connection import Connection
from desktop.store.ledger_table import readable

_MARK, _ESCAPE = f'"{Ruling.kind}"', "\\u"
"""One of them stands in every ruling, for letters may be written as numbers: what lacks both need not be read."""

_COUNTING = (None, Verdict.ACCEPTED, Verdict.LATE)
"""One's own ruling counts here from the moment it is saved, until the office says otherwise."""


class RulingTable:
    """Rulings by the entry that they are about."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, entries: Iterable[EntryId]) -> set[EntryId]:
        """Let those entries that are rulings take effect, or not any more; return what they are about."""
        rows = self._connection.execute(
            "SELECT id, scope, data, verdict FROM entry WHERE id IN (SELECT value FROM json_each(?))"
            " AND outline = 0 AND (instr(CAST(data AS TEXT), ?) > 0 OR instr(CAST(data AS TEXT), ?) > 0)",
            (json.dumps(list(entries)), _MARK, _ESCAPE),
        ).fetchall()
        ruled: set[EntryId] = set()
        for ident, scope, data, verdict in rows:
            ruled |= self._forget(ident)
            if verdict in _COUNTING:
                ruled |= self._note(ident, Scope(scope), data)
        return ruled

    @staticmethod
    def may_rule(data: bytes) -> bool:
        """Tell whether an entry may be a ruling; one that is none need not be given to `take`."""
        return _MARK.encode() in data or _ESCAPE.encode() in data

    def rebuild(self, scope: Scope) -> None:
        """Find the rulings of a scope again from its entries."""
        self.delete_scope(scope)
        rows = self._connection.execute("SELECT id FROM entry WHERE scope = ?", (scope,)).fetchall()
        self.take(EntryId(row[0]) for row in rows)

    def delete_scope(self, scope: Scope) -> None:
        """Remove every ruling of a scope."""
        self._connection.execute("DELETE FROM ruling WHERE scope = ?", (scope,))

    def by(self, entry: EntryId) -> list[tuple[EntryId, str]]:
        """Return the rulings about an entry, each with what it says, releases first."""
        rows = self._connection.execute(
            "SELECT by_entry, decision FROM ruling WHERE entry = ? ORDER BY decision DESC, by_entry", (entry,)
        )
        return [(EntryId(row[0]), str(row[1])) for row in rows]

    def _note(self, ident: EntryId, scope: Scope, data: bytes) -> set[EntryId]:
        sealed = readable(data)
        found = ruled_on(sealed.entry) if sealed and sealed.entry.scope == scope else {}
        self._connection.executemany(
            "INSERT OR REPLACE INTO ruling (entry, by_entry, scope, decision) VALUES (?, ?, ?, ?)",
            [(entry, ident, scope, decision.value) for entry, decision in found.items()],
        )
        return set(found)

    def _forget(self, ident: EntryId) -> set[EntryId]:
        rows = self._connection.execute("DELETE FROM ruling WHERE by_entry = ? RETURNING entry", (ident,)).fetchall()
        return {EntryId(row[0]) for row in rows}
