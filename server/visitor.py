"""Who goes to a planned visit, and who may still believe that they do: a laptop knows only what it has said to have.

A visit that was handed on at the office is the first visitor's, too, until their laptop has the hand-over.
"""

from dataclasses import dataclass
from datetime import datetime

from casework.ledger.fold import Placed, RecordState, fold_record
from casework.records.identifier import StaffId
from server.storage.confirmed import load_sealed
from server.storage.database import Connection
from server.storage.log import load_placed
from server.storage.visit import VisitKey

PLAN = "plan"


def visitors_of(state: RecordState | None) -> set[StaffId]:
    """Everybody whom a view that counts names: while nobody decided between two, each of them may go."""
    field = state.fields.get(PLAN) if state else None
    plans = [head.value for head in field.heads if not head.awaiting] if field else []
    return {StaffId(staff) for plan in plans if isinstance(plan, dict) and isinstance(staff := plan.get("staff"), str)}


@dataclass(frozen=True)
class _Step:
    """One entry about a visit: its position in the log, and when it came."""

    placed: Placed
    position: int
    at: datetime


@dataclass(frozen=True)
class VisitLog:
    """All that was ever written of one visit, in the order in which it came."""

    key: VisitKey
    steps: tuple[_Step, ...]

    def named(self) -> set[StaffId]:
        """Everybody who was ever to go, as the log stood after one entry or another."""
        return {staff for step in self.steps for staff in self._visitors(step.position)}

    def may_go(self, staff: StaffId, confirmed: int, since: datetime | None = None) -> bool:
        """Whether somebody goes, or their laptop, which has said to have the log so far, may say that they do.

        `since`: for a laptop that never said to have the case, who was to go before that moment only is left out.
        """
        known = max((step.position for step in self.steps if since and step.at <= since), default=0)
        begin = confirmed or known
        return any(staff in self._visitors(at) for at in (begin, *self._after(begin)))

    def _after(self, position: int) -> list[int]:
        return [step.position for step in self.steps if step.position > position]

    def _visitors(self, position: int) -> set[StaffId]:
        """Who went by what had come up to a position."""
        known = [step.placed for step in self.steps if step.position <= position]
        return visitors_of(fold_record(*self.key, known))


def load_visit_log(connection: Connection, key: VisitKey) -> VisitLog:
    """Read the log of one visit."""
    placed = {one.sealed.id: one for one in load_placed(connection, [key]).get(key, ()) if not one.expunged}
    came = load_sealed(connection, placed)
    steps = [_Step(placed[ident], one.position, one.at) for ident, one in came.items()]
    return VisitLog(key, tuple(sorted(steps, key=lambda step: step.position)))
