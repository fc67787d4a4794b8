"""What follows when two files are about one person: one view, access to both, and every exclusion for both. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState
from casework.records.file.same_person import SamePerson
from casework.records.identifier import CaseId, RecordId, Scope, case_of, case_scope, is_uuid
from casework.records.record import Period
from casework.records.staff.grant import Allocation, Cover, End, Exclusion, GrantRole, Holder
from casework.rules.access_fact import accepted_only
from casework.rules.day import day_of
from casework.rules.grant_time import is_open
from casework.rules.standing import read_record, shown_parents, standing_values

_LONGER = "It lasts longer where it was first recorded."
"""Recorded as the reason: a record is the same in every language."""


@dataclass(frozen=True)
class Side:
    """One file's side of a join."""

    record: RecordId
    case: CaseId
    other: CaseId
    link: str
    by: str
    undone: bool


def read_side(state: RecordState) -> Side | None:
    """A side as it stands in its own file; None where it cannot be read, or lies elsewhere than in a case."""
    case, record = case_of(state.scope), read_record(SamePerson, state)
    if case is None or state.scope != case_scope(case) or not record.other or record.other == case:
        return None
    # From the link follow the ids of what is given: a newer version may know other links than this one.
    if record.link is None or not is_uuid(record.link):
        return None
    return Side(state.record, case, CaseId(record.other), record.link, record.by or "", record.undone is not None)


def accepted_sides(states: Iterable[RecordState]) -> list[Side]:
    """The sides that the office has accepted."""
    counted = (accepted_only(state) for state in states if state.kind == SamePerson.kind)
    return [side for state in counted if state is not None and (side := read_side(state))]


def joined(sides: Iterable[Side]) -> dict[CaseId, tuple[CaseId, ...]]:
    """The files of the same person, for each file that has any: both sides say so, and neither has been undone."""
    known = {(side.case, side.other, side.link): side for side in sides if not side.undone}
    found: dict[CaseId, tuple[CaseId, ...]] = {}
    for case, other, link in sorted(known):
        if (other, case, link) in known and other not in found.get(case, ()):
            found[case] = (*found.get(case, ()), other)
    return found


def given_id(link: str, source: str) -> RecordId:
    """The id of a grant that a join gives, or an exclusion that it repeats: the same whoever writes it, and when."""
    return RecordId(str(uuid5(UUID(link), source)))


def given_edits(link: str, theirs: Iterable[RecordState], own: Iterable[RecordState], at: datetime) -> tuple[Edit, ...]:
    """What is to be written into one file's grants scope so that whoever works on the other works on this one too.

    Every exclusion first: whoever must not see one of the files must not see the other.
    """
    others, mine = list(theirs), list(own)
    known = {state.record for state in mine}
    edits = [*excluding_edits(link, others, mine, at)]
    holders = {_holder(state) for state in mine if _is_open(state, at)}
    for state in others:
        ident = given_id(link, state.record)
        if _is_open(state, at) and _holder(state) not in holders and ident not in known:
            edits += _given(state, ident, at)
            holders.add(_holder(state))
    return tuple(edits)


def excluding_edits(
    link: str, theirs: Iterable[RecordState], own: Iterable[RecordState], at: datetime
) -> Iterator[Edit]:
    """The exclusions of the other file that do not hold in this one yet, or not for as long."""
    mine = [state for state in own if state.kind == Exclusion.kind]
    known = {state.record: state for state in own}
    for state in theirs:
        exclusion = read_record(Exclusion, state) if state.kind == Exclusion.kind else None
        if exclusion is None or not exclusion.staff or not _holds(exclusion, at):
            continue
        wanted, ident = _period(exclusion, at), given_id(link, state.record)
        # One that was itself repeated from here is not repeated back: its original stands in this file. Nor is one
        # that is there by another way, or three files of one person would repeat it to each other without end.
        back = any(given_id(link, record) == state.record for record in known)
        if back or any(_covers(one, exclusion.staff, wanted, at) for one in mine):
            continue
        yield _repeated(known.get(ident), ident, exclusion.staff, wanted)


