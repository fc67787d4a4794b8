"""All that the page of two views shows, gathered in one go on the store's lane."""

from dataclasses import dataclass
from datetime import date

from desktop.services.conflict import ConflictLine, open_conflicts
from desktop.services.person_line import PersonLine, person_lines
from desktop.services.session import Session


@dataclass(frozen=True)
class ConflictCase:
    """One open conflict, and whose record it is."""

    line: ConflictLine
    person: PersonLine

    @property
    def key(self) -> str:
        """What tells it from every other conflict, whatever its views are."""
        return f"{self.line.scope} {self.line.record} {self.line.field}"


@dataclass(frozen=True)
class ConflictsView:
    """The open conflicts, the oldest first, and the day to reckon from."""

    today: date
    cases: tuple[ConflictCase, ...]


def read_conflicts(session: Session) -> ConflictsView:
    """Every conflict on a case that is open to this person."""
    people = person_lines(session)
    found = (ConflictCase(line, people[line.case]) for line in open_conflicts(session) if line.case in people)
    return ConflictsView(session.today(), tuple(found))
