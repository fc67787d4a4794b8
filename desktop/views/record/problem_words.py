"""What stands above a form that cannot be saved yet: short, because each field says the same beside itself. Pure."""

from collections.abc import Mapping

from casework.words import say

_IS_MISSING = say(" is missing: ")
_MOST_WHOLE = 2
"""So many missing things are said whole; more of them by name."""


def summary_of(found: Mapping[str, str]) -> str:
    """All that has to be mended, by field; six times "is missing: fill it in" would hide the form."""
    count = len(found)
    head = say("Before this can be recorded, {count} things have to be mended:", count=count) if count > 1 else _ONE
    missing = [sentence.partition(_IS_MISSING)[0] for sentence in found.values() if _is_missing(sentence)]
    if len(missing) <= _MOST_WHOLE:
        return "\n".join([head, *found.values()])
    rest = [sentence for sentence in found.values() if not _is_missing(sentence)]
    return "\n".join([head, *rest, say("Missing: {missing}.", missing="; ".join(missing))])


_ONE = say("Before this can be recorded:")


def _is_missing(sentence: str) -> bool:
    """Whether it is one sentence, and says that one thing is missing."""
    return sentence.count(_IS_MISSING) == 1 and ". " not in sentence
