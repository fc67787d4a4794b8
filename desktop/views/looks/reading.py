"""All that the page of things to look at shows, gathered in one go on the store's lane."""

from dataclasses import dataclass
from datetime import date

from desktop.services.looking import LookLine, read_looks
from desktop.services.person_line import PersonLine, person_lines
from desktop.services.session import Session


@dataclass(frozen=True)
class LookCase:
    """One thing to look at, and whose record it is."""

    line: LookLine
    person: PersonLine

    @property
    def key(self) -> str:
        """What tells it from every other."""
        return self.line.entry


@dataclass(frozen=True)
class LooksView:
    """What there is to look at, what was held back first, and the day to reckon from."""

    today: date
    cases: tuple[LookCase, ...]


def read_page(session: Session) -> LooksView:
    """Everything to look at in a case that is open to this person."""
    people = person_lines(session)
    found = (LookCase(line, people[line.case]) for line in read_looks(session) if line.case in people)
    return LooksView(session.today(), tuple(found))
