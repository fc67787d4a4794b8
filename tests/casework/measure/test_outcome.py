"""From a case's meetings to the figure: the standards and the measures agree."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.records.contact.contact import Outcome
from casework.records.kept import Kept
from casework.records.sentence.order import OrderSort
from casework.records.sentence.standard_reason import NationalReason
from casework.rules.calendar import Calendar
from casework.rules.measure.grid import heads
from casework.rules.measure.kpi import NO_REASON, NOT_YET, Group, Kpi, kpi_table
from casework.rules.measure.national import NationalMeasure, reason_table, time_table, within
from casework.rules.measure.outcome import KPI_OF_RULE, NATIONAL_OF_RULE, measured, started
from casework.rules.standard.due_item import standards_of
from casework.rules.standard.fact import CaseFacts, ReasonFact
from casework.rules.standard.rule import load_standards
from tests.casework.standard.sample import meeting, order

TABLES = load_standards()
CALENDAR = Calendar()
BEGAN = date(2026, 3, 2)
"""A Monday."""
LATER = date(2026, 12, 31)


def facts(days: list[date], reason: NationalReason | None = None, outcome: Outcome = Outcome.COMPLIED) -> CaseFacts:
    given = ReasonFact("kpi_four_in_four", "order-1", BEGAN, reason) if reason else None
    return CaseFacts(
        orders=(order(OrderSort.CPO, BEGAN),),
        meetings=tuple(meeting(day, outcome=outcome) for day in days),
        reasons=(given,) if given else (),
    )


def row(case: CaseFacts, kpi: Kpi, today: date = LATER) -> tuple[tuple[int, ...], list[str]]:
    found = kpi_table(measured(standards_of(case, TABLES, CALENDAR, today), frozenset({Group.HIGH_RISK}))).row(kpi)
    return found.counts, [one.why for one in found.left_out]


FOUR = [BEGAN + timedelta(days=n) for n in (1, 8, 15, 27)]


def test_four_arranged_appointments_are_a_yes_even_if_nobody_came() -> None:
    assert row(facts(FOUR), Kpi.APPOINTMENTS) == ((1, 0, 0), [])
    assert row(facts(FOUR, outcome=Outcome.UNACCEPTABLE), Kpi.APPOINTMENTS) == ((1, 0, 0), [])


def test_three_are_a_no_by_the_reason_and_none_without_it() -> None:
    """A failed standard needs one of the two reasons (standards.md 93)."""
    assert row(facts(FOUR[:3], NationalReason.NO_WORKER), Kpi.APPOINTMENTS) == ((0, 1, 0), [])
    assert row(facts(FOUR[:3], NationalReason.ILL), Kpi.APPOINTMENTS) == ((0, 0, 1), [])
    assert row(facts(FOUR[:3]), Kpi.APPOINTMENTS) == ((0, 0, 0), [NO_REASON])


def test_before_the_time_is_over_it_counts_neither_way() -> None:
    assert row(facts(FOUR[:3]), Kpi.APPOINTMENTS, date(2026, 3, 20)) == ((0, 0, 0), [NOT_YET])


@settings(max_examples=80, deadline=None)
@given(st.dates(date(2024, 12, 1), date(2026, 4, 30)), st.integers(0, 20))
def test_the_national_tables_count_the_days_as_the_standards_do(began: date, later: int) -> None:
    """Two ways to the same answer, over Easter and the New Year."""
    case = CaseFacts(orders=(order(OrderSort.CPO, began),), meetings=(meeting(began + timedelta(days=later)),))
    due = standards_of(case, TABLES, CALENDAR, LATER)
    judged = {NATIONAL_OF_RULE[one.rule.code]: one.kept is Kept.YES for one in due if one.rule.code in NATIONAL_OF_RULE}
    counted = {one.measure: within(one, LATER) for one in started(due, [])}
    assert set(judged) == {NationalMeasure.FIRST_CONTACT, NationalMeasure.INDUCTION}
    assert counted == judged


def test_why_it_was_later_goes_by_the_national_codes() -> None:
    reason = ReasonFact("cpo_first_contact", "order-1", BEGAN, NationalReason.DID_NOT_COME)
    case = CaseFacts(orders=(order(OrderSort.CPO, BEGAN),), meetings=(meeting(date(2026, 3, 6)),), reasons=(reason,))
    found = list(started(standards_of(case, TABLES, CALENDAR, LATER), case.reasons))
    assert time_table(found, LATER).row(NationalMeasure.FIRST_CONTACT).counts == (0, 1)
    reasons = reason_table(found, heads(NationalReason), LATER).row(NationalMeasure.FIRST_CONTACT)
    assert reasons.cells[0] == ("order-1",)
    assert reasons.of == 1


def test_what_is_set_aside_does_not_apply() -> None:
    reason = ReasonFact("cpo_first_contact", "order-1", BEGAN, NationalReason.NOT_APPLICABLE)
    case = CaseFacts(orders=(order(OrderSort.CPO, BEGAN),), reasons=(reason,))
    found = list(started(standards_of(case, TABLES, CALENDAR, LATER), case.reasons))
    table = time_table(found, LATER).row(NationalMeasure.FIRST_CONTACT)
    assert (table.of, [one.why for one in table.left_out]) == (0, ["Not known / not applicable"])


def test_every_rule_that_is_measured_is_there_and_the_national_limits_are_those_that_were_read() -> None:
    """1, 5 and 7 working days (2H) stand in the table of the standards and nowhere else."""
    rules = {rule.code: rule for table in TABLES for rule in table.rule}
    assert KPI_OF_RULE.keys() | NATIONAL_OF_RULE.keys() <= rules.keys()
    on = {rule.code for table in TABLES for rule in table.rule if table.confirmed}
    assert {KPI_OF_RULE[code] for code in on & KPI_OF_RULE.keys()} == set(Kpi)
    limits = [limit.words for code in NATIONAL_OF_RULE if code in on and (limit := rules[code].within)]
    assert limits == ["1 working day", "5 working days", "7 working days"]
