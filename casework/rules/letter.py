"""Whether a letter may go to the person: said before it is written, and again before it is printed."""

from casework.records.person.status import StatusSort
from casework.rules.status import StatusView
from casework.words import say


def may_write_to(view: StatusView) -> str:
    """Why no letter may go to the person, as a sentence; empty where one may."""
    if view.is_dead:
        return say("This person has died: no letter goes to them. Write to the family only with a senior's agreement.")
    if StatusSort.DEAD in view.sorts:
        return say("Somebody recorded that this person has died, somebody else did not: settle that before you write.")
    if view.unreadable:
        return say("Where this person is was recorded in a newer version: update Doorstep before you write.")
    if StatusSort.TRANSFERRED in view.sorts:
        return say("Another service works with this person: letters come from there.")
    return ""


def address_warning(view: StatusView) -> str:
    """What to look at before a letter is sent, as a sentence; empty where there is nothing."""
    if StatusSort.WHEREABOUTS_UNKNOWN in view.sorts:
        return say("Nobody knows where this person is: a letter to the last address may be read by somebody else.")
    if view.sorts & {StatusSort.CUSTODY, StatusSort.RECALLED}:
        return say("This person is in custody: write to the prison, where letters may be opened.")
    if StatusSort.HOSPITAL in view.sorts:
        return say("This person is in hospital: a letter to the home address may be read by somebody else.")
    return ""
