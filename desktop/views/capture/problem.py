"""Which field a sentence about something missing or wrong belongs to. Pure."""

from collections.abc import Iterable

from casework.problem import Problem
from casework.words import say, say_count

_EDITORS = {
    "corrects": "correction_reason",
    "sort": "sort",
    "happened": "day",
    "arranged": "arranged",
    "present": "present",
    "outcome": "outcome",
    "joint": "police_account",
    "joint.officer": "officer",
    "joint.purpose": "purpose",
    "joint.basis": "basis",
    "narrative": "narrative",
    "conditions": "condition_0",
    "interpreter": "interpreter_sort",
    "interpreter.language": "interpreter_language",
    "interpreter.name": "interpreter_name",
    "interpreter.agency": "interpreter_agency",
    "significant": "significant",
    "plan": "next_place",
    "plan.day": "next_day",
    "plan.back_by": "next_back_by",
}
"""The editors of the sheet by the field, or the part of one, of the contact and of the appointment that follows."""


def editor_of(sentence: str) -> str:
    """The name of the editor beside which a sentence stands; empty where it is about the sheet as a whole."""
    if not isinstance(sentence, Problem):
        return ""
    return _EDITORS.get(f"{sentence.field}.{sentence.part}") or _EDITORS.get(sentence.field, "")


def summary(sentences: Iterable[str]) -> str:
    """What stands above the sheet while something has to be put right."""
    lines = list(sentences)
    if len(lines) == 1:
        return say("Before this can be recorded: {lines}", lines=lines[0])
    head = say_count(
        len(lines), "Before this can be recorded:", "Before this can be recorded, {number} things have to be put right:"
    )
    return "\n".join([head, *lines])
