"""The requirements of a community payback order: ten sorts (CPO practice guidance, chapter 11).

Unpaid work: 20 to 100 hours at level 1, 101 to 300 at level 2 (standards.md 2H).
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE
from casework.records.part import Choice, Link
from casework.records.record import Record, register
from casework.records.telling import Telling
from casework.words import say


class RequirementSort(Choice):
    """What the court required."""

    SUPERVISION = "supervision", say("Offender supervision")
    COMPENSATION = "compensation", say("Compensation")
    UNPAID_WORK = "unpaid_work", say("Unpaid work or other activity")
    PROGRAMME = "programme", say("Programme")
    RESIDENCE = "residence", say("Residence")
    MENTAL_HEALTH = "mental_health_treatment", say("Mental health treatment")
    DRUG = "drug_treatment", say("Drug treatment")
    ALCOHOL = "alcohol_treatment", say("Alcohol treatment")
    CONDUCT = "conduct", say("Conduct")
    MOVEMENT = "restricted_movement", say("Restricted movement")


HOURS = range(20, 301)
"""How many hours of unpaid work a court may require."""


@register
class Requirement(Record):
    """One requirement of a community payback order: what the court wants of the person, and until when."""

    kind: ClassVar[str] = "requirement"
    telling: ClassVar[Telling] = Telling.OPEN
    title: ClassVar[str] = say("Requirement")
    required: ClassVar[frozenset[str]] = frozenset({"order", "sort"})

    order: Annotated[Annotated[str, Field(min_length=1, max_length=64)] | None, DECIDE, Link(("order",))] = Field(
        default=None, title=say("Order")
    )
    sort: Annotated[RequirementSort | None, DECIDE] = Field(default=None, title=say("Requirement"))
    text: Annotated[Annotated[str, Field(max_length=4000)] | None, DECIDE] = Field(
        default=None, title=say("As the order says it")
    )
    hours: Annotated[Annotated[int, Field(ge=1, le=999)] | None, DECIDE] = Field(
        default=None, title=say("Hours of unpaid work")
    )
    starts: Annotated[date | None, DECIDE] = Field(default=None, title=say("From"))
    ends: Annotated[date | None, DECIDE] = Field(default=None, title=say("Until"))
    ended_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Completed or ended on"))
    begun_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Work or treatment began on"))

    def problems(self) -> list[Problem]:
        """Hours belong to unpaid work and lie within the law's bounds; nothing ends before it begins."""
        found = []
        if self.hours is not None and self.sort is not RequirementSort.UNPAID_WORK:
            found.append(
                about("hours", say("Hours of unpaid work: only an unpaid work requirement has hours; take them out."))
            )
        elif self.hours is not None and self.hours not in HOURS:
            found.append(about("hours", say("Hours of unpaid work: a court gives 20 to 300; correct the number.")))
        if self.starts and self.ends and self.ends < self.starts:
            found.append(about("ends", say("Until: the day is before the first; correct one of them.")))
        if self.starts and self.ended_on and self.ended_on < self.starts:
            found.append(
                about("ended_on", say("Completed or ended on: the day is before the first; correct one of them."))
            )
        return found
