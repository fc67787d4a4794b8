"""Who might be selected for work with high risk of serious harm, and why: a proposal, never a decision. Pure.

The sources ask that staff for such work are formally selected, supported, trained and advised (standards.md 175). They
give no number for any of it: room is therefore compared with the middle of those who are weighed against one another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from casework.records.oversight.selection import SelectionAnswer, SelectionDecision
from casework.records.oversight.training import TrainingSubject


@dataclass(frozen=True)
class Weighed:
    """What is known of one member of staff. `gaps`: what they are not trained in of what such work asks for.

    `cases`: their open cases; `listed`: of these, people on the high-risk list; `supervised_on`: the last session.
    """

    staff: str
    gaps: tuple[TrainingSubject, ...] = ()
    cases: int = 0
    listed: int = 0
    supervised_on: date | None = None
    selected: bool = False


@dataclass(frozen=True)
class Candidate:
    """One member of staff with what follows: `has_room` is at most as many cases as the middle of all (`middle`)."""

    weighed: Weighed
    middle: float
    has_room: bool

    @property
    def trained(self) -> bool:
        """Whether nothing that such work asks for is missing."""
        return not self.weighed.gaps

    @property
    def proposed(self) -> bool:
        """Whether they might be selected: trained, with room, supervised, and not selected already."""
        known = self.weighed
        return self.trained and self.has_room and known.supervised_on is not None and not known.selected


def candidates(weighed: Iterable[Weighed]) -> tuple[Candidate, ...]:
    """Everybody who was weighed: those who are proposed first, then by gaps in training, cases and their id."""
    known = list(weighed)
    middle = float(median([one.cases for one in known])) if known else 0.0
    found = [Candidate(one, middle, one.cases <= middle) for one in known]
    return tuple(sorted(found, key=_order))


def latest_decision(decisions: Sequence[tuple[str, SelectionDecision]]) -> SelectionDecision | None:
    """The decision that stands about one member of staff: that of the latest day, of one day the last written.

    `decisions`: each with its record's id, in the order in which they were written.
    """
    dated = [(one.decided_on, number, one) for number, (_, one) in enumerate(decisions) if one.decided_on]
    return max(dated, key=lambda found: found[:2])[2] if dated else None


def is_selected(decision: SelectionDecision | None) -> bool:
    """Whether somebody is selected by a decision."""
    return decision is not None and decision.answer is SelectionAnswer.SELECTED


def _order(one: Candidate) -> tuple[bool, int, bool, int, str]:
    known = one.weighed
    return not one.proposed, len(known.gaps), not one.has_room, known.cases, known.staff
