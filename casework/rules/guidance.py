"""Guidance on recording: what to keep in mind while a record is written, from a data file (standards.md 199)."""

from functools import lru_cache

from pydantic import Field

from casework.records.record import Value
from casework.rules.table import Table, load_tables

FOLDER = "guidance"


class Guidance(Value):
    """What is said above the form of a kind, and what it rests on."""

    kind: str = Field(min_length=1)
    words: str = Field(min_length=1, max_length=300)
    source: str = Field(min_length=1)


class GuidanceTable(Table):
    """The guidance for every kind that has any."""

    guidance: tuple[Guidance, ...]


@lru_cache(maxsize=1)
def load_guidance() -> GuidanceTable:
    """The table that comes with Doorstep."""
    return load_tables(GuidanceTable, FOLDER)[0]


def guidance_for(kind: str) -> Guidance | None:
    """The guidance for a kind; None where there is none."""
    return next((one for one in load_guidance().guidance if one.kind == kind), None)
