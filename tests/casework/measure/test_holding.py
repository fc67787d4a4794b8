"""What caseload and list are counted from: grants and records as they are."""

from datetime import date, timedelta

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.ledger.fold import RecordState, fold_record
from casework.records.file.case import RiskLevel
from casework.records.high_risk.criterion import HighRiskSort
from casework.records.identifier import RecordId
from casework.records.staff.grant import End, GrantRole
from casework.rules.measure.caseload import Held
from casework.rules.measure.holding import Placement, held_of, listed_of, placement_of
from casework.rules.measure.listing import Listed, list_table
from tests.casework.access_sample import CASE, CO, HOUR, LEFT, NORTH, NOW, SENIOR, TODAY, WORKER, cover, given, people
from tests.casework.high_risk.sample import PROPOSAL, listed, proposed
from tests.fakes.chain import SCOPE, Pen, ident, placed

CASE_RECORD, PERSON = RecordId(ident(90)), RecordId(ident(91))
OPEN: dict[str, JsonValue] = {"state": "open", "opened_on": "2026-01-05"}
RISK: JsonValue = {"level": "high", "assessor": "a", "assessed_on": "2026-01-05", "rationale": "R.", "record": "x"}


def state(record: RecordId, kind: str, values: dict[str, JsonValue]) -> RecordState:
    sealed = Pen("a").write(Edit(record=record, kind=kind, set=values))
    found = fold_record(SCOPE, record, placed(sealed))
    assert found is not None
    return found


def member() -> RecordState:
    pen = Pen("a")
    first = pen.write(proposed())
    decided = Edit(record=PROPOSAL, kind="high_risk_proposal", set={"listing": listed("on", "2026-03-03")})
    found = fold_record(SCOPE, PROPOSAL, placed(first, pen.write(decided)))
    assert found is not None
    return found


def test_the_officer_in_force_counts_and_who_covers() -> None:
    facts = people()
    facts.allocations[CASE] = [
        given(LEFT, GrantRole.OFFICER, ends=TODAY - timedelta(days=1)),
        given(WORKER, GrantRole.OFFICER, starts=TODAY),
        given(CO, GrantRole.CO_WORKER),
        given(NORTH, GrantRole.TEAM),
    ]
    facts.covers[CASE] = [cover(SENIOR), cover(CO, ended=End(at=NOW - HOUR))]
    assert placement_of(CASE, facts, NOW) == Placement(WORKER, facts.team_of(WORKER) or "", (SENIOR,))


def test_of_two_officers_the_later_counts_and_without_one_nobody_does() -> None:
    facts = people()
    facts.allocations[CASE] = [given(WORKER, GrantRole.OFFICER), given(CO, GrantRole.OFFICER, starts=TODAY)]
    assert placement_of(CASE, facts, NOW).officer == CO
    facts.allocations[CASE] = [given(CO, GrantRole.CO_WORKER)]
    assert placement_of(CASE, facts, NOW) == Placement("", "")


def test_an_open_case_counts_with_its_level_and_whether_it_is_on_the_list() -> None:
    facts = people()
    facts.allocations[CASE] = [given(WORKER, GrantRole.OFFICER)]
    case = state(CASE_RECORD, "case", {**OPEN, "standing_risk": RISK})
    assert held_of(CASE, [case], facts, NOW) == Held(CASE, WORKER, RiskLevel.HIGH)
    assert held_of(CASE, [case, member()], facts, NOW + 24 * HOUR) == Held(CASE, WORKER, RiskLevel.HIGH, high_risk=True)
    assert held_of(CASE, [state(CASE_RECORD, "case", OPEN)], facts, NOW) == Held(CASE, WORKER, None)


def test_a_closed_case_is_nobodys_caseload() -> None:
    closed = state(CASE_RECORD, "case", {**OPEN, "state": "closed"})
    assert held_of(CASE, [closed], people(), NOW) is None
    assert held_of(CASE, [], people(), NOW) is None


def two_views(record: RecordId, kind: str, first: dict[str, JsonValue], second: dict[str, JsonValue]) -> RecordState:
    """Two people wrote without seeing each other's."""
    made = [Pen(f"pen{n}").write(Edit(record=record, kind=kind, set=one)) for n, one in enumerate((first, second))]
    found = fold_record(SCOPE, record, placed(*made))
    assert found is not None
    return found


@pytest.mark.parametrize("turned", [False, True])
def test_while_one_view_says_that_it_is_open_a_case_counts_and_with_the_higher_level(turned: bool) -> None:
    """Whichever came first: nobody disappears from the caseload, nor with a lower level, before somebody decided."""
    assert isinstance(RISK, dict)
    views: list[dict[str, JsonValue]] = [
        {**OPEN, "state": "closed", "standing_risk": {**RISK, "level": "low"}},
        {**OPEN, "standing_risk": RISK},
    ]
    case = two_views(CASE_RECORD, "case", *(reversed(views) if turned else views))
    held = held_of(CASE, [case], people(), NOW)
    assert held is not None
    assert held.level is RiskLevel.HIGH


def test_of_two_dates_of_birth_none_is_counted_and_the_table_says_why() -> None:
    named: dict[str, JsonValue] = {"name": {"given": "A", "family": "B"}}
    person = two_views(PERSON, "person", {**named, "born": "1990-02-28"}, {**named, "born": "2009-02-28"})
    found = listed_of(CASE, [member(), person], date(2026, 3, 4))
    assert found == Listed(CASE, HighRiskSort.VIOLENT, None, two_views=True)
    row = list_table([found], date(2026, 3, 4)).row(HighRiskSort.VIOLENT)
    assert [one.why for one in row.left_out] == ["Age: two views"]


def test_whoever_is_on_the_list_counts_with_their_sort_and_date_of_birth() -> None:
    person = state(PERSON, "person", {"name": {"given": "A", "family": "B"}, "born": "1990-02-28"})
    assert listed_of(CASE, [member(), person], date(2026, 3, 4)) == Listed(
        CASE, HighRiskSort.VIOLENT, date(1990, 2, 28)
    )
    assert listed_of(CASE, [member()], date(2026, 3, 4)) == Listed(CASE, HighRiskSort.VIOLENT, None)
    assert listed_of(CASE, [member(), person], date(2026, 3, 2)) is None
