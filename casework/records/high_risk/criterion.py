"""What a proposal for the high-risk list rests on: evidence for each limb and each condition (standards.md 1-8)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from casework.records.part import LINE_MAX, Choice, Line, Link, Prose
from casework.records.record import Value
from casework.words import say


class Conviction(Value):
    """A conviction that carries limb a: by which court, when, of what, and that it was on indictment."""

    court: Annotated[Line, Field(title=say("Court"))]
    on: date = Field(title=say("Convicted on"))
    offence: Annotated[Line, Field(title=say("Offence"))]
    on_indictment: bool = Field(title=say("On indictment"))


class Concern(Value):
    """A behaviour that escalates or a circumstance that changed: what, since when, and where it is recorded."""

    what: Annotated[Prose, Field(title=say("Behaviour or change"))]
    on: date = Field(title=say("When"))
    contact: Annotated[
        str | None,
        Field(min_length=1, max_length=64, title=say("Contact it is recorded in")),
        Link(("contact", "incident")),
    ] = None


class OtherReport(Value):
    """A report or information of somebody: where from, of which day, who holds it, and what it says."""

    source: Annotated[Line, Field(title=say("Source"))]
    on: date = Field(title=say("Date"))
    holder: Annotated[Line, Field(title=say("Held by"))]
    says: str = Field(default="", max_length=LINE_MAX * 10, title=say("What it says"))


class AtRisk(Choice):
    """To whom the person may continue to present a high risk of serious harm (standards.md 6)."""

    KNOWN = "known_persons", say("Known persons")
    PUBLIC = "public_at_large", say("The public at large")


class HighRiskSort(Choice):
    """As what somebody is counted on the list (standards.md 29). No sort is presumed to be managed under MAPPA."""

    SEXUAL = "sexual", say("Serious sexual")
    VIOLENT = "violent", say("Serious violent")
    SEXUAL_VIOLENT = "sexual_and_violent", say("Serious sexual and violent")
    OTHER = "other", say("Other")

    @property
    def violent(self) -> bool:
        """Whether a named police contact is needed (standards.md 139)."""
        return self in {HighRiskSort.VIOLENT, HighRiskSort.SEXUAL_VIOLENT}


class Handling(Choice):
    """Where the case is managed, as far as its proposer can say; a referral is a record of its own."""

    IN_HOUSE = "in_house", say("In-house")
    MARS = "mars", say("Needs several agencies: refer to MARS")
    MAPPA = "mappa", say("Managed under MAPPA")
    OPEN = "open", say("Not decided yet")
