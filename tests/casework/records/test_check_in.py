"""Check-ins: each step a record, where the visit stands by them, and whether somebody should be back."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from pydantic import JsonValue

from casework.records.check import check_new
from casework.records.contact.appointment import AppointmentStatus, ContactSort, Plan
from casework.records.contact.check_in import CheckIn, CheckInStep
from casework.rules.check_in import (
    CLOCK_GRACE,
    LOOKING_LASTS,
    VisitStanding,
    has_lapsed,
    is_overdue,
    looks_into,
    visit_standing,
)
from tests.fakes.chain import ident

START = datetime(2026, 3, 5, 14, 0, tzinfo=UTC)
BACK = START + timedelta(hours=1)
GOOD: dict[str, JsonValue] = {
    "appointment": ident(3),
    "step": "started",
    "at": "2026-03-05T14:00:00Z",
    "by": ident(7),
    "position": "Outside the block, second stair",
}


def step(what: CheckInStep, minutes: int, position: str | None = None) -> CheckIn:
    at = START + timedelta(minutes=minutes)
    return CheckIn(appointment=ident(3), step=what, at=at, by=ident(7), position=position)


def test_a_whole_step_lacks_nothing() -> None:
    assert check_new("check_in", GOOD) == []


def test_who_closes_by_telephone_spoke_to_somebody() -> None:
    closed: dict[str, JsonValue] = {**GOOD, "step": "closed"}
    assert check_new("check_in", closed) == [
        "Whom they spoke to is missing: write who said on the telephone that they are safe."
    ]
    assert check_new("check_in", {**closed, "spoke_to": "Ann Grey herself"}) == []


STARTED, ENDED, CLOSED = CheckInStep.STARTED, CheckInStep.ENDED, CheckInStep.CLOSED


def test_steps_say_the_same_in_whatever_order_they_arrive() -> None:
    steps = [step(STARTED, 0, "At the door"), step(ENDED, 40), step(STARTED, 45, "Back for the keys")]
    found = {visit_standing(order) for order in permutations(steps)}
    assert found == {VisitStanding(started_at=START + timedelta(minutes=45), position="Back for the keys")}
    assert found.pop().is_out


def test_a_visit_ends_or_is_closed_by_telephone() -> None:
    ended = visit_standing([step(STARTED, 0, "At the door"), step(ENDED, 40)])
    assert (ended.is_out, ended.by_telephone, ended.position) == (False, False, "At the door")
    closed = visit_standing([step(STARTED, 0), step(CLOSED, 40, "In the car")])
    assert (closed.is_out, closed.by_telephone, closed.position) == (False, True, "In the car")
    assert visit_standing([step(STARTED, 0), step(ENDED, 0)]).ended_at == START
    assert visit_standing([]) == VisitStanding()
    assert visit_standing([CheckIn()]) == VisitStanding()


def test_a_start_by_mistake_leaves_the_visit_as_awaited_as_before() -> None:
    """It is no end: who never set out is missed at the time to be back as if nobody had pressed anything."""
    undone = CheckInStep.UNDONE
    assert visit_standing([step(STARTED, 0, "At the door"), step(undone, 1)]) == VisitStanding()
    assert visit_standing([step(STARTED, 0), step(undone, 0)]) == VisitStanding()
    again = visit_standing([step(STARTED, 0), step(ENDED, 20), step(STARTED, 30), step(undone, 31)])
    assert (again.is_out, again.ended_at) == (False, START + timedelta(minutes=20))
    assert visit_standing([step(undone, 0)]) == VisitStanding()
    two = visit_standing([step(STARTED, 0), step(STARTED, 1), step(undone, 2)])
    assert two.started_at == START


PLAN = Plan(sort=ContactSort.HOME_ANNOUNCED, starts=START, back_by=BACK, staff=ident(7))
OUT = visit_standing([step(STARTED, 0)])
SAFE = visit_standing([step(STARTED, 0), step(ENDED, 30)])
PLANNED, RECORDED, CANCELLED = AppointmentStatus.PLANNED, AppointmentStatus.RECORDED, AppointmentStatus.CANCELLED


@pytest.mark.parametrize(
    ("status", "standing", "minutes_late", "overdue"),
    [
        (PLANNED, OUT, 0, False),
        (PLANNED, OUT, 1, True),
        (PLANNED, VisitStanding(), 1, True),
        (PLANNED, SAFE, 1, False),
        (RECORDED, VisitStanding(), 1, False),
        (CANCELLED, VisitStanding(), 1, False),
        (CANCELLED, OUT, 1, True),
        (RECORDED, SAFE, 1, False),
    ],
)
def test_somebody_is_overdue_after_the_time_to_be_back(
    status: AppointmentStatus, standing: VisitStanding, minutes_late: int, *, overdue: bool
) -> None:
    """Whether or not a start was recorded; and who is still out is missed even where the visit was cancelled."""
    assert is_overdue(PLAN, status, standing, BACK + timedelta(minutes=minutes_late)) is overdue


def test_without_a_time_to_be_back_nobody_is_late() -> None:
    plan = PLAN.model_copy(update={"back_by": None})
    assert not is_overdue(plan, PLANNED, OUT, BACK + timedelta(days=1))


@pytest.mark.parametrize(
    ("ahead_min", "answers"), [(0, True), (1, True), (5, False), (12 * 60, False)], ids=["right", "near", "fast", "far"]
)
def test_a_word_from_a_fast_clock_answers_for_nobody_and_never_outlasts_its_time(ahead_min: int, answers: bool) -> None:
    """Else one wrong clock keeps a missing colleague from being looked for."""
    now = BACK + timedelta(minutes=10)
    said = visit_standing([step(CheckInStep.LOOKING, 70 + ahead_min)])
    assert looks_into(PLAN, said, now) is answers
    assert not looks_into(PLAN, said, now + timedelta(minutes=ahead_min) + LOOKING_LASTS)


LOOKING = CheckInStep.LOOKING


def test_of_steps_at_one_moment_the_start_is_first_and_that_it_was_a_mistake_last() -> None:
    for steps in permutations([step(STARTED, 0), step(ENDED, 0)]):
        assert visit_standing(steps).ended_at == START
    for steps in permutations([step(STARTED, 0), step(ENDED, 1), step(CheckInStep.UNDONE, 1)]):
        assert visit_standing(steps) == VisitStanding()
    assert visit_standing([step(LOOKING, 1, "In the car"), step(LOOKING, 1)]).position == "In the car"


def test_a_step_of_which_half_cannot_be_read_is_none() -> None:
    later = START + timedelta(minutes=5)
    assert visit_standing([step(STARTED, 0), CheckIn(at=later), CheckIn(step=ENDED)]).is_out


def test_who_looks_for_somebody_is_known_by_name() -> None:
    said = visit_standing([step(STARTED, 0, "At the door"), step(LOOKING, 70)])
    assert (said.looked_into_at, said.looked_into_by) == (START + timedelta(minutes=70), ident(7))
    assert (said.is_out, said.position) == (True, "At the door")
    nobody = CheckIn(step=LOOKING, at=START)
    assert visit_standing([nobody]).looked_into_by == ""


def test_a_word_that_somebody_is_looking_lapses_at_its_time() -> None:
    """It counts from the time to be back on, and one of before that time, or of nobody, has not lapsed either."""
    said, early = visit_standing([step(LOOKING, 60)]), visit_standing([step(LOOKING, 59)])
    assert looks_into(PLAN, said, BACK)
    assert looks_into(PLAN, said, BACK - CLOCK_GRACE)
    assert not has_lapsed(PLAN, said, BACK + LOOKING_LASTS - timedelta(seconds=1))
    assert has_lapsed(PLAN, said, BACK + LOOKING_LASTS)
    unknown = PLAN.model_copy(update={"back_by": None})
    for plan, standing in ((PLAN, early), (PLAN, OUT), (unknown, said), (unknown, OUT)):
        assert not looks_into(plan, standing, BACK)
        assert not has_lapsed(plan, standing, BACK + LOOKING_LASTS)
