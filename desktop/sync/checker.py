"""Comparing what was folded here with what the office folded, after everything else of a run."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Generic, Protocol

from casework.ledger.protocol import VerifyRequest, VerifyResponse
from casework.records.identifier import Scope
from desktop.clock import Clock
from desktop.sync.ports import ChangeT, ChangeT_co, Gate

_STEPS = 3
"""Compared, folded again and compared, and then fetched again, which the next pull does."""


class Health(Protocol[ChangeT_co]):
    """What a store knows of its own state. Each call is one transaction, or only reads."""

    def plan_check(self, now: datetime) -> VerifyRequest | None:
        """What to compare next; None: nothing is due."""
        ...

    def take_check(self, request: VerifyRequest, response: VerifyResponse) -> ChangeT_co:
        """Take the office's answer in, and repair what differs."""
        ...

    def in_repair(self) -> list[Scope]:
        """The scopes that are not right again yet."""
        ...


class VerifyCall(Protocol):
    """What a comparison needs of the office."""

    def verify(self, request: VerifyRequest) -> VerifyResponse:
        """Compare digests of heads."""
        ...


@dataclass(frozen=True)
class Checked(Generic[ChangeT]):
    """What a comparison changed (None: nothing), and whether another pull has to mend something."""

    change: ChangeT | None
    more: bool


class Checker(Generic[ChangeT]):
    """Compares when it is due. Used on the network's thread; the store is behind its gate."""

    def __init__(self, health: Health[ChangeT], gate: Gate, office: VerifyCall, clock: Clock) -> None:
        self._health = health
        self._gate = gate
        self._office = office
        self._clock = clock

    def check(self, stop: Callable[[], bool]) -> Checked[ChangeT]:
        """Compare, and take the repairs that follow as far as they go without a pull. Raises the usual faults."""
        change: ChangeT | None = None
        for _ in range(_STEPS):
            request = None if stop() else self._gate(partial(self._health.plan_check, self._clock.now()))
            if request is None:
                break
            answer = self._office.verify(request)
            news = self._gate(partial(self._health.take_check, request, answer))
            change = news if change is None else change | news
            if not answer.differ:
                break
        return Checked(change, bool(self._gate(self._health.in_repair)))
