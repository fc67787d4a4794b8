"""What is saved, and what a call changed in the store: each view decides whether that concerns it."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.ledger.entry import Edit
from casework.records.identifier import RecordId, Scope


@dataclass(frozen=True)
class Save:
    """Edits of one scope that become one entry."""

    scope: Scope
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Change:
    """What one call changed; two of them are one with `|`.

    `scopes`: those with a changed record, and those that came, went or were hidden. `synced`: a pull was taken in.
    `sealed`: something that was begun was sealed for the office, because its case has left. `lease`: the store was
    locked or opened by its lease.
    """

    records: frozenset[tuple[Scope, RecordId]] = frozenset()
    kinds: frozenset[str] = frozenset()
    scopes: frozenset[Scope] = frozenset()
    drafts: bool = False
    outbox: bool = False
    synced: bool = False
    sealed: bool = False
    lease: bool = False

    def __or__(self, other: "Change", /) -> "Change":
        """Both."""
        return Change(
            self.records | other.records,
            self.kinds | other.kinds,
            self.scopes | other.scopes,
            self.drafts or other.drafts,
            self.outbox or other.outbox,
            self.synced or other.synced,
            self.sealed or other.sealed,
            self.lease or other.lease,
        )


NOTHING = Change()


def scope_change(scope: Scope, kinds: Iterable[str] = (), records: Iterable[RecordId] = ()) -> Change:
    """The change of some records of one scope, or of the scope as a whole."""
    return Change(frozenset((scope, record) for record in records), frozenset(kinds), frozenset({scope}))
