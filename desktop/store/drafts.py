"""The drafts of this laptop. They never leave it."""

from collections.abc import Iterator
from datetime import datetime

from casework.records.identifier import Scope
from desktop.store.connection import Connection
from desktop.store.draft import Draft

_COLUMNS = "id, scope, form, content, started_at, kept_at"


class DraftTable:
    """Drafts by id. A draft stays readable to its author while its case is on the way out, so that it can be ended."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, draft: Draft) -> None:
        """Keep a draft as it is now. Inside a transaction."""
        self._connection.execute(
            f"INSERT OR REPLACE INTO draft ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608 — constant text
            (
                draft.id,
                draft.scope,
                draft.form,
                draft.content,
                draft.started_at.isoformat(),
                draft.kept_at.isoformat(),
            ),
        )

    def load_all(self) -> list[Draft]:
        """Return every draft, the one begun first first."""
        return list(self._found("ORDER BY started_at, id"))

    def load(self, ident: str) -> Draft | None:
        """Return one draft; None where there is none of that id."""
        return next(self._found("WHERE id = ?", ident), None)

    def delete(self, ident: str) -> bool:
        """Remove a draft and tell whether there was one. Inside a transaction."""
        return self._connection.execute("DELETE FROM draft WHERE id = ?", (ident,)).rowcount > 0

    def holds(self, scope: Scope) -> bool:
        """Tell whether something begun in the scope is not saved yet."""
        return next(self._found("WHERE scope = ? LIMIT 1", scope), None) is not None

    def _found(self, rest: str, *values: str) -> Iterator[Draft]:
        for row in self._connection.execute(f"SELECT {_COLUMNS} FROM draft {rest}", values):  # noqa: S608 — constants
            ident, scope, form, content, started_at, kept_at = row
            yield Draft(
                ident,
                Scope(scope),
                form,
                content,
                datetime.fromisoformat(started_at),
                datetime.fromisoformat(kept_at),
            )
