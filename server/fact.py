"""What access follows from, kept in memory and read again whenever any process of the server changed it."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Lock
from typing import TypeVar

from casework.ledger.keep import load_state
from casework.records.identifier import AGENCY, CaseId, RecordId, Scope, StaffId, case_of, scope_sort
from casework.records.record import KINDS
from casework.records.staff.staff import SENIORS
from casework.rules.access import (
    AccessFacts,
    concerning,
    gather_facts,
    held_scopes,
    named_in,
    named_scopes,
    turning_points,
)
from casework.rules.access_fact import FACT_KINDS
from server.storage.database import Connection
from server.storage.folded import RecordText, load_fact_changes, load_facts_version, tells_changes
from server.storage.matter import Waiting

_Item = TypeVar("_Item")

_FACT_SCOPES = {kind: KINDS[kind].scope for kind in FACT_KINDS}

_BEFORE_ALL, _AFTER_ALL = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

States = dict[Scope, dict[RecordId, str]]
"""Folded records as their text: an eighth of what they take in memory, and read again only where their case changes."""


WaitingSource = Callable[[Connection], Waiting]
"""Reads what waits. Whoever changes it also marks everybody's view of the facts old (`note_facts_changed`)."""


def nothing_waits(connection: Connection) -> Waiting:
    """The source where nothing is known to wait."""
    del connection
    return Waiting()


@dataclass(frozen=True)
class Reach:
    """What somebody's laptops may hold, as long as no record changes, from one moment until another.

    `named`: those of the restricted scopes that they may hold by name alone.
    """

    scopes: tuple[Scope, ...]
    named: frozenset[Scope]
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Facts:
    """The facts of one version. Never changed: a newer version is another object.

    `named`: the cases by whom they were ever given to, so that what somebody holds is worked out from their own cases.
    """

    version: int
    states: States
    access: AccessFacts
    named: Mapping[str, frozenset[CaseId]] = field(default_factory=dict)
    reached: dict[StaffId, Reach] = field(default_factory=dict)

    def reach(self, staff: StaffId, at: datetime) -> Reach:
        """What somebody may hold at a moment, remembered until their access may begin or end by itself."""
        found = self.reached.get(staff)
        if found is None or not found.since <= at < found.until:
            found = self.reached[staff] = self._reach(staff, at)
        return found

    def held_scopes(self, staff: StaffId, at: datetime) -> tuple[Scope, ...]:
        """Every scope somebody's laptops may hold at a moment."""
        return self.reach(staff, at).scopes

    def _reach(self, staff: StaffId, at: datetime) -> Reach:
        cases = concerning(staff, self.access, self.named)
        points = turning_points(self.access, cases)
        place = bisect_right(points, at)
        return Reach(
            tuple(held_scopes(staff, self.access, at, cases)),
            frozenset(named_scopes(staff, self.access, at, cases)),
            since=points[place - 1] if place else _BEFORE_ALL,
            until=points[place] if place < len(points) else _AFTER_ALL,
        )

    def newer(self, version: int, view: "FactView", changed: Collection[Scope], waiting: Waiting) -> "Facts":
        """The facts of a later version, in which the records of some scopes changed, and what waits.

        What was worked out for people whom none of that concerns is kept: a change in one case costs no more with
        a thousand laptops than with ten.
        """
        access = replace(view.access(), waiting=set(waiting.now), waited=dict(waiting.until), alone=dict(waiting.alone))
        access.escalated = set(waiting.escalated)
        cases = {case for scope in changed if (case := case_of(scope))}
        concerned = {one for case in cases for facts in (self.access, access) for one in named_in(case, facts)}
        newer = Facts(version, view.states(), access, _named(self.named, cases, concerned, access))
        if AGENCY not in changed:
            waits = _waits(self.access) != _waits(access) or not cases.isdisjoint(access.waiting | access.waited.keys())

            def is_same(staff: StaffId) -> bool:
                # A team gives access to its seniors alone, and so does what waits.
                leads = access.role(staff) in SENIORS
                return staff not in concerned and not (leads and (waits or access.team_of(staff) in concerned))

            newer.reached.update((staff, reach) for staff, reach in self.reached.copy().items() if is_same(staff))
        return newer


def _no_facts() -> Facts:
    return Facts(-1, {}, AccessFacts())


def _waits(facts: AccessFacts) -> tuple[object, ...]:
    return facts.waiting, facts.waited, facts.alone, facts.escalated


def _named(
    before: Mapping[str, frozenset[CaseId]], cases: Collection[CaseId], concerned: Iterable[str], access: AccessFacts
) -> Mapping[str, frozenset[CaseId]]:
    """By whom cases were given to, once those of some cases may be others."""
    found = dict[str, set[CaseId]]()
    for one in concerned:
        found[one] = set(before.get(one, ())).difference(cases)
    for case in cases:
        for one in named_in(case, access):
            found[one].add(case)
    return {**before, **{one: frozenset(mine) for one, mine in found.items()}}


class FactCache:
    """Gives the newest facts; shared by every thread of a process."""

    def __init__(self, waiting: WaitingSource = nothing_waits) -> None:
        self._waiting = waiting
        self._lock = Lock()
        self._facts = _no_facts()

    def load(self, connection: Connection, version: int | None = None) -> Facts:
        """The facts as this transaction sees them. `version`: theirs, where the caller has just read it."""
        version = load_facts_version(connection) if version is None else version
        with self._lock:
            facts = self._facts
        if facts.version == version:
            return facts
        since = facts.version if facts.version < version and tells_changes(facts.version, version) else -1
        before = facts if since >= 0 else _no_facts()
        view = FactView(before)
        scopes = {one.scope for one in load_fact_changes(connection, since) if view.take(one)}
        newer = before.newer(version, view, scopes, self._waiting(connection))
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

    def take(self, one: RecordText) -> bool:
        """Take a changed record in, if access follows from it; whether it does."""
        # The same kinds written into another scope count for nothing: access is given in one place only.
        if _FACT_SCOPES.get(one.kind) != scope_sort(one.scope):
            return False
        self._changed.setdefault(one.scope, {})[one.record] = one.text
        self._stale.add(one.scope)
        return True

    def states(self) -> States:
        """Every record from which access follows."""
        return {**self._facts.states, **{scope: self._states_of(scope) for scope in self._changed}}

    def access(self) -> AccessFacts:
        """The facts with every change taken in."""
        if self._stale:
            self._access = self._merged()
            self._stale.clear()
        return self._access

    def _states_of(self, scope: Scope) -> dict[RecordId, str]:
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
            part = gather_facts(map(load_state, self._states_of(scope).values()))
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
