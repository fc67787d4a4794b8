"""Orders and licences, and their conditions. Each condition is a record of its own."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE
from casework.records.part import Choice
from casework.records.record import Moment, Record, Value, register
from casework.records.telling import Telling
from casework.words import say


class OrderSort(Choice):
    """Orders and licences of both eras (standards.md 2H, 2I, 2L). SRO is spelt out: it has two meanings."""

    CPO = "community_payback_order", say("Community Payback Order")
    PROBATION = "probation_order", say("Probation order")
    COMMUNITY_SERVICE = "community_service_order", say("Community Service Order")
    ATTENDANCE = "supervised_attendance_order", say("Supervised Attendance Order")
    DTTO = "drug_treatment_and_testing_order", say("Drug Treatment and Testing Order")
    SUPERVISED_RELEASE = "supervised_release_order", say("Supervised Release Order")
    PAROLE = "parole_licence", say("Parole licence")
    NON_PAROLE = "non_parole_licence", say("Non-parole licence")
    EXTENDED = "extended_sentence_licence", say("Extended sentence licence")
    LIFE = "life_licence", say("Life licence")
    OLR = "order_for_lifelong_restriction", say("Order for Lifelong Restriction")
    SHORT_TERM_SEX_OFFENDER = "short_term_sex_offender_licence", say("Short-term sex offender licence")
    SHPO = "sexual_harm_prevention_order", say("Sexual Harm Prevention Order")
    SOPO = "sexual_offences_prevention_order", say("Sexual Offences Prevention Order")
    SEXUAL_RISK = "sexual_risk_order", say("Sexual Risk Order")
    RSHO = "risk_of_sexual_harm_order", say("Risk of Sexual Harm Order")
    FOREIGN_TRAVEL = "foreign_travel_order", say("Foreign Travel Order")
    COMMUNITY_ENGLAND = "community_order_england_and_wales", say("Community order (England and Wales)")
    SUSPENDED_ENGLAND = (
        "suspended_sentence_order_england_and_wales",
        say("Suspended sentence order (England and Wales)"),
    )
    LICENCE_ENGLAND = "licence_england_and_wales", say("Licence (England and Wales)")


ORDER_WORDS = {sort: sort.words for sort in OrderSort}


BECAME = {
    OrderSort.PROBATION: OrderSort.CPO,
    OrderSort.COMMUNITY_SERVICE: OrderSort.CPO,
    OrderSort.ATTENDANCE: OrderSort.CPO,
    OrderSort.SOPO: OrderSort.SHPO,
    OrderSort.FOREIGN_TRAVEL: OrderSort.SHPO,
    OrderSort.RSHO: OrderSort.SEXUAL_RISK,
}
"""What is made today in place of a former order.

Community payback: offences from 1 February 2011. Sexual harm prevention and sexual risk orders: from 31 March 2023
(Abusive Behaviour and Sexual Harm (Scotland) Act 2016; SSI 2023/51). Orders that were in force went on under their
old names.
"""

ELSEWHERE = frozenset({OrderSort.COMMUNITY_ENGLAND, OrderSort.SUSPENDED_ENGLAND, OrderSort.LICENCE_ENGLAND})
"""What only arrives by transfer."""

PREVENTIVE = frozenset(
    {OrderSort.SHPO, OrderSort.SOPO, OrderSort.SEXUAL_RISK, OrderSort.RSHO, OrderSort.FOREIGN_TRAVEL}
)
"""Orders that forbid something and that the police see to: nobody is supervised under them."""

_COMMUNITY = frozenset(
    {
        OrderSort.CPO,
        OrderSort.PROBATION,
        OrderSort.COMMUNITY_SERVICE,
        OrderSort.ATTENDANCE,
        OrderSort.DTTO,
        OrderSort.COMMUNITY_ENGLAND,
        OrderSort.SUSPENDED_ENGLAND,
    }
)


def officer_title(sort: OrderSort) -> str:
    """Who supervises: the responsible officer of an order, the supervising officer of a licence (CPO guidance fn 3).

    Nobody supervises under an order that only forbids something: "Officer".
    """
    if sort in PREVENTIVE:
        return say("Officer")
    return say("Responsible officer") if sort in _COMMUNITY else say("Supervising officer")


class Term(Value):
    """What the court or the licence says: kind, first and last day, and by whom it was made."""

    sort: OrderSort = Field(title=say("Type"))
    starts: date
    ends: date | None = None
    made_by: str | None = Field(default=None, max_length=200)


@register
class Order(Record):
    """One order or licence that the person is on."""

    kind: ClassVar[str] = "order"
    telling: ClassVar[Telling] = Telling.OPEN
    title: ClassVar[str] = say("Order or licence")
    required: ClassVar[frozenset[str]] = frozenset({"term"})

    term: Annotated[Term | None, DECIDE] = Field(default=None, title=say("Order or licence"))
    imposed_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Imposed on, if not the first day"))
    released_at: Annotated[Moment | None, DECIDE] = Field(default=None, title=say("Released on licence at"))

    def problems(self) -> list[Problem]:
        """The last day cannot come before the first, and what came by transfer says who made it."""
        term = self.term
        if term and term.ends and term.ends < term.starts:
            return [about("term", say("Order or licence: the last day is before the first; correct one of them."))]
        if term and term.sort in ELSEWHERE and not term.made_by:
            return [
                about(
                    "term",
                    say(
                        "Order or licence: one of England and Wales comes by transfer; write which court or body "
                        "made it."
                    ),
                )
            ]
        return []


class ConditionText(Value):
    """A condition as it stands on the order, with its number there."""

    number: str = Field(min_length=1, max_length=20)
    text: str = Field(min_length=1, max_length=4000, title=say("In words"))
    check_at_visits: bool = True


@register
class Condition(Record):
    """A condition or requirement of an order or licence."""

    kind: ClassVar[str] = "condition"
    telling: ClassVar[Telling] = Telling.OPEN
    title: ClassVar[str] = say("Condition")
    required: ClassVar[frozenset[str]] = frozenset({"order", "condition"})

    order: Annotated[str | None, DECIDE] = Field(default=None, title=say("Order or licence"))
    condition: Annotated[ConditionText | None, DECIDE] = Field(default=None, title=say("Condition"))
    ended_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Ended on"))
