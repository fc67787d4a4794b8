"""Whole records of any kind, made up from what the kind declares: for tests that hold for every kind there is."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

import annotated_types as at
from hypothesis import strategies as st
from hypothesis.errors import UnsatisfiedAssumption
from pydantic import AwareDatetime, BaseModel, JsonValue, ValidationError
from pydantic.fields import FieldInfo

from casework.ledger.plain import canonical
from casework.records.check import check_new
from casework.records.record import KINDS
from tests.fakes.agreeing import AGREEING, PARTS
from tests.fakes.chain import ident

Json = st.SearchStrategy[JsonValue]

_LETTERS = "abz ABZ019éß–'’\"\\/\n漢😀\u202e"
_DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
_MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31))  # noqa: DTZ001  the zone is written behind it

_SIMPLE: dict[object, Json] = {
    AwareDatetime: _MOMENTS.map(lambda moment: moment.isoformat() + "Z"),
    datetime: _MOMENTS.map(lambda moment: moment.isoformat() + "Z"),
    date: _DAYS.map(date.isoformat),
    bool: st.booleans(),
}


def records(kind: str) -> st.SearchStrategy[dict[str, JsonValue]]:
    """Valid values of a whole new record of a kind, sets as lists."""
    return _records(kind)


@st.composite
def _records(draw: st.DrawFn, kind: str) -> dict[str, JsonValue]:
    model = KINDS[kind]
    values: dict[str, JsonValue] = {}
    for name, info in model.model_fields.items():
        if name in model.required or draw(st.booleans()):
            values[name] = draw(_value(info.annotation, info.metadata))
    values = {name: value for name, value in values.items() if value != []}
    for repaired in _repairs(kind, values):
        if not check_new(kind, repaired):
            return repaired
    raise UnsatisfiedAssumption


def _repairs(kind: str, values: dict[str, JsonValue]) -> Iterator[dict[str, JsonValue]]:
    """The values, and then such with less in them or with parts that are known to agree."""
    yield values
    agreeing = AGREEING.get(kind, {})
    yield {**values, **agreeing}
    required = {name: value for name, value in values.items() if name in KINDS[kind].required}
    yield {**required, **agreeing}
    yield required


def _value(annotation: object, metadata: list[object]) -> Json:
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        return _value(inner, [*metadata, *_marks(marks)])
    if get_origin(annotation) in {Union, UnionType}:
        found = [part for part in get_args(annotation) if part is not NoneType]
        return st.one_of([_value(part, metadata) for part in found])
    if get_origin(annotation) in {list, tuple}:
        low, high = _length(metadata)
        return st.lists(
            _value(get_args(annotation)[0], []), min_size=low, max_size=min(high, low + 2), unique_by=canonical
        )
    if get_origin(annotation) is Literal:
        return st.sampled_from([part for part in get_args(annotation) if isinstance(part, str)])
    return _plain(annotation, metadata)


def _marks(marks: list[object]) -> list[object]:
    return [one for mark in marks for one in (mark.metadata if isinstance(mark, FieldInfo) else [mark])]


def _plain(annotation: object, metadata: list[object]) -> Json:
    if annotation in _SIMPLE:
        return _SIMPLE[annotation]
    if annotation is int:
        return st.integers(_bound(metadata, at.Ge, "ge", 0), _bound(metadata, at.Le, "le", 100))
    if annotation is str:
        return _text(metadata)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return st.sampled_from([str(member.value) for member in annotation])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _part(annotation)
    raise AssertionError(f"nobody has said how to make up a {annotation!r}")


def _part(model: type[BaseModel]) -> Json:
    if model.__name__ in PARTS:
        return st.just(PARTS[model.__name__])
    required = {n: _value(i.annotation, i.metadata) for n, i in model.model_fields.items() if i.is_required()}
    others = {n: _value(i.annotation, i.metadata) for n, i in model.model_fields.items() if not i.is_required()}
    made: st.SearchStrategy[dict[str, JsonValue]] = st.fixed_dictionaries(required, optional=others)
    return made.filter(lambda value: _reads(model, value)).map(dict[str, JsonValue])


def _reads(model: type[BaseModel], value: Mapping[str, JsonValue]) -> bool:
    try:
        model.model_validate(value)
    except ValidationError:
        return False
    return True


def _text(metadata: list[object]) -> Json:
    pattern = next((found for mark in metadata if (found := getattr(mark, "pattern", None))), None)
    if pattern:
        return st.from_regex(pattern, fullmatch=True)
    low, high = _length(metadata)
    words = st.text(_LETTERS, min_size=low, max_size=max(low, min(high, 24))).filter(
        lambda text: len(text.strip()) >= low
    )
    return words | st.just(ident(3)) if high >= len(ident(3)) else words


def _length(metadata: list[object]) -> tuple[int, int]:
    return _bound(metadata, at.MinLen, "min_length", 0), _bound(metadata, at.MaxLen, "max_length", 10**6)


def _bound(metadata: list[object], sort: type[object], name: str, otherwise: int) -> int:
    found = (getattr(mark, name) for mark in metadata if isinstance(mark, sort))
    return next((int(bound) for bound in found if bound is not None), otherwise)