def _repeated(found: RecordState | None, ident: RecordId, staff: str, period: Period) -> Edit:
    """The exclusion as it is to stand here: a new one, or one that was repeated before and lasts longer by now."""
    value: JsonValue = period.model_dump(mode="json", exclude_none=True)
    if found is None:
        return Edit(record=ident, kind=Exclusion.kind, set={"staff": staff, "period": value})
    parents = {"period": shown_parents(found, "period")}
    return Edit(record=ident, kind=Exclusion.kind, set={"period": value}, parents=parents, reason=_LONGER)


def _covers(state: RecordState, staff: str, wanted: Period, at: datetime) -> bool:
    """Whether an exclusion bars somebody for all that is left of a period."""
    exclusion = read_record(Exclusion, state)
    if exclusion.staff != staff or not _holds(exclusion, at):
        return False
    mine = _period(exclusion, at)
    lasts = mine.ends is None or (wanted.ends is not None and mine.ends >= wanted.ends)
    return lasts and mine.starts <= max(wanted.starts, day_of(at))


def _holds(exclusion: Exclusion, at: datetime) -> bool:
    """Whether an exclusion holds now or later; one that cannot be read holds."""
    period = exclusion.period
    return period is None or period.ends is None or period.ends < period.starts or period.ends >= day_of(at)


def _period(exclusion: Exclusion, at: datetime) -> Period:
    """From when until when it holds; without end where its days cannot be read, or are no period."""
    period = exclusion.period
    if period is None or (period.ends is not None and period.ends < period.starts):
        return Period(starts=day_of(at))
    return period


def _is_open(state: RecordState, at: datetime) -> bool:
    if state.kind == Allocation.kind:
        return is_open(read_record(Allocation, state), at)
    return state.kind == Cover.kind and is_open(read_record(Cover, state), at)


def _holder(state: RecordState) -> str:
    if state.kind == Cover.kind:
        return read_record(Cover, state).staff or ""
    holder = read_record(Allocation, state).holder if state.kind == Allocation.kind else None
    return holder.id if holder else ""


def _given(state: RecordState, ident: RecordId, at: datetime) -> Iterator[Edit]:
    """The same access to this file: nobody becomes its responsible officer by it."""
    if state.kind == Cover.kind:
        values = {name: value for name, value in standing_values(state).items() if name != "ended"}
        yield Edit(record=ident, kind=Cover.kind, set=values)
        return
    allocation = read_record(Allocation, state)
    if allocation.holder is None or allocation.period is None:
        return
    role = GrantRole.TEAM if allocation.holder.sort == "team" else GrantRole.CO_WORKER
    holder = Holder(sort=allocation.holder.sort, id=allocation.holder.id, role=role)
    period = Period(starts=min(allocation.period.starts, day_of(at)), ends=allocation.period.ends)
    yield Edit(record=ident, kind=Allocation.kind, set=Allocation(holder=holder, period=period).values())


def taken_back_edits(
    link: str, theirs: Iterable[RecordState], own: Iterable[RecordState], at: datetime, reason: str
) -> tuple[Edit, ...]:
    """What ends in one file's grants scope when the files are parted: all that the join gave or repeated there."""
    mine = {state.record: state for state in own}
    edits: list[Edit] = []
    for state in theirs:
        found = mine.get(given_id(link, state.record))
        if found is not None and found.kind == Exclusion.kind:
            edits += _end_exclusion(found, day_of(at), reason)
        elif found is not None and found.kind in {Allocation.kind, Cover.kind} and _is_open(found, at):
            ended = End(at=at).model_dump(mode="json")
            edits.append(Edit(record=found.record, kind=found.kind, set={"ended": ended}, reason=reason))
    return tuple(edits)


def _end_exclusion(state: RecordState, today: date, reason: str) -> Iterator[Edit]:
    period = read_record(Exclusion, state).period
    if period is None or (period.ends is not None and period.ends < today):
        return
    # An end before the beginning would be read as no end at all: one that began today lasts until tonight.
    ends = max(period.starts, today - timedelta(days=1))
    value = Period(starts=period.starts, ends=ends).model_dump(mode="json")
    parents = {"period": shown_parents(state, "period")}
    yield Edit(record=state.record, kind=state.kind, set={"period": value}, parents=parents, reason=reason)


def grants_of(states: Iterable[RecordState], scope: Scope) -> list[RecordState]:
    """The accepted grants and exclusions of one scope."""
    counted = (accepted_only(state) for state in states if state.scope == scope)
    return [state for state in counted if state is not None]
