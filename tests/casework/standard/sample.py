"""Facts of invented cases, and the tables of Doorstep with every one switched on."""

from datetime import UTC, date, datetime, time

from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Outcome
from casework.records.sentence.order import OrderSort
from casework.rules.calendar import Calendar
from casework.rules.due import Due
from casework.rules.standard.due_item import standards_of
from casework.rules.standard.fact import CaseFacts, Done, Meeting, OrderFact, RequirementFact
from casework.rules.standard.rule import StandardTable, load_standards

SCOTLAND = Calendar()
SHIPPED = load_standards()
EVERY = tuple(table.model_copy(update={"confirmed": True}) for table in SHIPPED)
"""The tables as they would be at an agency that confirmed all of them."""

ORDER = "order-1"
MAUNDY_THURSDAY = date(2026, 4, 2)
"""Before Good Friday: the next working day is Monday 6 April."""

CHRISTMAS_EVE = date(2025, 12, 24)
"""A Wednesday; working days after it: Monday 29, Tuesday 30 and Wednesday 31 December, Monday 5 January."""


def order(
    sort: OrderSort = OrderSort.CPO,
    began: date = MAUNDY_THURSDAY,
    ends: date | None = None,
    released_at: datetime | None = None,
    requirements: tuple[RequirementFact, ...] = (),
) -> OrderFact:
    """An order or licence."""
    return OrderFact(ORDER, sort, began, ends, released_at, requirements)


def meeting(
    on: date,
    sort: ContactSort = ContactSort.OFFICE,
    outcome: Outcome | None = Outcome.COMPLIED,
    *,
    arranged: bool = True,
    hour: int = 11,
) -> Meeting:
    """A meeting on a day; without an outcome it is arranged and not recorded."""
    at = datetime.combine(on, time(hour), UTC)
    ident = f"meeting-{on}-{sort}-{hour}"
    return Meeting(ident, at, on, sort, arranged, outcome, recorded=outcome is not None)


def visit(on: date, outcome: Outcome | None = Outcome.COMPLIED) -> Meeting:
    """A home visit that was announced."""
    return meeting(on, ContactSort.HOME_ANNOUNCED, outcome)


def review(on: date, sort: str = "order", *, as_asked: bool = False, next_on: date | None = None) -> Done:
    """A review that was held."""
    return Done(f"review-{on}", on, sort, as_asked=as_asked, next_on=next_on)


def by_rule(code: str, facts: CaseFacts, today: date, tables: tuple[StandardTable, ...] = EVERY) -> list[Due]:
    """Everything that one rule asks for up to a day."""
    return [due for due in standards_of(facts, tables, SCOTLAND, today) if due.rule.code == code]
