"""Values of the stories, as they are written into an entry."""

from pydantic import JsonValue

from casework.records.identifier import EntryId
from casework.records.person.address import Place

UNKNOWN = EntryId("0" * 64)
"""The id of an entry that nobody has."""


def place(line: str) -> JsonValue:
    """An address of one line."""
    value: JsonValue = Place(line=line).model_dump(mode="json", exclude_none=True)
    return value


def risk(level: str) -> JsonValue:
    """A standing level of risk of serious harm."""
    return {
        "level": level,
        "assessor": "somebody",
        "assessed_on": "2026-11-02",
        "rationale": "As discussed.",
        "record": "",
    }
