"""What ships: which standards are on, and from when to when each runs, counted by hand for every single rule."""

from datetime import date

import pytest
from pydantic import ValidationError

from casework.errors import UserError
from casework.records.sentence.order import ELSEWHERE, PREVENTIVE, OrderSort
from casework.records.sentence.requirement import RequirementSort
from casework.rules.standard.due_item import standards_of
from casework.rules.standard.fact import CaseFacts, Done, Listed, Mappa, ReportFact, RequirementFact
from casework.rules.standard.rule import Standard, StandardTable
from casework.rules.table import FIRM, Mark, read_table
from tests.casework.standard.sample import (
    CHRISTMAS_EVE,
    EVERY,
    MAUNDY_THURSDAY,
    SCOTLAND,
    SHIPPED,
    by_rule,
    order,
    review,
)

CPO = CaseFacts(orders=(order(ends=date(2028, 4, 1)),))
WORK = CaseFacts(orders=(order(requirements=(RequirementFact(RequirementSort.UNPAID_WORK),)),))
LICENCE = CaseFacts(orders=(order(OrderSort.EXTENDED, CHRISTMAS_EVE),))
PAROLE = CaseFacts(orders=(order(OrderSort.PAROLE, CHRISTMAS_EVE),))
ENGLAND = CaseFacts(
    orders=(order(OrderSort.COMMUNITY_ENGLAND),), assessments=(Done("oasys", date(2026, 4, 22), "oasys"),)
)
HIGH_RISK = CaseFacts(
    listed=(Listed(date(2026, 11, 30)),), reviews=(review(date(2027, 2, 28), "high_risk", as_asked=True),)
)
REPORT = CaseFacts(reports=(ReportFact("report", date(2025, 11, 17)),))


def level(number: str) -> CaseFacts:
    """A case at a MAPPA level since Monday 5 January 2026."""
    return CaseFacts(mappa=Mappa(number, date(2026, 1, 5)))


FAR = date(2030, 1, 31)
HAND: dict[str, tuple[CaseFacts, date, str]] = {
    # Imposed on Thursday 2 April 2026, before Good Friday; May Day is Monday 4 May.
    "cpo_first_contact": (CPO, MAUNDY_THURSDAY, "2026-04-06"),
    "cpo_induction": (CPO, MAUNDY_THURSDAY, "2026-04-10"),
    "cpo_weekly_contact": (CPO, FAR, "2026-04-08 2026-04-15 2026-04-22 2026-04-29"),
    "cpo_assessment": (CPO, FAR, "2026-04-30"),
    "cpo_unpaid_work": (WORK, FAR, "2026-04-14"),
    "cso_unpaid_work": (CaseFacts(orders=(order(OrderSort.COMMUNITY_SERVICE),)), FAR, "2026-04-14"),
    "cpo_review": (CPO, date(2027, 10, 1), "2026-07-02 2026-10-02 2027-04-02 2027-10-02"),
    "exit_questionnaire": (CPO, FAR, "2028-04-01"),
    "order_end": (CPO, FAR, "2028-04-01"),
    "cpo_case_management_plan": (CPO, FAR, "2026-05-01"),
    "kpi_first_appointment": (CPO, FAR, "2026-04-10"),
    "kpi_first_appointment_former": (CaseFacts(orders=(order(OrderSort.PROBATION),)), FAR, "2026-04-10"),
    "kpi_four_in_four": (CPO, FAR, "2026-04-29"),
    "kpi_home_visits": (CPO, FAR, "2026-06-24"),
    "kpi_review_12_weeks": (CPO, FAR, "2026-06-25"),
    # Released on Wednesday 24 December 2025.
    "licence_first_meeting": (LICENCE, FAR, "2025-12-25"),
    "kpi_first_appointment_licence": (LICENCE, FAR, "2025-12-25"),
    "licence_reach": (LICENCE, FAR, "2025-12-30"),
    "licence_inform": (LICENCE, FAR, "2025-12-31"),
    "licence_weekly_contact": (LICENCE, FAR, "2025-12-30 2026-01-06 2026-01-13 2026-01-20"),
    "licence_fortnightly_contact": (
        LICENCE,
        FAR,
        "2026-02-03 2026-02-17 2026-03-03 2026-03-17 2026-03-31 2026-04-14 2026-04-28",
    ),
    "licence_home_visit": (LICENCE, FAR, "2026-01-23 2026-02-23 2026-03-23 2026-04-23"),
    "licence_review": (
        LICENCE,
        FAR,
        "2026-06-24 2026-12-24 2027-06-24 2027-12-24 2028-06-24 2028-12-24 2029-12-24 2030-12-24",
    ),
    "licence_first_review": (LICENCE, FAR, "2026-03-24"),
    "kpi_home_visits_parole": (PAROLE, FAR, "2026-03-17"),
    # Onto the list on 30 November 2026, reviewed on 28 February 2027.
    "high_risk_review": (HIGH_RISK, date(2027, 3, 1), "2027-02-28 2027-05-28"),
    # Asked for on Monday 17 November 2025.
    "home_report": (REPORT, FAR, "2025-12-29"),
    "oasys_first": (ENGLAND, date(2026, 5, 1), "2026-04-24"),
    "oasys_review": (ENGLAND, date(2026, 5, 1), "2026-07-23 2026-08-12"),
    "mappa_level_1": (level("1"), FAR, "2027-01-05"),
    "mappa_level_2": (level("2"), FAR, "2026-03-30"),
    "mappa_level_3": (level("3"), FAR, "2026-02-16"),
}
RULES = [rule for table in SHIPPED for rule in table.rule]


