"""Orders and licences, and their conditions. Each condition is a record of its own."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.merge import DECIDE
from casework.records.record import Record, Value, register
from casework.records.telling import Telling


class OrderSort(StrEnum):
    """Orders and licences of both eras (standards.md 2H, 2I, 2L). SRO is spelt out: it has two meanings."""

    CPO = "community_payback_order"
    PROBATION = "probation_order"
    DTTO = "drug_treatment_and_testing_order"
    SUPERVISED_RELEASE = "supervised_release_order"
    PAROLE = "parole_licence"
    NON_PAROLE = "non_parole_licence"
    EXTENDED = "extended_sentence_licence"
    LIFE = "life_licence"
    OLR = "order_for_lifelong_restriction"
    SHORT_TERM_SEX_OFFENDER = "short_term_sex_offender_licence"


ORDER_WORDS = {
    OrderSort.CPO: "Community Payback Order",
    OrderSort.PROBATION: "Probation order",
    OrderSort.DTTO: "Drug Treatment and Testing Order",
    OrderSort.SUPERVISED_RELEASE: "Supervised Release Order",
    OrderSort.PAROLE: "Parole licence",
    OrderSort.NON_PAROLE: "Non-parole licence",
    OrderSort.EXTENDED: "Extended sentence licence",
    OrderSort.LIFE: "Life licence",
    OrderSort.OLR: "Order for Lifelong Restriction",
    OrderSort.SHORT_TERM_SEX_OFFENDER: "Short-term sex offender licence",
}

_ORDERS = {OrderSort.CPO, OrderSort.PROBATION, OrderSort.DTTO}


def officer_title(sort: OrderSort) -> str:
    """Who supervises: the responsible officer of an order, the supervising officer of a licence (CPO guidance fn 3)."""
    return "Responsible officer" if sort in _ORDERS else "Supervising officer"


class Term(Value):
    """What the court or the licence says: kind, first and last day, and by whom it was made."""

    sort: OrderSort
    starts: date
    ends: date | None = None
    made_by: str | None = Field(default=None, max_length=200)


@register
class Order(Record):
    """One order or licence that the person is on."""

    kind: ClassVar[str] = "order"
    telling: ClassVar[Telling] = Telling.OPEN
    title: ClassVar[str] = "Order or licence"
    required: ClassVar[frozenset[str]] = frozenset({"term"})

    term: Annotated[Term | None, DECIDE] = Field(default=None, title="Order or licence")

    def problems(self) -> list[str]:
        """The last day cannot come before the first."""
        term = self.term
        if term and term.ends and term.ends < term.starts:
            return ["Order or licence: the last day is before the first; correct one of them."]
        return []


class ConditionText(Value):
    """A condition as it stands on the order, with its number there."""

    number: str = Field(min_length=1, max_length=20)
    text: str = Field(min_length=1, max_length=4000)
    check_at_visits: bool = True


@register
class Condition(Record):
    """A condition or requirement of an order or licence."""

    kind: ClassVar[str] = "condition"
    telling: ClassVar[Telling] = Telling.OPEN
    title: ClassVar[str] = "Condition"
    required: ClassVar[frozenset[str]] = frozenset({"order", "condition"})

    order: Annotated[str | None, DECIDE] = Field(default=None, title="Order or licence")
    condition: Annotated[ConditionText | None, DECIDE] = Field(default=None, title="Condition")
    ended_on: Annotated[date | None, DECIDE] = Field(default=None, title="Ended on")
