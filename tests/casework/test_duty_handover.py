"""A laptop changes the rota in one way only: whoever is on duty hands the rest of their own turn to another senior."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.ledger.entry import Edit, Entry, Link, Sealed, Signed, seal_entry
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.records.identifier import AGENCY, SERVER_DEVICE, DeviceId, RecordId, StaffId
from casework.records.staff.staff import StaffRole, Turn
from casework.rules.duty_handover import hands_duty_over

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ME, OTHER, WORKER = StaffId("me"), StaffId("other"), StaffId("worker")
OWN, NEW = RecordId("00000000-0000-7000-8000-000000000001"), RecordId("00000000-0000-7000-8000-000000000002")
ROLES = {ME: StaffRole.SENIOR, OTHER: StaffRole.SERVICE_MANAGER, WORKER: StaffRole.WORKER}


def turn(staff: StaffId, starts: datetime, ends: datetime, telephone: str = "1") -> Turn:
    return Turn(staff=staff, starts=starts, ends=ends, telephone=telephone)


def edit(record: RecordId, value: Turn, *parents: str) -> Edit:
    named = {"turn": list(parents)} if parents else {}
    return Edit(record=record, kind="duty", set={"turn": value.model_dump(mode="json")}, parents=named)


def begun(staff: StaffId) -> Sealed:
    whole = edit(OWN, turn(staff, NOW - HOUR, NOW + HOUR))
    return seal_entry(Link(), Signed(SERVER_DEVICE, StaffId("admin"), AGENCY, NOW - HOUR, 1), [whole])


def state(staff: StaffId = ME) -> RecordState:
    sealed = begun(staff)
    folded = fold_record(AGENCY, OWN, [Placed(sealed, (0, 1, 1))])
    assert folded is not None
    return folded


def entry(*edits: Edit) -> Entry:
    return seal_entry(Link(), Signed(DeviceId("laptop"), ME, AGENCY, NOW, 1), edits).entry


MINE = begun(ME).id
ENDED = edit(OWN, turn(ME, NOW - HOUR, NOW), MINE)
REST = edit(NEW, turn(OTHER, NOW, NOW + HOUR, "2"))


def is_allowed(*edits: Edit, whose: StaffId = ME, at: datetime | None = NOW) -> bool:
    return hands_duty_over(entry(*edits), {OWN: state(whose)}, ROLES.get, at)


@pytest.mark.parametrize("at", [None, NOW, NOW + HOUR / 2])
def test_the_rest_of_ones_own_turn_goes_to_another_senior_or_manager(at: datetime | None) -> None:
    assert is_allowed(ENDED, REST, at=at)


def test_a_turn_that_was_over_when_it_arrived_is_handed_to_nobody() -> None:
    assert not is_allowed(ENDED, REST, at=NOW + HOUR)


@pytest.mark.parametrize(
    "edits",
    [
        [ENDED],
        [REST],
        [ENDED, edit(NEW, turn(WORKER, NOW, NOW + HOUR))],
        [ENDED, edit(NEW, turn(ME, NOW, NOW + HOUR))],
        [ENDED, edit(NEW, turn(OTHER, NOW, NOW + 2 * HOUR))],
        [ENDED, edit(NEW, turn(OTHER, NOW - HOUR, NOW + HOUR))],
        [edit(OWN, turn(ME, NOW - HOUR, NOW + HOUR / 2), MINE), edit(NEW, turn(OTHER, NOW + HOUR / 2, NOW + HOUR))],
        [edit(OWN, turn(OTHER, NOW - HOUR, NOW), MINE), REST],
        [edit(OWN, turn(ME, NOW - HOUR, NOW, "other"), MINE), REST],
        [edit(OWN, turn(ME, NOW - HOUR, NOW)), REST],
        [ENDED, REST, edit(RecordId("00000000-0000-7000-8000-000000000003"), turn(OTHER, NOW, NOW + HOUR))],
    ],
)
def test_nothing_else_is_written_into_the_rota(edits: list[Edit]) -> None:
    assert not is_allowed(*edits)


def test_nobody_hands_over_somebody_elses_turn() -> None:
    theirs = edit(OWN, turn(OTHER, NOW - HOUR, NOW), begun(OTHER).id)
    for ended in (ENDED, theirs):
        assert not is_allowed(ended, REST, whose=OTHER)


def of(change: Edit, **more: object) -> Edit:
    return change.model_copy(update=more)


TEAM = of(REST, kind="team")
UNREADABLE_REST, UNREADABLE_END = of(REST, set={"turn": {"staff": 7}}), of(ENDED, set={"turn": {"staff": 7}})


@pytest.mark.parametrize(
    "edits",
    [
        [ENDED, TEAM],
        [ENDED, of(REST, set={**REST.set, "note": "And more."})],
        [ENDED, of(TEAM, set={**REST.set, "note": "And more."})],
        [ENDED, UNREADABLE_REST],
        [UNREADABLE_END, REST],
        [UNREADABLE_END, UNREADABLE_REST],
        [edit(OWN, turn(ME, NOW - HOUR, NOW - HOUR), MINE), edit(NEW, turn(OTHER, NOW - HOUR, NOW + HOUR))],
        [edit(OWN, turn(ME, NOW - HOUR, NOW + HOUR), MINE), edit(NEW, turn(OTHER, NOW + HOUR, NOW + HOUR))],
    ],
)
def test_what_cannot_be_read_or_hands_over_all_or_nothing_is_no_handing_over(edits: list[Edit]) -> None:
    assert not is_allowed(*edits, at=None)


def test_a_turn_that_does_not_count_or_of_which_there_are_two_views_is_handed_to_nobody() -> None:
    waiting = fold_record(AGENCY, OWN, [Placed(begun(ME), (0, 1, 1), awaiting=True)])
    assert waiting is not None
    assert not hands_duty_over(entry(ENDED, REST), {OWN: waiting}, ROLES.get)
    other = edit(OWN, turn(ME, NOW - HOUR, NOW + HOUR, "3"))
    second = seal_entry(Link(), Signed(DeviceId("second"), StaffId("admin"), AGENCY, NOW - HOUR, 1), [other])
    both = fold_record(AGENCY, OWN, [Placed(begun(ME), (0, 1, 1)), Placed(second, (0, 1, 2))])
    assert both is not None
    settled = edit(OWN, turn(ME, NOW - HOUR, NOW), MINE, second.id)
    assert not hands_duty_over(entry(settled, REST), {OWN: both}, ROLES.get)


def test_a_turn_is_not_handed_over_at_its_very_end() -> None:
    """Nothing would be left of it to whoever takes it."""
    over = edit(OWN, turn(ME, NOW - HOUR, NOW))
    sealed = seal_entry(Link(), Signed(SERVER_DEVICE, StaffId("admin"), AGENCY, NOW - HOUR, 1), [over])
    folded = fold_record(AGENCY, OWN, [Placed(sealed, (0, 1, 1))])
    assert folded is not None
    ended = edit(OWN, turn(ME, NOW - HOUR, NOW), sealed.id)
    assert not hands_duty_over(entry(ended, edit(NEW, turn(OTHER, NOW, NOW))), {OWN: folded}, ROLES.get)
