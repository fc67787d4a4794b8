"""Which field a sentence about something missing or wrong belongs to. Pure."""

from collections.abc import Iterable

from casework.words import english_of, say

# The English that the sentences of the services and of the record begin with, whatever language they are said in.
_FIELDS = (
    ("Reason of the correction", "correction_reason"),
    ("Type of contact", "sort"),
    ("When", "day"),
    ("Arranged", "arranged"),
    ("Who was present", "present"),
    ("Outcome", "outcome"),
    ("Police officer is missing", "officer"),
    ("Joint visit with police", "officer"),
    ("Purpose of the joint visit", "purpose"),
    ("Basis of the joint visit", "basis"),
    ("Police officer's account", "police_account"),
    ("A police officer's account", "sort"),
    ("What happened", "narrative"),
    ("Conditions", "condition_0"),
    ("Language of the interpreter", "interpreter_language"),
    ("Interpreter", "interpreter_sort"),
    ("Significant", "significant"),
    ("Next appointment: write when you expect to be back", "next_back_by"),
    ("Next appointment", "next_day"),
    ("Appointment: the time back", "next_back_by"),
    ("Appointment", "next_place"),
)


def field_of(sentence: str) -> str:
    """The name of the field's editor; empty where the sentence is about the sheet as a whole."""
    english = english_of(sentence)
    return next((name for beginning, name in _FIELDS if english.startswith(beginning)), "")


def summary(sentences: Iterable[str]) -> str:
    """What stands above the sheet while something has to be mended."""
    lines = list(sentences)
    if len(lines) == 1:
        return say("Before this can be recorded: {lines}", lines=lines[0])
    return "\n".join([say("Before this can be recorded, {lines} things have to be mended:", lines=len(lines)), *lines])
