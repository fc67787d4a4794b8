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

Came = TypeVar("Came")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Answer:
    """An answer, and what the store has made ready of it."""

    response: PullResponse
    ready: object


class Begun(Protocol[T_co]):
    """Work that is under way elsewhere, in two parts: what waits for others, and what needs the processor."""

    def go_on(self) -> None:
        """Let the second part begin: whoever has called has no use for the processor for a while."""
        ...

    def result(self) -> T_co:
        """Wait for its end; return what it returned, or raise what it raised."""
        ...


class Aside(Protocol):
    """Begins work beside what the caller goes on with. One piece at a time."""

    def __call__(self, wait: Callable[[], Came], work: Callable[[Came], T], /) -> Begun[T]:
        """Begin to wait; `work` is done with what came."""
        ...


class _InThread(Generic[Came, T]):
    """Work in a thread of its own, which ends with it.

    The second part waits for its turn: Python lets one thread at a time work, and changes between two that are at work
    each time that a row goes into the store. That would make both many times slower.
    """

    def __init__(self, wait: Callable[[], Came], work: Callable[[Came], T]) -> None:
        self._wait, self._work = wait, work
        self._turn = threading.Event()
        self._result: list[T] = []
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="ahead", daemon=True)
        self._thread.start()

    def go_on(self) -> None:
        self._turn.set()

    def result(self) -> T:
        self._turn.set()
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._result[0]

    def _run(self) -> None:
        try:
            came = self._wait()
            self._turn.wait()
            self._result.append(self._work(came))
        except BaseException as error:
            self._error = error


def in_thread(wait: Callable[[], Came], work: Callable[[Came], T], /) -> Begun[T]:
    """Begin work in a thread of its own."""
    return _InThread(wait, work)


@dataclass(frozen=True)
class AskedAhead:
    """A request that was made ahead, and its answer that is still coming."""

    request: PullRequest
    answer: Begun[Answer]

    def fitting(self, now: PullRequest) -> Answer | None:
        """Wait for the answer; None where it does not fit what is to be asked now, or the office wants to hear more.

        Raises the faults of the call, if the answer would have fitted.
        """
        if (self.request.digest, self.request.bare) != (now.digest, now.bare):
            self.settle()
            return None
        answer = self.answer.result()
        return None if answer.response.want_holdings else answer

    def settle(self) -> None:
        """Wait for its end, and keep what came of it, or what went wrong, for whoever asks.

        Nobody else may call the office before that.
        """
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
