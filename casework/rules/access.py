"""Who may see and write a case: a pure function of accepted records and a moment (protocol, 3a).

The server enforces it on every read; the laptop uses the same function to show and hide. A named exclusion overrides
every grant. Entries that are unsent or quarantined never widen or narrow access.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

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
from casework.records.staff.grant import Allocation, Cover, End, Exclusion, GrantRole
from casework.records.staff.staff import SENIORS, Staff, StaffRole, Turn
from casework.rules.access_fact import AccessFacts, accepted_only, gather_facts
from casework.rules.belonging import Belonging, belonging, service_scopes
from casework.rules.day import day_of
from casework.rules.grant_time import Grant, holder_of, is_in_force, points_of_grant, points_of_period
from casework.words import say

__all__ = [
    "CASEWORK_ROLES",
    "LATE_WORK",
    "NO_ACCESS",
    "WHY_WORDS",
    "Access",
    "AccessFacts",
    "Why",
    "accepted_only",
    "access",
    "access_to",
    "concerning",
    "gather_facts",
    "held_scopes",
    "last_access",
    "lately",
    "left_at_once",
    "named_in",
    "named_scopes",
    "turning_points",
]

LATE_WORK = timedelta(days=7)
"""An entry made under a grant still counts for so long after the grant ended (protocol, section 3)."""

CASEWORK_ROLES = frozenset({StaffRole.WORKER, StaffRole.SENIOR, StaffRole.SERVICE_MANAGER})
"""Who does casework. Nobody else has access to any case, whatever is given to them."""


class Why(StrEnum):
    """Why somebody has access to a case."""

    OFFICER = "officer"
    CO_WORKER = "co_worker"
    SENIOR = "senior_of_the_team"
    COVER = "cover"
    DUTY = "duty_senior"
    EMERGENCY = "emergency"
    SERVICE_MANAGER = "service_manager"
    OWN = "own"


WHY_WORDS = {
    Why.OFFICER: say("Responsible or supervising officer"),
    Why.CO_WORKER: say("Co-worker"),
    Why.SENIOR: say("Senior of the team"),
    Why.COVER: say("Cover"),
    Why.DUTY: say("Duty senior, while something waits"),
    Why.EMERGENCY: say("Emergency access"),
    Why.SERVICE_MANAGER: say(
        "Service manager, while something waits and the duty senior is excluded or has not answered"
    ),
    Why.OWN: say("Their own team, returns or supervision"),
}

_DECIDERS = frozenset({Why.SENIOR, Why.DUTY, Why.SERVICE_MANAGER})


@dataclass(frozen=True)
class Access:
    """What somebody may do with one case at one moment. Without a reason there is no access at all.

    `named`: a reader of the restricted part by name. Of a scope of the service it says the same as of a case.
    """

    why: frozenset[Why] = frozenset()
    excluded: bool = False
    named: bool = False

    @property
    def reads(self) -> bool:
        """Whether the case exists for this person."""
        return bool(self.why) and not self.excluded

    @property
    def decides(self) -> bool:
        """Whether this person may decide as a senior in this case."""
        return self.reads and not _DECIDERS.isdisjoint(self.why)

    @property
    def restricted(self) -> bool:
        """Whether this person may read and write the restricted part: those who decide, and those named for it."""
        return self.decides or (self.reads and self.named)


NO_ACCESS = Access()


def access(staff: StaffId, case: CaseId, facts: AccessFacts, at: datetime) -> Access:
    """What somebody may do with a case at an aware moment."""
    member = facts.staff.get(staff)
    if member is None or not member.active or member.post is None:
        return NO_ACCESS
    excluded = _is_excluded(staff, case, facts, at)
    if member.post.role not in CASEWORK_ROLES:
        return Access(excluded=excluded)
    why = {
        reason for grant in _grants(case, facts) if is_in_force(grant, at) and (reason := _reason(grant, staff, member))
    }
    if facts.waits(case, at):
        why |= _reasons_on_duty(staff, case, facts, at)
    return Access(frozenset(why), excluded, _is_named(staff, case, facts, at))


def access_to(staff: StaffId, scope: Scope, facts: AccessFacts, at: datetime) -> Access:
    """What somebody may do in a scope at an aware moment; the agency's is written by the office alone."""
    case = case_of(scope)
    if case is not None:
        return access(staff, case, facts, at)
    mine = belonging(staff, scope, facts)
    if mine is Belonging.LEADS:
        manages = facts.role(staff) is StaffRole.SERVICE_MANAGER
        return Access(frozenset({Why.SERVICE_MANAGER if manages else Why.SENIOR}))
    return Access(frozenset({Why.OWN})) if mine is Belonging.MEMBER else NO_ACCESS


