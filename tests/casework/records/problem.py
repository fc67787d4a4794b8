"""What a kind says about a whole new record: a valid one, and changes to it with the sentences they give."""

from collections.abc import Mapping

from pydantic import JsonValue

from casework.records.check import check_new
from casework.records.record import KINDS, merge_of

Values = dict[str, JsonValue]


def changed(valid: Mapping[str, JsonValue], change: Mapping[str, JsonValue]) -> Values:
    """The valid values with a change over them; None takes a value out."""
    return {name: value for name, value in {**valid, **change}.items() if value is not None}


def sentences(kind: str, valid: Mapping[str, JsonValue], change: Mapping[str, JsonValue] | None = None) -> list[str]:
    """What is said about the changed values as a new record, as the office and the laptop check it: without sets."""
    values = changed(valid, change or {})
    sets = {name for name in values if (rule := merge_of(kind, name)) and rule.rule == "set"}
    return list(check_new(kind, {name: value for name, value in values.items() if name not in sets}))


def reads_back(kind: str, values: Values) -> bool:
    """Whether a record of the values is the same again after it was written out."""
    record = KINDS[kind].model_validate(values)
    return KINDS[kind].model_validate(record.values()) == record
