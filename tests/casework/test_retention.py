"""When a case may be disposed of: never early, never under an unconfirmed rule, never while anything speaks for it."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit, Link, Signed, seal_entry
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.records.check import check_new
from casework.records.file.disposal import Disposal
from casework.records.file.ending import Ending, EndingCause, Handover, RuleRef
from casework.records.file.legal_hold import HoldBasis, HoldGrounds, HoldState, HoldStatus, LegalHold
from casework.records.identifier import CaseId, DeviceId, RecordId, StaffId, case_scope
from casework.records.part import Said
from casework.records.record import SCHEMA
from casework.records.sentence.order import OrderSort, Term
from casework.rules.retention import (
    CaseEnd,
    RetentionState,
    disposal_due,
    gather_end,
    joined_retention,
    last_order_ended,
    retention_of,
    years_after,
)
from casework.rules.retention_rule import RetentionRule, load_rules, read_rules, rule_for
from tests.fakes.chain import ident

DAY = date(2026, 11, 2)
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
BY = ident(3)
RULES = tuple(
    RetentionRule(code=cause.value, version=1, title="x", because=cause, years=7, confirmed=True)
    for cause in EndingCause
)
days = st.dates(date(1995, 1, 1), date(2040, 12, 31))
sorts = st.sampled_from(list(OrderSort))


def ended(on: date, because: EndingCause = EndingCause.ORDER_END, version: int = 1) -> Ending:
    """The end of the work on a day."""
    handover = Handover(service="Elsewhere", accepted_on=on) if because is EndingCause.TRANSFER else None
    rule = RuleRef(code=because.value, version=version)
    return Ending(because=because, on=on, rule=rule, handover=handover, recorded_by=BY)


def hold(status: HoldStatus = HoldStatus.ACTIVE) -> LegalHold:
    """A legal hold that stands or was lifted."""
    grounds = HoldGrounds(basis=HoldBasis.INQUIRY, asked_by="The inquiry", why="All files.", since=DAY)
    return LegalHold(grounds=grounds, state=HoldState(status=status, by=BY, on=DAY))


def order(starts: date, ends: date | None, sort: OrderSort = OrderSort.CPO) -> Term:
    """An order from a day to a day."""
    return Term(sort=sort, starts=starts, ends=ends)


@st.composite
def orders(draw: st.DrawFn) -> Term:
    """Any order of either era, with or without a last day."""
    starts = draw(days)
    ends = draw(st.none() | st.integers(0, 4000).map(lambda more: starts + timedelta(days=more)))
    return order(starts, ends, draw(sorts))


@st.composite
def cases(draw: st.DrawFn) -> CaseEnd:
    """Any case that ended or did not."""
    made = st.builds(ended, days, st.sampled_from(list(EndingCause)))
    back = made.map(lambda one: one.model_copy(update={"withdrawn": Said(by=BY, on=DAY, reason="Mistake.")}))
    return CaseEnd(
        endings=draw(st.lists(made | back, max_size=3)),
        orders=draw(st.lists(orders() | st.none(), max_size=3)),
        holds=draw(st.lists(st.sampled_from([hold(), hold(HoldStatus.REMOVED), LegalHold()]), max_size=2)),
        closed=draw(st.booleans()),
    )


def test_a_mistyped_year_of_the_end_makes_nothing_due() -> None:
    """No work ended before it began; of two days on which a case was opened, the later counts."""
    views = [{"state": "closed", "opened_on": "2019-05-01"}, {"opened_on": "2024-05-01"}]
    made: list[Placed] = []
    for number, values in enumerate(views, 1):
        signed = Signed(DeviceId(ident(number)), StaffId(BY), case_scope(CaseId(ident(1))), NOON, SCHEMA)
        edit = Edit.model_validate({"record": ident(1), "kind": "case", "set": values})
        made.append(Placed(seal_entry(Link(), signed, [edit]), (0, 1, number)))
    state = fold_record(case_scope(CaseId(ident(1))), RecordId(ident(1)), made)
    assert state is not None
    found = gather_end([state])
    for on in (date(1, 1, 1), date(2006, 3, 1)):
        case = CaseEnd([ended(on)], (), (), found.closed, found.opened)
        kept = retention_of(case, RULES, DAY)
        assert (kept.state, kept.due_on) == (RetentionState.NOT_YET, date(2031, 5, 1))


@pytest.mark.parametrize(
    ("other", "state"),
    [
        (CaseEnd((), (order(date(2012, 1, 9), date(2013, 1, 8)),)), RetentionState.NOT_ENDED),
        (CaseEnd([ended(date(2013, 1, 8))], (order(date(2008, 1, 9), None),)), RetentionState.RUNS),
        (CaseEnd([ended(date(2013, 1, 8))], (), opened=date(2024, 5, 1)), RetentionState.NOT_YET),
        (CaseEnd([ended(date(2013, 1, 8))]), RetentionState.DUE),
    ],
)
def test_whatever_keeps_one_file_of_a_person_keeps_the_other(other: CaseEnd, state: RetentionState) -> None:
    """No end recorded, an order that only the first file's transfer is later than, a later day of opening."""
    first = CaseEnd([ended(date(2010, 1, 8), EndingCause.TRANSFER)])
    assert retention_of(first, RULES, DAY).state is RetentionState.DUE
    for both in ([first, other], [other, first]):
        assert joined_retention(both, RULES, DAY).state is state


