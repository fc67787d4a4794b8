"""What MAPPA records ask for: the level that stands, minutes that have not come, actions that are carried on."""

from collections.abc import Iterable, Mapping
from datetime import date

from casework.records.multi_agency.mappa import MappaLevelRecord, MappaStanding, level_caution
from casework.records.multi_agency.mappa_meeting import MAPPA_SORTS, MappaAction, MappaMeeting
from casework.records.plan.plan_line import PlanLine


def standing_level(levels: Iterable[MappaLevelRecord]) -> MappaStanding | None:
    """The level that stands; where somebody began a second record of it, the more cautious, then the later one."""
    known = [one.standing for one in levels if one.standing]
    return max(known, key=lambda one: (level_caution({"level": one.level}), one.decided_on), default=None)


def awaits_minute(meeting: MappaMeeting, day: date) -> bool:
    """Whether the minute of a MAPPA meeting that was held has not come by a day (standards.md 125)."""
    held = meeting.held_on is not None and meeting.held_on <= day
    received = meeting.minute_received_on is not None and meeting.minute_received_on <= day
    return held and meeting.sort in MAPPA_SORTS and not received


def open_actions(actions: Iterable[MappaAction]) -> list[MappaAction]:
    """The actions that the next meeting has to look at, the soonest due first (standards.md 127)."""
    return sorted((one for one in actions if one.outcome is None), key=lambda one: one.due_on or date.min)


def not_on_visor(actions: Iterable[MappaAction]) -> list[MappaAction]:
    """The actions that nobody has entered on ViSOR or MAPPS yet (standards.md 126)."""
    return [one for one in actions if one.on_visor_on is None]


def not_in_plan(actions: Mapping[str, MappaAction], lines: Iterable[PlanLine]) -> list[MappaAction]:
    """Open actions, by record id, that no line of a plan carries out: neither names the other (standards.md 58)."""
    named = {action for line in lines for action in line.mappa_actions}
    return open_actions(one for ident, one in actions.items() if one.plan_line is None and ident not in named)
