"""Who may see and write a case: a pure function of accepted records and a moment (protocol, 3a).

The server enforces it on every read; the laptop uses the same function to show and hide. A named exclusion overrides
every grant. Entries that are unsent or quarantined never widen or narrow access.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from casework.ledger.fold import RecordState
from casework.records.grant import Allocation, Exclusion, GrantRole
from casework.records.identifier import (
    AGENCY,
    CaseId,
    Scope,
    StaffId,
    case_of,
    case_scope,
    grants_scope,
    restricted_scope,
)
from casework.records.staff import Staff, StaffRole
from casework.rules.day import day_of
from casework.rules.standing import read_record

LATE_WORK_DAYS = 7
"""An entry made under a grant still counts for so long after the grant ended (protocol, section 3)."""


class Why(StrEnum):
    """Why somebody has access to a case."""

    OFFICER = "officer"
    CO_WORKER = "co_worker"
    SENIOR = "senior_of_the_team"


@dataclass(frozen=True)
class Access:
    """What somebody may do with one case at one moment. Without a reason there is no access at all."""

    why: frozenset[Why] = frozenset()
    excluded: bool = False

    @property
    def reads(self) -> bool:
        """Whether the case exists for this person."""
        return bool(self.why) and not self.excluded

    @property
    def decides(self) -> bool:
        """Whether this person may decide as a senior in this case."""
        return self.reads and Why.SENIOR in self.why


NO_ACCESS = Access()


@dataclass
class AccessFacts:
    """The accepted records that access follows from."""

    staff: dict[StaffId, Staff] = field(default_factory=dict)
    allocations: dict[CaseId, list[Allocation]] = field(default_factory=dict)
    exclusions: dict[CaseId, list[Exclusion]] = field(default_factory=dict)

    def cases(self) -> list[CaseId]:
        """Every case that has a grant."""
        return sorted(self.allocations)

    def role(self, staff: StaffId) -> StaffRole | None:
        """The role of somebody who works here; None for anybody else."""
        member = self.staff.get(staff)
        return member.post.role if member and member.active and member.post else None


def gather_facts(states: Iterable[RecordState]) -> AccessFacts:
    """Collect what access follows from. Quarantined values are passed over by `read_record`'s standing values."""
    facts = AccessFacts()
    for state in states:
        case = case_of(state.scope)
        counted = accepted_only(state)
        if counted is None:
            continue
        if state.kind == Staff.kind:
            facts.staff[StaffId(state.record)] = read_record(Staff, counted)
        elif state.kind == Allocation.kind and case:
            facts.allocations.setdefault(case, []).append(read_record(Allocation, counted))
        elif state.kind == Exclusion.kind and case:
            facts.exclusions.setdefault(case, []).append(read_record(Exclusion, counted))
    return facts


def accepted_only(state: RecordState) -> RecordState | None:
    """The record without what is unsent or awaits release; None if nothing is left of it."""
    fields = {}
    for name, found in state.fields.items():
        heads = tuple(head for head in found.heads if not head.awaiting and head.order[0] == 0)
        if heads:
            fields[name] = type(found)(heads, found.entries)
    return RecordState(state.kind, state.record, state.scope, fields, state.created) if fields else None


def access(staff: StaffId, case: CaseId, facts: AccessFacts, at: datetime) -> Access:
    """What somebody may do with a case at an aware moment."""
    member = facts.staff.get(staff)
    if member is None or not member.active or member.post is None:
        return NO_ACCESS
    day = day_of(at)
    excluded = any(e.staff == staff and _excludes(e, day) for e in facts.exclusions.get(case, ()))
    why = {
        reason
        for allocation in facts.allocations.get(case, ())
        if allocation.period and allocation.period.covers(day) and (reason := _reason(allocation, staff, member))
    }
    return Access(frozenset(why), excluded)


def _excludes(exclusion: Exclusion, day: date) -> bool:
    """Whether an exclusion holds; one whose days cannot be read holds always."""
    return exclusion.period is None or exclusion.period.covers(day)


def _reason(allocation: Allocation, staff: StaffId, member: Staff) -> Why | None:
    holder, post = allocation.holder, member.post
    if holder is None or post is None:
        return None
    if holder.sort == "staff" and holder.id == staff:
        return Why.OFFICER if holder.role is GrantRole.OFFICER else Why.CO_WORKER
    if holder.sort == "team" and holder.id == post.team and post.role is StaffRole.SENIOR:
        return Why.SENIOR
    return None


def held_scopes(staff: StaffId, facts: AccessFacts, at: datetime) -> list[Scope]:
    """Every scope somebody's laptops may hold at a moment: the agency's, and those of each case they may read."""
    if facts.role(staff) is None:
        return []
    scopes = [AGENCY]
    for case in facts.cases():
        mine = access(staff, case, facts, at)
        if mine.reads:
            scopes += [grants_scope(case), case_scope(case)]
        if mine.decides:
            scopes.append(restricted_scope(case))
    return scopes


def lately(staff: StaffId, case: CaseId, facts: AccessFacts, at: datetime) -> bool:
    """Whether somebody without access at a moment had it within the days for which late work counts."""
    if access(staff, case, facts, at).excluded:
        return False
    earlier = (at - timedelta(days=back) for back in range(1, LATE_WORK_DAYS + 1))
    return any(access(staff, case, facts, moment).reads for moment in earlier)
