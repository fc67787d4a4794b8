"""Identifiers and scopes.

Ids are UUIDv7 (RFC 9562) made on the laptop: they sort by time of making and need no server. The clock and the
randomness are arguments, because nothing in `casework` may read either by itself.
"""

import re
from datetime import datetime
from functools import lru_cache
from typing import Literal, NewType
from uuid import UUID

RecordId = NewType("RecordId", str)
StaffId = NewType("StaffId", str)
TeamId = NewType("TeamId", str)
CaseId = NewType("CaseId", str)
DeviceId = NewType("DeviceId", str)
EntryId = NewType("EntryId", str)
Scope = NewType("Scope", str)

ScopeSort = Literal["agency", "team", "staff", "returns", "case", "restricted", "grants"]

SERVICE_SORTS: frozenset[ScopeSort] = frozenset({"team", "staff", "returns"})
"""The sorts of scopes of the service itself, of no case: of a team, of a member of staff, for a team's returns."""

CASE_SORTS: frozenset[ScopeSort] = frozenset({"case", "restricted", "grants"})
"""The sorts of scopes that belong to a case."""

AGENCY = Scope("agency")
SERVER_DEVICE = DeviceId("0")

_ENTROPY_BYTES = 10
_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_SORT_OF: dict[str, ScopeSort] = {
    "case": "case",
    "grants": "grants",
    "team": "team",
    "staff": "staff",
    "returns": "returns",
}


def uuid7(at: datetime, entropy: bytes) -> str:
    """A UUIDv7 as lower-case text, from an aware time and ten random bytes.

    Raises:
        ValueError: if `entropy` is not ten bytes long or `at` carries no time zone.
    """
    if len(entropy) != _ENTROPY_BYTES or at.tzinfo is None:
        raise ValueError("uuid7 needs ten random bytes and an aware time")
    milliseconds = int(at.timestamp() * 1000)
    number = (milliseconds << 80) | int.from_bytes(entropy)
    number = (number & ~(0xF << 76)) | (0x7 << 76)
    number = (number & ~(0x3 << 62)) | (0x2 << 62)
    return str(UUID(int=number))


def case_scope(case: CaseId) -> Scope:
    """The scope that holds everything of a case that those working on it may see."""
    return Scope(f"case:{case}")


def restricted_scope(case: CaseId) -> Scope:
    """The scope of a case for what only named people may see."""
    return Scope(f"case:{case}/restricted")


def grants_scope(case: CaseId) -> Scope:
    """The scope of a case's allocations and exclusions, written under a rule of its own."""
    return Scope(f"grants:{case}")


def case_scopes(case: CaseId) -> tuple[Scope, Scope, Scope]:
    """Every scope that a case may have: what whoever works with it sees, what only named people see, who that is."""
    return case_scope(case), restricted_scope(case), grants_scope(case)


def team_scope(team: str) -> Scope:
    """The scope of a team: near misses and learning reviews, read by everybody who does casework in the team."""
    return Scope(f"team:{team}")


def staff_scope(staff: str) -> Scope:
    """The scope of one member of staff: supervision sessions, read by them and by those who supervise them."""
    return Scope(f"staff:{staff}")


def returns_scope(team: str) -> Scope:
    """The scope of what a team's business support collates for returns: figures and dates, no narrative."""
    return Scope(f"returns:{team}")


@lru_cache(maxsize=8192)
def scope_sort(scope: str) -> ScopeSort | None:
    """Which sort of scope this is, or None where the text is not a scope."""
    if scope == AGENCY:
        return "agency"
    head, _, rest = scope.partition(":")
    ident, _, part = rest.partition("/")
    if not is_uuid(ident):
        return None
    if head == "case" and part == "restricted":
        return "restricted"
    if part or rest.endswith("/"):
        return None
    return _SORT_OF.get(head)


def case_of(scope: str) -> CaseId | None:
    """The case a scope belongs to; None for the agency's scope and those of the service."""
    return CaseId(_ident(scope)) if scope_sort(scope) in CASE_SORTS else None


def owner_of(scope: str) -> str | None:
    """The team or member of staff whose scope this is; None for the agency's and those of cases."""
    return _ident(scope) if scope_sort(scope) in SERVICE_SORTS else None


def _ident(scope: str) -> str:
    return scope.partition(":")[2].partition("/")[0]


def is_uuid(text: str) -> bool:
    """Whether the text is a UUID in its canonical lower-case form."""
    return _UUID.fullmatch(text) is not None
