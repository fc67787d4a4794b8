"""What the supervised person may be told, declared on the field it belongs to.

What nobody has decided about counts as withheld. Police accounts, the words of victims, of a household and of third
parties, safety plans and warnings start withheld, and only a senior lifts that (standards.md 153, 154). What belongs
to the running of the service (near misses, quality forms, who may see a file) is never handed over.
"""

from dataclasses import dataclass
from enum import StrEnum

from casework.words import say


class Telling(StrEnum):
    """How a field starts out. Only `OPEN` is handed over without anybody's decision."""

    OPEN = "open"
    UNDECIDED = "undecided"
    WITHHELD = "withheld"
    NEVER = "never"


TELLING_WORDS = {
    Telling.OPEN: say("May be told"),
    Telling.UNDECIDED: say("Withheld until somebody decides"),
    Telling.WITHHELD: say("Withheld; a senior lifts it"),
    Telling.NEVER: say("Never handed over"),
}


@dataclass(frozen=True)
class Tell:
    """The mark on a field: how it starts out, where that differs from the rest of its kind."""

    start: Telling


OPEN = Tell(Telling.OPEN)
"""The person's own and plain facts: their name, the order, a date they were given."""

WITHHELD = Tell(Telling.WITHHELD)
"""Starts withheld, and only a senior lifts it."""

NEVER = Tell(Telling.NEVER)
"""Never on anything that is handed to the person."""
