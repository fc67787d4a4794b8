"""People of other agencies around a case."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.merge import DECIDE
from casework.records.part import Choice
from casework.records.record import Record, Value, register
from casework.records.telling import Telling
from casework.words import say


class AgencyRole(Choice):
    """What somebody of another agency is to the case (standards.md 70, 138–142, 151, 152)."""

    NAMED_POLICE = "named_police_contact", say("Named police contact")
    POLICE = "police", say("Police")
    SOLO = "sex_offender_liaison_officer", say("Sex Offender Liaison Officer")
    SOLO_HOUSING = "sex_offender_liaison_officer_housing", say("Sex Offender Liaison Officer, housing")
    SOLO_HEALTH = "sex_offender_liaison_officer_health", say("Sex Offender Liaison Officer, health")
    NHS = "nhs_single_point_of_contact", say("NHS single point of contact")
    PRISON = "prison_social_work", say("Prison-based social work")
    HOUSING = "housing", say("Housing")
    MAPPA = "mappa_coordinator", say("MAPPA Coordinator")
    TREATMENT = "treatment", say("Treatment or programme")
    KEY_OFFICER = "key_officer", say("Key officer of an agency")
    CHILD_PROTECTION = "child_protection", say("Child protection")
    ADULT_PROTECTION = "adult_protection", say("Adult protection")
    ESCALATION = "escalation", say("Whom to ring when nobody answers")
    OTHER = "other", say("Other")


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
    title: ClassVar[str] = say("People and agencies")
    required: ClassVar[frozenset[str]] = frozenset({"person"})

    person: Annotated[AgencyPerson | None, DECIDE] = Field(default=None, title=say("Contact"))
    ended_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Ended on"))
    confirmed_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Last confirmed on"))
