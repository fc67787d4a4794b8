"""What access follows from, kept in memory and read again whenever any process of the server changed it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from typing import TypeVar

from casework.ledger.fold import RecordState
from casework.records.identifier import AGENCY, CaseId, RecordId, Scope, StaffId, case_of, scope_sort
from casework.records.record import KINDS
from casework.rules.access import AccessFacts, gather_facts, held_scopes
from casework.rules.day import day_of
from server.storage.database import Connection
from server.storage.folded import FACT_KINDS, load_fact_changes, load_facts_version

_Item = TypeVar("_Item")

_FACT_SCOPES = {kind: KINDS[kind].scope for kind in FACT_KINDS}

States = dict[Scope, dict[RecordId, RecordState]]


@dataclass(frozen=True)
class Facts:
    """The facts of one version. Never changed: a newer version is another object."""

    version: int
    states: States
    access: AccessFacts
    held: dict[tuple[StaffId, date], tuple[Scope, ...]] = field(default_factory=dict)

    def held_scopes(self, staff: StaffId, at: datetime) -> tuple[Scope, ...]:
        """Every scope somebody's laptops may hold at a moment, as `access.held_scopes`, remembered."""
        day = day_of(at)
        found = self.held.get((staff, day))
        if found is None:
            found = self.held[staff, day] = tuple(held_scopes(staff, self.access, at))
        return found


class FactCache:
    """Gives the newest facts; shared by every thread of a process."""

    def __init__(self) -> None:
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
        newer = Facts(version, view.states(), view.access())
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
        merged = AccessFacts(dict(self._access.staff), dict(self._access.allocations), dict(self._access.exclusions))
        for scope in self._stale:
            part = gather_facts(self._states_of(scope).values())
            case = case_of(scope)
            if scope == AGENCY:
                merged.staff = part.staff
            elif case is not None:
                _replace(merged.allocations, case, part.allocations)
                _replace(merged.exclusions, case, part.exclusions)
        return merged


def _replace(into: dict[CaseId, list[_Item]], key: CaseId, part: Mapping[CaseId, list[_Item]]) -> None:
    into.pop(key, None)
    if key in part:
        into[key] = part[key]
