"""Whether an edit's values are valid, as sentences that say what to do.

Messages name the field in the words of the form and never repeat what was written: an error may be shown in a log or
on a screen that somebody else can see.
"""

from collections.abc import Mapping

from pydantic import JsonValue, ValidationError
from pydantic_core import ErrorDetails

from casework.problem import Problem, about
from casework.records.record import KINDS, Record, merge_of
from casework.words import put_together, say

_SENTENCES = {
    "missing": say("is missing: fill it in"),
    "string_too_short": say("is empty: write something"),
    "string_too_long": say("is too long: shorten it to {max_length} characters"),
    "too_short": say("needs at least {min_length}: add one"),
    "too_long": say("has too many: keep at most {max_length}"),
    "enum": say("is not one of the choices: pick one from the list"),
    "literal_error": say("is not one of the choices: pick one from the list"),
    "greater_than_equal": say("is too small: it must be at least {ge}"),
    "less_than_equal": say("is too large: it must be at most {le}"),
    "timezone_aware": say("needs a time zone: give the time as on the clock here"),
    "value_error": "{error}",
}
_FAMILIES = {
    "date": say("is not a date: write it as day, month and year"),
    "datetime": say("is not a date and time: write the day and the time"),
    "int": say("is not a whole number: write digits only"),
    "bool": say("needs yes or no: choose one"),
    "string": say("is not text: write it in words"),
    "uuid": say("does not point to a record: choose it from the list"),
}


def field_title(kind: str, field: str) -> str:
    """The words of a field as they stand on a form."""
    model = KINDS.get(kind)
    info = model.model_fields.get(field) if model else None
    return (info.title if info and info.title else field.replace("_", " ")).capitalize()


def check_value(kind: str, field: str, value: JsonValue) -> list[Problem]:
    """Sentences for what is wrong with one field's value; none for a field this version does not know."""
    model = KINDS.get(kind)
    if model is None or field not in model.model_fields:
        return []
    if value is None and not _may_be_emptied(model, field):
        return [missing(kind, field)]
    try:
        model.model_validate({field: value})
    except ValidationError as error:
        return [_sentence(kind, field, detail) for detail in error.errors(include_url=False)][:3]
    return []


def check_item(kind: str, field: str, item: JsonValue) -> list[Problem]:
    """Sentences for what is wrong with one item of a set field."""
    return check_value(kind, field, [item])


def check_values(kind: str, values: Mapping[str, JsonValue]) -> list[Problem]:
    """Sentences for what is wrong with any of some fields' values."""
    model = KINDS.get(kind)
    if model is None or _fitting(model, values) is not None:
        return []
    return [sentence for field, value in values.items() for sentence in check_value(kind, field, value)]


def check_new(kind: str, values: Mapping[str, JsonValue]) -> list[Problem]:
    """Sentences for a whole new record: every field, what is required, and what must agree with what."""
    model = KINDS.get(kind)
    if model is None:
        return []
    whole = _fitting(model, values) if model.required <= values.keys() else None
    if whole is not None:
        return whole.problems()
    found = [s for field, value in values.items() for s in check_value(kind, field, value)]
    found += [missing(kind, field) for field in sorted(model.required - set(values))]
    return found or model.model_validate(dict(values)).problems()


def _fitting(model: type[Record], values: Mapping[str, JsonValue]) -> Record | None:
    """The record that these values make, if nothing is wrong with any of them: all looked at in one go.

    No kind looks at two of its fields together while it is read (`problems` does), so that what is right together is
    right by itself. Where something is wrong, each field is looked at by itself, for its sentences.
    """
    fields = model.model_fields
    if any(value is None and name in fields and not _may_be_emptied(model, name) for name, value in values.items()):
        return None
    try:
        return model.model_validate(values if isinstance(values, dict) else dict(values))
    except ValidationError:
        return None


def _may_be_emptied(model: type[Record], field: str) -> bool:
    """Whether nothing may take the place of a value.

    A level that was emptied could be filled with any other one, and a signed text with nothing is not signed.
    """
    rule = merge_of(model.kind, field)
    return field not in model.required and rule is not None and rule.rule not in {"cautious", "once"}


def missing(kind: str, field: str) -> Problem:
    """The sentence for a field that has to be filled in."""
    title = field_title(kind, field)
    return Problem(say("{field_title} is missing: fill it in.", field_title=title), field, lacks=title)


def _sentence(kind: str, field: str, detail: ErrorDetails) -> Problem:
    named = [part for part in detail["loc"][1:] if isinstance(part, str)]
    parts = "".join(f", {part.replace('_', ' ')}" for part in named)
    title, words = field_title(kind, field), _words(detail)
    return about(field, put_together("{title}{parts} {words}.", title=title, parts=parts, words=words), ".".join(named))


def _words(detail: ErrorDetails) -> str:
    text = _SENTENCES.get(detail["type"])
    if text is None:
        family = detail["type"].partition("_")[0]
        return _FAMILIES.get(family, say("cannot be kept as it is: check it"))
    return put_together(text, **detail.get("ctx", {}))
