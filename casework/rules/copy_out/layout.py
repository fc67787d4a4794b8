"""How records are laid out to be keyed into another system: data files, off where what they say is only recalled.

A lay-out names our own fields in our own words. The other systems' screens are not public and nothing of them is here.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache

from pydantic import Field, model_validator

from casework.records.assessment.assessment import Instrument
from casework.records.high_risk.proposal import HighRiskProposal
from casework.records.record import KINDS, Value
from casework.records.shape import shape_of
from casework.records.staff.confirmed_table import ConfirmedTable
from casework.rules.table import Table, load_tables
from casework.rules.table_choice import confirmed_content, tables_on

FOLDER = "copy_out"
WORKED_OUT = "worked_out"
"""Stands for what follows from a record and is in none of its fields: never kept, worked out whenever it is read."""

_HAS_WORKED_OUT = frozenset({"assessment", HighRiskProposal.kind})


class System(StrEnum):
    """The systems into which something is keyed."""

    CAREJUST = "carejust"
    LSCMI = "lscmi"
    VISOR = "visor"


class Only(StrEnum):
    """Of which records of a kind a block is, where not of all."""

    ALL = "all"
    ON_HIGH_RISK_LIST = "on_high_risk_list"


class LaidField(Value):
    """One line of a block: a field by name, or a part of one after a dot, with the words before it."""

    name: str = Field(min_length=1, max_length=120)
    label: str = Field(default="", max_length=120)

    @property
    def field(self) -> str:
        """The field of the record."""
        return self.name.partition(".")[0]

    @property
    def part(self) -> str:
        """The part of its value; empty where the whole is meant."""
        return self.name.partition(".")[2]


class Block(Value):
    """How records of a kind are laid out. `place`: where they are keyed there, as far as anybody says.

    `done`: a field of the record that says by itself, with a day, that it was keyed.
    """

    kind: str
    place: str = Field(min_length=1, max_length=120)
    field: tuple[LaidField, ...] = Field(min_length=1)
    only: Only = Only.ALL
    instruments: tuple[Instrument, ...] = ()
    done: str = ""

    @model_validator(mode="after")
    def _names_what_there_is(self) -> "Block":
        if self.kind not in KINDS:
            raise ValueError("no such kind of record")
        for laid in self.field:
            shape = shape_of(self.kind, laid.field)
            known = laid.name == WORKED_OUT and self.kind in _HAS_WORKED_OUT
            if not known and (shape is None or (laid.part and shape.part(laid.part) is None)):
                raise ValueError(f"no such field: {laid.name}")
        if self.done and shape_of(self.kind, self.done) is None:
            raise ValueError(f"no such field: {self.done}")
        return self

    @property
    def fields(self) -> frozenset[str]:
        """The fields of a record that its block depends on."""
        return frozenset({laid.field for laid in self.field} - {WORKED_OUT}) | _BEHIND.get(self.kind, frozenset())


_BEHIND = {
    "assessment": frozenset({"instrument", "parts", "total", "levels", "override", "omitted"}),
    HighRiskProposal.kind: frozenset({"listing"}),
}
"""The fields from which follows what is worked out."""


class CopyOutTable(Table):
    """What is keyed into one system, and how it is laid out."""

    system: System
    system_title: str = Field(min_length=1, max_length=60)
    block: tuple[Block, ...] = Field(min_length=1)


class Layout(Value):
    """A block of a table that is on, with the day from which on what is recorded is to be keyed."""

    system: System
    system_title: str
    since: date
    block: Block


@lru_cache(maxsize=1)
def load_layouts() -> tuple[CopyOutTable, ...]:
    """Every lay-out that comes with Doorstep."""
    return load_tables(CopyOutTable, FOLDER)


def copy_out_tables(confirmed: Iterable[ConfirmedTable]) -> tuple[CopyOutTable, ...]:
    """Every lay-out, the agency's own among them, `confirmed` where it is on."""
    return tables_on(load_layouts(), confirmed, CopyOutTable)


def layouts_on(confirmed: Iterable[ConfirmedTable], day: date) -> tuple[Layout, ...]:
    """The blocks that are on and in force on a day, of each table its newest version."""
    known = list(confirmed)
    newest: dict[str, CopyOutTable] = {}
    for table in copy_out_tables(known):
        if table.confirmed and table.effective_from <= day:
            newest[table.code] = table
    return tuple(_layouts(newest.values(), known))


def _layouts(tables: Iterable[CopyOutTable], confirmed: list[ConfirmedTable]) -> Iterator[Layout]:
    for table in tables:
        since = max([table.effective_from, *_switched_on(table, confirmed)])
        for block in table.block:
            yield Layout(system=table.system, system_title=table.system_title, since=since, block=block)


def _switched_on(table: CopyOutTable, confirmed: list[ConfirmedTable]) -> Iterator[date]:
    """The day on which the agency switched it on: nobody has to key what was there before."""
    for record in confirmed:
        found = confirmed_content(record, CopyOutTable)
        if found is not None and found.digest == table.digest and record.confirmed_on:
            yield record.confirmed_on