def _grants(case: CaseId, facts: AccessFacts) -> Iterator[Grant]:
    yield from facts.allocations.get(case, ())
    yield from facts.covers.get(case, ())
    yield from facts.emergencies.get(case, ())


def _reason(grant: Grant, staff: StaffId, member: Staff) -> Why | None:
    if isinstance(grant, Allocation):
        return _reason_of_allocation(grant, staff, member)
    if grant.staff != staff or member.post is None:
        return None
    return Why.COVER if isinstance(grant, Cover) else Why.EMERGENCY


def _reason_of_allocation(allocation: Allocation, staff: StaffId, member: Staff) -> Why | None:
    holder, post = allocation.holder, member.post
    if holder is None or post is None:
        return None
    if holder.sort == "staff" and holder.id == staff:
        return Why.OFFICER if holder.role is GrantRole.OFFICER else Why.CO_WORKER
    if holder.sort == "team" and holder.id == post.team and post.role is StaffRole.SENIOR:
        return Why.SENIOR
    return None


def _reasons_on_duty(staff: StaffId, case: CaseId, facts: AccessFacts, at: datetime) -> set[Why]:
    """Who sees to what waits: the duty seniors; a service manager where each of them is excluded or nobody answered.

    What somebody has sent themself opens nothing to them: anybody could send something into any case.
    """
    if facts.alone.get(case) == staff:
        return set()
    on_duty = {StaffId(turn.staff) for turn in facts.duties if turn.starts <= at < turn.ends}
    on_duty = {one for one in on_duty if facts.role(one) in SENIORS}
    if staff in on_duty:
        return {Why.DUTY}
    if facts.role(staff) is not StaffRole.SERVICE_MANAGER:
        return set()
    if case in facts.escalated:
        return {Why.SERVICE_MANAGER}
    nobody = bool(on_duty) and all(
        _is_excluded(one, case, facts, at) or facts.alone.get(case) == one for one in on_duty
    )
    return {Why.SERVICE_MANAGER} if nobody else set()


def _is_excluded(staff: StaffId, case: CaseId, facts: AccessFacts, at: datetime) -> bool:
    return any(e.staff == staff and _excludes(e, day_of(at)) for e in facts.exclusions.get(case, ()))


def _is_named(staff: StaffId, case: CaseId, facts: AccessFacts, at: datetime) -> bool:
    return any(one.staff == staff and is_in_force(one, at) for one in facts.readers.get(case, ()))


def _excludes(exclusion: Exclusion, day: date) -> bool:
    """Whether an exclusion holds; one whose days cannot be read, or are no period, holds always."""
    period = exclusion.period
    return period is None or (period.ends is not None and period.ends < period.starts) or period.covers(day)


def held_scopes(staff: StaffId, facts: AccessFacts, at: datetime, among: Iterable[CaseId] | None = None) -> list[Scope]:
    """Every scope somebody's laptops may hold at a moment: the agency's, the service's, those of cases they read.

    `among`: the cases to which they may have access, where the caller keeps count of them (`concerning`): then the
    cases of everybody else cost nothing.
    """
    if facts.role(staff) is None:
        return []
    scopes = [AGENCY, *service_scopes(staff, facts)]
    for case in facts.cases() if among is None else sorted(among):
        mine = access(staff, case, facts, at)
        if mine.reads:
            scopes += [grants_scope(case), case_scope(case)]
        if mine.restricted:
            scopes.append(restricted_scope(case))
    return scopes


