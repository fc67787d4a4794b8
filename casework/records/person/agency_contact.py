"""People of other agencies around a case."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.merge import DECIDE
from casework.records.part import Choice
from casework.records.record import Record, Value, register
from casework.records.telling import Telling


class AgencyRole(Choice):
    """What somebody of another agency is to the case (standards.md 70, 138–142, 151, 152)."""

    NAMED_POLICE = "named_police_contact", "Named police contact"
    POLICE = "police", "Police"
    SOLO = "sex_offender_liaison_officer", "Sex Offender Liaison Officer"
    SOLO_HOUSING = "sex_offender_liaison_officer_housing", "Sex Offender Liaison Officer, housing"
    SOLO_HEALTH = "sex_offender_liaison_officer_health", "Sex Offender Liaison Officer, health"
    NHS = "nhs_single_point_of_contact", "NHS single point of contact"
    PRISON = "prison_social_work", "Prison-based social work"
    HOUSING = "housing", "Housing"
    MAPPA = "mappa_coordinator", "MAPPA Coordinator"
    TREATMENT = "treatment", "Treatment or programme"
    KEY_OFFICER = "key_officer", "Key officer of an agency"
    CHILD_PROTECTION = "child_protection", "Child protection"
    ADULT_PROTECTION = "adult_protection", "Adult protection"
    ESCALATION = "escalation", "Whom to ring when nobody answers"
    OTHER = "other", "Other"


AGENCY_ROLE_WORDS = {role: role.words for role in AgencyRole}


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
    confirmed_on: Annotated[date | None, DECIDE] = Field(default=None, title="Last confirmed on")
