"""What a kind's declarations say about a form and a page: each field as a shape, read off the model. Pure.

Nothing is written twice: title, sort of value, limits, choices with their words, and what a field may point to all
come from the model that also checks what was written.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin
from uuid import UUID

from annotated_types import MaxLen
from pydantic import AwareDatetime
from pydantic.fields import FieldInfo

from casework.records.merge import DECIDE, Merge
from casework.records.part import BY_ITSELF, STAFF, Link, words_of
from casework.records.record import KINDS, Value
from casework.words import say_name

LINE_MOST = 300
"""What may be longer than this gets room for sentences."""


class Sort(StrEnum):
    """What a field takes."""

    LINE = "line"
    PROSE = "prose"
    DAY = "day"
    MOMENT = "moment"
    YES_NO = "yes_no"
    NUMBER = "number"
    CHOICE = "choice"
    TICKS = "ticks"
    LINK = "link"
    STAFF = "staff"
    GROUP = "group"
    ROWS = "rows"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Shape:
    """One field, or one part of a value. `options`: (code, words) of a choice; `kinds`: what a link may point to.

    `parts`: those of a group; `item`: what one row is. `preset`: what stands where nothing is written (None: nothing).
    """

    name: str
    title: str
    sort: Sort
    required: bool
    rule: Merge = DECIDE
    most: int = 0
    options: tuple[tuple[str, str], ...] = ()
    kinds: tuple[str, ...] = ()
    parts: tuple["Shape", ...] = ()
    item: "Shape | None" = None
    preset: object = None

    @property
    def once(self) -> bool:
        """Whether it is complete when saved."""
        return self.rule.rule == "once"

    @property
    def is_set(self) -> bool:
        """Whether it is a list of which items come and go apart from one another."""
        return self.rule.rule == "set"

    def part(self, name: str) -> "Shape | None":
        """A part of a group, or of the rows' items, by name."""
        found = self.item.parts if self.item else self.parts
        return next((one for one in found if one.name == name), None)

    def words(self, code: str) -> str:
        """The words of a choice's code; the code itself where this version does not know it."""
        return dict(self.options).get(code, say_name(code))


@dataclass(frozen=True)
class _Found:
    """A type without its wrappings, and the marks that were on any of them."""

    kind: object
    marks: tuple[object, ...] = field(default=())

    def mark(self, sort: type) -> object | None:
        return next((mark for mark in self.marks if isinstance(mark, sort)), None)


@lru_cache(maxsize=256)
def shapes_of(kind: str) -> tuple[Shape, ...]:
    """The fields of a kind in the order of its declaration; none for a kind this version does not know."""
    model = KINDS.get(kind)
    if model is None:
        return ()
    return tuple(_shape(name, info, required=name in model.required) for name, info in model.model_fields.items())


def shape_of(kind: str, name: str) -> Shape | None:
    """One field of a kind."""
    return next((shape for shape in shapes_of(kind) if shape.name == name), None)


def reading_order(kind: str) -> tuple[Shape, ...]:
    """The fields as a form and a page show them: what must be chosen comes first, because the rest follows from it."""
    return tuple(sorted(shapes_of(kind), key=lambda shape: not (shape.required and shape.sort is Sort.CHOICE)))


def _shape(name: str, info: FieldInfo, *, required: bool) -> Shape:
    found = _unwrap(info.annotation, tuple(info.metadata))
    rule = found.mark(Merge)
    limit = found.mark(MaxLen)
    preset = None if info.is_required() or info.default_factory else info.default
    base = Shape(
        name=name,
        title=info.title or say_name(name),
        sort=Sort.UNKNOWN,
        required=required,
        rule=rule if isinstance(rule, Merge) else DECIDE,
        most=limit.max_length if isinstance(limit, MaxLen) else 0,
        preset=preset.value if isinstance(preset, StrEnum) else preset,
    )
    return _sorted(base, found)


def _sorted(base: Shape, found: _Found) -> Shape:
    link, kind = found.mark(Link), found.kind
    if get_origin(kind) in (list, tuple, set, frozenset):
        return _many(base, get_args(kind)[0], link)
    if isinstance(link, Link):
        return replace(base, sort=Sort.STAFF if link == STAFF else Sort.LINK, kinds=link.kinds)
    if get_origin(kind) is Literal:
        return replace(base, sort=Sort.CHOICE, options=tuple((str(c), _plain(str(c))) for c in get_args(kind)))
    return _of_class(base, kind) if isinstance(kind, type) else base


def _of_class(base: Shape, kind: type) -> Shape:
    if issubclass(kind, StrEnum):
        return replace(base, sort=Sort.CHOICE, options=_options(kind))
    if issubclass(kind, Value):
        fields = ((name, info) for name, info in kind.model_fields.items() if BY_ITSELF not in info.metadata)
        parts = tuple(_shape(name, info, required=info.is_required()) for name, info in fields)
        return replace(base, sort=Sort.GROUP, parts=parts)
    if issubclass(kind, str):
        return replace(base, sort=Sort.PROSE if base.most > LINE_MOST else Sort.LINE)
    return replace(base, sort=next((sort for known, sort in _PLAIN_SORTS if issubclass(kind, known)), Sort.UNKNOWN))


_PLAIN_SORTS: tuple[tuple[type, Sort], ...] = (
    (bool, Sort.YES_NO),
    (int, Sort.NUMBER),
    (datetime, Sort.MOMENT),
    (AwareDatetime, Sort.MOMENT),
    (date, Sort.DAY),
    (UUID, Sort.LINK),
)


def _many(base: Shape, of: object, link: object | None) -> Shape:
    inner = _unwrap(of, (link,) if link else ())
    limit = inner.mark(MaxLen)
    most = limit.max_length if isinstance(limit, MaxLen) else 0
    item = _sorted(Shape(base.name, base.title, Sort.UNKNOWN, required=True, most=most), inner)
    if item.sort is Sort.CHOICE:
        return replace(base, sort=Sort.TICKS, options=item.options, item=item)
    return base if item.sort is Sort.UNKNOWN else replace(base, sort=Sort.ROWS, item=item, kinds=item.kinds)


def _options(codes: type[StrEnum]) -> tuple[tuple[str, str], ...]:
    known = _vocabulary(codes)
    return tuple((code.value, known.get(code) or words_of(code)) for code in codes)


def _vocabulary(codes: type[StrEnum]) -> Mapping[StrEnum, str]:
    """The words of a closed list that stand beside it as `…_WORDS`: lists older than `Choice`, which has its own."""
    beside = vars(sys.modules[codes.__module__]).items()
    found = (
        words
        for name, words in beside
        if name.endswith("_WORDS") and isinstance(words, dict) and words and set(words) <= set(codes)
    )
    return next(found, {})


def _plain(code: str) -> str:
    return say_name(code)


def _unwrap(annotation: object, marks: tuple[object, ...]) -> _Found:
    """Take `Annotated` and `| None` off, and gather their marks, the outermost first."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return _unwrap(inner, (*marks, *_flat(more)))
    if origin in (Union, UnionType):
        known = [one for one in get_args(annotation) if one is not type(None)]
        return _unwrap(known[0], marks) if len(known) == 1 else _Found(annotation, marks)
    return _Found(annotation, marks)


def _flat(marks: list[object]) -> Iterator[object]:
    for mark in marks:
        if isinstance(mark, FieldInfo):
            yield from mark.metadata
        else:
            yield mark
