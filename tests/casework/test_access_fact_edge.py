"""What access follows from, gathered out of folded records: every kind in its place, nothing that does not count."""

from datetime import UTC, datetime

import pytest
from pydantic import JsonValue

from casework.ledger.fold import RecordState, fold_record
from casework.records.identifier import AGENCY, RecordId, Scope, StaffId, case_scope, grants_scope
from casework.records.record import Period
from casework.records.staff.grant import Allocation, Cover, EmergencyAccess, End, Exclusion, RestrictedReader
from casework.records.staff.staff import StaffRole
from casework.rules.access_fact import AccessFacts, gather_facts
from casework.rules.grant_time import holder_of
from tests.casework.access_sample import CASE, HOUR, NORTH, NOW, OTHER, SOUTH, TODAY, WORKER, emergency, staff
from tests.fakes.chain import Pen, ident, placed, unsent

RECORD = RecordId(ident(50))
SINCE: dict[str, JsonValue] = {"starts": "2026-01-01"}
WINDOW: dict[str, JsonValue] = {"starts": "2026-03-02T08:00:00Z", "ends": "2026-03-02T18:00:00Z"}
END: dict[str, JsonValue] = {"at": "2026-03-01T08:00:00Z"}
TURN: dict[str, JsonValue] = {"staff": WORKER, **WINDOW}
GIVEN: dict[str, dict[str, JsonValue]] = {
    Allocation.kind: {"holder": {"sort": "staff", "id": WORKER, "role": "officer"}, "period": SINCE, "ended": END},
    Cover.kind: {"staff": WORKER, "window": WINDOW, "reason": "Ill.", "ended": END},
    EmergencyAccess.kind: {"staff": WORKER, "window": WINDOW, "reason": "Now.", "ended": END},
    RestrictedReader.kind: {"staff": WORKER, "period": SINCE, "reason": "Court.", "ended": END},
    Exclusion.kind: {"staff": WORKER, "period": SINCE},
}


def written(
    kind: str, values: dict[str, JsonValue], scope: Scope, record: str = RECORD, waits: bool = False
) -> RecordState:
    pen = Pen("d", scope=scope)
    entries = [pen.put(kind, name, value, record=RecordId(record)) for name, value in values.items()]
    state = fold_record(scope, RecordId(record), placed(*entries, awaiting=tuple(entries) if waits else ()))
    assert state
    return state


def given(kind: str, waits: bool = False) -> RecordState:
    return written(kind, GIVEN[kind], grants_scope(CASE), ident(60 + sorted(GIVEN).index(kind)), waits)


Given = Allocation | Cover | EmergencyAccess | RestrictedReader | Exclusion


def lists(facts: AccessFacts) -> dict[str, list[Given]]:
    """What is given in the case, by its kind."""
    return {
        Allocation.kind: [*facts.allocations.get(CASE, [])],
        Cover.kind: [*facts.covers.get(CASE, [])],
        EmergencyAccess.kind: [*facts.emergencies.get(CASE, [])],
        RestrictedReader.kind: [*facts.readers.get(CASE, [])],
        Exclusion.kind: [*facts.exclusions.get(CASE, [])],
    }


@pytest.mark.parametrize("kind", GIVEN)
def test_whatever_is_given_in_a_case_lies_with_its_like(kind: str) -> None:
    found = lists(gather_facts([given(kind), given(kind)]))
    first, second = found.pop(kind)
    assert first == second
    assert not any(found.values())
    if isinstance(first, Exclusion):
        assert first.staff == WORKER
    else:
        assert holder_of(first) == WORKER
        assert first.ended == End(at=datetime(2026, 3, 1, 8, tzinfo=UTC))


def test_the_service_itself_is_gathered_from_its_own_scope() -> None:
    """Staff, teams, turns, tables that are on; and what comes after something of no interest is gathered, too."""
    table: dict[str, JsonValue] = {"manual": "Second edition"}
    facts = gather_facts(
        [
            written(
                "staff", {"name": "Invented", "post": {"role": "senior", "team": NORTH}, "active": True}, AGENCY, WORKER
            ),
            written("contact", {"significant": True}, case_scope(CASE)),
            written("cover", GIVEN["cover"], grants_scope(CASE), waits=True),
            written("team", {"name": "South"}, AGENCY, SOUTH),
            written("duty", {"turn": TURN}, AGENCY, ident(51)),
            written("duty", {"turn": {"staff": 7}}, AGENCY, ident(52)),
            written("confirmed_table", table, AGENCY, ident(53)),
        ]
    )
    assert facts.role(WORKER) is StaffRole.SENIOR
    assert facts.known_teams() == {NORTH, SOUTH}
    assert facts.teams == {SOUTH}
    assert [(turn.staff, turn.starts.hour) for turn in facts.duties] == [(WORKER, 8)]
    assert [one.manual for one in facts.confirmed] == ["Second edition"]
    assert not any(lists(facts).values())