def test_one_file_stands_among_the_files_of_a_person_as_by_itself() -> None:
    """The day on which it was opened counts there, too."""
    only = CaseEnd([ended(date(1, 1, 1))], opened=date(2024, 5, 1))
    assert joined_retention([only], RULES, DAY) == retention_of(only, RULES, DAY)


@given(cases(), days)
def test_nothing_is_due_that_anything_speaks_for(case: CaseEnd, day: date) -> None:
    found = disposal_due(case, RULES, day)
    if found is None:
        return
    valid = [one.on for one in case.endings if one.withdrawn is None and one.on]
    assert case.closed
    assert valid
    assert found.due_on is not None
    assert found.due_on <= day
    assert all(years_after(on, 7) <= day for on in valid)
    assert all(one.state and one.state.status is HoldStatus.REMOVED for one in case.holds)
    over = [one.on for one in case.endings if one.withdrawn is None and one.because is not EndingCause.ORDER_END]
    for term in case.orders:
        assert term is not None
        finished = any(on and term.starts <= on for on in over)
        assert finished or (term.ends is not None and years_after(term.ends, 7) <= day)


@given(cases(), days, orders())
def test_a_further_order_never_brings_a_disposal_forward(case: CaseEnd, day: date, further: Term) -> None:
    more = CaseEnd(case.endings, [*case.orders, further], case.holds, case.closed)
    after, before = disposal_due(more, RULES, day), disposal_due(case, RULES, day)
    if after is not None:
        assert before is not None
        assert after.due_on is not None
        assert before.due_on is not None
        assert after.due_on >= before.due_on


@given(cases(), days, st.integers(1, 3000))
def test_what_is_due_stays_due_while_nothing_changes(case: CaseEnd, day: date, more: int) -> None:
    if disposal_due(case, RULES, day):
        assert disposal_due(case, RULES, day + timedelta(days=more))


@given(cases(), days)
def test_nothing_is_due_under_the_rules_that_come_with_doorstep(case: CaseEnd, day: date) -> None:
    assert disposal_due(case, load_rules(), day) is None


@given(days, st.integers(0, 150))
def test_years_after_are_never_short(day: date, years: int) -> None:
    later = years_after(day, years)
    assert (later.month, later.day) in {(day.month, day.day), (3, 1)}
    assert later.year == day.year + years


def test_a_leap_day_is_due_on_the_first_of_march() -> None:
    case = CaseEnd([ended(date(2024, 2, 29))])
    assert retention_of(case, RULES, DAY).due_on == date(2031, 3, 1)
    assert disposal_due(case, RULES, date(2031, 2, 28)) is None
    assert disposal_due(case, RULES, date(2031, 3, 1)) is not None
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert years_after(date(2024, 2, 29), 9000) == date.max


