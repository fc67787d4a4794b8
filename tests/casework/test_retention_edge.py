"""Retention at its edges: what is gathered for it, which of several ends decides, and who may dispose of a case."""

from datetime import UTC, date, datetime

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit, Link, Signed, seal_entry
from casework.ledger.fold import Placed, RecordState, fold_record
from casework.records.file.ending import Ending, EndingCause, RuleRef
from casework.records.file.legal_hold import HoldBasis, HoldGrounds, HoldState, HoldStatus, LegalHold
from casework.records.identifier import CaseId, DeviceId, RecordId, StaffId, case_scope
from casework.records.record import SCHEMA, Record
from casework.records.sentence.order import OrderSort, Term
from casework.records.staff.staff import StaffRole
from casework.rules.retention import (
    CaseEnd,
    Retention,
    RetentionState,
    disposal_objection,
    gather_end,
    joined_end,
    retention_of,
    years_after,
)
from casework.rules.retention_rule import RetentionRule, read_rules, rule_for
from tests.fakes.chain import ident

DAY = date(2026, 11, 2)
SCOPE = case_scope(CaseId(ident(77)))
RULES = tuple(
    RetentionRule(code=cause.value, version=1, title="x", because=cause, years=7, confirmed=True)
    for cause in EndingCause
)


def ended(on: date, because: EndingCause = EndingCause.ORDER_END, code: str = "") -> Ending:
    """The end of the work on a day, by the rule for its cause or another one."""
    return Ending(because=because, on=on, rule=RuleRef(code=code or because.value, version=1), recorded_by=ident(3))


def order(starts: date, ends: date | None) -> Term:
    return Term(sort=OrderSort.CPO, starts=starts, ends=ends)


def state_of(kind: str, record: str, values: dict[str, JsonValue]) -> RecordState:
    signed = Signed(DeviceId(ident(1)), StaffId(ident(20)), SCOPE, datetime(2026, 11, 2, tzinfo=UTC), SCHEMA)
    sealed = seal_entry(Link(), signed, [Edit(record=RecordId(record), kind=kind, set=values)])
    found = fold_record(SCOPE, RecordId(record), [Placed(sealed, (0, 1, 1))])
    assert found is not None
    return found


def recorded(record: Record, number: int) -> RecordState:
    return state_of(record.kind, ident(number), record.values())


def a_case(**values: JsonValue) -> RecordState:
    return state_of("case", ident(77), {"state": "closed", **values})


GROUNDS = HoldGrounds(basis=HoldBasis.INQUIRY, asked_by="The inquiry", why="All files.", since=DAY)
HOLD = LegalHold(grounds=GROUNDS, state=HoldState(status=HoldStatus.ACTIVE, by=ident(3), on=DAY))
OVER: dict[str, JsonValue] = {"term": order(date(2006, 1, 2), date(2008, 1, 1)).model_dump(mode="json")}
RUNNING: dict[str, JsonValue] = {"term": order(date(2006, 1, 2), None).model_dump(mode="json")}


def test_of_a_case_its_ends_its_orders_and_its_holds_are_gathered() -> None:
    """What keeps a case is found in its records, beside the records of every other kind."""
    end = recorded(ended(date(2010, 1, 4)), 5)
    assert retention_of(gather_end([a_case(), end]), RULES, DAY).state is RetentionState.DUE
    assert retention_of(gather_end([a_case(), end, recorded(HOLD, 6)]), RULES, DAY).state is RetentionState.HELD
    over, running = state_of("order", ident(7), OVER), state_of("order", ident(8), RUNNING)
    assert gather_end([a_case(), end, over]).orders == [order(date(2006, 1, 2), date(2008, 1, 1))]
    assert retention_of(gather_end([end, running, over, a_case()]), RULES, DAY).state is RetentionState.RUNS
    found = gather_end([end])
    assert (found.closed, found.opened, found.endings) == (False, None, [ended(date(2010, 1, 4))])


@pytest.mark.parametrize("values", [{}, {"term": None}, {"term": {"sort": "of_a_newer_version"}}, {"term": 7}])
def test_an_order_that_says_nothing_of_its_days_runs(values: dict[str, JsonValue]) -> None:
    state = state_of("order", ident(7), {"index_offence": "x", **values})
    assert gather_end([state]).orders == [None]


@pytest.mark.parametrize("opened", [None, 7, "no day"])
def test_a_day_of_opening_that_is_none_moves_nothing(opened: JsonValue) -> None:
    assert gather_end([a_case(opened_on=opened)]).opened is None


def test_a_case_of_which_no_view_says_anything_is_open() -> None:
    assert not gather_end([state_of("case", ident(77), {"opened_on": "2020-01-06"})]).closed


