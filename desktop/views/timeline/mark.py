"""What stands on the timeline: one event, its lane and its sort, each sort with a shape of its own."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.records.file.dating import Precision
from casework.records.file.lifeline import LifeEvent
from casework.rules.day_words import month_name
from casework.words import say
from desktop.services.contact_page import ChronologyLine
from desktop.views import wording


class Shape(StrEnum):
    """How a mark looks; never told by its colour alone."""

    CIRCLE = "circle"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    SQUARE = "square"
    FLAG = "flag"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Sort:
    """Kinds of record that are shown and left out together."""

    key: str
    words: str
    shape: Shape
    kinds: frozenset[str]


LIFE = Sort("life", say("Lifeline"), Shape.BAR, frozenset({LifeEvent.kind}))
_OTHER = Sort("order", say("Order, compliance and cover"), Shape.SQUARE, frozenset())
SORTS = (
    Sort("contact", say("Contacts"), Shape.CIRCLE, frozenset({"contact", "unfinished_note"})),
    Sort("risk", say("Levels of risk"), Shape.DIAMOND, frozenset({"risk_level", "high_risk_proposal"})),
    Sort(
        "danger",
        say("Warnings, incidents and concerns"),
        Shape.TRIANGLE,
        frozenset({"warning", "incident", "protection_concern"}),
    ),
    _OTHER,
    Sort("review", say("Reviews and written lines"), Shape.FLAG, frozenset({"review", "chronology_entry"})),
    LIFE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One event on the axis: ``first`` to ``last`` day, ``when`` and ``words`` as they are read out."""

    key: str
    first: date
    last: date
    when: str
    words: str
    sort: Sort
    significant: bool

    @property
    def in_life(self) -> bool:
        """Whether it stands in the lane of the lifeline."""
        return self.sort is LIFE

    @property
    def sentence(self) -> str:
        """The event as a screen reader says it."""
        marks = [
            self.when,
            self.words,
            say("Lifeline") if self.in_life else "",
            say("Significant") if self.significant else "",
        ]
        return ". ".join(mark.rstrip(".") for mark in marks if mark)


def sort_of(kind: str) -> Sort:
    """The sort of a kind of record."""
    return next((sort for sort in SORTS if kind in sort.kinds), _OTHER)


def mark_of(line: ChronologyLine, key: str, today: date) -> Mark:
    """A line of the chronology as a mark."""
    first = wording.local(line.at).date()
    return Mark(
        key=key,
        first=first,
        last=max(first, line.last or first),
        when=when_words(line, today),
        words=line.title,
        sort=sort_of(line.kind),
        significant=line.significant and line.kind != LifeEvent.kind,
    )


def when_words(line: ChronologyLine, today: date) -> str:
    """When it was, no more exactly than it is known."""
    first = wording.local(line.at).date()
    day = wording.near_day_capital(first, today)
    if line.precision is Precision.YEAR:
        return say("In {year}", year=first.year)
    if line.precision is Precision.MONTH:
        return say("In {first} {year}", first=month_name(first), year=first.year)
    if line.precision is Precision.ABOUT:
        return say("About {long_day}", long_day=wording.long_day(first, today))
    if line.precision is Precision.PERIOD and line.last and line.last > first:
        return say("{day} to {long_day}", day=day, long_day=wording.long_day(line.last, today))
    if line.precision is Precision.PERIOD:
        return say("From {long_day}", long_day=wording.long_day(first, today))
    return f"{day} {wording.clock_time(line.at)}" if line.timed else day
