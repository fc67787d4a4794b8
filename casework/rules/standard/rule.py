"""Tables of standards: which orders, what counts, from when, by when, how often (`resources/standards/*.toml`)."""

from pydantic import ConfigDict, Field, model_validator

from casework.records.file.ending import RuleRef
from casework.records.part import Choice
from casework.records.record import Value
from casework.records.sentence.order import OrderSort
from casework.records.sentence.requirement import RequirementSort
from casework.rules.standard.period import Period
from casework.rules.table import Table, load_tables
from casework.words import say


class Clock(Choice):
    """From when the time runs, and so what the standard is about."""

    BEGAN = "began", say("the order was imposed, or the person was released on licence")
    LISTED = "listed", say("the person came onto the high-risk list")
    REQUESTED = "requested", say("the report was asked for")
    ENDED = "ended", say("the order ends")
    UNSEEN = "unseen", say("the person had not been seen in the time there was for it")
    MAPPA = "mappa", say("the MAPPA level was set")


class Counted(Choice):
    """What is counted. Arranged is kept apart from attended (standards.md 94)."""

    ARRANGED = "arranged", say("arranged by the service, whether the person came or not")
    SEEN = "seen", say("the person was seen or spoken to")
    REVIEW = "review", say("review held")
    ASSESSMENT = "assessment", say("assessment made")
    PLAN = "plan", say("case management plan made")
    WORK = "work", say("unpaid work begun")
    REPORT = "report", say("report sent")
    QUESTIONNAIRE = "questionnaire", say("questionnaire at the end offered, or the reason why not")
    ATTEMPT = "attempt", say("attempt to reach the person, or the person was seen")
    REPORTED = "reported", say("reported to Scottish Ministers")
    ENDING = "ending", say("end of the work recorded")
    MAPPA_MEETING = "mappa_meeting", say("MAPPA meeting held")


class HotSpotSort(Choice):
    """The four things that are watched day by day (standards.md 95)."""

    FIRST = "first_appointment", say("First appointment")
    FOUR = "four_in_four", say("Four appointments in the first four weeks")
    VISITS = "home_visits", say("Home visits in the first twelve weeks")
    REVIEW = "review_at_twelve_weeks", say("Review at twelve weeks")


class Stretch(Value):
    """A part of a schedule: every so often, so many times; without end where `times` is not said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    every: Period
    times: int | None = Field(default=None, ge=1)


class Standard(Value):
    """One rule.

    `within`: once, by then. `schedule`: again and again, its stretches one after the other, the first beginning `after`
    the clock. `last_held`: each time counts from when it was last done. `window`: what counts has to lie in the time
    itself, of which the first day is one ("days 0 to 27"); it cannot be made up for. `unseen_for`: the clock runs once
    nobody has seen the person for these lengths of time, one after the other, from when the order began. `as_asked`:
    only reviews with a senior and what the person says. `at_once`: the source sets no length of time, and `within` only
    says on which day it can first be known. `subject`: rules of one subject ask for the same.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(min_length=1, max_length=60)
    title: str = Field(min_length=1, max_length=120)
    subject: str = Field(min_length=1, max_length=40)
    source: str = Field(min_length=1)
    clock: Clock
    counts: Counted
    orders: tuple[OrderSort, ...] = ()
    requirement: RequirementSort | None = None
    unseen_for: tuple[Period, ...] = ()
    mappa_level: str = ""
    sorts: tuple[str, ...] = ()
    as_asked: bool = False
    at_once: bool = False
    needed: int = Field(default=1, ge=1)
    within: Period | None = None
    after: Period | None = None
    schedule: tuple[Stretch, ...] = ()
    last_held: bool = False
    window: bool = False
    hot_spot: HotSpotSort | None = None

    @model_validator(mode="after")
    def _is_once_or_again(self) -> "Standard":
        if (self.within is None) == (not self.schedule):
            raise ValueError("says either within what time, or in what schedule")
        if any(stretch.times is None for stretch in self.schedule[:-1]):
            raise ValueError("only the last stretch of a schedule goes on without end")
        if self.last_held and (self.needed > 1 or self.window or len(self.schedule) != 1):
            raise ValueError("what counts from when it was last done is asked for once each time")
        return self


class StandardTable(Table):
    """One family of standards. All its rules are equally well known; what is known less well has a table of its own."""

    rule: tuple[Standard, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> "StandardTable":
        if len({rule.code for rule in self.rule}) < len(self.rule):
            raise ValueError("a rule is there twice")
        return self

    def ref(self, rule: Standard) -> RuleRef:
        """By what a record or a page names a rule: its code, and the version of its table."""
        return RuleRef(code=rule.code, version=self.version)


def load_standards() -> tuple[StandardTable, ...]:
    """The standards that come with Doorstep; what is only recalled, and what is not Scottish, is off."""
    return load_tables(StandardTable, "standards")