def test_every_rule_of_the_data_is_counted_by_hand_here() -> None:
    """A rule that is added is checked, or this fails; no two rules share a code."""
    assert sorted(rule.code for rule in RULES) == sorted(HAND)


@pytest.mark.parametrize("code", HAND)
def test_a_rule_asks_for_something_on_exactly_the_days_that_were_counted_by_hand(code: str) -> None:
    """With its own source and the version of its table."""
    facts, today, expected = HAND[code]
    found = by_rule(code, facts, today)
    assert " ".join(str(due.due_on) for due in found) == expected
    assert all(due.source and due.rule.version == 1 for due in found)


def test_what_is_only_recalled_ships_off() -> None:
    """The plan in 20 working days, the first review of a licence, the MAPPA minima, numbers read for another order."""
    off = {rule.code for table in SHIPPED if not table.confirmed for rule in table.rule}
    assert off == {
        "cpo_case_management_plan",
        "cso_unpaid_work",
        "kpi_first_appointment_former",
        "licence_first_review",
        "mappa_level_1",
        "mappa_level_2",
        "mappa_level_3",
        "oasys_first",
        "oasys_review",
    }
    assert all(table.mark in FIRM for table in SHIPPED if table.confirmed)


@pytest.mark.parametrize("code", sorted(HAND))
def test_a_rule_of_a_table_that_is_off_asks_for_nothing(code: str) -> None:
    """Until an agency confirms it."""
    facts, today, _ = HAND[code]
    is_on = any(rule.code == code for table in SHIPPED if table.confirmed for rule in table.rule)
    assert bool(by_rule(code, facts, today, SHIPPED)) is is_on


def test_no_english_interval_is_ever_asked_of_a_scottish_order() -> None:
    """Not even where an agency switches them on; and no Scottish one of an English order but its end."""
    for table in SHIPPED:
        for rule in table.rule:
            english = ELSEWHERE.intersection(rule.orders)
            if table.code == "england":
                assert ELSEWHERE.issuperset(rule.orders)
            else:
                assert not english or rule.code == "order_end"


@pytest.mark.parametrize("sort", sorted(PREVENTIVE))
def test_an_order_that_only_forbids_something_has_no_standards(sort: OrderSort) -> None:
    """Nobody is supervised under it."""
    assert standards_of(CaseFacts(orders=(order(sort),)), EVERY, SCOTLAND, FAR) == []


def test_a_table_that_is_recalled_cannot_ship_confirmed() -> None:
    """The check of all tables holds for standards, too."""
    table = next(table for table in SHIPPED if table.mark is Mark.RECALLED)
    with pytest.raises(ValidationError, match="may ship confirmed"):
        StandardTable.model_validate({**table.model_dump(), "confirmed": True})


TEXT = """
code = "x"
version = 1
title = "X"
effective_from = 2026-01-01
mark = "S"
source = "S"

[[rule]]
code = "a"
title = "A"
subject = "a"
source = "S"
clock = "began"
counts = "seen"
"""
WRONG = [
    "",
    'within = "1 day"\nschedule = [{ every = "1 week" }]',
    'schedule = [{ every = "1 week" }, { every = "1 month" }]',
    'schedule = [{ every = "1 week", times = 0 }]',
    'schedule = [{ every = "1 week" }]\nlast_held = true\nneeded = 2',
    'schedule = [{ every = "1 week" }]\nlast_held = true\nwindow = true',
    'within = "soon"',
    'within = "1 day"\nneeds = 3',
    'within = "1 day"\norders = ["no_such_order"]',
]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_table_with_a_mistake_is_refused_when_it_is_read(wrong: str) -> None:
    """A misspelt word, two intervals, an order that there is not: nothing is passed over in silence."""
    assert read_table(StandardTable, TEXT + 'within = "1 day"').rule[0].needed == 1
    with pytest.raises(UserError):
        read_table(StandardTable, TEXT + wrong)


def test_a_rule_is_not_there_twice() -> None:
    """Its code is how a reason names it."""
    with pytest.raises(UserError):
        read_table(StandardTable, TEXT + 'within = "1 day"\n' + TEXT[TEXT.index("[[rule]]") :] + 'within = "2 days"')


def test_how_a_rule_is_written_survives_what_an_agency_confirms() -> None:
    """The digest is taken of what the table says, which reads back as the same rules."""
    for table in SHIPPED:
        again = StandardTable.model_validate(table.model_dump(mode="json"))
        assert again == table
        assert again.digest == table.digest
        assert all(isinstance(rule, Standard) for rule in again.rule)
