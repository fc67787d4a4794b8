"""Who belongs to a scope of the service itself: a team's, a member of staff's, the returns of a team. Pure.

Near misses and learning reviews are read by everybody who does casework in the team and by service managers.
Supervision is between somebody and whoever supervises them: the seniors of a worker's team, service managers for all.
Returns are collated by business support, who read nothing else but who works here.
"""

from collections.abc import Collection
from enum import StrEnum

from casework.records.identifier import Scope, StaffId, owner_of, returns_scope, scope_sort, staff_scope, team_scope
from casework.records.staff.staff import StaffRole
from casework.rules.access_fact import AccessFacts

__all__ = ["Belonging", "belonging", "service_scopes"]

_TEAM_ROLES = frozenset({StaffRole.WORKER, StaffRole.SENIOR})


class Belonging(StrEnum):
    """What somebody is to a scope: nothing, one of those it is about, or who answers for it."""

    NONE = "none"
    MEMBER = "member"
    LEADS = "leads"


def belonging(staff: StaffId, scope: Scope, facts: AccessFacts) -> Belonging:
    """What somebody who works here is to a scope of the service; nothing to any other scope."""
    role, owner, sort = facts.role(staff), owner_of(scope), scope_sort(scope)
    if role is None or owner is None:
        return Belonging.NONE
    if role is StaffRole.SERVICE_MANAGER:
        if owner == staff:
            return Belonging.MEMBER  # Nobody supervises themself.
        known = owner in (facts.staff if sort == "staff" else facts.known_teams())
        return Belonging.LEADS if known else Belonging.NONE
    if role is StaffRole.BUSINESS_SUPPORT:
        return _of_support(staff, owner, facts) if sort == "returns" else Belonging.NONE
    if role not in _TEAM_ROLES:
        return Belonging.NONE
    return _of_staff(staff, owner, facts) if sort == "staff" else _of_team(staff, owner, facts)


def service_scopes(staff: StaffId, facts: AccessFacts) -> list[Scope]:
    """Every scope of the service that somebody's laptops may hold, whether or not anything was ever written there."""
    teams, members = _near(staff, facts)
    wanted = [make(team) for make in (team_scope, returns_scope) for team in sorted(teams)]
    wanted += [staff_scope(member) for member in sorted(members)]
    return [scope for scope in wanted if belonging(staff, scope, facts) is not Belonging.NONE]


def _near(staff: StaffId, facts: AccessFacts) -> tuple[Collection[str], Collection[str]]:
    """The teams and people whose scopes may be somebody's: for most, of a large agency only their own team."""
    role, team = facts.role(staff), facts.team_of(staff)
    if role not in _TEAM_ROLES:
        return facts.known_teams(), facts.staff
    leads = role is StaffRole.SENIOR and team is not None
    members = {staff, *(one for one in facts.staff if facts.team_of(one) == team)} if leads else {staff}
    return {team} if team is not None else (), members


def _of_support(staff: StaffId, team: str, facts: AccessFacts) -> Belonging:
    """Business support without a team of its own serves every team."""
    mine = facts.team_of(staff)
    serves = mine == team or (mine is None and team in facts.known_teams())
    return Belonging.MEMBER if serves else Belonging.NONE


def _of_team(staff: StaffId, team: str, facts: AccessFacts) -> Belonging:
    if facts.team_of(staff) != team:
        return Belonging.NONE
    return Belonging.LEADS if facts.role(staff) is StaffRole.SENIOR else Belonging.MEMBER


def _of_staff(staff: StaffId, member: str, facts: AccessFacts) -> Belonging:
    """A worker's supervision is the seniors' of the team too, a senior's the service managers' alone."""
    if member == staff:
        return Belonging.MEMBER
    found, team = facts.staff.get(StaffId(member)), facts.team_of(staff)
    post = found.post if found else None
    supervises = facts.role(staff) is StaffRole.SENIOR and team is not None
    is_worker = post is not None and post.team == team and post.role is StaffRole.WORKER
    return Belonging.LEADS if supervises and is_worker else Belonging.NONE
