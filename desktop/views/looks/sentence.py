"""What is said about a thing to look at. Pure."""

from datetime import date

from casework.rules.matter import MatterSort
from casework.words import say
from desktop.services.looking import LookLine
from desktop.views import wording

_SORTS = {
    MatterSort.QUARANTINED: say("Held back"),
    MatterSort.LATE: say("Arrived after access ended"),
    MatterSort.UNSIGHTED: say("Written without seeing something"),
    MatterSort.EMERGENCY: say("Emergency access"),
    MatterSort.COVER: say("Cover arranged by the officer"),
    MatterSort.CONFLICT: say("Two views"),
}
WITHHELD = say("Nobody else sees this, and it stands nowhere, until it is released.")
STANDS = say("Everybody on the case sees it as waiting; whatever is more cautious stands meanwhile.")
YOURS = say("A senior of the case looks at it. You need do nothing.")


def sort_words(line: LookLine) -> str:
    """Why it is in the list, in few words."""
    return ", ".join(words for sort, words in _SORTS.items() if sort in line.sorts)


def who_words(line: LookLine, today: date) -> str:
    """Who recorded it, and when."""
    return say("Recorded by {by}, {day_and_time}", by=line.by, day_and_time=wording.day_and_time(line.at, today))


def meaning(line: LookLine) -> str:
    """What is the matter, and what that means meanwhile."""
    parts = [line.why]
    if MatterSort.QUARANTINED in line.sorts:
        parts.append(WITHHELD if line.withheld and not line.mine else "" if line.withheld else STANDS)
    if line.mine:
        parts.append(YOURS)
    return " ".join(part for part in parts if part)
