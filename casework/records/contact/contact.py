"""Contacts: what happened, with whom, what came of it. Complete when saved; a correction is a new record."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records.contact.appointment import ContactSort
from casework.records.file.brought_in import BroughtIn
from casework.records.merge import ONCE, Merge
from casework.records.record import Moment, Record, Value, register
from casework.records.telling import NEVER, WITHHELD
from casework.words import say

NARRATIVE_MAX = 100_000


class Outcome(StrEnum):
    """What came of a contact, in the field's terms (standards.md 86, 93, 94)."""

    COMPLIED = "attended_complied"
    NOT_COMPLIED = "attended_did_not_comply"
    SENT_AWAY = "attended_not_seen"
    ACCEPTABLE = "failed_acceptable_absence"
    UNACCEPTABLE = "failed_unacceptable_absence"
    UNDECIDED = "failed_reason_not_yet_known"
    NO_ANSWER = "visited_no_answer"
    SERVICE = "cancelled_by_service"
    EXCHANGED = "information_exchanged"


OUTCOME_WORDS = {
    Outcome.COMPLIED: say("Attended – complied"),
    Outcome.NOT_COMPLIED: say("Attended – did not comply"),
    Outcome.SENT_AWAY: say("Attended – could not be seen"),
    Outcome.ACCEPTABLE: say("Failed to attend – acceptable absence"),
    Outcome.UNACCEPTABLE: say("Failed to attend – unacceptable absence"),
    Outcome.UNDECIDED: say("Failed to attend – reason not yet known"),
    Outcome.NO_ANSWER: say("Visited – no answer"),
    Outcome.SERVICE: say("Cancelled by the service"),
    Outcome.EXCHANGED: say("Information exchanged"),
}

ATTENDED = frozenset({Outcome.COMPLIED, Outcome.NOT_COMPLIED})


class PresentRole(StrEnum):
    """In what part somebody was there."""

    PERSON = "person"
    WORKER = "worker"
    POLICE = "police"
    HOUSEHOLD = "household"
    CHILD = "child"
    INTERPRETER = "interpreter"
    PROFESSIONAL = "professional"
    OTHER = "other"


PRESENT_WORDS = {
    PresentRole.PERSON: say("The person"),
    PresentRole.WORKER: say("Social worker"),
    PresentRole.POLICE: say("Police officer"),
    PresentRole.HOUSEHOLD: say("Household or family"),
    PresentRole.CHILD: say("Child"),
    PresentRole.INTERPRETER: say("Interpreter"),
    PresentRole.PROFESSIONAL: say("Other professional"),
    PresentRole.OTHER: say("Somebody else"),
}


class Present(Value):
    """Somebody who was there."""

    role: PresentRole
    name: str = Field(default="", max_length=200)


class Handling(StrEnum):
    """How what the police told may be handled."""

    POLICE_ONLY = "share_only_with_police_agreement"
    AGENCIES = "share_with_agencies_on_the_case"
    PERSON = "may_be_told_to_the_person"


HANDLING_WORDS = {
    Handling.POLICE_ONLY: say("Share only with the police officer's agreement"),
    Handling.AGENCIES: say("May be shared with agencies on the case"),
    Handling.PERSON: say("May be told to the person"),
}


class VisitBasis(StrEnum):
    """On what footing a joint visit was made. Its legal basis is not settled by a source (standards.md 149)."""

    LICENCE = "condition_of_order_or_licence"
    CONSENT = "with_the_persons_consent"
    NOTIFICATION = "police_notification_visit"
    WARRANT = "warrant"
    OTHER = "other"


BASIS_WORDS = {
    VisitBasis.LICENCE: say("Condition of the order or licence"),
    VisitBasis.CONSENT: say("With the person's consent"),
    VisitBasis.NOTIFICATION: say("Police visit under notification requirements"),
    VisitBasis.WARRANT: say("Warrant"),
    VisitBasis.OTHER: say("Other"),
}


class JointVisit(Value):
    """The police side of a joint visit, kept apart from the social worker's account."""

    officer: str = Field(min_length=1, max_length=200)
    purpose: str = Field(min_length=1, max_length=500)
    basis: VisitBasis
    handling: Handling = Handling.POLICE_ONLY
    account: str = Field(default="", max_length=NARRATIVE_MAX)


class ConditionResult(StrEnum):
    """What the check of a condition showed."""

    KEPT = "kept"
    POSSIBLE_BREACH = "possible_breach"
    NOT_CHECKED = "not_checked"


