"""What the engine begins aside, done before it goes on: in the order in which it would matter, without a thread."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Done(Generic[T]):
    """Work that was done when it was begun; what it raised comes when its result is asked for."""

    def __init__(self, work: Callable[[], T], /) -> None:
        self._result: list[T] = []
        self._error: BaseException | None = None
        try:
            self._result.append(work())
        except Exception as error:
            self._error = error

    def result(self) -> T:
        """What the work returned, or raises what it raised."""
        if self._error is not None:
            raise self._error
        return self._result[0]
