"""A store's connection that is killed before or after one of its commits, as by a flat battery."""

from typing import Any

from desktop.store.connection import Connection


class Killed(BaseException):
    """The process ended here. No part of the program catches it."""


class DyingConnection:
    """Passes everything on to a real connection until its moment has come; the file is then as it was."""

    def __init__(self, connection: Connection, commit: int, *, after: bool) -> None:
        self._connection = connection
        self._left = commit
        self._after = after
        self.dead = False

    def execute(self, statement: str, *values: Any) -> Any:
        """Run a statement, or die at a commit."""
        if self.dead:
            raise Killed
        ends = statement == "COMMIT"
        self._left -= ends
        if ends and self._left == 0:
            self.dead = True
            if self._after:
                self._connection.execute(statement)
            raise Killed
        return self._connection.execute(statement, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)
