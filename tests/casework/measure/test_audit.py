"""Quarterly audits, samples that nobody picks, and the month's feedback to each worker (standards.md 119, 160, 161)."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.records.assessment.assessment import Instrument
from casework.records.high_risk.criterion import HighRiskSort
from casework.records.oversight.quality import QualityForm, Rating
from casework.records.oversight.quality_item import QualityItem, QualitySort
from casework.records.part import Quality
from casework.records.sentence.order import OrderSort
from casework.rules.measure.audit import (
    PICKED,
    CaseFacts,
    Work,
    WorkerFeedback,
    audit_table,
    case_sorts,
    feedback,
    sample,
)
from casework.rules.measure.period import after, load_periods, period_of

TABLE = load_periods()
QUARTER = period_of(TABLE, "quarter", date(2026, 5, 1))
MONTH = period_of(TABLE, "month", date(2026, 5, 1))


def test_the_work_of_the_quarter_is_audited_or_waits() -> None:
    work = [
        Work("a", QualitySort.HOME, date(2026, 4, 1)),
        Work("b", QualitySort.HOME, date(2026, 6, 30)),
        Work("c", QualitySort.ASSESSMENT, date(2026, 5, 1)),
        Work("d", QualitySort.HOME, date(2026, 3, 31)),
        Work("e", QualitySort.COURT, None),
    ]
    forms = [QualityForm(about="a", done_on=date(2026, 8, 1)), QualityForm(about="d"), QualityForm()]
    grid = audit_table(work, forms, QUARTER)
    assert grid.title == "Audit: April to June 2026"
    assert grid.row_codes == (QualitySort.HOME, QualitySort.ASSESSMENT)
    assert grid.row(QualitySort.HOME).cells == (("a",), ("b",))
    assert grid.row(QualitySort.ASSESSMENT).cells == ((), ("c",))


@settings(max_examples=60)
@given(st.sets(st.text(min_size=1, max_size=6), max_size=20), st.integers(0, 25))
def test_a_sample_is_the_same_for_everybody(idents: set[str], size: int) -> None:
    """Whoever draws it, in whatever order the ids come; never more than there are."""
    mixed = sorted(idents)
    drawn = sample(mixed, size, QUARTER)
    assert sample(reversed(mixed), size, QUARTER) == drawn
    assert len(drawn) == min(size, len(idents))
    assert set(drawn) <= idents


def test_the_next_quarter_has_another_sample() -> None:
    idents = [f"case-{number}" for number in range(100)]
    assert sample(idents, 10, QUARTER) != sample(idents, 10, after(TABLE, QUARTER))


def test_each_worker_hears_of_the_months_audits() -> None:
    poor = [Rating(item=QualityItem.OVERALL, quality=Quality.POOR)]
    good = [Rating(item=QualityItem.OVERALL, quality=Quality.GOOD)]
    may = date(2026, 5, 31)
    forms = [
        ("a", QualityForm(whose_work="ann", done_on=may, ratings=poor, improvements="Name the sources.")),
        ("b", QualityForm(whose_work="ann", done_on=may, ratings=good, feedback_on=date(2026, 6, 2))),
        ("c", QualityForm(whose_work="bob", done_on=may)),
        ("d", QualityForm(whose_work="bob", done_on=date(2026, 6, 1))),
        ("e", QualityForm(done_on=may)),
    ]
    ann, bob = feedback(forms, MONTH)
    assert ann == WorkerFeedback("ann", ("a", "b"), ("b",), ("a",), (("a", "Name the sources."),))
    assert ann.waiting == ("a",)
    assert (bob.worker, bob.audits, bob.waiting) == ("bob", ("c",), ("c",))


@pytest.mark.parametrize(
    ("facts", "sorts"),
    [
        (CaseFacts(), ()),
        (CaseFacts(mappa=True), ()),
        (CaseFacts(listed=HighRiskSort.VIOLENT), (QualitySort.VIOLENT,)),
        (CaseFacts(listed=HighRiskSort.SEXUAL_VIOLENT), (QualitySort.SEXUAL, QualitySort.VIOLENT)),
        (CaseFacts(instruments=frozenset({Instrument.SARA, Instrument.LSCMI})), (QualitySort.VIOLENT,)),
        (CaseFacts(instruments=frozenset({Instrument.STABLE}), mappa=True), (QualitySort.SEXUAL, QualitySort.MAPPA)),
        (CaseFacts(orders=frozenset({OrderSort.SHPO})), (QualitySort.SEXUAL,)),
        (CaseFacts(orders=frozenset({OrderSort.CPO})), ()),
    ],
)
def test_every_sexual_and_violent_case_is_audited_and_nobody_picks(
    facts: CaseFacts, sorts: tuple[QualitySort, ...]
) -> None:
    """By the high-risk list, the instruments used and the orders that run; how is said in words."""
    assert case_sorts(facts) == sorts
    assert set(sorts) <= set(PICKED)
