"""Which field a sentence about something missing or wrong belongs to. Pure."""

from collections.abc import Iterable

from casework.words import say

_FIELDS = (
    (say("Reason of the correction"), "correction_reason"),
    (say("Type of contact"), "sort"),
    (say("When"), "day"),
    (say("Arranged"), "arranged"),
    (say("Who was present"), "present"),
    (say("Outcome"), "outcome"),
    (say("Police officer is missing"), "officer"),
    (say("Joint visit with police"), "officer"),
    (say("Purpose of the joint visit"), "purpose"),
    (say("Basis of the joint visit"), "basis"),
    (say("Police officer's account"), "police_account"),
    (say("A police officer's account"), "sort"),
    (say("What happened"), "narrative"),
    (say("Conditions"), "condition_0"),
    (say("Language of the interpreter"), "interpreter_language"),
    (say("Interpreter"), "interpreter_sort"),
    (say("Significant"), "significant"),
    (say("Next appointment: write when you expect to be back"), "next_back_by"),
    (say("Next appointment"), "next_day"),
    (say("Appointment: the time back"), "next_back_by"),
    (say("Appointment"), "next_place"),
)


def field_of(sentence: str) -> str:
    """The name of the field's editor; empty where the sentence is about the sheet as a whole."""
    return next((name for beginning, name in _FIELDS if sentence.startswith(beginning)), "")


def summary(sentences: Iterable[str]) -> str:
    """What stands above the sheet while something has to be mended."""
    lines = list(sentences)
    if len(lines) == 1:
        return say("Before this can be recorded: {lines}", lines=lines[0])
    return "\n".join([say("Before this can be recorded, {lines} things have to be mended:", lines=len(lines)), *lines])
