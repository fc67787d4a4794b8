"""The drafts of this laptop. They leave it only sealed, when their case does."""

from collections.abc import Iterator
from datetime import datetime

from casework.records.identifier import Scope
from desktop.store.connection import Connection
from desktop.store.draft import Draft

_COLUMNS = "id, scope, form, content, started_at, kept_at"
_SHOWN = (
    "scope NOT IN (SELECT id FROM scope WHERE leaving IS NOT NULL)"
    " AND NOT EXISTS (SELECT 1 FROM fact WHERE name = 'locked')"
)


class DraftTable:
    """Drafts by id. Reading sees none of a scope that is hidden, nor any while the lease has locked the store.

    A draft of a case that is asked to leave stays readable, for some hours, so that it can be ended.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, draft: Draft) -> None:
        """Keep a draft as it is now; when it was begun stays. Inside a transaction."""
        self._connection.execute(
            f"INSERT INTO draft ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608 — constant text
            " ON CONFLICT (id) DO UPDATE SET scope = excluded.scope, form = excluded.form,"
            " content = excluded.content, kept_at = excluded.kept_at",
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
        return list(self._found(f"WHERE {_SHOWN} ORDER BY started_at, id"))

    def load(self, ident: str) -> Draft | None:
        """Return one draft; None where there is none of that id."""
        return next(self._found(f"WHERE id = ? AND {_SHOWN}", ident), None)

    def delete(self, ident: str) -> bool:
        """Remove a draft and tell whether there was one. Inside a transaction."""
        return self._connection.execute("DELETE FROM draft WHERE id = ?", (ident,)).rowcount > 0

    def scopes(self) -> set[Scope]:
        """Return the scopes in which something was begun, hidden ones too."""
        return {Scope(row[0]) for row in self._connection.execute("SELECT DISTINCT scope FROM draft")}

    def load_scope(self, scope: Scope) -> list[Draft]:
        """Return every draft of a scope, hidden or not."""
        return list(self._found("WHERE scope = ? ORDER BY started_at, id", scope))

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
