"""A line of the chronology that somebody writes: an event, its date as far as known, and where it is known from.

Significant contacts, incidents and orders come into the chronology by themselves (`casework/rules/chronology.py`); an
entry is for what stands in older papers, or says in a line what several records show (standards.md 191, 2K).
"""

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from casework.records.file.dating import Dating
from casework.records.merge import DECIDE, ONCE
from casework.records.part import LINE_MAX, Choice, Link, Prose, Said
from casework.records.record import Record, Value, register
from casework.words import say

ID_MAX = 64


class SourceSort(Choice):
    """Where an event is known from."""

    RECORD = "record", say("A record in this file")
    PAPERS = "papers", say("From papers")
    TOLD = "told", say("Told to us")


class Source(Value):
    """Where it is known from: a record of the case, or papers or somebody by name."""

    sort: SourceSort = Field(title=say("Known from"))
    record: Annotated[str | None, Link()] = Field(default=None, max_length=ID_MAX, title=say("Record"))
    words: str = Field(default="", max_length=LINE_MAX, title=say("Which papers, or who told us"))

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.sort is SourceSort.RECORD and not self.record:
            raise ValueError(say("names no record: choose which one, or choose papers"))
        if self.sort is not SourceSort.RECORD and not self.words:
            raise ValueError(say("does not say which papers or who told us: write it"))
        return self


@register
class ChronologyEntry(Record):
    """One event for the chronology. What was entered in error is struck out with a reason and stays to be seen."""

    kind: ClassVar[str] = "chronology_entry"
    title: ClassVar[str] = say("Chronology entry")
    required: ClassVar[frozenset[str]] = frozenset({"happened", "what", "significant", "source"})

    happened: Annotated[Dating | None, ONCE] = Field(default=None, title=say("When"))
    what: Annotated[Prose | None, ONCE] = Field(default=None, title=say("What happened"))
    significant: Annotated[bool | None, DECIDE] = Field(default=None, title=say("Significant"))
    source: Annotated[Source | None, ONCE] = Field(default=None, title=say("Source"))
    struck_out: Annotated[Said | None, DECIDE] = Field(default=None, title=say("Entered in error"))