CONDITION_WORDS = {
    ConditionResult.KEPT: say("Kept"),
    ConditionResult.POSSIBLE_BREACH: say("Possible breach"),
    ConditionResult.NOT_CHECKED: say("Not checked"),
}


class ConditionCheck(Value):
    """One condition that was looked at, as it was worded then."""

    condition: str
    number: str = Field(default="", max_length=20)
    result: ConditionResult
    note: str = Field(default="", max_length=2000)


class InterpreterSort(StrEnum):
    """Who interpreted. A child or relative is recorded, and warned about."""

    PROFESSIONAL = "professional"
    TELEPHONE = "telephone_service"
    RELATIVE = "adult_relative_or_friend"
    CHILD = "child"


INTERPRETER_WORDS = {
    InterpreterSort.PROFESSIONAL: say("Professional interpreter"),
    InterpreterSort.TELEPHONE: say("Telephone interpreting service"),
    InterpreterSort.RELATIVE: say("Adult relative or friend"),
    InterpreterSort.CHILD: say("Child"),
}


class Interpreter(Value):
    """Who interpreted, and into which language."""

    sort: InterpreterSort
    language: str = Field(min_length=1, max_length=100)
    name: str = Field(default="", max_length=200)
    agency: str = Field(default="", max_length=200)


class Happened(Value):
    """When it took place and how long it lasted."""

    starts: Moment
    minutes: int | None = Field(default=None, ge=0, le=1440)


class Correction(Value):
    """That this record corrects another, and why."""

    contact: str
    reason: str = Field(min_length=1, max_length=2000)


@register
class Contact(Record):
    """One contact with the person, or about them with another agency."""

    kind: ClassVar[str] = "contact"
    title: ClassVar[str] = say("Contact")
    required: ClassVar[frozenset[str]] = frozenset(
        {"sort", "happened", "arranged", "outcome", "narrative", "significant", "recorded_by"}
    )

    sort: Annotated[ContactSort | None, ONCE] = Field(default=None, title=say("Type of contact"))
    happened: Annotated[Happened | None, ONCE] = Field(default=None, title=say("When"))
    arranged: Annotated[bool | None, ONCE] = Field(default=None, title=say("Arranged beforehand"))
    appointment: Annotated[str | None, ONCE] = Field(default=None, title=say("Appointment"))
    present: Annotated[list[Present] | None, ONCE, WITHHELD] = Field(default=None, title=say("Who was present"))
    outcome: Annotated[Outcome | None, ONCE] = Field(default=None, title=say("Outcome"))
    narrative: Annotated[str | None, Field(min_length=1, max_length=NARRATIVE_MAX), ONCE] = Field(
        default=None, title=say("What happened")
    )
    joint: Annotated[JointVisit | None, ONCE, WITHHELD] = Field(default=None, title=say("Police officer's account"))
    conditions: Annotated[list[ConditionCheck] | None, ONCE] = Field(default=None, title=say("Conditions checked"))
    interpreter: Annotated[Interpreter | None, ONCE] = Field(default=None, title=say("Interpreter"))
    significant: Annotated[bool | None, ONCE] = Field(default=None, title=say("Significant"))
    next_appointment: Annotated[str | None, ONCE] = Field(default=None, title=say("Next appointment"))
    recorded_by: Annotated[str | None, ONCE] = Field(default=None, title=say("Recorded by"))
    corrects: Annotated[Correction | None, ONCE] = Field(default=None, title=say("Corrects"))
    corrected_by: Annotated[str | None, Merge("decide")] = Field(default=None, title=say("Corrected by"))
    brought_in: Annotated[BroughtIn | None, ONCE, NEVER] = Field(default=None, title=say("Brought in from"))

    def problems(self) -> list[Problem]:
        """What must agree with what."""
        found = []
        joint_sort = self.sort is ContactSort.JOINT_POLICE
        if joint_sort and self.joint is None:
            found.append(
                about(
                    "joint",
                    say("Joint visit with police: write which officer, the purpose and the basis of the visit."),
                    "officer",
                )
            )
        if self.joint is not None and not joint_sort:
            found.append(
                about(
                    "sort",
                    say("A police officer's account belongs to a joint visit: change the type, or remove the account."),
                )
            )
        if self.outcome in ATTENDED and not self.present:
            found.append(
                about("present", say("Who was present: tick at least the person, because the outcome says attended."))
            )
        return found
