"""The person who is supervised: names with dates, aliases, numbers, language and communication needs."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from casework.records.merge import DECIDE, SET
from casework.records.person.interpreter import InterpreterArrangement
from casework.records.person.status import PersonStatus
from casework.records.record import Record, Value, register
from casework.records.telling import OPEN, WITHHELD
from casework.words import say

Text = Annotated[str, Field(min_length=1, max_length=200)]


class NameSort(StrEnum):
    """Why a name is kept beside the current one."""

    FORMER = "former"
    ALIAS = "alias"
    BIRTH = "birth"


class ReferenceSort(StrEnum):
    """Whose number a reference is. ViSOR: the reference alone, never its content (standards.md 136)."""

    CAREJUST = "carejust"
    LSCMI = "lscmi"
    CHS = "criminal_history"
    PRISON = "prison"
    VISOR = "visor"
    COURT = "court"
    OTHER = "other"


REFERENCE_WORDS = {
    ReferenceSort.CAREJUST: "CareJust",
    ReferenceSort.LSCMI: say("LS/CMI system"),
    ReferenceSort.CHS: say("Criminal History System"),
    ReferenceSort.PRISON: say("Prisoner number"),
    ReferenceSort.VISOR: say("ViSOR reference"),
    ReferenceSort.COURT: say("Court reference"),
    ReferenceSort.OTHER: say("Other reference"),
}


class PersonName(Value):
    """The name in use, since a day where known."""

    given: Text
    family: Text
    known_as: str | None = Field(default=None, max_length=100)
    since: date | None = None

    def full(self) -> str:
        """Given and family name as written on a page."""
        return f"{self.given} {self.family}"


class OtherName(Value):
    """A former name, an alias or a birth name, with the days it was in use where known."""

    sort: NameSort
    given: str = Field(default="", max_length=200)
    family: str = Field(default="", max_length=200)
    starts: date | None = None
    ends: date | None = None


class Reference(Value):
    """A number by which another system or body knows the person."""

    sort: ReferenceSort
    number: Text


class Communication(Value):
    """Language and what the person needs to take part."""

    language: Text = say("English")
    interpreter: bool = False
    needs: str | None = Field(default=None, max_length=1000)


@register
class Person(Record):
    """The person of a case. One per case scope."""

    kind: ClassVar[str] = "person"
    title: ClassVar[str] = say("Person")
    required: ClassVar[frozenset[str]] = frozenset({"name", "born"})

    name: Annotated[PersonName | None, DECIDE, OPEN] = Field(default=None, title=say("Name"))
    born: Annotated[date | None, DECIDE, OPEN] = Field(default=None, title=say("Date of birth"))
    sex: Annotated[Literal["female", "male", "other", "not_known"] | None, DECIDE] = Field(
        default=None, title=say("Sex")
    )
    other_names: Annotated[list[OtherName], SET] = Field(default_factory=list, title=say("Other names"))
    references: Annotated[list[Reference], SET, WITHHELD] = Field(default_factory=list, title=say("Reference numbers"))
    communication: Annotated[Communication | None, DECIDE, OPEN] = Field(default=None, title=say("Language and needs"))
    interpreter: Annotated[InterpreterArrangement | None, DECIDE] = Field(
        default=None, title=say("Interpreter as arranged")
    )
    telephone: Annotated[str | None, DECIDE, OPEN] = Field(default=None, max_length=40, title=say("Telephone"))
    # Who told us is often the police or the family: their words are not handed on without a senior.
    status: Annotated[PersonStatus | None, DECIDE, WITHHELD] = Field(default=None, title=say("Status"))
