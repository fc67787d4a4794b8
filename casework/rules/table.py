"""Data files of rules: dated, versioned, with their source, and off while what they say is only recalled.

A file of `resources/` holds one table. What a source document states [S] or somebody read in a named source [V] may
ship confirmed; what was only seen at second hand [V2] or is recalled [R] never does, and is switched on by an agency
that compared it with its own manual (`casework.records.staff.confirmed_table`).
"""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import files
from typing import TypeVar

from pydantic import Field, ValidationError, model_validator

from casework.errors import UserError
from casework.records.part import Choice
from casework.records.record import Value
from casework.words import say


class Mark(Choice):
    """How well a fact is known (standards.md, "How to read the marks")."""

    SOURCE = "S", say("stated in a source document")
    VERIFIED = "V", say("read in the source that is named")
    SECOND_HAND = "V2", say("seen only at second hand")
    RECALLED = "R", say("general knowledge, not verified")


FIRM = frozenset({Mark.SOURCE, Mark.VERIFIED})
"""What may ship confirmed."""


class Table(Value):
    """What every table of rules says of itself; a sort of table adds its rules."""

    code: str = Field(min_length=1, max_length=60)
    version: int = Field(ge=1)
    title: str = Field(min_length=1, max_length=200)
    effective_from: date
    mark: Mark
    source: str = Field(min_length=1)
    confirmed: bool = False

    @model_validator(mode="after")
    def _what_is_recalled_ships_off(self) -> "Table":
        if self.confirmed and self.mark not in FIRM:
            raise ValueError("only what a source states or somebody read there may ship confirmed")
        return self

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of what the table says: what an agency confirms is exactly this and nothing newer.

        What a table leaves out is left out here, so that a later Doorstep with one more thing to say in tables of this
        sort does not switch off what was confirmed.
        """
        said = self.model_dump(mode="json", exclude={"confirmed"}, exclude_defaults=True)
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


AnyTable = TypeVar("AnyTable", bound=Table)


def read_table(model: type[AnyTable], text: str) -> AnyTable:
    """The table of a TOML text.

    Raises:
        UserError: where it cannot be read.
    """
    try:
        return model.model_validate(tomllib.loads(text))
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"]) or say("the whole")
        raise UserError(
            say("The table cannot be read: {where} is not as it should be. Compare it with Doorstep's.", where=where)
        ) from None
    except (tomllib.TOMLDecodeError, TypeError):
        raise UserError(
            say("The table cannot be read: it is not a TOML file. Compare it with the one of Doorstep.")
        ) from None


def load_tables(model: type[AnyTable], folder: str) -> tuple[AnyTable, ...]:
    """The tables of one folder of `resources/` that come with Doorstep, by the names of their files."""
    return tuple(read_table(model, text) for text in table_texts(folder))


def table_texts(folder: str) -> Iterator[str]:
    """The TOML texts of one folder of `resources/`, by the names of their files."""
    found = files("resources").joinpath(folder)
    for file in sorted(found.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            yield file.read_text("utf-8")


def in_force(tables: Iterable[AnyTable], code: str, day: date) -> AnyTable | None:
    """The newest version of a table that is in force on a day; None where there is none yet."""
    found = [table for table in tables if table.code == code and table.effective_from <= day]
    return max(found, key=lambda table: (table.effective_from, table.version), default=None)


def table_of(tables: Iterable[AnyTable], code: str, version: int) -> AnyTable | None:
    """A table in exactly one version, as an old record names it."""
    return next((table for table in tables if table.code == code and table.version == version), None)
