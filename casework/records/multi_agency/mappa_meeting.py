"""MAPPA meetings and other meetings about the person, and the actions they set (standards.md 70, 124-128, 132).

Minutes are restricted: only their reference and what the worker sums up from them are kept, withheld from the person.
The next review has a date that the meeting chose (guidance 5.51-5.53: no interval is fixed).
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from casework.problem import Problem, about
from casework.records import caution
from casework.records.merge import DECIDE, ONCE, SET, TEXT, cautious
from casework.records.multi_agency.mappa import MappaStandingLevel
from casework.records.multi_agency.party import Attendee, RecordRef, StaffId
from casework.records.part import STAFF, Answer, Choice, Line, Link, Prose
from casework.records.record import Record, Value, register
from casework.records.telling import WITHHELD
from casework.words import say


class MeetingSort(Choice):
    """What sort of meeting it was."""

    INITIAL = "initial", say("MAPPA, initial")
    REVIEW = "review", say("MAPPA, review")
    NON_CORE = "non_core", say("MAPPA, non-core")
    CASE_CONFERENCE = "integrated_case_management", say("Case conference in prison (ICM)")
    OTHER = "other", say("Another meeting between agencies")


MAPPA_SORTS = frozenset({MeetingSort.INITIAL, MeetingSort.REVIEW})
"""The meetings that set a level and a date for the next review."""


class PersonTold(Value):
    """What the person was told of a meeting, and how."""

    on: date = Field(title=say("On"))
    how: Annotated[Line, Field(title=say("How"))]
    what: Annotated[Prose, Field(title=say("What"))]


@register
class MappaMeeting(Record):
    """A meeting of agencies about the person: who was there, what was decided, when it meets again."""

    kind: ClassVar[str] = "mappa_meeting"
    title: ClassVar[str] = say("MAPPA or other meeting")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"sort", "held_on"})

    sort: Annotated[MeetingSort | None, ONCE] = Field(default=None, title=say("Type of meeting"))
    held_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Held on"))
    level: Annotated[MappaStandingLevel | None, DECIDE] = Field(default=None, title=say("Level decided"))
    attendees: Annotated[list[Attendee], SET, WITHHELD] = Field(
        default_factory=list, title=say("Who was invited and who attended")
    )
    head_of_service: Annotated[Answer | None, DECIDE] = Field(default=None, title=say("Head of Service attended"))
    risk_considered: Annotated[Prose | None, TEXT, WITHHELD] = Field(
        default=None, title=say("Risk of serious harm, as discussed")
    )
    obstacles: Annotated[Prose | None, TEXT, WITHHELD] = Field(
        default=None, title=say("Obstacles to managing the risk")
    )
    minute_reference: Annotated[Line | None, DECIDE, WITHHELD] = Field(
        default=None, title=say("Reference of the minute")
    )
    minute_received_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Minute received on"))
    summary: Annotated[Prose | None, TEXT, WITHHELD] = Field(default=None, title=say("Summary of the minute"))
    person_views: Annotated[Prose | None, TEXT] = Field(default=None, title=say("How the person's view was put"))
    person_told: Annotated[PersonTold | None, DECIDE] = Field(default=None, title=say("What the person was told"))
    next_review_on: Annotated[date | None, cautious(caution.soonest, "worker")] = Field(
        default=None, title=say("Next review on")
    )

    def problems(self) -> list[Problem]:
        """A MAPPA meeting decides a level, and when it meets again unless the person left MAPPA there."""
        found = self._decided() if self.sort in MAPPA_SORTS else []
        if self.held_on and self.next_review_on and self.next_review_on <= self.held_on:
            found.append(
                about("next_review_on", say("Next review on: the day is not after the meeting; correct one of them."))
            )
        if self.held_on and self.minute_received_on and self.minute_received_on < self.held_on:
            found.append(
                about(
                    "minute_received_on", say("Minute received on: the day is before the meeting; correct one of them.")
                )
            )
        if self.held_on and self.person_told and self.person_told.on < self.held_on:
            found.append(
                about(
                    "person_told", say("What the person was told: the day is before the meeting; correct one of them.")
                )
            )
        return found

    def _decided(self) -> list[Problem]:
        found = []
        if self.level is None:
            found.append(
                about("level", say("Level decided is missing: choose the level, or that the person left MAPPA."))
            )
        left = self.level is MappaStandingLevel.LEFT
        if self.next_review_on is None and not left:
            found.append(
                about("next_review_on", say("Next review on is missing: write the date that the meeting set."))
            )
        if self.level is MappaStandingLevel.PANEL and self.head_of_service is None:
            found.append(
                about(
                    "head_of_service",
                    say("Head of Service attended is missing: a level 3 meeting has to say; choose one."),
                )
            )
        return found


class ActionResult(Choice):
    """What came of an action."""

    DONE = "done", say("Done")
    PARTLY = "partly_done", say("Partly done")
    NOT_DONE = "not_done", say("Not done")
    WITHDRAWN = "withdrawn", say("No longer needed")


class ActionOutcome(Value):
    """What came of an action, and on which day."""

    result: ActionResult = Field(title=say("Result"))
    on: date = Field(title=say("On"))
    note: str = Field(default="", max_length=5000, title=say("Note"))


@register
class MappaAction(Record):
    """An action that a meeting set: whose it is, by when, where it stands in the plan, and whether ViSOR has it.

    `for_others` is all that an agency that was not at the meeting is told of what is to be done.
    """

    kind: ClassVar[str] = "mappa_action"
    title: ClassVar[str] = say("MAPPA action")
    restrictable: ClassVar[bool] = True
    required: ClassVar[frozenset[str]] = frozenset({"meeting", "action", "owner", "agency", "due_on"})

    meeting: Annotated[RecordRef | None, ONCE, Link(("mappa_meeting",))] = Field(default=None, title=say("Meeting"))
    action: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What is to be done"))
    for_others: Annotated[Line | None, DECIDE] = Field(
        default=None, title=say("For other agencies: who does what, in words for the executive summary")
    )
    owner: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Who does it"))
    agency: Annotated[Line | None, DECIDE] = Field(default=None, title=say("Agency"))
    staff: Annotated[StaffId | None, DECIDE, STAFF] = Field(default=None, title=say("Member of staff, if one of ours"))
    due_on: Annotated[date | None, cautious(caution.soonest, "worker")] = Field(default=None, title=say("Due on"))
    outcome: Annotated[ActionOutcome | None, DECIDE] = Field(default=None, title=say("What came of it"))
    plan_line: Annotated[RecordRef | None, DECIDE, Link(("plan_line", "victim_safety_line"))] = Field(
        default=None, title=say("Line of the plan that carries it out")
    )
    on_visor_on: Annotated[date | None, DECIDE] = Field(default=None, title=say("Entered on ViSOR or MAPPS on"))
