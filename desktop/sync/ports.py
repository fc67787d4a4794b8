"""What the engine needs of the store, which is used from the store's own thread only."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, Self, TypeVar

from casework.ledger.protocol import ChainTip, Holding, PullResponse, PushRequest, PushResponse

T = TypeVar("T")


class Mergeable(Protocol):
    """What changed in the store; two of them are one with `|`."""

    def __or__(self, other: Self, /) -> Self:
        """Both."""
        ...


ChangeT = TypeVar("ChangeT", bound=Mergeable)
ChangeT_co = TypeVar("ChangeT_co", bound=Mergeable, covariant=True)


class SyncStore(Protocol[ChangeT_co]):
    """The store as the engine sees it. Each call is one transaction, or only reads."""

    def unsent(self) -> int:
        """How many entries the office has not acknowledged."""
        ...

    def unsent_batch(self) -> PushRequest | None:
        """The next unacknowledged entries in chain order, with the signature over the last; None: no more."""
        ...

    def is_office_behind(self) -> bool:
        """Whether the office lacks entries again that it had acknowledged."""
        ...

    def apply_push(self, response: PushResponse) -> ChangeT_co:
        """Keep the receipts. Raises `Damaged` if one is not signed by the server pinned at enrolment."""
        ...

    def holdings(self) -> list[Holding]:
        """How far this laptop holds each scope."""
        ...

    def left(self) -> list[Holding]:
        """What it has purged and not yet been told to be confirmed."""
        ...

    def carried_out(self) -> list[str]:
        """The orders to destroy words that it has carried out and not yet been told to be confirmed."""
        ...

    def note_chain(self, chain: ChainTip) -> bool:
        """Compare the office's knowledge of this laptop's chain with the chain; whether it is another's."""
        ...

    def make_ready(self, response: PullResponse) -> object:
        """Do for an answer what can be done without the store. The only call that may be made in any thread."""
        ...

    def apply_pull(self, response: PullResponse, ready: object, committing: Callable[[], None]) -> ChangeT_co:
        """Take in one answer, with its cursors, in one transaction.

        `ready`: what `make_ready` made of it. `committing` is called when only the disk is left to be waited for.
        """
        ...

    def last_synced_at(self) -> datetime | None:
        """The office's time when it last answered a pull; None before the first."""
        ...

    def audit_broken_at(self) -> datetime | None:
        """Since when the office's audit lacks what this laptop was told of it; None: it does not."""
        ...


class Gate(Protocol):
    """Runs a piece of work where the store may be used, and waits for it; raises what it raises."""

    def __call__(self, work: Callable[[], T], /) -> T:
        """Run `work` and return what it returns."""
        ...
