"""Who may see a case, by accepted records and the moment: role × grant × moment × exclusion."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from casework.records.identifier import StaffId
from casework.records.staff.grant import Cover, End, GrantRole
from casework.rules.access import Access, AccessFacts, Why, access, held_scopes, lately, left_at_once, turning_points
from casework.rules.day import begin_of, day_of, moment_of
from tests.casework.access_sample import (
    CASE,
    CHIEF,
    CO,
    DUTY,
    HOUR,
    LEFT,
    NORTH,
    NOW,
    OTHER,
    SENIOR,
    STRANGER,
    SUPPORT,
    TODAY,
    WORKER,
    cover,
    emergency,
    excluded,
    given,
    people,
    turn,
)
from tests.fakes.chain import ident

Give = Callable[[AccessFacts], None]
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
ENDED, CAUSE = End(at=NOW), End(at=NOW, for_cause=True)


def allocate(*grants: object) -> Give:
    """Give allocations."""
    return lambda facts: facts.allocations[CASE].extend(grants)  # type: ignore[arg-type]


def covers(*given_covers: Cover) -> Give:
    """Give covers."""
    return lambda facts: facts.covers.setdefault(CASE, []).extend(given_covers)


def emergencies(*windows: object) -> Give:
    """Open in emergencies."""
    return lambda facts: facts.emergencies.setdefault(CASE, []).extend(windows)  # type: ignore[arg-type]


def on_duty(*turns: object, waits: bool = True, kept_from: StaffId | None = None) -> Give:
    """Put people on duty while something of the case waits."""

    def give(facts: AccessFacts) -> None:
        facts.duties.extend(turns)  # type: ignore[arg-type]
        if waits:
            facts.waiting.add(CASE)
        if kept_from:
            facts.exclusions[CASE] = [excluded(kept_from)]

    return give


OFFICER_GRANT = given(WORKER, GrantRole.OFFICER)
MATRIX: list[tuple[str, StaffId, Give, datetime, set[Why]]] = [
    ("an officer", WORKER, allocate(OFFICER_GRANT), NOW, {Why.OFFICER}),
    ("a co-worker", CO, allocate(given(CO, GrantRole.CO_WORKER)), NOW, {Why.CO_WORKER}),
    ("the team's senior", SENIOR, allocate(given(NORTH, GrantRole.TEAM)), NOW, {Why.SENIOR}),
    ("a colleague of the team", WORKER, allocate(given(NORTH, GrantRole.TEAM)), NOW, set()),
    ("another team's senior", STRANGER, allocate(given(NORTH, GrantRole.TEAM)), NOW, set()),
    ("somebody who left", LEFT, allocate(given(LEFT, GrantRole.OFFICER)), NOW, set()),
    ("somebody unknown", StaffId(ident(99)), allocate(given(ident(99), GrantRole.OFFICER)), NOW, set()),
    ("on the last day", WORKER, allocate(given(WORKER, GrantRole.OFFICER, ends=TODAY)), NOW, {Why.OFFICER}),
    ("after the last day", WORKER, allocate(given(WORKER, GrantRole.OFFICER, ends=YESTERDAY)), NOW, set()),
    ("before the first day", WORKER, allocate(given(WORKER, GrantRole.OFFICER, starts=TOMORROW)), NOW, set()),
    (
        "before an explicit end",
        WORKER,
        allocate(given(WORKER, GrantRole.OFFICER, ended=ENDED)),
        NOW - HOUR,
        {Why.OFFICER},
    ),
    ("at an explicit end", WORKER, allocate(given(WORKER, GrantRole.OFFICER, ended=ENDED)), NOW, set()),
    ("within a cover", WORKER, covers(cover(WORKER)), NOW, {Why.COVER}),
    ("before a cover", WORKER, covers(cover(WORKER)), NOW - 3 * HOUR, set()),
    ("at the start of a cover", WORKER, covers(cover(WORKER)), NOW - 2 * HOUR, {Why.COVER}),
    ("at the end of a cover", WORKER, covers(cover(WORKER)), NOW + 2 * HOUR, set()),
    ("a cover that was ended", WORKER, covers(cover(WORKER, ended=ENDED)), NOW, set()),
    ("somebody else's cover", CO, covers(cover(WORKER)), NOW, set()),
    ("cover by somebody who left", LEFT, covers(cover(LEFT)), NOW, set()),
    ("in an emergency", WORKER, emergencies(emergency(WORKER)), NOW, {Why.EMERGENCY}),
    ("after an emergency", WORKER, emergencies(emergency(WORKER)), NOW + 2 * HOUR, set()),
    ("business support in an emergency", SUPPORT, emergencies(emergency(SUPPORT)), NOW, set()),
    ("an emergency given back", WORKER, emergencies(emergency(WORKER, ended=ENDED)), NOW, set()),
    ("the duty senior while something waits", DUTY, on_duty(turn(DUTY)), NOW, {Why.DUTY}),
    ("the duty senior while nothing waits", DUTY, on_duty(turn(DUTY), waits=False), NOW, set()),
    ("a senior after the turn", DUTY, on_duty(turn(DUTY)), NOW + 6 * HOUR, set()),
    ("a worker on the rota", WORKER, on_duty(turn(WORKER)), NOW, set()),
    ("the service manager while a duty senior is there", CHIEF, on_duty(turn(DUTY)), NOW, set()),
    (
        "the service manager in place of an excluded one",
        CHIEF,
        on_duty(turn(DUTY), kept_from=DUTY),
        NOW,
        {Why.SERVICE_MANAGER},
    ),
    ("one of two duty seniors is excluded", CHIEF, on_duty(turn(DUTY), turn(STRANGER), kept_from=DUTY), NOW, set()),
    ("nothing waits for the service manager", CHIEF, on_duty(turn(DUTY), waits=False, kept_from=DUTY), NOW, set()),
    ("a senior in place of an excluded one", STRANGER, on_duty(turn(DUTY), kept_from=DUTY), NOW, set()),
    (
        "two reasons",
        WORKER,
        lambda f: (allocate(OFFICER_GRANT)(f), covers(cover(WORKER))(f))[0],
        NOW,
        {Why.OFFICER, Why.COVER},
    ),
]


@pytest.mark.parametrize(("who", "give", "at", "why"), [row[1:] for row in MATRIX], ids=[row[0] for row in MATRIX])
def test_access_follows_from_role_grant_and_moment(who: StaffId, give: Give, at: datetime, why: set[Why]) -> None:
    """Each for their own reason, and held scopes are exactly those of what may be read."""
    facts = people()
    give(facts)
    mine = access(who, CASE, facts, at)
    assert mine.why == why
    assert mine.reads is bool(why)
    assert mine.decides is bool(why & {Why.SENIOR, Why.DUTY, Why.SERVICE_MANAGER})
    held = held_scopes(who, facts, at)
    assert (f"case:{CASE}" in held) is (f"grants:{CASE}" in held) is mine.reads
    assert (f"case:{CASE}/restricted" in held) is mine.decides
    assert OTHER not in "".join(held)


@pytest.mark.parametrize(("who", "give", "at"), [row[1:4] for row in MATRIX], ids=[row[0] for row in MATRIX])
def test_an_exclusion_overrides_every_reason(who: StaffId, give: Give, at: datetime) -> None:
    """The case is absent for the excluded person, whatever else says yes; late work does not count either."""
    facts = people()
    give(facts)
    facts.exclusions.setdefault(CASE, []).append(excluded(who, starts=YESTERDAY))
    assert not access(who, CASE, facts, at).reads
    assert f"case:{CASE}" not in held_scopes(who, facts, at)
    assert not lately(who, CASE, facts, at + HOUR)


LATE: list[tuple[str, Give, timedelta, bool]] = [
    ("days that ended", allocate(given(WORKER, GrantRole.OFFICER, ends=TODAY)), timedelta(days=7), True),
    ("days that ended long ago", allocate(given(WORKER, GrantRole.OFFICER, ends=TODAY)), timedelta(days=8), False),
    ("an end at once", allocate(given(WORKER, GrantRole.OFFICER, ended=ENDED)), timedelta(days=6, hours=23), True),
    ("an end at once long ago", allocate(given(WORKER, GrantRole.OFFICER, ended=ENDED)), timedelta(days=7), False),
    ("a cover of an hour", covers(cover(WORKER, hours=1)), timedelta(days=6, hours=22), True),
    ("a cover of an hour long ago", covers(cover(WORKER, hours=1)), timedelta(days=6, hours=23), False),
    ("an emergency", emergencies(emergency(WORKER)), timedelta(days=1), True),
    ("an end for cause", allocate(given(WORKER, GrantRole.OFFICER, ended=CAUSE)), HOUR, False),
    ("a cover ended for cause", covers(cover(WORKER, ended=CAUSE)), HOUR, False),
    ("an emergency ended for cause", emergencies(emergency(WORKER, ended=CAUSE)), HOUR, False),
    ("an end for cause and an earlier plain end", covers(cover(WORKER, 1), cover(WORKER, ended=CAUSE)), HOUR, False),
    (
        "an end for cause and a new cover since",
        covers(cover(WORKER, ended=CAUSE), cover(WORKER, 1, -1)),
        3 * HOUR,
        True,
    ),
    ("nothing at all", covers(), HOUR, False),
]


@pytest.mark.parametrize(("give", "after", "counts"), [row[1:] for row in LATE], ids=[row[0] for row in LATE])
def test_late_work_counts_for_a_week_unless_access_ended_for_cause(give: Give, after: timedelta, counts: bool) -> None:
    """Measured from the moment of the end; a cover of an hour is not missed between two days."""
    facts = people()
    give(facts)
    assert not access(WORKER, CASE, facts, NOW + max(after, 13 * HOUR)).reads
    assert lately(WORKER, CASE, facts, NOW + after) is counts


def test_a_cover_under_an_exclusion_leaves_no_late_work() -> None:
    """Nobody worked on the case lately who was kept from it all the time."""
    facts = people()
    covers(cover(WORKER, hours=1))(facts)
    facts.exclusions[CASE] = [excluded(WORKER, ends=TODAY)]
    assert not lately(WORKER, CASE, facts, NOW + timedelta(days=2))


def test_what_the_duty_senior_wrote_counts_after_the_matter_is_settled() -> None:
    """Settling it ends the access; what was written before and arrives a little later is late work."""
    facts = people()
    facts.duties.append(turn(DUTY))
    facts.waited[CASE] = NOW
    assert access(DUTY, CASE, facts, NOW - HOUR).why == {Why.DUTY}
    assert not access(DUTY, CASE, facts, NOW).reads
    assert lately(DUTY, CASE, facts, NOW + HOUR)
    assert not lately(STRANGER, CASE, facts, NOW + HOUR)


@pytest.mark.parametrize(
    ("give", "at_once"),
    [
        (covers(cover(WORKER, hours=1)), False),
        (covers(cover(WORKER, ended=ENDED)), False),
        (covers(cover(WORKER, ended=CAUSE)), True),
        (on_duty(waits=False, kept_from=WORKER), True),
        (allocate(OFFICER_GRANT), False),
    ],
)
def test_only_exclusions_and_ends_for_cause_are_left_without_delay(give: Give, at_once: bool) -> None:
    """Time alone leaves somebody the hours to finish what is open."""
    facts = people()
    give(facts)
    assert left_at_once(WORKER, CASE, facts, NOW) is at_once


def test_between_turning_points_nothing_changes() -> None:
    """What is remembered until the next one is right until then: every scope of everybody, minute by minute."""
    facts = people()
    allocate(given(CO, GrantRole.OFFICER, ends=TODAY))(facts)
    covers(cover(WORKER, ended=End(at=NOW + HOUR)))(facts)
    emergencies(emergency(CO))(facts)
    on_duty(turn(DUTY), turn(STRANGER, hours=3), kept_from=DUTY)(facts)
    facts.waited[OTHER] = NOW + HOUR
    points = turning_points(facts)
    assert points == sorted(points)
    moments = [NOW + timedelta(minutes=20 * n) for n in range(-12, 60)]
    for earlier, later in itertools.pairwise(moments):
        if not any(earlier < point <= later for point in points):
            for who in facts.staff:
                assert held_scopes(who, facts, earlier) == held_scopes(who, facts, later)


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        ("2026-03-28T23:59:59", "2026-03-28"),
        ("2026-03-29T22:59:59", "2026-03-29"),
        ("2026-03-29T23:00:00", "2026-03-30"),
        ("2026-10-25T23:59:59", "2026-10-25"),
        ("2026-10-26T00:00:00", "2026-10-26"),
    ],
)
def test_the_day_is_the_day_in_scotland(utc: str, day: str) -> None:
    """Around both changes of the clocks; a day begins at the moment from which it is the day."""
    at = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert day_of(at).isoformat() == day
    assert begin_of(day_of(at)) <= at < begin_of(day_of(at) + timedelta(days=1))
    assert moment_of(datetime.fromisoformat(day)) == begin_of(day_of(at))


def test_nobody_without_any_grant_reads() -> None:
    """The plain value says no."""
    assert not Access().reads
    assert not Access().decides
