"""Who may see what, once more, from the log alone: written from the protocol's text, sharing no line with `access`."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from casework.records.identifier import (
    AGENCY,
    CaseId,
    RecordId,
    Scope,
    case_of,
    case_scope,
    grants_scope,
    restricted_scope,
)
from casework.records.merge import caution_of
from tests.simulation.reference import View

_LATE = timedelta(days=7)
_MOMENT = timedelta(microseconds=1)
_SCOTLAND = ZoneInfo("Europe/London")
_AGES = datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Given:
    """One grant of a case: to whom, in what part, from when until when; `cause`: when it was ended for cause."""

    holder: str
    part: str
    starts: datetime
    ends: datetime
    cause: datetime | None = None


@dataclass(frozen=True)
class Oracle:
    """Access as the server's accepted entries give it at a moment. `waiting`: cases in which something waits."""

    views: Mapping[Scope, View]
    at: datetime
    waiting: Collection[str] = ()

    def reads(self, staff: str, scope: str) -> bool:
        """Whether somebody may hold a scope now."""
        if not self._post(staff):
            return False
        case = case_of(scope)
        if case is None:
            return scope == AGENCY
        why = self.why(staff, case, self.at)
        return bool(why) if not scope.endswith("/restricted") else "decides" in why

    def decides(self, staff: str, case: str) -> bool:
        """Whether somebody may decide in a case as a senior now."""
        return "decides" in self.why(staff, case, self.at)

    def lately(self, staff: str, case: str) -> bool:
        """Whether somebody had access in the last days, and lost it neither by an exclusion nor for cause."""
        if self.excluded(staff, case, self.at):
            return False
        given = self._given(case)
        causes = [g.cause for g in given if g.cause is not None and g.holder == staff and g.cause <= self.at]
        since = max([self.at - _LATE, *causes])
        turns = {moment for g in given for edge in (g.starts, g.ends) for moment in (edge, edge - _MOMENT)}
        turns |= {moment for turn in self._turns() for moment in turn[1:]}
        moments = [since, *(moment for moment in turns if since <= moment < self.at)]
        return any(self.why(staff, case, moment) for moment in moments)

    def begun_by(self, staff: str, case: str) -> bool:
        """Whether the case began with a grant of somebody's own: their clock may be days ahead of its first day."""
        return any(given.holder == staff for given in self._given(case)[:1])

    def scopes(self, staff: str) -> list[Scope]:
        """Every scope somebody's laptops hold when all is quiet."""
        found = [AGENCY] if self._post(staff) else []
        for case in sorted({case for scope in self.views if (case := case_of(scope))}):
            scopes = (grants_scope(CaseId(case)), case_scope(CaseId(case)), restricted_scope(CaseId(case)))
            found += [scope for scope in scopes if self.reads(staff, scope)]
        return found

    def why(self, staff: str, case: str, at: datetime) -> set[str]:
        """In what part somebody has access at a moment; nothing where there is none."""
        post = self._post(staff)
        if post is None or self.excluded(staff, case, at):
            return set()
        found = set()
        for given in self._given(case):
            if not given.starts <= at < given.ends:
                continue
            if given.holder == staff and given.part != "team":
                found.add("own")
            if given.part == "team" and given.holder == post.get("team") and post["role"] == "senior":
                found |= {"own", "decides"}
        if case in self.waiting and self._has_duty(staff, case, at):
            found |= {"own", "decides"}
        return found

    def _has_duty(self, staff: str, case: str, at: datetime) -> bool:
        """The duty senior; a service manager where every duty senior is excluded."""
        turns = [who for who, starts, ends in self._turns() if starts <= at < ends]
        on_duty = [who for who in turns if (self._post(who) or {}).get("role") in {"senior", "service_manager"}]
        if staff in on_duty:
            return True
        manages = (self._post(staff) or {}).get("role") == "service_manager"
        return manages and bool(on_duty) and all(self.excluded(who, case, at) for who in on_duty)

    def _given(self, case: str) -> list[Given]:
        grants = self.views.get(Scope(f"grants:{case}"))
        found = [_grant(grants, record) for record in grants.records()] if grants else []
        return [given for given in found if given is not None]

    def _turns(self) -> Iterator[tuple[str, datetime, datetime]]:
        agency = self.views.get(AGENCY)
        for record in agency.records() if agency else ():
            if agency and agency.kind(record) == "duty":
                turn = _accepted(agency, record, "turn")
                if isinstance(turn, dict):
                    yield str(turn["staff"]), _moment(turn["starts"]), _moment(turn["ends"])

    def excluded(self, staff: str, case: str, at: datetime | None = None) -> bool:
        """Whether a named exclusion holds."""
        at = at or self.at
        grants = self.views.get(Scope(f"grants:{case}"))
        for record in grants.records() if grants else ():
            if grants and grants.kind(record) == "exclusion" and _accepted(grants, record, "staff") == staff:
                period = _accepted(grants, record, "period")
                starts, ends = _days(period) if isinstance(period, dict) else (at, _AGES)
                if starts <= at < ends:
                    return True
        return False

    def _post(self, staff: str) -> dict[str, JsonValue] | None:
        agency = self.views.get(AGENCY)
        if agency is None or agency.kind(RecordId(staff)) != "staff":
            return None
        post = _accepted(agency, RecordId(staff), "post")
        return post if _accepted(agency, RecordId(staff), "active") is True and isinstance(post, dict) else None


def _grant(grants: View, record: RecordId) -> Given | None:
    """One record of a grants scope as a grant."""
    kind = grants.kind(record)
    if kind == "allocation":
        holder, period = _accepted(grants, record, "holder"), _accepted(grants, record, "period")
        if not isinstance(holder, dict) or not isinstance(period, dict):
            return None
        who, part, (starts, ends) = str(holder["id"]), str(holder["sort"]), _days(period)
    elif kind in {"cover", "emergency_access"}:
        window = _accepted(grants, record, "window")
        if not isinstance(window, dict):
            return None
        who, part = str(_accepted(grants, record, "staff")), kind
        starts, ends = _moment(window["starts"]), _moment(window["ends"])
    else:
        return None
    stops = [head.value for head in grants.heads(record, "ended") if not head.awaiting]
    early = min([ends, *(_moment(stop["at"]) for stop in stops if isinstance(stop, dict))])
    cause = early if any(isinstance(stop, dict) and stop.get("for_cause") for stop in stops) else None
    return Given(who, part, starts, early, cause)


def _accepted(view: View, record: RecordId, name: str) -> JsonValue:
    """What stands among the values that count: access never follows from what awaits."""
    heads = [head for head in view.heads(record, name) if not head.awaiting]
    if not heads:
        return None
    rule = view.rule(record, name)
    if rule.rule == "cautious":
        return max(heads, key=lambda head: caution_of(rule, head.value)).value
    return heads[0].value


def _moment(value: JsonValue) -> datetime:
    return datetime.fromisoformat(str(value))


def _days(period: dict[str, JsonValue]) -> tuple[datetime, datetime]:
    """The first moment of a period of days and the first after it."""
    ends = period.get("ends")
    return _midnight(str(period["starts"])), _midnight(str(ends), 1) if ends is not None else _AGES


@cache
def _midnight(day: str, later: int = 0) -> datetime:
    return datetime.combine(date.fromisoformat(day) + timedelta(days=later), time(), _SCOTLAND).astimezone(UTC)
