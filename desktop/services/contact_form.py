"""What is on the contact sheet, half filled in or whole. As JSON it is the draft; when finished it becomes a record.

Everything on it is optional until it is finished: a draft must take whatever is on the screen at any keystroke.
"""

from datetime import date, time

from pydantic import BaseModel, ConfigDict, Field

from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import (
    ConditionResult,
    Handling,
    InterpreterSort,
    Outcome,
    PresentRole,
    VisitBasis,
)
from casework.records.identifier import CaseId


class Part(BaseModel):
    """Base of the sheet's parts."""

    model_config = ConfigDict(extra="ignore")


class PresentPart(Part):
    """A person ticked or added as present."""

    role: PresentRole
    name: str = ""


class JointPart(Part):
    """The police side of a joint visit."""

    officer: str = ""
    purpose: str = ""
    basis: VisitBasis | None = None
    handling: Handling = Handling.POLICE_ONLY
    account: str = ""


class ConditionPart(Part):
    """A condition of the order, offered to be checked. `number` and `text` are as on the order."""

    condition: str
    number: str = ""
    text: str = ""
    result: ConditionResult = ConditionResult.NOT_CHECKED
    note: str = ""


class InterpreterPart(Part):
    """Who interpreted."""

    sort: InterpreterSort = InterpreterSort.PROFESSIONAL
    language: str = ""
    name: str = ""
    agency: str = ""


class NextPart(Part):
    """The next appointment, arranged at the end of this contact."""

    sort: ContactSort = ContactSort.OFFICE
    day: date | None = None
    at: time | None = None
    back_by: time | None = None
    place: str = ""


class ContactForm(Part):
    """The contact sheet. Day and times are as on the clock here.

    `record`: the id under which it will be recorded, where something belongs to it already: a photograph of the visit.
    """

    case: CaseId
    record: str | None = None
    appointment: str | None = None
    corrects: str | None = None
    unfinished: str | None = None
    correction_reason: str = ""
    sort: ContactSort | None = None
    day: date | None = None
    at: time | None = None
    minutes: int | None = None
    arranged: bool | None = None
    present: list[PresentPart] = Field(default_factory=list)
    outcome: Outcome | None = None
    narrative: str = ""
    joint: JointPart = Field(default_factory=JointPart)
    conditions: list[ConditionPart] = Field(default_factory=list)
    interpreter: InterpreterPart | None = None
    significant: bool | None = None
    next: NextPart | None = None
