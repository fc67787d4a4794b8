"""Of many things that are due for one person the first few: whoever is second riskiest stays in sight."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal, Slot

from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.person_line import PersonLine
from desktop.services.today import DueLine
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.label import TextRole, Words
from desktop.views.today.row import Row, stacked, who

MOST_OF_ONE = 3
"""So many things of one person stand on the page until somebody wants to see all of that person."""


@dataclass(frozen=True)
class FoldedDue:
    """The others of one person: how many, and how many of them are overdue."""

    person: PersonLine
    lines: int
    overdue: int

    @property
    def words(self) -> str:
        """Such as "Show 6 more, 2 overdue"."""
        return say(
            "Show {lines} more{part}",
            lines=self.lines,
            part=say(", {overdue} overdue", overdue=self.overdue) if self.overdue else "",
        )


def folded(due: Sequence[DueLine], unfolded: Collection[CaseId]) -> Iterator[DueLine | FoldedDue]:
    """The lines in their order, of one person the first few, with the number of the others where those end.

    Nobody is told "one more" in the place of the one: it is shown.
    """
    whole, seen = Counter(line.person.case for line in due), Counter[CaseId]()
    for line in due:
        case = line.person.case
        seen[case] += 1
        if case in unfolded or whole[case] <= MOST_OF_ONE + 1 or seen[case] <= MOST_OF_ONE:
            yield line
        elif seen[case] == MOST_OF_ONE + 1:
            rest = [one for one in due if one.person.case == case][MOST_OF_ONE:]
            yield FoldedDue(line.person, len(rest), sum(one.overdue for one in rest))


class FoldedDueRow(Row):
    """One button; ``unfold_wanted`` carries what is hidden."""

    unfold_wanted = Signal(FoldedDue)

    def __init__(self, part: FoldedDue, today: date) -> None:
        super().__init__()
        self._part = part
        whose = who(part.person, today)
        button = Button(
            part.words, ButtonKind.QUIET, name=f"due_unfold_{part.person.case}", about=say("due, {whose}", whose=whose)
        )
        button.clicked.connect(self._on_clicked)
        self.fill(stacked([Words(whose, TextRole.MUTED), button]))

    @Slot()
    def _on_clicked(self) -> None:
        self.unfold_wanted.emit(self._part)
