"""What access follows from, kept in memory and read again whenever any process of the server changed it."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from threading import Lock
from typing import TypeVar

from casework.ledger.fold import RecordState
from casework.records.identifier import AGENCY, CaseId, RecordId, Scope, StaffId, case_of, scope_sort
from casework.records.record import KINDS
from casework.rules.access import AccessFacts, gather_facts, held_scopes, turning_points
from casework.rules.access_fact import FACT_KINDS
from server.storage.database import Connection
from server.storage.folded import load_fact_changes, load_facts_version
from server.storage.matter import Waiting

_Item = TypeVar("_Item")

_FACT_SCOPES = {kind: KINDS[kind].scope for kind in FACT_KINDS}

States = dict[Scope, dict[RecordId, RecordState]]


WaitingSource = Callable[[Connection], Waiting]
"""Reads what waits. Whoever changes it also marks everybody's view of the facts old (`note_facts_changed`)."""


def nothing_waits(connection: Connection) -> Waiting:
    """The source where nothing is known to wait."""
    del connection
    return Waiting()


@dataclass(frozen=True)
class Facts:
    """The facts of one version. Never changed: a newer version is another object."""

    version: int
    states: States
    access: AccessFacts
    held: dict[tuple[StaffId, int], tuple[Scope, ...]] = field(default_factory=dict)

    @cached_property
    def points(self) -> list[datetime]:
        """Every moment at which an access begins or ends by itself."""
        return turning_points(self.access)

    def held_scopes(self, staff: StaffId, at: datetime) -> tuple[Scope, ...]:
        """Every scope somebody's laptops may hold at a moment, remembered until any access begins or ends by itself."""
        key = (staff, bisect_right(self.points, at))
        found = self.held.get(key)
        if found is None:
            found = self.held[key] = tuple(held_scopes(staff, self.access, at))
        return found


class FactCache:
    """Gives the newest facts; shared by every thread of a process."""

    def __init__(self, waiting: WaitingSource = nothing_waits) -> None:
        self._waiting = waiting
        self._lock = Lock()
        self._facts = Facts(-1, {}, AccessFacts())

    def load(self, connection: Connection) -> Facts:
        """The facts as this transaction sees them."""
        version = load_facts_version(connection)
        with self._lock:
            facts = self._facts
        if facts.version == version:
            return facts
        since = facts.version if facts.version < version else -1
        changed = load_fact_changes(connection, since)
        view = FactView(facts if since >= 0 else Facts(-1, {}, AccessFacts()))
        for states in changed.values():
            for state in states:
                view.change(state)
        waiting = self._waiting(connection)
        found = replace(view.access(), waiting=set(waiting.now), waited=dict(waiting.until), alone=dict(waiting.alone))
        found.escalated = set(waiting.escalated)
        newer = Facts(version, view.states(), found)
        with self._lock:
            if newer.version > self._facts.version or since < 0:
                self._facts = newer
        return newer


class FactView:
    """Facts with the changes of a transaction in the making on top."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._access = facts.access
        self._changed: States = {}
        self._stale: set[Scope] = set()

    def change(self, state: RecordState) -> None:
        """Take a changed record in, if access follows from it."""
        # The same kinds written into another scope count for nothing: access is given in one place only.
        if _FACT_SCOPES.get(state.kind) == scope_sort(state.scope):
            self._changed.setdefault(state.scope, {})[state.record] = state
            self._stale.add(state.scope)

    def states(self) -> States:
        """Every record from which access follows."""
        return {**self._facts.states, **{scope: self._states_of(scope) for scope in self._changed}}

    def access(self) -> AccessFacts:
        """The facts with every change taken in."""
        if self._stale:
            self._access = self._merged()
            self._stale.clear()
        return self._access

    def _states_of(self, scope: Scope) -> dict[RecordId, RecordState]:
        return {**self._facts.states.get(scope, {}), **self._changed[scope]}

    def _merged(self) -> AccessFacts:
        before = self._access
        merged = replace(
            before,
            allocations=dict(before.allocations),
            exclusions=dict(before.exclusions),
            covers=dict(before.covers),
            emergencies=dict(before.emergencies),
            readers=dict(before.readers),
        )
        for scope in self._stale:
            part = gather_facts(self._states_of(scope).values())
            case = case_of(scope)
            if scope == AGENCY:
                merged.staff, merged.duties, merged.teams = part.staff, part.duties, part.teams
                merged.confirmed = part.confirmed
            elif case is not None:
                _replace(merged.allocations, case, part.allocations)
                _replace(merged.exclusions, case, part.exclusions)
                _replace(merged.covers, case, part.covers)
                _replace(merged.emergencies, case, part.emergencies)
                _replace(merged.readers, case, part.readers)
        return merged


def _replace(into: dict[CaseId, list[_Item]], key: CaseId, part: Mapping[CaseId, list[_Item]]) -> None:
    into.pop(key, None)
    if key in part:
        into[key] = part[key]
