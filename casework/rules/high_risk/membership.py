"""Who is on the high-risk list, since when and under which version of the definition (standards.md 9, 11, 13).

Only what counts is looked at: what somebody without the role wrote puts nobody on the list. Where two seniors decided
differently without seeing each other, being on the list stands until a senior decides.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from casework.ledger.fold import RecordState
from casework.records.check import check_value
from casework.records.file.ending import RuleRef
from casework.records.high_risk.criterion import HighRiskSort
from casework.records.high_risk.proposal import HighRiskProposal, Listing, ListStatus
from casework.records.high_risk.recheck import HighRiskRecheck
from casework.records.identifier import RecordId, Scope
from casework.rules.standing import read_record


@dataclass(frozen=True)
class Membership:
    """One time on the list. `until`: the day on which a senior took the person off; None while they are on it.

    `definition` is the version that holds on the day that was asked for; `decided` is the decision that stands.
    """

    proposal: RecordId
    scope: Scope
    sort: HighRiskSort
    since: date
    definition: RuleRef
    decided: Listing
    until: date | None = None
    two_views: bool = False

    def covers(self, day: date) -> bool:
        """Whether the person is on the list on a day; not any more on the day on which they are taken off."""
        return self.since <= day and (self.until is None or day < self.until)


def on_list(states: Iterable[RecordState], day: date) -> Membership | None:
    """The membership that holds on a day, from the records of one case; the longest of several."""
    held = [one for one in memberships(states, day) if one.covers(day)]
    return min(held, key=lambda one: (one.since, one.proposal), default=None)


def memberships(states: Iterable[RecordState], day: date) -> tuple[Membership, ...]:
    """Every time on the list, the earliest first; `definition` is that which held on a day."""
    known = list(states)
    rechecks = list(_rechecks(known))
    found = (_membership(state, rechecks, day) for state in known if state.kind == HighRiskProposal.kind)
    return tuple(sorted((one for one in found if one), key=lambda one: (one.since, one.proposal)))


def waiting(states: Iterable[RecordState]) -> tuple[RecordState, ...]:
    """The proposals about which nobody has decided yet, the oldest first."""
    found = [
        (state.created.at, state.record, state)
        for state in states
        if state.kind == HighRiskProposal.kind and state.created and not state.created.awaiting and not decisions(state)
    ]
    return tuple(state for _, _, state in sorted(found, key=lambda one: one[:2]))


def decisions(state: RecordState) -> tuple[Listing, ...]:
    """What was decided about a proposal and counts; more than one where two seniors differ."""
    field = state.fields.get("listing")
    heads = [head for head in (field.heads if field else ()) if not head.awaiting]
    return tuple(
        Listing.model_validate(head.value)
        for head in heads
        if head.value is not None and not check_value(HighRiskProposal.kind, "listing", head.value)
    )


def _membership(state: RecordState, rechecks: list[HighRiskRecheck], day: date) -> Membership | None:
    found = decisions(state)
    listed = [one for one in found if one.status is ListStatus.ON]
    over = [one for one in found if one.status is ListStatus.OFF]
    decided = min([*listed] or over, key=_since, default=None)
    if decided is None:
        return None
    record = read_record(HighRiskProposal, state)
    return Membership(
        proposal=state.record,
        scope=state.scope,
        # What cannot be read is counted as other: the person stays on the list.
        sort=record.sort or HighRiskSort.OTHER,
        since=_since(decided),
        definition=_definition(state.record, decided, rechecks, day),
        decided=decided,
        until=None if listed else max(one.on for one in over),
        two_views=len({one.status for one in found}) > 1,
    )


def _since(decided: Listing) -> date:
    """From when on: no later than the day of the decision itself, or a slip would hide who is on the list."""
    return min(decided.since or decided.on, decided.on)


def _definition(proposal: RecordId, decided: Listing, rechecks: list[HighRiskRecheck], day: date) -> RuleRef:
    mine = [
        (one.on, one.definition)
        for one in rechecks
        if one.proposal == proposal and one.definition and one.on and one.on <= day
    ]
    last = max(mine, key=lambda one: (one[0], one[1].version), default=None)
    return last[1] if last else decided.definition


def _rechecks(states: list[RecordState]) -> Iterator[HighRiskRecheck]:
    for state in states:
        # By kind first: of hundreds of records of a case few are looked into.
        if state.kind != HighRiskRecheck.kind:
            continue
        if not any(head.awaiting for field in state.fields.values() for head in field.heads):
            yield read_record(HighRiskRecheck, state)
