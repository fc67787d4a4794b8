"""What the person did, how it came to it and who was harmed: what a score does not look at (standards.md 32, 55)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.records.assessment.evidence import Evidence, Point
from casework.records.merge import DECIDE, SET, TEXT
from casework.records.part import Answer, Line, Link, Prose
from casework.records.record import Record, register
from casework.records.telling import WITHHELD
from casework.words import say


@register
class OffenceAnalysis(Record):
    """An analysis of an offence or of a pattern of offending, with the person's account beside the papers'."""

    kind: ClassVar[str] = "offence_analysis"
    title: ClassVar[str] = say("Offence analysis")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"offence", "what_happened"})

    offence: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Offence"))
    happened_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Date of the offence"))
    order: Annotated[str | None, DECIDE, Link(("order",))] = Field(default=None, title=say("Order or licence"))
    what_happened: Annotated[Prose | None, TEXT] = Field(default=None, title=say("What happened"))
    own_account: Annotated[Prose | None, TEXT] = Field(default=None, title=say("The person's account"))
    papers_account: Annotated[Prose | None, TEXT, WITHHELD] = Field(
        default=None, title=say("What the papers and the police say")
    )
    differences: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Where they differ"))
    pattern: Annotated[Prose | None, TEXT] = Field(default=None, title=say("Pattern"))
    victim: Annotated[Prose | None, TEXT, WITHHELD] = Field(default=None, title=say("Victim"))
    triggers: Annotated[list[Point], SET] = Field(default_factory=list, title=say("Triggers"))
    evidence: Annotated[list[Evidence], SET] = Field(default_factory=list, title=say("What it rests on"))
    verified: Annotated[Answer | None, DECIDE] = Field(default=None, title=say("Account verified"))