def test_what_only_its_own_laptop_has_gives_nothing() -> None:
    pen = Pen("d", scope=grants_scope(CASE))
    entries = [unsent(pen.put(Cover.kind, name, value)) for name, value in GIVEN[Cover.kind].items()]
    state = fold_record(grants_scope(CASE), RecordId(ident(1)), entries)
    assert state
    assert not gather_facts([state]).covers


def test_what_is_worked_out_elsewhere_is_kept() -> None:
    facts = gather_facts([], iter([CASE]), [(OTHER, NOW)])
    assert facts.waiting == {CASE}
    assert facts.waited == {OTHER: NOW}
    assert facts.waits(CASE, NOW + HOUR)
    assert facts.waits(OTHER, NOW - HOUR)
    assert not facts.waits(OTHER, NOW)
    assert not gather_facts([]).waits(CASE, NOW)


def test_a_case_to_which_an_emergency_alone_gives_access_is_one_of_the_cases() -> None:
    assert AccessFacts(emergencies={CASE: [emergency(WORKER)]}).cases() == [CASE]
    assert AccessFacts(covers={CASE: []}, waiting={OTHER}).cases() == [CASE, OTHER]


def test_whoever_left_has_no_role_and_still_the_team_they_worked_in() -> None:
    facts = AccessFacts(staff={WORKER: staff(StaffRole.WORKER, NORTH, active=False)})
    assert facts.role(WORKER) is None
    assert facts.team_of(WORKER) == NORTH
    assert facts.team_of(StaffId("nobody")) is None
    assert facts.known_teams() == {NORTH}


def test_of_two_periods_of_an_exclusion_neither_lapses() -> None:
    """Until somebody decides; one that cannot be read has no end."""
    one, two = Pen("one", scope=grants_scope(CASE)), Pen("two", scope=grants_scope(CASE))
    entries = [
        one.put(Exclusion.kind, "staff", WORKER),
        one.put(Exclusion.kind, "period", {"starts": "2026-03-02", "ends": "2026-03-03"}),
        two.put(Exclusion.kind, "period", {"since": "always"}),
    ]
    state = fold_record(grants_scope(CASE), RecordId(ident(1)), placed(*entries))
    assert state
    found = gather_facts([state]).exclusions[CASE]
    assert [one.staff for one in found] == [WORKER, WORKER]
    assert {one.period for one in found} == {None, Period(starts=TODAY, ends=TODAY.replace(day=3))}


def test_of_two_ends_the_earlier_counts_and_for_cause_if_one_was() -> None:
    one, two = Pen("one", scope=grants_scope(CASE)), Pen("two", scope=grants_scope(CASE))
    entries = [
        one.put(EmergencyAccess.kind, "staff", WORKER),
        one.put(EmergencyAccess.kind, "ended", {"at": "2026-03-02T13:00:00Z", "for_cause": True}),
        two.put(EmergencyAccess.kind, "ended", {"at": "2026-03-02T12:00:00Z"}),
    ]
    state = fold_record(grants_scope(CASE), RecordId(ident(1)), placed(*entries))
    assert state
    assert gather_facts([state]).emergencies[CASE][0].ended == End(at=NOW, for_cause=True)
    three = Pen("three", scope=grants_scope(CASE)).put(EmergencyAccess.kind, "ended", {"when": "now"})
    worse = fold_record(grants_scope(CASE), RecordId(ident(1)), placed(*entries, three))
    assert worse
    end = gather_facts([worse]).emergencies[CASE][0].ended
    assert end == End(at=datetime(1900, 1, 1, tzinfo=UTC), for_cause=True)


def test_an_exclusion_without_any_period_is_gathered() -> None:
    (found,) = gather_facts([written(Exclusion.kind, {"staff": WORKER}, grants_scope(CASE))]).exclusions[CASE]
    assert (found.staff, found.period) == (WORKER, None)
