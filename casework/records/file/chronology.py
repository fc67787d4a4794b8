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

ID_MAX = 64


class SourceSort(Choice):
    """Where an event is known from."""

    RECORD = "record", "A record in this file"
    PAPERS = "papers", "From papers"
    TOLD = "told", "Told to us"


class Source(Value):
    """Where it is known from: a record of the case, or papers or somebody by name."""

    sort: SourceSort = Field(title="Known from")
    record: Annotated[str | None, Link()] = Field(default=None, max_length=ID_MAX, title="Record")
    words: str = Field(default="", max_length=LINE_MAX, title="Which papers, or who told us")

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.sort is SourceSort.RECORD and not self.record:
            raise ValueError("names no record: choose which one, or choose papers")
        if self.sort is not SourceSort.RECORD and not self.words:
            raise ValueError("does not say which papers or who told us: write it")
        return self


@register
class ChronologyEntry(Record):
    """One event for the chronology. What was entered in error is struck out with a reason and stays to be seen."""

    kind: ClassVar[str] = "chronology_entry"
    title: ClassVar[str] = "Chronology entry"
    required: ClassVar[frozenset[str]] = frozenset({"happened", "what", "significant", "source"})

    happened: Annotated[Dating | None, ONCE] = Field(default=None, title="When")
    what: Annotated[Prose | None, ONCE] = Field(default=None, title="What happened")
    significant: Annotated[bool | None, DECIDE] = Field(default=None, title="Significant")
    source: Annotated[Source | None, ONCE] = Field(default=None, title="Source")
    struck_out: Annotated[Said | None, DECIDE] = Field(default=None, title="Entered in error")
