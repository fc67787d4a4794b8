"""The base of every kind of record, and the register of kinds.

A record is kept as fields, each with heads of its own; a pydantic model per kind says which fields there are, what a
valid value looks like and how it merges. Every field may be absent, because an edit carries only what changed; what a
new record cannot do without stands in `required`.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Annotated, ClassVar, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, JsonValue
from pydantic.fields import FieldInfo

from casework.problem import Problem
from casework.records.identifier import ScopeSort
from casework.records.merge import DECIDE, Merge
from casework.records.telling import Tell, Telling
from casework.words import say

SCHEMA = 2
"""The version of the kinds and fields of this package, written into every entry."""


_YEARS = range(1900, 2200)


def _within_reach(at: datetime) -> datetime:
    """Refuse what no clock shows: at the ends of the calendar a change of time zone runs over."""
    if at.year not in _YEARS:
        raise ValueError(say("lies too far away: correct the year"))
    return at


Moment = Annotated[AwareDatetime, AfterValidator(_within_reach)]
"""An aware moment that any clock can show."""


class Value(BaseModel):
    """A value made of parts that must stay consistent, so that it merges as one.

    Parts that a newer version added are passed over here; the exact bytes are kept by the ledger all the same.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)


class Record(BaseModel):
    """One thing that is recorded. Subclasses name their kind, scope and required fields.

    A kind that lives `anywhere` is about an entry and lies in that entry's scope, whatever its sort. One that may be
    `restrictable` lies in the case's restricted scope where its author marks it so. `telling` is how its fields start
    out that say nothing else of their own.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    kind: ClassVar[str]
    title: ClassVar[str]
    scope: ClassVar[ScopeSort] = "case"
    anywhere: ClassVar[bool] = False
    restrictable: ClassVar[bool] = False
    telling: ClassVar[Telling] = Telling.UNDECIDED
    required: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def lies_in(cls, sort: ScopeSort | None) -> bool:
        """Whether a record of this kind may lie in a scope of this sort."""
        return cls.anywhere or sort == cls.scope or (cls.restrictable and sort == "restricted")

    def problems(self) -> list[Problem]:
        """What is wrong with this as a whole new record, each as a sentence that says what to do."""
        return []

    def values(self) -> dict[str, JsonValue]:
        """The fields that are present, as JSON values for an entry. A set without items is not there."""
        dumped: dict[str, JsonValue] = self.model_dump(mode="json", exclude_none=True)
        return {name: value for name, value in dumped.items() if value != [] or not _is_set(self.kind, name)}


class Period(Value):
    """From a day up to and including another; an open end lasts."""

    starts: date
    ends: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies within the period, both ends included."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


KINDS: dict[str, type[Record]] = {}

AnyRecord = TypeVar("AnyRecord", bound=Record)


def register(model: type[AnyRecord]) -> type[AnyRecord]:
    """Class decorator: makes a kind known to the ledger and the checks."""
    KINDS[model.kind] = model
    return model


def _is_set(kind: str, name: str) -> bool:
    rule = merge_of(kind, name)
    return rule is not None and rule.rule == "set"


def merge_of(kind: str, field: str) -> Merge | None:
    """The merge rule of a field; None where this version does not know the kind or the field."""
    return merges_of(kind).get(field)


def merges_of(kind: str) -> Mapping[str, Merge]:
    """The merge rules of all fields of a kind; none where this version does not know the kind."""
    model = KINDS.get(kind)
    return _merges(model) if model else {}


@cache
def _merges(model: type[Record]) -> Mapping[str, Merge]:
    """The merge rules of a kind: asked for with every field of every record that is folded or shown."""
    rules = ((name, [mark for mark in info.metadata if isinstance(mark, Merge)]) for name, info in _fields(model))
    return {name: found[0] if found else DECIDE for name, found in rules}


def _fields(model: type[Record]) -> Iterable[tuple[str, FieldInfo]]:
    return model.model_fields.items()


def telling_of(kind: str, field: str) -> Telling:
    """How a field starts out for the person's copy; what this version does not know starts withheld."""
    model = KINDS.get(kind)
    info = model.model_fields.get(field) if model else None
    if model is None or info is None:
        return Telling.WITHHELD
    return next((mark.start for mark in info.metadata if isinstance(mark, Tell)), model.telling)
