"""Promises about access that hold for any grants, exclusions and moments (hypothesis)."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Signed, seal_entry
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.records.identifier import DeviceId, RecordId, StaffId, grants_scope
from casework.records.record import Period
from casework.records.staff.grant import (
    Allocation,
    Cover,
    EmergencyAccess,
    EmergencyWindow,
    End,
    Exclusion,
    GrantRole,
    RestrictedReader,
    Window,
)
from casework.rules.access import (
    AccessFacts,
    access,
    concerning,
    gather_facts,
    held_scopes,
    lately,
    named_in,
    named_scopes,
    turning_points,
)
from tests.casework.access_sample import CASE, CHIEF, DUTY, HOUR, NORTH, NOW, SENIOR, TODAY, WORKER, people, turn
from tests.casework.access_sample import given as allocation
from tests.fakes.chain import ident

WHO = st.sampled_from([WORKER, SENIOR, DUTY, CHIEF])
MOMENTS = st.integers(-20 * 60, 20 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))
DAYS = st.integers(-10, 10).map(lambda days: TODAY + timedelta(days=days))
ENDS = st.none() | st.builds(End, at=MOMENTS, for_cause=st.booleans())


def _window(starts: datetime, hours: int) -> EmergencyWindow:
    return EmergencyWindow(starts=starts, ends=starts + hours * HOUR)


WINDOWS = st.builds(_window, MOMENTS, st.integers(1, 12))
COVERS = st.builds(Cover, staff=WHO, window=WINDOWS, reason=st.just("Ill."), ended=ENDS)
EMERGENCIES = st.builds(EmergencyAccess, staff=WHO, window=WINDOWS, reason=st.just("Now."), ended=ENDS)
OFFICERS = st.builds(
    lambda who, starts, ended: allocation(who, GrantRole.OFFICER, starts=starts, ended=ended), WHO, DAYS, ENDS
)
TEAMS = st.builds(lambda ended: allocation(NORTH, GrantRole.TEAM, ended=ended), ENDS)
EXCLUSIONS = st.builds(Exclusion, staff=WHO, period=st.builds(Period, starts=DAYS, ends=st.none() | DAYS))
TURNS = st.builds(turn, WHO, st.integers(1, 24), st.integers(-12, 12))


@st.composite
def some_facts(draw: st.DrawFn) -> AccessFacts:
    """Any facts about one case."""
    facts = people()
    facts.allocations[CASE] = draw(st.lists(OFFICERS | TEAMS, max_size=3))
    facts.covers[CASE] = draw(st.lists(COVERS, max_size=3))
    facts.emergencies[CASE] = draw(st.lists(EMERGENCIES, max_size=2))
    facts.exclusions[CASE] = draw(st.lists(EXCLUSIONS, max_size=2))
    facts.duties = draw(st.lists(TURNS, max_size=2))
    facts.waiting = {CASE} if draw(st.booleans()) else set()
    return facts


@given(some_facts(), WHO, MOMENTS)
def test_an_exclusion_always_wins(facts: AccessFacts, who: StaffId, at: datetime) -> None:
    """Whatever else was given; nothing of the case is held, and nothing late counts."""
    facts.exclusions[CASE].append(Exclusion(staff=who))
    assert not access(who, CASE, facts, at).reads
    assert not lately(who, CASE, facts, at)
    assert CASE not in "".join(held_scopes(who, facts, at))


@given(some_facts(), WHO, MOMENTS)
def test_ended_access_never_reads(facts: AccessFacts, who: StaffId, at: datetime) -> None:
    """Once everything that was given is ended and nothing waits, nobody reads."""
    end = {"ended": End(at=at)}
    facts.allocations[CASE] = [one.model_copy(update=end) for one in facts.allocations[CASE]]
    facts.covers[CASE] = [one.model_copy(update=end) for one in facts.covers[CASE]]
    facts.emergencies[CASE] = [one.model_copy(update=end) for one in facts.emergencies[CASE]]
    facts.waiting = set()
    assert not access(who, CASE, facts, at).reads
    assert not access(who, CASE, facts, at + timedelta(days=1)).reads


@given(some_facts(), WHO, MOMENTS, ENDS)
def test_an_end_never_widens(facts: AccessFacts, who: StaffId, at: datetime, end: End | None) -> None:
    """Ending something takes access away or leaves it as it is, for everybody."""
    before = access(who, CASE, facts, at)
    covers = [one.model_copy(update={"ended": end or one.ended}) for one in facts.covers[CASE]]
    if all(one.ended is None for one in facts.covers[CASE]):
        after = access(who, CASE, replace(facts, covers={CASE: covers}), at)
        assert after.why <= before.why


@given(some_facts(), WHO, MOMENTS, MOMENTS)
def test_access_changes_at_turning_points_only(
    facts: AccessFacts, who: StaffId, one: datetime, other: datetime
) -> None:
    """So that what a server remembers until the next one is right."""
    earlier, later = sorted((one, other))
    if not any(earlier < point <= later for point in turning_points(facts)):
        assert access(who, CASE, facts, earlier) == access(who, CASE, facts, later)


@given(some_facts(), WHO, MOMENTS)
def test_late_work_counts_only_for_who_had_access_within_the_week(
    facts: AccessFacts, who: StaffId, at: datetime
) -> None:
    """Found by looking at every minute of it."""
    if lately(who, CASE, facts, at):
        points = [p for p in turning_points(facts) if p < at] + [at - timedelta(days=7)]
        assert any(access(who, CASE, facts, p).reads for p in points)


SCOPE = grants_scope(CASE)
ALLOCATED: dict[str, JsonValue] = {
    "holder": {"sort": "staff", "id": WORKER, "role": "officer"},
    "period": {"starts": "2026-01-01"},
}
COVERED: dict[str, JsonValue] = {
    "staff": WORKER,
    "window": {"starts": "2026-03-02T08:00:00Z", "ends": "2026-03-02T18:00:00Z"},
    "reason": "Ill.",
}
ENDED: dict[str, JsonValue] = {"ended": {"at": "2026-03-01T08:00:00Z"}}
EXCLUDED: dict[str, JsonValue] = {"staff": WORKER, "period": {"starts": "2026-01-01"}}
WRITTEN: list[tuple[int, str, dict[str, JsonValue]]] = [
    (1, Allocation.kind, ALLOCATED),
    (2, Cover.kind, COVERED),
    (
        3,
        EmergencyAccess.kind,
        {**COVERED, "window": {"starts": "2026-03-02T08:00:00Z", "ends": "2026-03-02T18:00:00Z"}},
    ),
    (4, Exclusion.kind, EXCLUDED),
    (1, Allocation.kind, ENDED),
    (2, Cover.kind, ENDED),
]


def _entries(shown: list[bool], waits: bool) -> list[Placed]:
    """All entries; those not `shown` are unsent, or wait for release."""
    link, entries = Link(), []
    for position, (number, kind, fields) in enumerate(WRITTEN):
        edit = Edit(record=RecordId(ident(100 + number)), kind=kind, set=fields)
        sealed = seal_entry(link, Signed(DeviceId("d"), StaffId("author"), SCOPE, NOW, 1), [edit])
        link = Link(sealed.entry.seq, sealed.id)
        order = (0, 1, position) if shown[position] or waits else (1, 0, position)
        entries.append(Placed(sealed, order, awaiting=waits and not shown[position]))
    return entries


def _folded(entries: list[Placed]) -> list[RecordState]:
    states = [fold_record(SCOPE, RecordId(ident(100 + number)), entries) for number in range(1, 5)]
    return [state for state in states if state]


@given(st.lists(st.booleans(), min_size=len(WRITTEN), max_size=len(WRITTEN)), st.booleans())
def test_what_is_unsent_or_waits_for_release_neither_widens_nor_narrows(shown: list[bool], waits: bool) -> None:
    """Access follows from what is accepted, as if there were nothing else."""
    staff = people().staff
    entries = _entries(shown, waits)
    accepted = [entry for entry, counts in zip(entries, shown, strict=True) if counts]
    with_all = replace(gather_facts(_folded(entries)), staff=staff)
    alone = replace(gather_facts(_folded(accepted)), staff=staff)
    for at in (NOW, NOW + 10 * HOUR, NOW - timedelta(days=3)):
        assert access(WORKER, CASE, with_all, at) == access(WORKER, CASE, alone, at)


def test_ends_by_two_people_count_together() -> None:
    """The earliest moment, and for cause if one of them said so; an end that cannot be read ended everything."""
    cover = Edit(record=RecordId(ident(7)), kind=Cover.kind, set=COVERED)
    ends: list[JsonValue] = [
        {"at": "2026-03-02T13:00:00Z", "for_cause": True},
        {"at": "2026-03-02T12:30:00Z"},
    ]
    later = [Edit(record=RecordId(ident(7)), kind=Cover.kind, set={"ended": end}) for end in ends]
    assert _cover_of(cover, *later).ended == End(at=NOW + HOUR / 2, for_cause=True)
    newer = Edit(record=RecordId(ident(7)), kind=Cover.kind, set={"ended": {"when": "now"}})
    end = _cover_of(cover, newer).ended
    assert end is not None
    assert end.for_cause
    assert end.at < NOW
    assert isinstance(_cover_of(cover).window, Window)


def _cover_of(*edits: Edit) -> Cover:
    link, entries = Link(), []
    for position, edit in enumerate(edits):
        sealed = seal_entry(link, Signed(DeviceId("d"), StaffId("author"), SCOPE, NOW, 1), [edit])
        link = Link(sealed.entry.seq, sealed.id)
        entries.append(Placed(sealed, (0, 1, position)))
    state = fold_record(SCOPE, RecordId(ident(7)), entries)
    assert state is not None
    return gather_facts([state]).covers[CASE][0]


@given(some_facts(), WHO, MOMENTS, st.lists(WHO, max_size=2), st.booleans())
def test_nobody_has_access_but_to_the_cases_that_concern_them(
    facts: AccessFacts, who: StaffId, at: datetime, readers: list[StaffId], waited: bool
) -> None:
    """So that an office may leave all others out; at every moment between two turning points of these cases alone."""
    facts.readers[CASE] = [RestrictedReader(staff=one, period=Period(starts=TODAY)) for one in readers]
    facts.waited = {CASE: NOW + HOUR} if waited else {}
    named = {one: {CASE} for one in named_in(CASE, facts)}
    mine = concerning(who, facts, named)
    assert held_scopes(who, facts, at, mine) == held_scopes(who, facts, at)
    assert named_scopes(who, facts, at, mine) == named_scopes(who, facts, at)
    points = turning_points(facts, mine)
    later = next((point for point in points if point > at), at + timedelta(days=1)) - timedelta(microseconds=1)
    assert held_scopes(who, facts, later) == held_scopes(who, facts, at)
