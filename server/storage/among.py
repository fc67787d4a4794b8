"""Looking for many values at once: one text argument however many they are, so that the statement is always the same.

Both databases keep a statement that they know, and so does SQLAlchemy; one with a place for each of some hundred values
is another one for every number of them, and is put together, read and planned anew.
"""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import BindParameter, Boolean, ColumnElement, Text, bindparam, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Condition(FunctionElement[bool]):
    """A condition as it stands: where it is compared with 1, as SQLAlchemy does for SQLite, no index is used."""

    inherit_cache = True
    type = Boolean()

    def self_group(self, against: object = None) -> Any:
        """Nothing is put round it."""
        del against
        return self


class _Among(_Condition):
    """A text column, and a JSON list of texts."""

    inherit_cache = True


class _PairAmong(_Condition):
    """Two text columns, and a JSON list of pairs of texts."""

    inherit_cache = True


def given(name: str) -> BindParameter[str]:
    """The place of a list in a statement that is put together once; `listed` makes what stands there."""
    return bindparam(name, type_=Text())


def listed(values: Collection[str] | Collection[tuple[str, str]]) -> str:
    """Values, or pairs of them, as a statement with a `given` list takes them."""
    return json.dumps(sorted(values), ensure_ascii=False)


def among(column: ColumnElement[Any], values: Collection[str] | BindParameter[str]) -> ColumnElement[bool]:
    """Whether a text column has one of some values."""
    return _Among(column, values if isinstance(values, BindParameter) else literal(listed(values), Text()))


def pair_among(
    first: ColumnElement[Any], second: ColumnElement[Any], pairs: Collection[tuple[str, str]] | BindParameter[str]
) -> ColumnElement[bool]:
    """Whether two text columns together have one of some pairs of values."""
    return _PairAmong(first, second, pairs if isinstance(pairs, BindParameter) else literal(listed(pairs), Text()))


@compiles(_Among, "postgresql")
def _among_postgresql(element: _Among, compiler: SQLCompiler, **more: Any) -> str:
    column, listed = (compiler.process(part, **more) for part in element.clauses)
    return f"{column} = ANY (ARRAY(SELECT json_array_elements_text(CAST({listed} AS json))))"


@compiles(_Among, "sqlite")
def _among_sqlite(element: _Among, compiler: SQLCompiler, **more: Any) -> str:
    column, listed = (compiler.process(part, **more) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({listed}))"  # noqa: S608 — a place for an argument


@compiles(_PairAmong, "postgresql")
def _pair_postgresql(element: _PairAmong, compiler: SQLCompiler, **more: Any) -> str:
    first, second, listed = (compiler.process(part, **more) for part in element.clauses)
    given = f"json_array_elements(CAST({listed} AS json)) AS given"
    return f"({first}, {second}) IN (SELECT given ->> 0, given ->> 1 FROM {given})"  # noqa: S608


@compiles(_PairAmong, "sqlite")
def _pair_sqlite(element: _PairAmong, compiler: SQLCompiler, **more: Any) -> str:
    first, second, listed = (compiler.process(part, **more) for part in element.clauses)
    parts = "json_extract(value, '$[0]'), json_extract(value, '$[1]')"
    return f"({first}, {second}) IN (SELECT {parts} FROM json_each({listed}))"  # noqa: S608