def named_scopes(
    staff: StaffId, facts: AccessFacts, at: datetime, among: Iterable[CaseId] | None = None
) -> list[Scope]:
    """The restricted scopes that somebody may hold by name alone, without deciding in the case; `among` as above."""
    looked_at = facts.readers if among is None else among
    cases = [case for case in looked_at if any(one.staff == staff for one in facts.readers.get(case, ()))]
    mine = {case: access(staff, case, facts, at) for case in cases}
    return [restricted_scope(case) for case in cases if mine[case].restricted and not mine[case].decides]


def named_in(case: CaseId, facts: AccessFacts) -> frozenset[str]:
    """The staff members and teams to whom a case was ever given: nobody else but who is on duty may have access."""
    return frozenset(holder for grant in _grants(case, facts) if (holder := holder_of(grant)) is not None)


def concerning(staff: StaffId, facts: AccessFacts, named: Mapping[str, Collection[CaseId]]) -> set[CaseId]:
    """The cases to which somebody may have access at any moment; `named`: the cases by whom `named_in` finds in them.

    Teams give access to their seniors, and what waits for somebody to those on duty, who are seniors as well.
    """
    found = set(named.get(staff, ()))
    if facts.role(staff) in SENIORS:
        found.update(named.get(facts.team_of(staff) or "", ()), facts.waiting)
        found.update(case for case in facts.waited if next(_grants(case, facts), None) is not None)
    return found


def lately(staff: StaffId, case: CaseId, facts: AccessFacts, at: datetime) -> bool:
    """Whether somebody without access at a moment had it within the time for which late work counts.

    Never after an exclusion, nor for a grant that was ended for cause: what came before that does not count any more.
    """
    return last_access(staff, case, facts, at - LATE_WORK, at).reads


def last_access(staff: StaffId, case: CaseId, facts: AccessFacts, since: datetime, at: datetime) -> Access:
    """What somebody could do with a case when they last could, between two moments.

    Nothing after an exclusion, nor from before a grant was ended for cause.
    """
    if _is_excluded(staff, case, facts, at):
        return NO_ACCESS
    since = max([since, *(end.at for end in _causes(staff, case, facts) if end.at <= at)])
    moments = {since} | {moment for moment in _points_of(case, facts) if since < moment < at}
    found = (access(staff, case, facts, moment) for moment in sorted(moments, reverse=True))
    return next((mine for mine in found if mine.reads), NO_ACCESS)


def left_at_once(staff: StaffId, case: CaseId, facts: AccessFacts, at: datetime) -> bool:
    """Whether a case is to be left without any delay: by an exclusion or an end for cause, and not for time alone."""
    mine = access(staff, case, facts, at)
    revoked = any(end.at <= at for end in _causes(staff, case, facts))
    return not mine.reads and (mine.excluded or revoked or facts.role(staff) is None)


def _causes(staff: StaffId, case: CaseId, facts: AccessFacts) -> Iterator[End]:
    """The ends for cause of what somebody themself was given."""
    for grant in _grants(case, facts):
        if grant.ended is not None and grant.ended.for_cause and holder_of(grant) == staff:
            yield grant.ended


def turning_points(facts: AccessFacts, among: Collection[CaseId] | None = None) -> list[datetime]:
    """Every moment at which anybody's access may begin or end by itself, in order. Between two, nothing does.

    `among`: of access to some cases alone.
    """
    points = set(_points_of_turns(facts.duties)) | set(facts.waited.values())
    for case in {*facts.cases(), *facts.exclusions} if among is None else among:
        points.update(_points_of_case(case, facts))
    return sorted(points)


def _points_of(case: CaseId, facts: AccessFacts) -> Iterator[datetime]:
    yield from _points_of_case(case, facts)
    if case in facts.waiting or case in facts.waited:
        yield from _points_of_turns(facts.duties)
    if case in facts.waited:
        yield facts.waited[case]


def _points_of_turns(turns: Iterable[Turn]) -> Iterator[datetime]:
    for turn in turns:
        yield from (turn.starts, turn.ends)


def _points_of_case(case: CaseId, facts: AccessFacts) -> Iterator[datetime]:
    for grant in (*_grants(case, facts), *facts.readers.get(case, ())):
        yield from points_of_grant(grant)
    for exclusion in facts.exclusions.get(case, ()):
        yield from points_of_period(exclusion.period)
