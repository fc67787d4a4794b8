"""Appointments and planned visits: what was arranged, apart from whether it was attended (standards.md 94)."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.merge import DECIDE
from casework.records.record import Moment, Record, Value, register
from casework.words import say


class ContactSort(StrEnum):
    """How a contact is made; used for appointments and contacts alike (standards.md 98)."""

    OFFICE = "office"
    HOME_ANNOUNCED = "home_visit_announced"
    HOME_UNANNOUNCED = "home_visit_unannounced"
    JOINT_POLICE = "joint_visit_with_police"
    TELEPHONE = "telephone"
    VIDEO = "video"
    OTHER_AGENCY = "other_agency"


CONTACT_SORT_WORDS = {
    ContactSort.OFFICE: say("Office appointment"),
    ContactSort.HOME_ANNOUNCED: say("Home visit, announced"),
    ContactSort.HOME_UNANNOUNCED: say("Home visit, not announced"),
    ContactSort.JOINT_POLICE: say("Joint visit with police"),
    ContactSort.TELEPHONE: say("Telephone"),
    ContactSort.VIDEO: say("Video call"),
    ContactSort.OTHER_AGENCY: say("Contact with another agency"),
}

VISITS = frozenset({ContactSort.HOME_ANNOUNCED, ContactSort.HOME_UNANNOUNCED, ContactSort.JOINT_POLICE})


class Plan(Value):
    """What is arranged: one field, because time, place and who goes must agree."""

    sort: ContactSort
    starts: Moment
    back_by: Moment | None = None
    place: str = Field(default="", max_length=300)
    staff: str
    police: str = Field(default="", max_length=200)
    purpose: str = Field(default="", max_length=500)


class AppointmentStatus(StrEnum):
    """What became of the arrangement; whether the person attended stands in the contact."""

    PLANNED = "planned"
    RECORDED = "recorded"
    CANCELLED = "cancelled"


class AppointmentState(Value):
    """What became of it; `contact` is the record of the contact, where there is one."""

    status: AppointmentStatus
    contact: str | None = None
    reason: str = Field(default="", max_length=500)


@register
class Appointment(Record):
    """An appointment or a planned visit."""

    kind: ClassVar[str] = "appointment"
    title: ClassVar[str] = say("Appointment")
    required: ClassVar[frozenset[str]] = frozenset({"plan", "state"})

    plan: Annotated[Plan | None, DECIDE] = Field(default=None, title=say("Appointment"))
    state: Annotated[AppointmentState | None, DECIDE] = Field(default=None, title=say("State"))

    def problems(self) -> list[Problem]:
        """One cannot be back before setting out."""
        plan = self.plan
        if plan and plan.back_by and plan.back_by <= plan.starts:
            return [
                about("plan", say("Appointment: the time back is before the start; correct one of them."), "back_by")
            ]
        return []
