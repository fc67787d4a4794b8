"""People of other agencies around a case."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.merge import DECIDE
from casework.records.record import Record, Value, register
from casework.records.telling import Telling


class AgencyRole(StrEnum):
    """What somebody of another agency is to the case (standards.md 138–142)."""

    NAMED_POLICE = "named_police_contact"
    POLICE = "police"
    SOLO = "sex_offender_liaison_officer"
    NHS = "nhs_single_point_of_contact"
    PRISON = "prison_social_work"
    HOUSING = "housing"
    MAPPA = "mappa_coordinator"
    TREATMENT = "treatment"
    OTHER = "other"


AGENCY_ROLE_WORDS = {
    AgencyRole.NAMED_POLICE: "Named police contact",
    AgencyRole.POLICE: "Police",
    AgencyRole.SOLO: "Sex Offender Liaison Officer",
    AgencyRole.NHS: "NHS single point of contact",
    AgencyRole.PRISON: "Prison-based social work",
    AgencyRole.HOUSING: "Housing",
    AgencyRole.MAPPA: "MAPPA Coordinator",
    AgencyRole.TREATMENT: "Treatment or programme",
    AgencyRole.OTHER: "Other",
}


class AgencyPerson(Value):
    """Who it is and how to reach them."""

    role: AgencyRole
    name: str = Field(min_length=1, max_length=200)
    agency: str = Field(min_length=1, max_length=200)
    telephone: str = Field(default="", max_length=40)
    email: str = Field(default="", max_length=200)


@register
class AgencyContact(Record):
    """A person of another agency who works with this case."""

    kind: ClassVar[str] = "agency_contact"
    telling: ClassVar[Telling] = Telling.WITHHELD
    title: ClassVar[str] = "People and agencies"
    required: ClassVar[frozenset[str]] = frozenset({"person"})

    person: Annotated[AgencyPerson | None, DECIDE] = Field(default=None, title="Contact")
    ended_on: Annotated[date | None, DECIDE] = Field(default=None, title="Ended on")
