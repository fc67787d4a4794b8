"""Handing over: what a laptop that the office has stopped may still do.

Only the pinned server's signature makes a laptop stopped: a receipt under what it handed over, or the order to wipe.
Whoever merely answers that the laptop is not known changes nothing here.
"""

from dataclasses import dataclass
from functools import partial
from typing import Generic, Protocol

from casework.ledger.audit import AuditEvent
from casework.ledger.protocol import HandoverResponse, PushRequest
from desktop.sync.ports import ChangeT, ChangeT_co, Gate

_ROUNDS = 50


class HandedEvents(Protocol):
    """What happened on the laptop alone. Each call only reads."""

    def unsent(self) -> int:
        """How many events the office has not noted."""
        ...

    def next_events(self) -> list[AuditEvent]:
        """The oldest of them, as many as go at once."""
        ...


class LeavingStore(Protocol[ChangeT_co]):
    """The store as a handover needs it. Each call is one transaction, or only reads."""

    def handover_batch(self) -> PushRequest:
        """The next unsent entries; with none it is the signed tip alone, which asks for the order to wipe."""
        ...

    def apply_handover(self, response: HandoverResponse) -> ChangeT_co:
        """Keep the receipts, and that the laptop is stopped. Raises `Damaged` if a signature is not the server's."""
        ...

    def unsent(self) -> int:
        """How many entries the office has not acknowledged."""
        ...

    @property
    def audit(self) -> HandedEvents:
        """What happened on this laptop alone."""
        ...

    def is_wiped(self) -> bool:
        """Whether the pinned server has ordered to destroy what this laptop holds."""
        ...


class HandoverCall(Protocol):
    """What a handover needs of the office."""

    def hand_over(self, push: PushRequest, events: list[AuditEvent]) -> HandoverResponse:
        """Hand over entries, and what happened on the laptop alone."""
        ...


@dataclass(frozen=True)
class HandedOver(Generic[ChangeT]):
    """What was handed over, and whether the laptop is to be wiped now."""

    change: ChangeT | None
    wipe: bool


class HandOver(Generic[ChangeT]):
    """Hands over on the network's thread; the store is behind its gate."""

    def __init__(self, store: LeavingStore[ChangeT], gate: Gate, office: HandoverCall) -> None:
        self._store = store
        self._gate = gate
        self._office = office

    def run(self) -> HandedOver[ChangeT]:
        """Hand over until nothing is unsent. Raises the usual faults, `LaptopNotKnown` from an office that does not."""
        change: ChangeT | None = None
        owed = self._gate(self._owed)
        for _ in range(_ROUNDS):
            batch, events = self._gate(self._next)
            answer = self._office.hand_over(batch, events)
            news = self._gate(partial(self._store.apply_handover, answer))
            change = news if change is None else change | news
            before, owed = owed, self._gate(self._owed)
            if not owed or owed == before:
                break  # All of it is there, or the office takes no more of it now.
        return HandedOver(change, self._gate(self._store.is_wiped))

    def _next(self) -> tuple[PushRequest, list[AuditEvent]]:
        return self._store.handover_batch(), self._store.audit.next_events()

    def _owed(self) -> int:
        return self._store.unsent() + self._store.audit.unsent()
