"""What is due does not vanish while nothing was done: a slip, a correction or a second view hides nothing."""

from datetime import date

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Link, Signed, seal_entry
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.records.identifier import DeviceId, RecordId, StaffId
from casework.records.kept import Kept
from casework.records.record import SCHEMA
from casework.records.sentence.standard_reason import NationalReason
from casework.rules.duty.fact import gather_facts as gather_duty_facts
from casework.rules.standard.due_item import due_items, standards_of
from casework.rules.standard.fact import CaseFacts, Listed, ReasonFact
from casework.rules.standard.gather import gather_facts
from tests.casework.standard.sample import ORDER, SCOTLAND, SHIPPED, by_rule
from tests.casework.standard.sample import order as began
from tests.casework.standard.test_gather import CASE, ME, SCOPE, SENIOR, WRITTEN, Values, order, state
from tests.fakes.chain import ident


def written(record: str, kind: str, *values: Values) -> RecordState:
    """A record written in so many entries, each by a laptop that saw none of the others."""
    made = []
    for number, value in enumerate(values, 1):
        edit = Edit(record=RecordId(record), kind=kind, set=value)
        signed = Signed(DeviceId(ident(number)), StaffId(ME), SCOPE, WRITTEN, SCHEMA)
        made.append(Placed(seal_entry(Link(), signed, [edit]), (0, 1, number)))
    folded = fold_record(SCOPE, RecordId(record), made)
    assert folded is not None
    return folded


@pytest.mark.parametrize("kept_from", [date(2026, 1, 1), date(2025, 4, 2)])
def test_the_three_monthly_review_is_asked_for_though_it_fell_due_before_the_case_was_kept_here(
    kept_from: date,
) -> None:
    """Nothing else would ever ask for it. No measure counts it."""
    facts = CaseFacts((began(began=date(2025, 1, 1)),), listed=(Listed(date(2025, 1, 1)),), kept_from=kept_from)
    today = date(2026, 6, 1)
    asked = [due for due in due_items(facts, SHIPPED, SCOTLAND, today) if due.rule.code == "high_risk_review"]
    assert [(due.due_on, due.overdue(today)) for due in asked] == [(date(2025, 4, 1), True)]
    counted = [due for due in standards_of(facts, SHIPPED, SCOTLAND, today) if due.rule.code == "high_risk_review"]
    assert [due.open for due in counted] == [False]


def test_a_case_is_not_accepted_later_than_somebody_wrote_so() -> None:
    """A slip in the year would set aside all that is due for decades."""
    slip: Values = {"way": "in", "service": "Elsewhere", "asked_on": "2026-10-01", "reason": "Moved."}
    coming = state(90, "transfer", {**slip, "accepted": {"on": "2062-10-20", "by": "Us"}})
    assert gather_facts([order(), coming]).kept_from == WRITTEN.date()


WHOLE: Values = {
    "sort": "high_risk",
    "held_on": "2026-07-01",
    "worker": ME,
    "person": {"attended": True},
    "views": "It helps.",
    "barriers": "Buses.",
    "improvement": "Evenings.",
    "summary": "Goes on.",
    "next_on": "2026-09-01",
    "closed": {"by": ME, "on": "2026-07-01", "senior": SENIOR},
}


@pytest.mark.parametrize("name", ["views", "person", "next_on", "worker"])
def test_a_review_from_which_something_was_taken_since_it_was_closed_is_not_as_asked(name: str) -> None:
    """So the next one is asked for as if it had not been held."""
    (whole,) = gather_facts([written(ident(50), "review", WHOLE)]).reviews
    assert whole.as_asked
    instead: JsonValue = SENIOR if name == "worker" else None
    before = {key: value for key, value in WHOLE.items() if key != name}
    (since,) = gather_facts([written(ident(50), "review", before, {name: instead})]).reviews
    assert not since.as_asked


@pytest.mark.parametrize("views", [("open", "closed"), ("closed", "open"), ("closed", "closed"), ("open", "open")])
def test_the_work_goes_on_while_one_view_of_the_case_says_so(views: tuple[str, ...]) -> None:
    """Whatever end is recorded beside it; with no view left that says so it is over."""
    values: list[Values] = [{"state": one, "opened_on": "2026-01-01"} for one in views]
    case = written(CASE, "case", *values)
    plain: Values = {"because": "death", "rule": {"code": "death", "version": 1}, "recorded_by": ME}
    ended = state(95, "ending", {**plain, "on": "2026-05-01"})
    over = set(views) == {"closed"}
    assert gather_facts([case, ended]).closed_on == (date(2026, 5, 1) if over else None)
    assert gather_duty_facts([case, ended]).open is not over


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ((NationalReason.ILL, NationalReason.NO_WORKER), Kept.ORGANISATIONAL),
        ((NationalReason.NOT_APPLICABLE, NationalReason.ILL), Kept.OUTWITH),
        ((NationalReason.NOT_APPLICABLE, NationalReason.NO_WORKER), Kept.ORGANISATIONAL),
    ],
)
def test_of_two_reasons_that_which_says_most_against_the_service_counts(
    given: tuple[NationalReason, ...], kept: Kept, turned: bool
) -> None:
    """Whichever was read first: two people answered without seeing the other's answer."""
    since = date(2026, 4, 2)
    reasons = [ReasonFact("kpi_four_in_four", ORDER, since, one) for one in given]
    facts = CaseFacts((began(),), reasons=tuple(reversed(reasons) if turned else reasons))
    (due,) = by_rule("kpi_four_in_four", facts, date(2026, 6, 1))
    assert due.kept is kept