def test_joined_files_have_the_orders_and_the_holds_of_all_and_are_closed_together() -> None:
    one = CaseEnd([ended(DAY)], [order(DAY, None)], [HOLD], closed=False, opened=date(2020, 1, 6))
    assert joined_end([one]) == one
    both = joined_end([one, CaseEnd(closed=True)])
    assert (both.orders, both.holds, both.closed) == ([order(DAY, None)], [HOLD], False)


def test_what_lasts_longest_of_several_ends_decides() -> None:
    """Whichever of them was recorded first."""
    ends = [ended(date(2012, 3, 5)), ended(date(2011, 3, 7), EndingCause.DEATH)]
    for order_of in (ends, ends[::-1]):
        found = retention_of(CaseEnd(order_of), RULES, DAY)
        rule = RuleRef(code=EndingCause.ORDER_END.value, version=1)
        assert found == Retention(RetentionState.DUE, date(2019, 3, 5), rule, confirmed=True)


def test_while_a_case_is_open_or_an_order_runs_no_day_is_named() -> None:
    end = ended(date(2012, 3, 5))
    for case in (CaseEnd([end], closed=False), CaseEnd([end], [order(date(2011, 1, 3), None)])):
        assert retention_of(case, RULES, DAY).due_on is None
    assert retention_of(CaseEnd([end], holds=[HOLD]), RULES, DAY).due_on == date(2019, 3, 5)


def test_under_a_rule_that_nobody_knows_nothing_is_confirmed() -> None:
    found = retention_of(CaseEnd([ended(date(2012, 3, 5), code="elsewhere")]), RULES, DAY)
    rule = RuleRef(code="elsewhere", version=1)
    assert found == Retention(RetentionState.UNCONFIRMED, None, rule, confirmed=False)


def test_an_order_that_was_made_on_the_day_of_a_death_was_over_with_it() -> None:
    """It neither runs on nor puts the day of disposal off."""
    death = ended(date(2012, 3, 5), EndingCause.DEATH)
    assert retention_of(CaseEnd([death], [order(date(2012, 3, 5), None)]), RULES, DAY).state is RetentionState.DUE
    later = CaseEnd([death], [order(date(2012, 3, 5), date(2014, 3, 4))])
    assert retention_of(later, RULES, DAY).due_on == date(2019, 3, 5)


def test_a_leap_day_is_counted_to_the_last_year_there_is() -> None:
    assert years_after(date(2024, 2, 29), 7975) == date(9999, 3, 1)


SENIOR, MANAGER = StaffRole.SENIOR, StaffRole.SERVICE_MANAGER
ALONE = "Somebody else has to confirm it: no one destroys records alone."
ROLE = "Only a senior, a service manager or an administrator may dispose of a case."
DECIDES = "One of the two has to be a senior or a service manager: an administrator does not decide this."


@pytest.mark.parametrize(
    ("proposer", "confirmer", "said"),
    [
        (("a", SENIOR), ("a", SENIOR), ALONE),
        (("a", SENIOR), ("a", StaffRole.ADMINISTRATOR), ALONE),
        (("a", SENIOR), ("b", SENIOR), ""),
        (("a", SENIOR), ("b", StaffRole.ADMINISTRATOR), ""),
        (("a", StaffRole.ADMINISTRATOR), ("b", MANAGER), ""),
        (("a", StaffRole.ADMINISTRATOR), ("b", StaffRole.ADMINISTRATOR), DECIDES),
        (("a", StaffRole.WORKER), ("b", SENIOR), ROLE),
        (("a", SENIOR), ("b", None), ROLE),
    ],
)
def test_two_people_dispose_of_a_case_one_of_them_a_senior(
    proposer: tuple[str, StaffRole | None], confirmer: tuple[str, StaffRole | None], said: str
) -> None:
    one, other = (StaffId(proposer[0]), proposer[1]), (StaffId(confirmer[0]), confirmer[1])
    assert disposal_objection(one, other) == said


RULE = '[[rule]]\ncode="{code}"\nversion={version}\ntitle="A"\nbecause="death"\nyears=1\n'


def test_what_is_wrong_with_the_rules_is_said_whole() -> None:
    twice = RULE.format(code="a", version=1) * 2
    assert read_rules("") == ()
    with pytest.raises(UserError) as found:
        read_rules(twice)
    sentence = "A retention rule is there twice with the same version: give the newer one a new version."
    assert str(found.value) == sentence
    with pytest.raises(UserError) as found:
        read_rules("not toml")
    assert str(found.value) == "The retention rules cannot be read: compare the file with the one of Doorstep."


def test_the_newest_rule_for_a_cause_is_taken_wherever_it_stands() -> None:
    rules = read_rules("".join(RULE.format(code="a", version=version) for version in (1, 3, 2)))
    assert [rule_for(EndingCause.DEATH, some) for some in (rules, rules[::-1])] == [rules[1], rules[1]]
    assert rule_for(EndingCause.TRANSFER, rules) is None
