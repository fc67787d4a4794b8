"""What a record says, in the words of its declaration: titles of fields, words of choices, names instead of ids."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import JsonValue

from casework.records.identifier import is_uuid
from casework.records.shape import Shape, Sort
from casework.rules.day_words import plain_date
from casework.words import say, say_name
from desktop.services.present import Lines, time_words

ELSEWHERE = say("a record that is not on this laptop")


@dataclass(frozen=True)
class Naming:
    """How ids are said: of staff by name, of records by title."""

    staff: Callable[[str], str]
    record: Callable[[str], str]


def blocks_of(shape: Shape, value: JsonValue, naming: Naming) -> tuple[Lines, ...]:
    """A value as blocks of (title, words) lines: one block a row of a list, one for anything else."""
    if value is None or value in ("", []):
        return ()
    if isinstance(value, list):
        item = shape.item or shape
        return tuple(block for one in value for block in blocks_of(item, one, naming))
    if isinstance(value, dict):
        lines = [(_part_title(shape, name), _part_words(shape, name, part, naming)) for name, part in value.items()]
        return (tuple((title, words) for title, words in lines if words),)
    return ((("", words_of_value(shape, value, naming)),),)


def words_of_value(shape: Shape, value: JsonValue, naming: Naming) -> str:
    """A value on one line; empty where it says nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return say("Yes") if value else say("No")
    if isinstance(value, list):
        return "; ".join(words_of_value(shape.item or shape, one, naming) for one in value)
    if isinstance(value, dict):
        parts = [_part_words(shape, name, part, naming) for name, part in value.items()]
        return ", ".join(part for part in parts if part)
    return _text_words(shape, str(value), naming)


def _text_words(shape: Shape, text: str, naming: Naming) -> str:
    if shape.options:
        return shape.words(text)
    if shape.sort is Sort.STAFF:
        return naming.staff(text)
    if shape.sort is Sort.LINK or is_uuid(text):
        return naming.record(text)
    with suppress(ValueError):
        if shape.sort is Sort.DAY:
            return plain_date(date.fromisoformat(text))
        if shape.sort is Sort.MOMENT:
            return time_words(datetime.fromisoformat(text))
    return text


def _part_title(shape: Shape, name: str) -> str:
    part = shape.part(name)
    return part.title if part else say_name(name)


def _part_words(shape: Shape, name: str, value: JsonValue, naming: Naming) -> str:
    part = shape.part(name) or Shape(name, name, Sort.LINE, required=False)
    preset = part.sort is Sort.YES_NO and value is False and part.preset is False
    return "" if preset else words_of_value(part, value, naming)
