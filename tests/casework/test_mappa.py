"""What MAPPA records ask for, on a day: levels, minutes, actions."""

from datetime import date, timedelta

import pytest

from casework.records.multi_agency.mappa import MappaCategory, MappaLevelRecord, MappaStanding, MappaStandingLevel
from casework.records.multi_agency.mappa_meeting import (
    ActionOutcome,
    ActionResult,
    MappaAction,
    MappaMeeting,
    MeetingSort,
)
from casework.records.plan.plan_line import PlanLine
from casework.rules.mappa import awaits_minute, not_in_plan, not_on_visor, open_actions, standing_level
from tests.fakes.chain import ident

DAY = date(2026, 3, 2)
LATER = DAY + timedelta(days=1)


def level(which: MappaStandingLevel, on: date = DAY) -> MappaLevelRecord:
    standing = MappaStanding(
        level=which, category=MappaCategory.NOTIFICATION, decided_on=on, decided_by="A meeting", reasons="Reasons."
    )
    return MappaLevelRecord(standing=standing)


def test_of_two_records_of_the_level_the_higher_stands() -> None:
    """Somebody who begins a second one in place of changing the first does not lower it by that."""
    high, low = level(MappaStandingLevel.PANEL), level(MappaStandingLevel.LEFT, LATER)
    for both in ([high, low], [low, high]):
        assert standing_level(both) == high.standing
    again = level(MappaStandingLevel.PANEL, LATER)
    assert standing_level([again, high]) == again.standing
    assert standing_level([MappaLevelRecord()]) is None


@pytest.mark.parametrize(
    ("sort", "held", "received", "waits"),
    [
        (MeetingSort.INITIAL, DAY, None, True),
        (MeetingSort.REVIEW, DAY, LATER, True),
        (MeetingSort.REVIEW, DAY, DAY, False),
        (MeetingSort.REVIEW, LATER, None, False),
        (MeetingSort.OTHER, DAY, None, False),
        (MeetingSort.REVIEW, None, None, False),
    ],
)
def test_a_minute_is_missed_from_the_day_of_the_meeting(
    sort: MeetingSort, held: date | None, received: date | None, waits: bool
) -> None:
    assert awaits_minute(MappaMeeting(sort=sort, held_on=held, minute_received_on=received), DAY) is waits


def test_actions_are_open_until_it_is_said_what_came_of_them() -> None:
    """Done or not: the next meeting hears of what nobody has answered for, the soonest first."""
    done = ActionOutcome(result=ActionResult.NOT_DONE, on=DAY)
    first, second = MappaAction(action="a", due_on=DAY), MappaAction(action="b", due_on=LATER)
    undated, closed = MappaAction(action="c"), MappaAction(action="d", due_on=DAY, outcome=done)
    assert open_actions([second, closed, first, undated]) == [undated, first, second]
    assert not_on_visor([first, first.model_copy(update={"on_visor_on": DAY})]) == [first]


def test_an_action_is_in_the_plan_where_either_names_the_other() -> None:
    free, naming = MappaAction(action="a"), MappaAction(action="b", plan_line=ident(9))
    actions = {ident(1): free, ident(2): naming}
    assert not_in_plan(actions, []) == [free]
    assert not_in_plan(actions, [PlanLine(mappa_actions=[ident(1)])]) == []
