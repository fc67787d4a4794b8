"""Cases of any shape: orders, meetings, reviews and the rest on days around the orders, for what holds in all of them.

A case is made up from one number, which a test that fails shows: drawing each of its hundred parts takes a second.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Outcome
from casework.records.contact.frequency import FrequencySort
from casework.records.person.status import StatusSort
from casework.records.sentence.order import OrderSort
from casework.records.sentence.requirement import RequirementSort
from casework.records.sentence.standard_reason import NationalReason
from casework.rules.standard.fact import (
    Away,
    CaseFacts,
    Done,
    Frequency,
    Listed,
    Mappa,
    Meeting,
    OrderFact,
    ReasonFact,
    ReportFact,
    RequirementFact,
)
from tests.casework.standard.sample import EVERY

FIRST = date(2026, 1, 1)
SPAN_DAYS = 500
DAYS = st.integers(0, SPAN_DAYS).map(lambda number: FIRST + timedelta(days=number))
_CODES = sorted(rule.code for table in EVERY for rule in table.rule)
_REVIEWS = ["high_risk", "twelve_weeks", "order", "licence", "plan"]

One = TypeVar("One")


def cases() -> st.SearchStrategy[CaseFacts]:
    """Facts of a case, by its number."""
    return st.integers(0, 2**32).map(case_of)


def case_of(number: int) -> CaseFacts:
    """The case with a number."""
    pick = Random(number)
    orders = [_order(pick, ident) for ident in ("one", "two")[: pick.randint(0, 2)]]
    return CaseFacts(
        orders=tuple(orders),
        meetings=_some(pick, 12, _meeting),
        reviews=_some(pick, 4, lambda one: _done(one, _REVIEWS)),
        assessments=_some(pick, 3, lambda one: _done(one, ["lscmi", "oasys", "sara"])),
        plans=_some(pick, 1, lambda one: _done(one, [""])),
        mappa_meetings=_some(pick, 3, lambda one: _done(one, [""])),
        reports=_some(pick, 1, lambda one: ReportFact("one", _day(one), _maybe(one, _day))),
        reasons=_some(pick, 3, lambda one: _reason(one, orders)),
        frequencies=_some(pick, 1, lambda one: Frequency("f", FrequencySort.ANY, one.randint(1, 40), _day(one))),
        listed=_some(pick, 1, lambda one: Listed(_day(one))),
        away=_maybe(pick, lambda one: Away(one.choice(list(StatusSort)), _day(one))),
        mappa=_maybe(pick, lambda one: Mappa(one.choice(["1", "2", "3", "left"]), _day(one))),
        kept_from=_maybe(pick, _day),
        closed_on=_maybe(pick, _day),
    )


def _day(pick: Random) -> date:
    return FIRST + timedelta(days=pick.randint(0, SPAN_DAYS))


def _maybe(pick: Random, make: Callable[[Random], One]) -> One | None:
    return make(pick) if pick.random() < 0.3 else None


def _some(pick: Random, most: int, make: Callable[[Random], One]) -> tuple[One, ...]:
    return tuple(make(pick) for _ in range(pick.randint(0, most)))


def _order(pick: Random, ident: str) -> OrderFact:
    began = _day(pick)
    return OrderFact(
        ident,
        pick.choice(list(OrderSort)),
        began,
        _maybe(pick, lambda one: began + timedelta(days=one.randint(1, 900))),
        _maybe(pick, lambda one: datetime.combine(began, time(one.randint(8, 18)), UTC)),
        _some(pick, 2, lambda one: RequirementFact(one.choice(list(RequirementSort)), begun_on=_maybe(one, _day))),
    )


def _meeting(pick: Random) -> Meeting:
    on, outcome = _day(pick), pick.choice([None, Outcome.COMPLIED, *Outcome])
    at = datetime.combine(on, time(pick.randint(8, 18)), UTC)
    sort = pick.choice([ContactSort.OFFICE, ContactSort.HOME_ANNOUNCED, *ContactSort])
    return Meeting(f"m{pick.random()}", at, on, sort, outcome is None or pick.random() < 0.5, outcome)


def _done(pick: Random, sorts: list[str]) -> Done:
    return Done(f"d{pick.random()}", _day(pick), pick.choice(sorts), as_asked=pick.random() < 0.5)


def _reason(pick: Random, orders: list[OrderFact]) -> ReasonFact:
    """Why something was not kept; half of them for the very time that an order began."""
    about = pick.choice(["", "one", "two"])
    since = next((one.began for one in orders if one.ident == about and pick.random() < 0.5), _day(pick))
    return ReasonFact(pick.choice(_CODES), about, since, pick.choice(list(NationalReason)))