@pytest.mark.parametrize(
    ("case", "state"),
    [
        (CaseEnd(), RetentionState.NOT_ENDED),
        (CaseEnd([ended(date(2010, 1, 1))], closed=False), RetentionState.OPEN),
        (CaseEnd([ended(date(2010, 1, 1))], [order(date(2009, 1, 1), None)]), RetentionState.RUNS),
        (CaseEnd([ended(date(2010, 1, 1))], [order(date(2026, 1, 1), DAY)]), RetentionState.RUNS),
        (CaseEnd([ended(date(2010, 1, 1))], [order(date(2027, 1, 1), date(2028, 1, 1))]), RetentionState.RUNS),
        (CaseEnd([ended(date(2010, 1, 1))], [None]), RetentionState.RUNS),
        (CaseEnd([ended(date(2010, 1, 1))], holds=[hold()]), RetentionState.HELD),
        (CaseEnd([ended(date(2010, 1, 1))], holds=[LegalHold()]), RetentionState.HELD),
        (CaseEnd([ended(date(2010, 1, 1))], holds=[hold(HoldStatus.REMOVED)]), RetentionState.DUE),
        (CaseEnd([ended(date(2025, 1, 1))]), RetentionState.NOT_YET),
        (CaseEnd([ended(date(2025, 1, 1), version=2)]), RetentionState.NOT_YET),
        (CaseEnd([ended(date(2010, 1, 1), version=2)]), RetentionState.UNCONFIRMED),
        (CaseEnd([Ending(because=EndingCause.DEATH)]), RetentionState.UNCONFIRMED),
    ],
)
def test_why_a_case_is_kept_is_said(case: CaseEnd, state: RetentionState) -> None:
    assert retention_of(case, RULES, DAY).state is state


def test_orders_of_both_eras_count_from_the_last_that_ended() -> None:
    old = order(date(2005, 1, 1), date(2008, 1, 1), OrderSort.PROBATION)
    new = order(date(2012, 1, 1), date(2015, 6, 1), OrderSort.CPO)
    case = CaseEnd([ended(date(2008, 1, 1))], [old, new])
    assert retention_of(case, RULES, DAY).due_on == date(2022, 6, 1)


def test_a_death_ends_a_life_licence_and_a_later_order_is_a_doubt_that_keeps_the_file() -> None:
    licence = order(date(2001, 1, 1), None, OrderSort.LIFE)
    death = ended(date(2015, 1, 1), EndingCause.DEATH)
    assert disposal_due(CaseEnd([death], [licence]), RULES, DAY) is not None
    later = order(date(2016, 1, 1), None)
    assert retention_of(CaseEnd([death], [licence, later]), RULES, DAY).state is RetentionState.RUNS


def test_a_withdrawn_end_starts_nothing() -> None:
    back = ended(date(2010, 1, 1)).model_copy(update={"withdrawn": Said(by=BY, on=DAY, reason="Mistake.")})
    assert retention_of(CaseEnd([back]), RULES, DAY).state is RetentionState.NOT_ENDED


def test_of_a_rule_that_changed_the_longer_is_kept_to_and_both_must_be_confirmed() -> None:
    newer = RULES[0].model_copy(update={"version": 2, "years": 10})
    case = CaseEnd([ended(date(2018, 1, 1))])
    assert retention_of(case, [*RULES, newer], DAY).due_on == date(2028, 1, 1)
    shorter = newer.model_copy(update={"years": 1, "confirmed": False})
    found = retention_of(case, [*RULES, shorter], DAY)
    assert (found.due_on, found.state) == (date(2025, 1, 1), RetentionState.UNCONFIRMED)


def test_a_rule_for_something_else_that_has_the_same_code_disposes_of_nothing() -> None:
    """An end for which the agency had no rule names Doorstep's own, and the agency may have given its code away."""
    short = RULES[0].model_copy(update={"code": "transfer", "years": 1})
    case = CaseEnd([ended(date(2018, 1, 1), EndingCause.TRANSFER)])
    found = retention_of(case, [short], DAY)
    assert (found.due_on, found.state) == (None, RetentionState.UNCONFIRMED)


def test_the_rules_that_come_with_doorstep_name_their_source_and_are_unconfirmed() -> None:
    rules = load_rules()
    assert {rule.because for rule in rules} == set(EndingCause)
    assert not any(rule.confirmed for rule in rules)
    assert all(rule.source and rule.mark in {"[V]", "[R]"} for rule in rules)
    assert rule_for(EndingCause.DEATH, rules) == next(rule for rule in rules if rule.code == "death")


@pytest.mark.parametrize("text", ["rule = 3", "[[rule]]\ncode = 1", "not toml", "[[rule]]"])
def test_rules_that_cannot_be_read_are_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(UserError, match="compare the file"):
        read_rules(text)


