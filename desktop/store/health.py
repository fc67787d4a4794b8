"""Whether what was folded here is what the office folded, and putting right what is not.

Two steps, each of which leaves everything readable: first a scope is folded again from its entries, whose bytes are
checked against their ids; if it still differs, it is fetched anew into staging and takes the old one's place when it is
whole. The outbox is never touched.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from casework.ledger.keep import heads_digest
from casework.ledger.protocol import ScopeDigest, VerifyRequest, VerifyResponse
from casework.records.identifier import Scope
from desktop.store.change import NOTHING, Change
from desktop.store.tables import Tables

CHECK_EVERY = timedelta(days=1)
"""How often the heads of everything held are compared with the office's."""

MOST_SCOPES = 200
"""How many scopes one comparison is about."""

FOLDED_AGAIN, FETCHED_AGAIN = 1, 2
"""How far the repair of a scope is."""


class StoreHealth:
    """Comparisons and repairs of one store. Used on the store's thread."""

    def __init__(
        self, tables: Tables, commit: Callable[[], AbstractContextManager[None]], changed: Callable[[Change], Change]
    ) -> None:
        self._tables = tables
        self._commit = commit
        self._changed = changed

    def plan_check(self, now: datetime, anyway: bool = False) -> VerifyRequest | None:
        """What to compare next: everything held to its end, once a day, and what was repaired; None: nothing is due."""
        last = self._tables.facts.load_verified_at()
        due = anyway or last is None or now - last >= CHECK_EVERY or now < last
        rows = self._tables.scopes.level() if due else self._tables.scopes.in_repair(FOLDED_AGAIN)
        scopes = [row for row in rows if not self._tables.outbox.holds_unsent(row.id)]
        return VerifyRequest(scopes=[self._digest(row.id) for row in scopes[:MOST_SCOPES]]) if scopes else None

    def take_check(self, request: VerifyRequest, response: VerifyResponse) -> Change:
        """Take the office's answer in: repair what differs, one step further than the last time."""
        change = NOTHING
        behind, differ = set(response.behind), set(response.differ)
        with self._commit():
            for item in request.scopes:
                if item.scope in differ:
                    change |= self._repair(item.scope)
                elif item.scope not in behind:
                    self._tables.scopes.set_repair(item.scope, 0)
            if not differ:
                self._tables.facts.save_verified_at(response.server_time)
        return self._changed(change)

    def in_repair(self) -> list[Scope]:
        """Return the scopes that differ from the office's and are not right again yet."""
        tables = self._tables.scopes
        return [row.id for step in (FOLDED_AGAIN, FETCHED_AGAIN) for row in tables.in_repair(step)]

    def _digest(self, scope: Scope) -> ScopeDigest:
        row = self._tables.scopes.row(scope)
        assert row is not None
        digest = heads_digest(self._tables.records.load_hidden(scope))
        return ScopeDigest(scope=scope, generation=row.generation or 0, position=row.position, digest=digest)

    def _repair(self, scope: Scope) -> Change:
        tables = self._tables
        if scope in {row.id for row in tables.scopes.in_repair(FOLDED_AGAIN)}:
            tables.scopes.set_repair(scope, FETCHED_AGAIN)
            return NOTHING
        tables.scopes.set_repair(scope, FOLDED_AGAIN)
        before = tables.records.records_of(scope)
        tables.ledger.drop_damaged(scope)
        tables.ledger.reindex(scope)
        tables.rulings.rebuild(scope)
        return tables.records.refold(scope, before | tables.ledger.records_of(scope))
