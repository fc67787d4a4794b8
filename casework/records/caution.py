"""How cautious a value is, for fields where the more cautious stands until somebody decides.

Each function maps a JSON value to a number; a value it cannot read raises, and counts as the most cautious.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from pydantic import AwareDatetime, JsonValue, TypeAdapter

RISK_LEVELS = ("low", "medium", "high", "very_high")
"""Risk of serious harm, lowest first (MAPPA guidance 2016, 4.5; standards.md 2E)."""

HIGH = 3
"""The caution of a high level: from here upwards only a senior lowers what stands."""

_LATEST = 999_999

_LATEST_MOMENT = 10**16
"""Microseconds since 1900, more than a moment can be."""

_FOR_CAUSE = 10**17
"""Added where access was ended for cause: that stands before any end without one."""

_DAY = TypeAdapter(date)
_MOMENT = TypeAdapter(AwareDatetime)
_YES_OR_NO = TypeAdapter(bool)
_YEAR_1900 = datetime(1900, 1, 1, tzinfo=UTC)


def risk(value: JsonValue) -> int:
    """Caution of a risk value `{"level": …}`: 1 low … 4 very high; anything else is the most cautious."""
    return RISK_LEVELS.index(str(_mapping(value)["level"])) + 1


def status(value: JsonValue) -> int:
    """Caution of a warning's state `{"status": …}`: active 1, removed 0."""
    return {"active": 1, "removed": 0}[str(_mapping(value)["status"])]


def soonest(value: JsonValue) -> int:
    """Caution of a date: the sooner, the more cautious; no date at all is sooner than any."""
    return _LATEST if value is None else _LATEST - _ordinal(value)


def shortest_access(value: JsonValue) -> int:
    """Caution of a grant's period: the sooner it ends, the more cautious."""
    return _end(value)


def longest_exclusion(value: JsonValue) -> int:
    """Caution of an exclusion's period: the later it ends, the more cautious; open ended is the most."""
    end = _end(value)
    return _LATEST if end == 0 else _LATEST - end


def shortest_window(value: JsonValue) -> int:
    """Caution of a window of cover or emergency access: the sooner it ends, the more cautious."""
    return _LATEST_MOMENT - _microseconds(_mapping(value)["ends"])


def earliest_end(value: JsonValue) -> int:
    """Caution of an end of access: one for cause before any other, then the earlier."""
    end = _mapping(value)
    cause = _FOR_CAUSE if _YES_OR_NO.validate_python(end.get("for_cause", False)) else 0
    return cause + _LATEST_MOMENT - _microseconds(end["at"])


def _microseconds(moment: JsonValue) -> int:
    """A moment as the records read it, as a number."""
    return (_MOMENT.validate_python(moment) - _YEAR_1900) // timedelta(microseconds=1)


def _end(value: JsonValue) -> int:
    ends = _mapping(value).get("ends")
    return 0 if ends is None else _LATEST - _ordinal(ends)


def _ordinal(day: JsonValue) -> int:
    """The day as the records read it, however it is written: its caution must be that of the day that is shown."""
    return _DAY.validate_python(day).toordinal()


def _mapping(value: JsonValue) -> Mapping[str, JsonValue]:
    if not isinstance(value, dict):
        raise TypeError("not a mapping")
    return value
