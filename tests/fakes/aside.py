"""What the engine begins aside, done before it goes on: in the order in which it would matter, without a thread."""

from collections.abc import Callable
from typing import Generic, TypeVar

Came = TypeVar("Came")
T = TypeVar("T")


class Done(Generic[Came, T]):
    """Work that was done when it was begun; what it raised comes when its result is asked for."""

    def __init__(self, wait: Callable[[], Came], work: Callable[[Came], T], /) -> None:
        self._result: list[T] = []
        self._error: BaseException | None = None
        try:
            self._result.append(work(wait()))
        except Exception as error:
            self._error = error

    def go_on(self) -> None:
        """It is done already."""

    def result(self) -> T:
        """What the work returned, or raises what it raised."""
        if self._error is not None:
            raise self._error
        return self._result[0]
