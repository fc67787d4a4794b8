"""Crash points: a connection to a store that dies before or after any statement, as a killed process would."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from desktop.store.connection import Connection


class Killed(BaseException):
    """The process is gone: nothing catches this but the scheduler."""


class Mortal:
    """A store's connection. Armed, it dies at the given statement; the files are taken as they lie at that moment."""

    def __init__(self, connection: Connection, on_death: Callable[[], None]) -> None:
        self._connection = connection
        self._on_death = on_death
        self._left = -1
        self._after = False
        self._only_commits = False
        self.is_dead = False

    def arm(self, statements: int, *, after: bool, only_commits: bool) -> None:
        """Die at the statement of this number (0: the next), before it or just after; or count commits only."""
        self._left, self._after, self._only_commits = statements, after, only_commits

    def disarm(self) -> None:
        """Live on."""
        self._left = -1

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open; the dead have none to roll back."""
        return not self.is_dead and bool(self._connection.in_transaction)

    def execute(self, sql: str, *parameters: Any) -> Any:
        """Run a statement, unless it is the last."""
        return self._run(sql, lambda: self._connection.execute(sql, *parameters))

    def executemany(self, sql: str, rows: Iterable[Any]) -> Any:
        """Run a statement for many rows, unless it is the last."""
        return self._run(sql, lambda: self._connection.executemany(sql, rows))

    def close(self) -> None:
        """Close what is beneath."""
        self._connection.close()

    def _run(self, sql: str, statement: Callable[[], Any]) -> Any:
        if self.is_dead:
            raise Killed
        if self._left < 0 or (self._only_commits and sql != "COMMIT"):
            return statement()
        self._left -= 1
        if self._left >= 0:
            return statement()
        if self._after:
            statement()
        self._die()
        raise Killed

    def _die(self) -> None:
        self._on_death()
        self.is_dead = True


def as_connection(mortal: Mortal) -> Connection:
    """The same, for who asks for a connection."""
    return cast(Connection, mortal)
