"""The facts of duties, gathered from records as they are folded."""

from datetime import date

from casework.ledger.fold import RecordState
from casework.records.assessment.assessment import Assessment
from casework.records.file.case import Case, CaseState
from casework.rules.duty.fact import HighResult, gather_facts
from casework.rules.version import version_of
from tests.casework.standard.test_gather import ME, WRITTEN, Values, state
from tests.fakes.chain import ident

SCORED: Values = {"instrument": "lscmi", "assessed_on": "2026-04-20", "assessor": ME, "summary": "Medium."}
PLANNED: Values = {"made_on": "2026-04-21", "made_by": ME, "review_on": "2026-07-01", "formulation": "F."}


def assessed(number: int = 60, *, awaiting: bool = False) -> RecordState:
    return state(number, "assessment", SCORED, awaiting=awaiting)


def case(stands: str = "open") -> RecordState:
    return state(1, "case", {"state": stands, "opened_on": "2026-04-02"})


def digest(of: RecordState) -> str:
    version = version_of([of])
    assert version is not None
    return version.digest


def test_records_are_read_with_when_each_was_begun_and_in_which_version() -> None:
    """A version is known of what is talked over: assessments and levels, and of nothing else."""
    scored, plan = assessed(), state(61, "risk_management_plan", PLANNED)
    facts = gather_facts([scored, plan])
    assert facts.records.keys() == {ident(60), ident(61)}
    assert isinstance(facts.records[ident(60)], Assessment)
    assert facts.signed_at == {ident(60): WRITTEN, ident(61): WRITTEN}
    assert facts.versions == {ident(60): digest(scored)}


def test_what_waits_to_be_released_and_what_nothing_follows_from_is_left_out() -> None:
    contact: Values = {"sort": "office", "starts": "2026-07-01T09:00:00Z", "staff": ME}
    planned = state(62, "appointment", {"plan": contact, "state": {"status": "planned"}})
    other = state(
        63, "planned_contact", {"sort": "any", "every_days": 7, "since": "2026-04-02", "decided_by": ME, "reason": "R."}
    )
    assert gather_facts([assessed(awaiting=True), planned, other]).records.keys() == {ident(62)}


def test_what_is_known_from_elsewhere_is_handed_on_and_is_nothing_where_it_is_not() -> None:
    result = HighResult(ident(60), "LS/CMI high", date(2026, 4, 20))
    facts = gather_facts([], (one for one in [result]), date(2026, 5, 1), dead=True)
    assert (facts.results, facts.listed_since, facts.dead) == ((result,), date(2026, 5, 1), True)
    nothing = gather_facts([])
    assert (nothing.results, nothing.listed_since, nothing.dead, nothing.goes_on) == ((), None, False, False)


def test_a_case_goes_on_unless_it_is_closed_or_nothing_is_known_of_it() -> None:
    assert gather_facts([case()]).goes_on
    assert not gather_facts([case("closed")]).goes_on
    assert not gather_facts([assessed()]).goes_on
    assert gather_facts([case()]).case == Case(state=CaseState.OPEN, opened_on=date(2026, 4, 2))
