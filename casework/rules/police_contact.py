"""The named police contact of a case: whether there is one, and when they were last confirmed (standards.md 139)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.records.person.agency_contact import AgencyContact, AgencyPerson, AgencyRole


@dataclass(frozen=True)
class NamedPolice:
    """Who the named police contact is, and the day on which that was last confirmed; None where it never was."""

    person: AgencyPerson
    confirmed_on: date | None

    def days_since(self, day: date) -> int | None:
        """How long ago it was confirmed, in days; None where it never was."""
        return (day - self.confirmed_on).days if self.confirmed_on else None


def named_police(contacts: Iterable[AgencyContact], day: date) -> NamedPolice | None:
    """The named police contact on a day: of several, the one confirmed last. None where the case has none.

    Somebody whose last day is today is still there. A confirmation dated after the day does not count yet.
    """
    found = [
        NamedPolice(contact.person, _confirmed(contact, day))
        for contact in contacts
        if contact.person
        and contact.person.role is AgencyRole.NAMED_POLICE
        and (contact.ended_on is None or day <= contact.ended_on)
    ]
    return max(found, key=lambda one: one.confirmed_on or date.min, default=None)


def _confirmed(contact: AgencyContact, day: date) -> date | None:
    on = contact.confirmed_on
    return on if on is not None and on <= day else None
