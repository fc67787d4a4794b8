"""A part of a writing transaction that is taken back by itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from server.storage.afterwards import count_afterwards, forget_afterwards


@contextmanager
def part_of(connection: Connection) -> Iterator[None]:
    """A part of a transaction: taken back if it raises, and what it raised goes on."""
    asked = count_afterwards(connection)
    try:
        with connection.begin_nested():
            yield
    except BaseException:
        forget_afterwards(connection, asked)
        raise
