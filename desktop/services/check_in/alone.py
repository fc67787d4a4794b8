"""Whether somebody is about to make a visit alone that a warning says nobody makes alone."""

from casework.records.contact.appointment import VISITS, ContactSort
from casework.records.risk.warning import WarningSort
from casework.words import say
from desktop.services.person_line import PersonLine

ALONE = say("Nobody is named as going with you. Do not visit alone: agree who comes before you set out.")


def alone_words(person: PersonLine, sort: ContactSort, police: str) -> str:
    """What is said of a visit of one's own for which nobody else is named; empty where nothing has to be."""
    warned = any(warning.sort is WarningSort.NOT_ALONE for warning in person.warnings)
    named = bool(police) or sort is ContactSort.JOINT_POLICE
    return ALONE if warned and sort in VISITS and not named else ""
