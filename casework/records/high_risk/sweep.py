"""The sweep of caseloads for the high-risk list, and what each worker answers (standards.md 12, 15-17).

A sweep and its returns lie in the returns scope of a team, where business support reads: figures and days, and nothing
that is told of a person. What a worker says of one case lies in that case.
"""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID, uuid5

from pydantic import Field, JsonValue

from casework.problem import Problem, about
from casework.records import caution
from casework.records.file.ending import RuleRef
from casework.records.identifier import RecordId, ScopeSort
from casework.records.merge import DECIDE, ONCE, cautious
from casework.records.part import LINE_MAX, STAFF, Choice
from casework.records.record import Record, Value, register
from casework.records.telling import Telling
from casework.words import say

MOST_CASES = 999
MOST_STAFF = 500

_ANSWERS = UUID("0b6c1c9e-6f4d-5a1b-8e53-2d7a4f90c611")
"""The name space of these ids. Not to be changed: every answer that was ever given lies under it."""

_Ident = Annotated[str, Field(min_length=1, max_length=64)]
_Count = Annotated[int, Field(ge=0, le=MOST_CASES)]


def answer_id(sweep: str, case: str) -> RecordId:
    """The id of what is answered about one case in one sweep: two people who answer meet in one field."""
    return RecordId(str(uuid5(_ANSWERS, f"{sweep}/{case}")))


class MeetsAnswer(Choice):
    """Whether somebody meets the definition, as the worker sees it."""

    MEETS = "meets", say("Meets")
    UNSURE = "unsure", say("Unsure")
    DOES_NOT = "does_not_meet", say("Does not meet")


_CAUTION = (MeetsAnswer.DOES_NOT, MeetsAnswer.UNSURE, MeetsAnswer.MEETS)


def meets_caution(value: JsonValue) -> int:
    """Caution of an answer: does not meet 0, unsure 1, meets 2."""
    if not isinstance(value, dict):
        raise TypeError("not a mapping")
    return _CAUTION.index(MeetsAnswer(str(value["answer"])))


class CaseAnswer(Value):
    """What was answered about a case, by whom and when."""

    answer: MeetsAnswer = Field(title=say("Answer"))
    by: Annotated[str, Field(min_length=1, max_length=64, title=say("By")), STAFF]
    on: date = Field(title=say("On"))
    note: str = Field(default="", max_length=LINE_MAX * 10, title=say("Note"))


@register
class HighRiskAnswer(Record):
    """What a worker says of one case in a sweep: meets, does not meet, or unsure."""

    kind: ClassVar[str] = "high_risk_answer"
    title: ClassVar[str] = say("Answer in a sweep")
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"sweep", "answer"})

    sweep: Annotated[_Ident | None, ONCE] = Field(default=None, title=say("Sweep"))
    definition: Annotated[RuleRef | None, DECIDE] = Field(default=None, title=say("Definition"))
    answer: Annotated[CaseAnswer | None, cautious(meets_caution, "worker")] = Field(default=None, title=say("Answer"))


class Collated(Value):
    """That the returns of a sweep were collated: by whom and when."""

    by: Annotated[str, Field(min_length=1, max_length=64, title=say("By")), STAFF]
    on: date = Field(title=say("On"))


@register
class HighRiskSweep(Record):
    """A sweep of a team's caseloads: who is asked, and by when they answer."""

    kind: ClassVar[str] = "high_risk_sweep"
    title: ClassVar[str] = say("Sweep for the high-risk list")
    scope: ClassVar[ScopeSort] = "returns"
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"opened_by", "opened_on", "answer_by", "definition", "asked"})

    opened_by: Annotated[_Ident | None, ONCE, STAFF] = Field(default=None, title=say("Opened by"))
    opened_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Opened on"))
    answer_by: Annotated[date | None, cautious(caution.soonest)] = Field(default=None, title=say("Answer by"))
    definition: Annotated[RuleRef | None, ONCE] = Field(default=None, title=say("Definition"))
    asked: Annotated[list[_Ident] | None, Field(min_length=1, max_length=MOST_STAFF), ONCE, STAFF] = Field(
        default=None, title=say("Who is asked")
    )
    collated: Annotated[Collated | None, DECIDE] = Field(default=None, title=say("Collated"))

    def problems(self) -> list[Problem]:
        """Nobody answers before they were asked."""
        if self.opened_on and self.answer_by and self.answer_by < self.opened_on:
            return [about("answer_by", say("Answer by: the day is before the sweep was opened; choose a later one."))]
        return []


class ReturnSort(Choice):
    """What somebody signed."""

    CASES = "cases", say("Return")
    NIL = "nil", say("NIL return")


class Figures(Value):
    """How many of the signer's open cases meet the definition, do not, are unsure, and are proposed, by sort."""

    meets: _Count = Field(title=say("Meet the definition"))
    does_not_meet: _Count = Field(title=say("Do not meet it"))
    unsure: _Count = Field(title=say("Unsure"))
    sexual: _Count = Field(default=0, title=say("Proposed: serious sexual"))
    violent: _Count = Field(default=0, title=say("Proposed: serious violent"))
    sexual_and_violent: _Count = Field(default=0, title=say("Proposed: serious sexual and violent"))
    other: _Count = Field(default=0, title=say("Proposed: other"))

    @property
    def cases(self) -> int:
        """How many cases were looked at."""
        return self.meets + self.does_not_meet + self.unsure

    @property
    def proposed(self) -> int:
        """How many proposals the return brings."""
        return self.sexual + self.violent + self.sexual_and_violent + self.other


@register
class HighRiskReturn(Record):
    """What one worker signed in a sweep: a return with figures, or expressly that there are none. The last counts."""

    kind: ClassVar[str] = "high_risk_return"
    title: ClassVar[str] = say("Return for the high-risk list")
    scope: ClassVar[ScopeSort] = "returns"
    telling: ClassVar[Telling] = Telling.NEVER
    required: ClassVar[frozenset[str]] = frozenset({"sweep", "signed_by", "signed_on", "sort", "figures"})

    sweep: Annotated[_Ident | None, ONCE] = Field(default=None, title=say("Sweep"))
    signed_by: Annotated[_Ident | None, ONCE, STAFF] = Field(default=None, title=say("Signed by"))
    signed_on: Annotated[date | None, ONCE] = Field(default=None, title=say("Signed on"))
    sort: Annotated[ReturnSort | None, ONCE] = Field(default=None, title=say("Return"))
    figures: Annotated[Figures | None, ONCE] = Field(default=None, title=say("Figures"))

    def problems(self) -> list[Problem]:
        """A NIL return has nothing to report, and a return something."""
        figures = self.figures
        if figures is None:
            return []
        found = []
        if figures.proposed > figures.meets:
            found.append(
                about("figures", say("Figures: more are proposed than meet the definition; correct one of them."))
            )
        something = bool(figures.meets or figures.unsure)
        if self.sort is ReturnSort.NIL and something:
            found.append(
                about(
                    "sort",
                    say("Return: a case meets the definition or is unsure; sign a return with it, not a NIL return."),
                )
            )
        if self.sort is ReturnSort.CASES and not something:
            found.append(about("sort", say("Return: no case meets the definition or is unsure; sign a NIL return.")))
        return found
