"""What stands above a form that cannot be saved yet: short, because each field says the same beside itself. Pure."""

from collections.abc import Mapping

from casework.problem import Problem
from casework.words import say, say_count

_MOST_WHOLE = 2
"""So many missing things are said whole; more of them by name."""


def summary_of(found: Mapping[str, str]) -> str:
    """All that has to be put right, by field; six times "is missing: fill it in" would hide the form."""
    head = say_count(
        len(found), "Before this can be recorded:", "Before this can be recorded, {number} things have to be put right:"
    )
    missing = [_lacks(sentence) for sentence in found.values() if _lacks(sentence)]
    if len(missing) <= _MOST_WHOLE:
        return "\n".join([head, *found.values()])
    rest = [sentence for sentence in found.values() if not _lacks(sentence)]
    return "\n".join([head, *rest, say("Missing: {missing}.", missing="; ".join(missing))])


def _lacks(sentence: str) -> str:
    return sentence.lacks if isinstance(sentence, Problem) else ""
