"""How far this laptop holds each scope: entering, held, leaving, left."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.ledger.entry import Seen
from casework.ledger.protocol import Holding, PageItem
from casework.records.identifier import EntryId, Scope, ScopeSort, scope_sort
from desktop.store.connection import Connection

_COLUMNS = "id, generation, epoch, position, entering, entered_to, leaving, begun_here, asked_at"

# What is to be fetched again is not said to be held: the office gives it anew, and it is shown meanwhile.
_HOLDINGS = (
    "SELECT id, coalesce(entering, generation), CASE WHEN entering IS NULL THEN position ELSE entered_to END FROM scope"
    " WHERE ((leaving IS NULL AND asked_at IS NULL AND repair < 2 AND generation IS NOT NULL) OR entering IS NOT NULL)"
    " ORDER BY id"
)


@dataclass(frozen=True)
class ScopeRow:
    """One scope as it stands here. None: no generation is held, being entered, or hidden on its way out.

    `asked_at`: since when (in the office's time) the office asks to leave it.
    """

    id: Scope
    generation: int | None
    epoch: int | None
    position: int
    entering: int | None
    entered_to: int
    leaving: int | None
    begun_here: int
    asked_at: datetime | None = None

    @property
    def newest(self) -> int:
        """The newest generation known of, -1 where there is none."""
        return max(-1 if self.generation is None else self.generation, -1 if self.entering is None else self.entering)


class ScopeTable:
    """Scopes by id. All writing happens inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def row(self, scope: Scope) -> ScopeRow | None:
        """Return how a scope stands here; None where nothing is known of it."""
        return next(iter(self._rows("WHERE id = ?", scope)), None)

    def rows(self, scopes: Sequence[Scope]) -> dict[Scope, ScopeRow]:
        """Return how some scopes stand here; those of which nothing is known are left out."""
        return {row.id: row for row in self._rows("WHERE id IN (SELECT value FROM json_each(?))", json.dumps(scopes))}

    def shown(self, sort: ScopeSort) -> list[Scope]:
        """Return every scope of a sort that may be shown."""
        found = [Scope(row[0]) for row in self._connection.execute("SELECT id FROM shown ORDER BY id")]
        return [scope for scope in found if scope_sort(scope) == sort]

    def seen(self, scope: Scope) -> Seen | None:
        """Return how far the scope has been read here; None where it is not held."""
        row = self.row(scope)
        if row is None or row.generation is None or row.epoch is None:
            return None
        return Seen(epoch=row.epoch, generation=row.generation, position=row.position)

    def begin_here(self, scope: Scope) -> None:
        """Note that this laptop writes into the scope, so that one it has made itself is shown at once."""
        self._connection.execute("INSERT OR IGNORE INTO scope (id) VALUES (?)", (scope,))
        self._connection.execute("UPDATE scope SET begun_here = 1 WHERE id = ? AND generation IS NULL", (scope,))

    def forget_begun(self, scope: Scope) -> None:
        """Forget a scope that this laptop began, and of which nothing is left."""
        self._connection.execute(
            "DELETE FROM scope WHERE id = ? AND begun_here = 1 AND generation IS NULL AND entering IS NULL"
            " AND leaving IS NULL",
            (scope,),
        )

    def holdings(self) -> list[Holding]:
        """Return how far each scope is held, or being entered; not those on their way out."""
        rows = self._connection.execute(_HOLDINGS).fetchall()
        return [Holding(scope=scope, generation=generation, position=position) for scope, generation, position in rows]

    def enter(self, holdings: Iterable[Holding]) -> None:
        """Begin to stage newer generations of scopes; again or an older one changes nothing."""
        newest = {one.scope: one for one in sorted(holdings, key=lambda one: one.generation)}
        if not newest:
            return
        scopes = list(newest)
        rows, gone = self.rows(scopes), self._departed(scopes)
        begun = [
            (one.generation, scope)
            for scope, one in newest.items()
            if gone.get(scope, -1) < one.generation and not (scope in rows and rows[scope].newest >= one.generation)
        ]
        names = [(scope,) for _, scope in begun]
        self._forget_staged([scope for _, scope in begun])
        self._connection.executemany("INSERT OR IGNORE INTO scope (id) VALUES (?)", names)
        self._connection.executemany("UPDATE scope SET entering = ?, entered_to = 0 WHERE id = ?", begun)

    def _departed(self, scopes: Sequence[Scope]) -> dict[Scope, int]:
        """The newest generation of each of some scopes that was purged, and of which the office has not taken note."""
        rows = self._connection.execute(
            "SELECT scope, max(generation) FROM departed"
            " WHERE scope IN (SELECT value FROM json_each(?)) GROUP BY scope",
            (json.dumps(scopes),),
        )
        return {Scope(scope): int(generation) for scope, generation in rows}

    def level(self) -> list[ScopeRow]:
        """Return the scopes that are held, and neither entered nor left just now."""
        return self._rows(
            "WHERE generation IS NOT NULL AND entering IS NULL AND leaving IS NULL AND asked_at IS NULL ORDER BY id"
        )

    def in_repair(self, step: int) -> list[ScopeRow]:
        """Return the scopes whose repair has come to a step."""
        return [row for row in self.level() if self._repair(row.id) == step]

    def set_repair(self, scope: Scope, step: int) -> None:
        """Note how far the repair of a scope is; 0: it is right."""
        self._connection.execute("UPDATE scope SET repair = ? WHERE id = ?", (step, scope))

    def _repair(self, scope: Scope) -> int:
        return int(self._connection.execute("SELECT repair FROM scope WHERE id = ?", (scope,)).fetchone()[0])

    def outline_staged(self, scope: Scope, entry: EntryId, outline: bytes) -> None:
        """Put the outline in the place of an entry's words in what is put aside: the cursor has passed it.

        Without an outline nothing of the entry stays.
        """
        if outline:
            change = "UPDATE staged SET data = ?, outline = 1 WHERE scope = ? AND id = ?"
            self._connection.execute(change, (outline, scope, entry))
        else:
            self._connection.execute("DELETE FROM staged WHERE scope = ? AND id = ?", (scope, entry))

    def stage(self, scope: Scope, items: Iterable[tuple[PageItem, bytes]]) -> None:
        """Put entries of a scope that is being entered aside."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO staged"
            " (scope, id, data, verdict, reason, position, order_epoch, order_position, outline)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    scope,
                    item.id,
                    data,
                    item.verdict,
                    item.reason,
                    item.position,
                    *(item.order or (None, None)),
                    item.outline,
                )
                for item, data in items
            ],
        )

    def staged_to(self, scope: Scope, position: int) -> None:
        """Move the cursor of a scope that is being entered."""
        self._connection.execute("UPDATE scope SET entered_to = ? WHERE id = ?", (position, scope))

    def staged(self, scope: Scope) -> list[tuple[PageItem, bytes]]:
        """Return what has been put aside, in the order of the log."""
        rows = self._connection.execute(
            "SELECT position, id, data, verdict, reason, outline, order_epoch, order_position FROM staged"
            " WHERE scope = ? ORDER BY position",
            (scope,),
        ).fetchall()
        names = ("position", "id", "data", "verdict", "reason", "outline")
        return [
            (
                PageItem.model_validate(
                    {**dict(zip(names, row[:6], strict=True)), "order": None if row[6] is None else row[6:]}
                ),
                row[2],
            )
            for row in rows
        ]

    def entered(self, epoch: int, scopes: Sequence[tuple[Scope, int]]) -> None:
        """Let generations that were being entered be those that are held and shown, each as far as its position."""
        self._connection.executemany(
            "UPDATE scope SET generation = entering, epoch = ?, position = ?, entering = NULL,"
            " entered_to = 0, leaving = NULL, asked_at = NULL, begun_here = 0, repair = 0 WHERE id = ?",
            [(epoch, position, scope) for scope, position in scopes],
        )
        self._forget_staged([scope for scope, _ in scopes])

    def held_to(self, epoch: int, scopes: Sequence[tuple[Scope, int]]) -> None:
        """Move the cursors of scopes that are held."""
        self._connection.executemany(
            "UPDATE scope SET epoch = ?, position = ? WHERE id = ?",
            [(epoch, position, scope) for scope, position in scopes],
        )

    def hide(self, scope: Scope, generation: int) -> None:
        """Let a scope be gone from every screen; what was being staged of it is dropped."""
        self._drop_staged(scope)
        self._connection.execute(
            "UPDATE scope SET leaving = ?, entering = NULL, entered_to = 0 WHERE id = ?", (generation, scope)
        )

    def ask(self, scope: Scope, at: datetime) -> None:
        """Note since when the office asks to leave a scope."""
        self._connection.execute("UPDATE scope SET asked_at = ? WHERE id = ?", (at.isoformat(), scope))

    def unask(self, scope: Scope) -> None:
        """Let a scope stay, and show it, that the office does not ask to leave any more."""
        self._connection.execute("UPDATE scope SET leaving = NULL, asked_at = NULL WHERE id = ?", (scope,))

    def unheld(self) -> list[ScopeRow]:
        """Return the scopes that this laptop wrote into and has never been given."""
        return self._rows("WHERE generation IS NULL AND entering IS NULL AND asked_at IS NULL ORDER BY id")

    def asked(self) -> list[ScopeRow]:
        """Return the scopes that are to leave and are still here, hidden or not."""
        return self._rows("WHERE leaving IS NOT NULL OR asked_at IS NOT NULL ORDER BY id")

    def all(self) -> list[Scope]:
        """Return every scope that is on this laptop, shown or not."""
        return [row.id for row in self._rows("ORDER BY id")]

    def depart(self, holding: Holding, erased: bool) -> None:
        """Forget a scope and note that it is purged. Until `erased`, old pages may lie in the write-ahead log."""
        self._connection.execute(
            "DELETE FROM scope WHERE id = ? AND max(ifnull(generation, -1), ifnull(entering, -1)) <= ?",
            (holding.scope, holding.generation),
        )
        self._connection.execute(
            "INSERT OR IGNORE INTO departed (scope, generation, position, erased) VALUES (?, ?, ?, ?)",
            (holding.scope, holding.generation, holding.position, erased),
        )

    def left(self) -> list[Holding]:
        """Return what has been purged, its traces too, and is not confirmed yet."""
        rows = self._connection.execute(
            "SELECT scope, generation, position FROM departed WHERE erased = 1 ORDER BY scope, generation"
        )
        return [Holding(scope=Scope(row[0]), generation=row[1], position=row[2]) for row in rows]

    def settle_left(self, still: Sequence[Holding]) -> None:
        """Forget what was purged and is not asked for any more: the office has taken note."""
        asked = {(holding.scope, holding.generation) for holding in still}
        for holding in self.left():
            if (holding.scope, holding.generation) not in asked:
                self._connection.execute(
                    "DELETE FROM departed WHERE scope = ? AND generation = ?", (holding.scope, holding.generation)
                )

    def unerased(self) -> bool:
        """Tell whether the write-ahead log has to be emptied."""
        return self._connection.execute("SELECT 1 FROM departed WHERE erased = 0 LIMIT 1").fetchone() is not None

    def note_erased(self) -> None:
        """Note that the write-ahead log has been emptied."""
        self._connection.execute("UPDATE departed SET erased = 1 WHERE erased = 0")

    def _drop_staged(self, scope: Scope) -> None:
        self._forget_staged([scope])

    def _forget_staged(self, scopes: Sequence[Scope]) -> None:
        self._connection.execute(
            "DELETE FROM staged WHERE scope IN (SELECT value FROM json_each(?))", (json.dumps(scopes),)
        )

    def _rows(self, rest: str, *values: str) -> list[ScopeRow]:
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM scope {rest}", values).fetchall()  # noqa: S608
        return [ScopeRow(*(*row, datetime.fromisoformat(at) if at else None)) for *row, at in rows]
