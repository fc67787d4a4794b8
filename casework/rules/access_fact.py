"""The accepted records that access follows from, gathered from folded ones (protocol, 3a)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from pydantic import ValidationError

from casework.ledger.fold import RecordState
from casework.records.identifier import CaseId, StaffId, case_of
from casework.records.record import Period
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.records.staff.grant import Allocation, Cover, EmergencyAccess, End, Exclusion, RestrictedReader
from casework.records.staff.staff import Duty, Staff, StaffRole, Team, Turn
from casework.rules.standing import read_record

FACT_KINDS = frozenset(
    {
        Staff.kind,
        Team.kind,
        Duty.kind,
        Allocation.kind,
        Cover.kind,
        EmergencyAccess.kind,
        Exclusion.kind,
        RestrictedReader.kind,
        ConfirmedTable.kind,
    },
)
"""The kinds from which access follows; and the tables that are on, which every judgement has to know, too."""

_ALWAYS_ENDED = End(at=datetime(1900, 1, 1, tzinfo=UTC), for_cause=True)
"""An end that cannot be read ends at once, and for cause: the most cautious reading."""


@dataclass
class AccessFacts:
    """The accepted records that access follows from.

    `waiting`: the cases in which something waits for a senior's decision or look. `waited`: until when something did,
    for cases in which nothing does any more. `alone`: who sent all of it, where that is one person. `escalated`: the
    cases in which nobody answered, so that the service managers are called in. These four are worked out elsewhere and
    given in here. `confirmed`: the tables of rules that the agency confirmed.
    """

    staff: dict[StaffId, Staff] = field(default_factory=dict)
    allocations: dict[CaseId, list[Allocation]] = field(default_factory=dict)
    exclusions: dict[CaseId, list[Exclusion]] = field(default_factory=dict)
    covers: dict[CaseId, list[Cover]] = field(default_factory=dict)
    emergencies: dict[CaseId, list[EmergencyAccess]] = field(default_factory=dict)
    readers: dict[CaseId, list[RestrictedReader]] = field(default_factory=dict)
    duties: list[Turn] = field(default_factory=list)
    teams: set[str] = field(default_factory=set)
    confirmed: list[ConfirmedTable] = field(default_factory=list)
    waiting: set[CaseId] = field(default_factory=set)
    waited: dict[CaseId, datetime] = field(default_factory=dict)
    alone: dict[CaseId, StaffId] = field(default_factory=dict)
    escalated: set[CaseId] = field(default_factory=set)

    def cases(self) -> list[CaseId]:
        """Every case to which somebody may have access."""
        found = self.allocations.keys() | self.covers.keys() | self.emergencies.keys()
        return sorted(found | self.waiting)

    def role(self, staff: StaffId) -> StaffRole | None:
        """The role of somebody who works here; None for anybody else."""
        member = self.staff.get(staff)
        return member.post.role if member and member.active and member.post else None

    def team_of(self, staff: StaffId) -> str | None:
        """The team in which somebody works, or worked last."""
        member = self.staff.get(staff)
        return member.post.team if member and member.post else None

    def known_teams(self) -> set[str]:
        """Every team of the service, those too that are known from somebody's post alone."""
        return self.teams | {team for staff in self.staff if (team := self.team_of(staff))}

    def waits(self, case: CaseId, at: datetime) -> bool:
        """Whether something of a case waits, or waited at a moment, for a senior."""
        return case in self.waiting or (case in self.waited and at < self.waited[case])


def gather_facts(
    states: Iterable[RecordState], waiting: Iterable[CaseId] = (), waited: Iterable[tuple[CaseId, datetime]] = ()
) -> AccessFacts:
    """Collect what access follows from. What is unsent or quarantined is passed over."""
    facts = AccessFacts(waiting=set(waiting), waited=dict(waited))
    for state in states:
        counted = accepted_only(state) if state.kind in FACT_KINDS else None
        case = case_of(state.scope)
        if counted is None:
            continue
        if case is None:
            _gather_of_agency(facts, counted)
        else:
            _gather_of_case(facts, case, counted)
    return facts


def _gather_of_agency(facts: AccessFacts, state: RecordState) -> None:
    if state.kind == Staff.kind:
        facts.staff[StaffId(state.record)] = read_record(Staff, state)
    elif state.kind == Team.kind:
        facts.teams.add(state.record)
    elif state.kind == Duty.kind and (turn := read_record(Duty, state).turn):
        facts.duties.append(turn)
    elif state.kind == ConfirmedTable.kind:
        facts.confirmed.append(read_record(ConfirmedTable, state))


def _gather_of_case(facts: AccessFacts, case: CaseId, state: RecordState) -> None:
    if state.kind == Allocation.kind:
        facts.allocations.setdefault(case, []).append(_ended(read_record(Allocation, state), state))
    elif state.kind == Cover.kind:
        facts.covers.setdefault(case, []).append(_ended(read_record(Cover, state), state))
    elif state.kind == EmergencyAccess.kind:
        facts.emergencies.setdefault(case, []).append(_ended(read_record(EmergencyAccess, state), state))
    elif state.kind == RestrictedReader.kind:
        facts.readers.setdefault(case, []).append(_ended(read_record(RestrictedReader, state), state))
    elif state.kind == Exclusion.kind:
        facts.exclusions.setdefault(case, []).extend(_every_period(read_record(Exclusion, state), state))


def accepted_only(state: RecordState) -> RecordState | None:
    """The record without what is unsent or awaits release; None if nothing is left of it."""
    fields = {}
    for name, found in state.fields.items():
        heads = tuple(head for head in found.heads if not head.awaiting and head.order[0] == 0)
        if heads:
            fields[name] = type(found)(heads, found.entries)
    return RecordState(state.kind, state.record, state.scope, fields, state.created) if fields else None


AnyGrant = TypeVar("AnyGrant", Allocation, Cover, EmergencyAccess, RestrictedReader)


def _ended(grant: AnyGrant, state: RecordState) -> AnyGrant:
    """A grant with its strictest end: the earliest of all that were recorded, and for cause if one of them was."""
    found = state.fields.get("ended")
    if found is None:
        return grant
    ends = [_read_end(head.value) for head in found.heads]
    end = End(at=min(end.at for end in ends), for_cause=any(end.for_cause for end in ends))
    return grant.model_copy(update={"ended": end})


def _every_period(exclusion: Exclusion, state: RecordState) -> list[Exclusion]:
    """An exclusion for each period that was recorded of it: until somebody decides, none of them lapses."""
    found = state.fields.get("period")
    if found is None or len(found.heads) < 2:
        return [exclusion]
    return [exclusion.model_copy(update={"period": _read_period(head.value)}) for head in found.heads]


def _read_period(value: object) -> Period | None:
    try:
        return Period.model_validate(value)
    except ValidationError:
        return None


def _read_end(value: object) -> End:
    try:
        return End.model_validate(value)
    except ValidationError:
        return _ALWAYS_ENDED
