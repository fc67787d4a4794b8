"""Learning reviews with partners: what went well, what to improve, and what is done about it (standards.md 190).

A review of one case lies with the case; one of several cases or of a theme lies with the team.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records import caution
from casework.records.identifier import ScopeSort
from casework.records.merge import DECIDE, ONCE, SET, TEXT, cautious
from casework.records.part import STAFF, Line, Link, Prose
from casework.records.record import Record, register
from casework.records.telling import Telling
from casework.words import say

_Id = Annotated[str, Field(min_length=1, max_length=64)]


class _OfCaseOrTeam(Record):
    """Lies in a case's scope, or in a team's where it is about more than one case."""

    telling: ClassVar[Telling] = Telling.NEVER
    restrictable: ClassVar[bool] = True

    @classmethod
    def lies_in(cls, sort: ScopeSort | None) -> bool:
        """In a case, its restricted part, or a team."""
        return sort == "team" or super().lies_in(sort)


@register
class LearningReview(_OfCaseOrTeam):
    """A review held to learn from what happened, with partners. Nobody is blamed in it."""

    kind: ClassVar[str] = "learning_review"
    title: ClassVar[str] = say("Learning review")
    required: ClassVar[frozenset[str]] = frozenset({"subject", "held_on", "led_by"})

    subject: Annotated[Line | None, DECIDE] = Field(default=None, title=say("What it is about"))
    held_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Held on"))
    led_by: Annotated[_Id | None, ONCE, STAFF] = Field(default=None, title=say("Led by"))
    partners: Annotated[list[Line], SET] = Field(default_factory=list, title=say("Partners who took part"))
    follows: Annotated[_Id | None, ONCE, Link(("incident", "near_miss", "incident_decision"))] = Field(
        default=None, title=say("What it follows")
    )
    went_well: Annotated[Prose | None, TEXT] = Field(default=None, title=say("What went well"))
    improve: Annotated[Prose | None, TEXT] = Field(default=None, title=say("What to improve"))
    themes: Annotated[list[Line], SET] = Field(default_factory=list, title=say("Themes"))
    closed_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Closed on"))

    def problems(self) -> list[Problem]:
        """It is closed after it was held, and with something learnt."""
        found = []
        if self.held_on and self.closed_on and self.closed_on < self.held_on:
            found.append(about("closed_on", say("Closed on: the day is before the review; correct one of them.")))
        if self.closed_on and not (self.went_well and self.improve):
            found.append(
                about("closed_on", say("Closed on: write what went well and what to improve before it is closed."))
            )
        return found


@register
class LearningAction(_OfCaseOrTeam):
    """An action from a learning review: whose it is, by when, and what came of it."""

    kind: ClassVar[str] = "learning_action"
    title: ClassVar[str] = say("Action from a learning review")
    required: ClassVar[frozenset[str]] = frozenset({"review", "action", "owner", "due_on"})

    review: Annotated[_Id | None, ONCE, Link(("learning_review",))] = Field(default=None, title=say("Learning review"))
    action: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What is to be done"))
    owner: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Who does it"))
    agency: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Agency"))
    staff: Annotated[_Id | None, DECIDE, STAFF] = Field(default=None, title=say("Member of staff, if one of ours"))
    due_on: Annotated[date | None, cautious(caution.soonest, "worker")] = Field(default=None, title=say("Due on"))
    done_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Done on"))
    result: Annotated[Prose | None, TEXT] = Field(default=None, title=say("What came of it"))
