"""What to say about who interprets: a child or a relative is recorded, and warned about. Pure."""

from casework.records.contact.contact import Interpreter, InterpreterSort
from casework.records.person.interpreter import InterpreterArrangement
from casework.records.person.person import Communication
from casework.words import say

CHILD_INTERPRETED = say(
    "A child interpreted. Nobody can rely on what was said: write why, and go over it again with a professional "
    "interpreter."
)
RELATIVE_INTERPRETED = say(
    "A relative or friend interpreted. Write why, and go over what matters again with a professional interpreter."
)
CHILD_ARRANGED = say("A child must not interpret: arrange a professional interpreter.")
RELATIVE_ARRANGED = say("A relative or friend should not interpret: arrange a professional interpreter.")
NOBODY_INTERPRETED = say(
    "This person needs an interpreter, and none is recorded: write who interpreted, or why nobody did."
)
NOBODY_ARRANGED = say("This person needs an interpreter, and none is arranged: book one.")

_INTERPRETED = {
    InterpreterSort.CHILD: CHILD_INTERPRETED,
    InterpreterSort.RELATIVE: RELATIVE_INTERPRETED,
}
_ARRANGED = {
    InterpreterSort.CHILD: CHILD_ARRANGED,
    InterpreterSort.RELATIVE: RELATIVE_ARRANGED,
}


def is_family(sort: InterpreterSort | None) -> bool:
    """Whether it is a child, a relative or a friend who interprets."""
    return sort in _INTERPRETED


def interpreter_warning(interpreter: Interpreter | InterpreterArrangement | None) -> str:
    """The warning about somebody who interpreted or is to interpret; empty where there is nothing to warn about."""
    if interpreter is None:
        return ""
    words = _ARRANGED if isinstance(interpreter, InterpreterArrangement) else _INTERPRETED
    return words.get(interpreter.sort, "")


def contact_warning(needs: Communication | None, used: Interpreter | None) -> str:
    """The warning about interpreting at a contact with the person."""
    return interpreter_warning(used) or (NOBODY_INTERPRETED if needs and needs.interpreter and used is None else "")


def arrangement_warning(needs: Communication | None, arranged: InterpreterArrangement | None) -> str:
    """The warning about what is arranged for the person."""
    missing = needs is not None and needs.interpreter and arranged is None
    return interpreter_warning(arranged) or (NOBODY_ARRANGED if missing else "")
