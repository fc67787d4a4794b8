"""What is due: the shape in which every standard and duty says what has to be done, by when and by which rule."""

from dataclasses import dataclass
from datetime import date

from casework.records.file.ending import RuleRef
from casework.records.kept import Kept


@dataclass(frozen=True)
class Tally:
    """How far something is that has to be done several times: how often in all, arranged so far, and attended so far.

    What is arranged for a day to come counts as arranged.
    """

    needed: int
    arranged: int = 0
    attended: int = 0


@dataclass(frozen=True)
class Due:
    """One thing that has to be done in a case.

    Shapes: `rule` names the data file's rule and version, `source` where that rule is stated. `since`: the day from
    which the time runs. `done_on`: the day on which it was done, None while it is not. `about`: the id of the record
    it follows from, "" for none. `kept` is None while nobody can say yet.
    """

    rule: RuleRef
    title: str
    due_on: date
    since: date
    source: str
    about: str = ""
    done_on: date | None = None
    kept: Kept | None = None
    also: tuple[RuleRef, ...] = ()
    """Rules that ask for the same later: the stricter one wins and stands in `rule`."""
    at_once: bool = False
    """No source and no agency set a number of days: it is due on the very day from which it runs."""
    closes: str = ""
    """What satisfies it, in a sentence."""
    tally: Tally | None = None
    missing: str = ""
    """What somebody has to write because it was not done in time: a sentence, "" for nothing."""
    set_aside: str = ""
    """Why nobody is asked for it and nothing counts it: a sentence. The person is in custody, or came by transfer."""

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None and self.kept is None and not self.set_aside

    def overdue(self, today: date) -> bool:
        """Whether the day has passed and it is still to be done."""
        return self.open and self.due_on < today