@pytest.mark.parametrize("years", [0, -7])
def test_a_mistyped_period_that_would_make_everything_due_at_once_is_refused(years: int) -> None:
    with pytest.raises(UserError, match="compare the file"):
        read_rules(f'[[rule]]\ncode="a"\nversion=1\ntitle="A"\nbecause="death"\nyears={years}\nconfirmed=true\n')


def test_a_rule_that_is_there_twice_is_refused() -> None:
    rule = '[[rule]]\ncode="a"\nversion=1\ntitle="A"\nbecause="death"\nyears=1\n'
    with pytest.raises(UserError, match="twice"):
        read_rules(rule + rule)


def state_of(kind: str, record: str, *values: dict[str, JsonValue]) -> RecordState:
    """A record whose values were recorded without sight of each other."""
    placed = []
    for number, value in enumerate(values, start=1):
        at = datetime(2026, 11, 2, tzinfo=UTC)
        signed = Signed(DeviceId(ident(number)), StaffId(ident(20)), case_scope(CaseId(ident(77))), at, SCHEMA)
        sealed = seal_entry(Link(), signed, [Edit(record=RecordId(record), kind=kind, set=value)])
        placed.append(Placed(sealed, (1, number, number)))
    found = fold_record(case_scope(CaseId(ident(77))), RecordId(record), placed)
    assert found is not None
    return found


def case_state(*states: JsonValue) -> RecordState:
    """The case record with views of its state."""
    return state_of("case", ident(77), *({"state": state} for state in states))


def test_a_case_that_one_of_two_views_calls_open_is_open() -> None:
    for first, second in product(["open", "closed"], repeat=2):
        assert gather_end([case_state(first, second)]).closed == (first == second == "closed")
    assert not gather_end([]).closed, "a case of which nothing is known is not closed"


def test_of_two_views_of_an_order_both_count() -> None:
    short: JsonValue = {"sort": "probation_order", "starts": "2010-01-01", "ends": "2011-01-01"}
    long: JsonValue = {"sort": "probation_order", "starts": "2010-01-01", "ends": "2030-01-01"}
    found = gather_end([case_state("closed"), state_of("order", ident(6), {"term": short}, {"term": long})])
    ending = ended(date(2011, 1, 1))
    assert retention_of(CaseEnd([ending], found.orders), RULES, DAY).state is RetentionState.RUNS
    broken = gather_end([state_of("order", ident(6), {"term": {"sort": "of_a_newer_version"}})])
    assert broken.orders == [None]


def test_an_open_case_whose_orders_have_all_ended_is_found() -> None:
    over = order(date(2024, 1, 1), date(2025, 1, 1))
    assert last_order_ended(CaseEnd(orders=[over], closed=False), DAY) == date(2025, 1, 1)
    assert last_order_ended(CaseEnd(orders=[over], closed=True), DAY) is None
    assert last_order_ended(CaseEnd(orders=[over, order(DAY, DAY)], closed=False), DAY) is None, "it ends today"
    assert last_order_ended(CaseEnd(orders=[over, None], closed=False), DAY) is None
    assert last_order_ended(CaseEnd(closed=False), DAY) is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"because": EndingCause.TRANSFER}, "Handed over to"),
        ({"handover": Handover(service="Elsewhere", accepted_on=DAY)}, "Handed over to"),
        (
            {"because": EndingCause.TRANSFER, "handover": Handover(service="E", accepted_on=date(2027, 1, 1))},
            "Ended on",
        ),
    ],
)
def test_what_does_not_agree_in_an_ending_names_the_field(changed: dict[str, object], field: str) -> None:
    (sentence,) = check_new(Ending.kind, ended(DAY).model_copy(update=changed).values())
    assert sentence.startswith(field)


def test_a_disposal_by_one_person_or_before_its_time_is_not_one() -> None:
    rule = RuleRef(code="death", version=1)
    alone = Disposal(rule=rule, due_on=DAY, on=DAY, proposed_by=BY, confirmed_by=BY)
    early = Disposal(rule=rule, due_on=DAY, on=DAY - timedelta(days=1), proposed_by=BY, confirmed_by=ident(4))
    assert check_new(Disposal.kind, alone.values())[0].startswith("Confirmed by:")
    assert check_new(Disposal.kind, early.values())[0].startswith("Disposed of on:")
