"""What is to be done once a writing transaction has committed, and only then."""

from collections.abc import Callable

from sqlalchemy import Connection

_AFTERWARDS = "doorstep_afterwards"

Call = Callable[[], None]


def after_commit(connection: Connection, call: Call) -> None:
    """Have `call` made in this thread once the writing transaction has committed; never if it is taken back."""
    connection.info.setdefault(_AFTERWARDS, []).append(call)


def begin_afterwards(connection: Connection) -> None:
    """Forget what a transaction before this one asked for on the same connection and then took back."""
    connection.info.pop(_AFTERWARDS, None)


def count_afterwards(connection: Connection) -> int:
    """How much was asked for until now."""
    return len(connection.info.get(_AFTERWARDS, []))


def forget_afterwards(connection: Connection, count: int) -> None:
    """Forget what was asked for beyond a count: that part of the transaction was taken back."""
    del connection.info.get(_AFTERWARDS, [])[count:]


def end_afterwards(connection: Connection) -> list[Call]:
    """What is to be called, to be called after the commit."""
    calls: list[Call] = connection.info.pop(_AFTERWARDS, [])
    return calls
