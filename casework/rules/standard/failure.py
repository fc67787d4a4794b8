"""Failures to attend with what was done about them, from the compliance records (standards.md 101, 104)."""

from collections.abc import Iterable

from casework.ledger.fold import RecordState
from casework.records.sentence.compliance import Acceptability, ComplianceEvent, ComplianceStep
from casework.rules.standard.fact import Done, Failure
from casework.rules.standing import read_record

_ACTED = frozenset(
    {
        ComplianceStep.WARNING,
        ComplianceStep.FINAL_WARNING,
        ComplianceStep.BREACH,
        ComplianceStep.REPORTED,
        ComplianceStep.RECALL,
        ComplianceStep.NO_ACTION,
    }
)


def read_failures(states: Iterable[RecordState]) -> tuple[tuple[Failure, ...], tuple[Done, ...]]:
    """The failures to attend, the earliest first, and what was reported to Scottish Ministers.

    What was entered in error counts for nothing.
    """
    known = ((one.record, read_record(ComplianceEvent, one)) for one in states if one.kind == ComplianceEvent.kind)
    steps: dict[str, ComplianceEvent] = {ident: one for ident, one in known if one.struck_out is None}
    failures = [_failure(ident, steps) for ident, one in steps.items() if one.step is ComplianceStep.ABSENCE]
    reported = [
        Done(ident, one.happened_on, order=one.order or "")
        for ident, one in steps.items()
        if one.step is ComplianceStep.REPORTED and one.happened_on
    ]
    found = sorted((one for one in failures if one), key=lambda one: (one.on, one.ident))
    return tuple(found), tuple(sorted(reported, key=lambda one: (one.on, one.ident)))


def _failure(ident: str, steps: dict[str, ComplianceEvent]) -> Failure | None:
    first = steps[ident]
    if first.happened_on is None:
        return None
    chain = [first, *(one for key, one in steps.items() if key != ident and one.follows == ident)]
    decided = next((one.decided for one in chain if one.decided), None)
    letters = [one.letter.sent_on for one in chain if one.letter]
    return Failure(
        ident,
        first.happened_on,
        first.contact or "",
        attempts=tuple(sorted(attempt.on for one in chain for attempt in one.attempts)),
        explained=any(one.explanation or one.step is ComplianceStep.EXPLANATION for one in chain),
        acceptable=decided.found is Acceptability.ACCEPTABLE if decided else None,
        letter_on=min(letters, default=None),
        acted=any(one.action or one.step in _ACTED for one in chain),
    )
