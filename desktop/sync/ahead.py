"""The next page asked for while the last one is taken in: laptop and office work at the same time, not in turns.

What is asked ahead says what the laptop will hold, and says that it is ahead, so that nothing counts as held before it
is on the disk. The answer is used only if the store has then come to stand just there; else it is asked for again.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from casework.errors import UserError
from casework.ledger.protocol import PullRequest, PullResponse, held_digest

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Begun(Protocol[T_co]):
    """Work that is under way elsewhere."""

    def result(self) -> T_co:
        """Wait for its end; return what it returned, or raise what it raised."""
        ...


class Aside(Protocol):
    """Begins work beside what the caller goes on with. One piece at a time."""

    def __call__(self, work: Callable[[], T], /) -> Begun[T]:
        """Begin it."""
        ...


class _InThread(Generic[T]):
    """Work in a thread of its own, which ends with it."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._result: list[T] = []
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="ahead", daemon=True)
        self._thread.start()

    def result(self) -> T:
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._result[0]

    def _run(self) -> None:
        try:
            self._result.append(self._work())
        except BaseException as error:
            self._error = error


def in_thread(work: Callable[[], T], /) -> Begun[T]:
    """Begin work in a thread of its own."""
    return _InThread(work)


@dataclass(frozen=True)
class AskedAhead:
    """A request that was made ahead, and its answer that is still coming."""

    request: PullRequest
    answer: Begun[PullResponse]

    def fitting(self, now: PullRequest) -> PullResponse | None:
        """Wait for the answer; None where it does not fit what is to be asked now, or the office wants to hear more.

        Raises the faults of the call, if the answer would have fitted.
        """
        if (self.request.digest, self.request.bare) != (now.digest, now.bare):
            self.drop()
            return None
        answer = self.answer.result()
        return None if answer.want_holdings else answer

    def drop(self) -> None:
        """Wait for its end, whatever it is: nobody else may call the office meanwhile."""
        with suppress(UserError):
            self.answer.result()


def request_ahead(asked: PullRequest, answer: PullResponse, at: datetime) -> PullRequest | None:
    """What to ask for while an answer is taken in; None where there is nothing, or it has to be confirmed first.

    `asked` is what the answer was for, with all that was held then.
    """
    if not (answer.more and answer.ahead) or answer.leave or answer.expunge or answer.confirm:
        return None
    held = {one.scope: (one.generation, one.position) for one in asked.holdings or ()}
    held |= {one.scope: (one.generation, 0) for one in answer.enter}
    for page in answer.pages:
        if held.get(page.scope) == (page.generation, page.after):
            held[page.scope] = (page.generation, page.position)
    digest = held_digest((scope, generation, position) for scope, (generation, position) in held.items())
    return PullRequest(digest=digest, unsent=asked.unsent, at=at, bare=asked.bare, ahead=True)
