"""Who has an open case at a moment, its level, and who is on the list: what caseload and list are counted from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.ledger.fold import RecordState
from casework.records.file.case import Case
from casework.records.identifier import CaseId, StaffId
from casework.records.person.person import Person
from casework.records.staff.grant import GrantRole
from casework.rules.access_fact import AccessFacts
from casework.rules.day import day_of
from casework.rules.grant_time import is_in_force
from casework.rules.high_risk.membership import on_list
from casework.rules.measure.caseload import Held
from casework.rules.measure.gather import counted_records
from casework.rules.measure.listing import Listed
from casework.rules.retention import gather_end
from casework.rules.standing import field_standing


@dataclass(frozen=True)
class Placement:
    """The officer and the team of a case, "" where there is none, and who covers it. Staff ids."""

    officer: str
    team: str
    covering: tuple[str, ...] = ()


def placement_of(case: CaseId, facts: AccessFacts, at: datetime) -> Placement:
    """Who is the officer of a case at a moment, of which team, and who covers it; "" where nobody is.

    Of two officers at once the one since the later day counts.
    """
    given = [
        one
        for one in facts.allocations.get(case, ())
        if one.holder and one.period and one.holder.role is GrantRole.OFFICER and is_in_force(one, at)
    ]
    latest = max(given, key=lambda one: one.period.starts if one.period else date.min, default=None)
    officer = latest.holder.id if latest and latest.holder else ""
    covering = tuple(one.staff for one in facts.covers.get(case, ()) if one.staff and is_in_force(one, at))
    team = facts.team_of(StaffId(officer)) if officer else None
    return Placement(officer, team or "", covering)


def held_of(case: CaseId, states: Sequence[RecordState], facts: AccessFacts, at: datetime) -> Held | None:
    """How a case counts in the caseload; None for one that is closed, or of which nothing is known.

    While one view says that it is open it counts, and of two levels the higher one does, as it stands.
    """
    found = next((record for _, record in counted_records(Case, states)), None)
    if found is None or gather_end(states).closed:
        return None
    placement = placement_of(case, facts, at)
    level = found.standing_risk.level if found.standing_risk else None
    listed = on_list(states, day_of(at)) is not None
    return Held(case, placement.officer, level, high_risk=listed, covered_by=placement.covering)


def listed_of(case: CaseId, states: Iterable[RecordState], day: date) -> Listed | None:
    """How somebody counts on the list on a day; None for whoever is not on it. Of two dates of birth none counts."""
    known = list(states)
    member = on_list(known, day)
    if member is None:
        return None
    born = next((view for state in known if state.kind == Person.kind if (view := field_standing(state, "born"))), None)
    if born is not None and born.in_conflict:
        return Listed(case, member.sort, None, two_views=True)
    person = next((record for _, record in counted_records(Person, known)), None)
    return Listed(case, member.sort, person.born if person else None)
