"""How far a sweep has come: who returned, who signed a NIL return, who has not answered; and the figures (15-17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.ledger.fold import Order, RecordState
from casework.records.high_risk.sweep import Figures, HighRiskReturn, HighRiskSweep, ReturnSort
from casework.records.identifier import RecordId, StaffId
from casework.records.part import Choice
from casework.rules.standing import read_record
from casework.words import say


class ReturnState(Choice):
    """Where somebody stands who was asked. Not to have answered is never the same as a NIL return."""

    NOT_ANSWERED = "not_answered", say("Not answered")
    RETURNED = "returned", say("Returned")
    NIL = "nil", say("NIL return")


@dataclass(frozen=True)
class Answered:
    """Where one member of staff stands. `returns`: how often they signed; the last counts. `late`: after the day."""

    staff: StaffId
    state: ReturnState
    signed_on: date | None = None
    figures: Figures | None = None
    returns: int = 0
    late: bool = False


@dataclass(frozen=True)
class Collation:
    """A sweep with everybody who was asked, in the order in which they were, and who answered unasked behind them."""

    sweep: RecordId
    record: HighRiskSweep
    lines: tuple[Answered, ...]

    def count(self, state: ReturnState) -> int:
        """How many stand there."""
        return sum(line.state is state for line in self.lines)

    @property
    def total(self) -> Figures:
        """The figures of all returns together."""
        found = [line.figures for line in self.lines if line.figures]
        return Figures.model_construct(
            **{name: sum(getattr(one, name) for one in found) for name in Figures.model_fields}
        )

    def overdue(self, today: date) -> tuple[StaffId, ...]:
        """Who has not answered, and the day has passed."""
        by = self.record.answer_by
        late = by is not None and by < today
        return tuple(line.staff for line in self.lines if late and line.state is ReturnState.NOT_ANSWERED)


def collate(sweep: RecordState, states: Iterable[RecordState]) -> Collation:
    """Where a sweep stands, from the records of its scope. A return counts for whoever wrote it, and nobody else."""
    record = read_record(HighRiskSweep, sweep)
    signed: dict[StaffId, list[tuple[Order, RecordId, HighRiskReturn]]] = {}
    for state in states:
        found = _signed(state) if state.kind == HighRiskReturn.kind and state.scope == sweep.scope else None
        if found and found[2].sweep == sweep.record:
            signed.setdefault(StaffId(found[2].signed_by or ""), []).append(found)
    asked = [StaffId(one) for one in record.asked or ()]
    everybody = [*asked, *sorted(one for one in signed if one not in asked)]
    lines = (_line(staff, signed.get(staff, []), record.answer_by) for staff in dict.fromkeys(everybody))
    return Collation(sweep.record, record, tuple(lines))


def _signed(state: RecordState) -> tuple[Order, RecordId, HighRiskReturn] | None:
    """A return that counts, signed by whoever wrote it."""
    head = state.created
    waits = any(one.awaiting for field in state.fields.values() for one in field.heads)
    record = read_record(HighRiskReturn, state)
    if head is None or waits or record.sort is None or record.figures is None:
        return None
    own = record.signed_by in {head.author, head.on_behalf}
    return (head.order, state.record, record) if own else None


def _line(staff: StaffId, signed: list[tuple[Order, RecordId, HighRiskReturn]], by: date | None) -> Answered:
    if not signed:
        return Answered(staff, ReturnState.NOT_ANSWERED)
    last = max(signed, key=lambda one: one[:2])[2]
    first = min(one[2].signed_on for one in signed if one[2].signed_on)
    state = ReturnState.NIL if last.sort is ReturnSort.NIL else ReturnState.RETURNED
    late = by is not None and first > by
    return Answered(staff, state, last.signed_on, last.figures, len(signed), late)


def return_sort(figures: Figures) -> ReturnSort:
    """What is to be signed: a NIL return where no case meets the definition and none is unsure."""
    return ReturnSort.CASES if figures.meets or figures.unsure else ReturnSort.NIL
