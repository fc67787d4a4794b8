"""When a case may be disposed of: pure, from how the work ended, the orders, the legal holds and the agency's rules.

Nothing is ever disposed of by this: it says what is due. While an order runs, the case is open, a hold stands or the
rule is not confirmed, nothing is. Whatever cannot be read counts as a reason to keep.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import TypeAdapter

from casework.ledger.fold import RecordState
from casework.records.check import check_value
from casework.records.file.case import Case, CaseState
from casework.records.file.ending import Ending, EndingCause, RuleRef
from casework.records.file.legal_hold import HoldStatus, LegalHold
from casework.records.identifier import StaffId
from casework.records.sentence.order import Order, Term
from casework.records.staff.staff import SENIORS, StaffRole
from casework.rules.retention_rule import RetentionRule
from casework.rules.standing import field_standing, read_record
from casework.words import say

_DAY = TypeAdapter(date)

MAY_DISPOSE = SENIORS | {StaffRole.ADMINISTRATOR}
"""Who may propose or confirm a disposal; one of the two has to be a senior."""


class RetentionState(StrEnum):
    """Why a case is kept, or that it is due."""

    NOT_ENDED = "not_ended"
    OPEN = "open"
    RUNS = "an_order_runs"
    HELD = "legal_hold"
    NOT_YET = "not_yet"
    UNCONFIRMED = "unconfirmed_rule"
    DUE = "due"


RETENTION_WORDS = {
    RetentionState.NOT_ENDED: say("Kept: no end of the work is recorded"),
    RetentionState.OPEN: say("Kept: the case is open"),
    RetentionState.RUNS: say("Kept: an order or licence runs"),
    RetentionState.HELD: say("Kept: a legal hold is in place"),
    RetentionState.NOT_YET: say("Kept until the day"),
    RetentionState.UNCONFIRMED: say("Due under an unconfirmed rule: nothing may be disposed of"),
    RetentionState.DUE: say("Due"),
}

_KEPT_BY_ITSELF = frozenset({RetentionState.NOT_ENDED, RetentionState.OPEN, RetentionState.RUNS, RetentionState.HELD})


@dataclass(frozen=True)
class CaseEnd:
    """What retention follows from. `orders` holds every view of every order; None stands for what cannot be read.

    `opened`: the day on which the case was opened, the latest of all views.
    """

    endings: Sequence[Ending] = ()
    orders: Sequence[Term | None] = ()
    holds: Sequence[LegalHold] = ()
    closed: bool = True
    opened: date | None = None


@dataclass(frozen=True)
class Retention:
    """How a case stands on a day. `due_on` and `rule` are there from the end of the work on, where a rule is known.

    `confirmed`: somebody has confirmed every rule that it follows from.
    """

    state: RetentionState
    due_on: date | None = None
    rule: RuleRef | None = None
    confirmed: bool = False


def gather_end(states: Iterable[RecordState]) -> CaseEnd:
    """What retention follows from, out of the records of one case, whatever else is among them."""
    endings, orders, holds, closed = [], [], [], False
    opened = None
    for state in states:
        if state.kind == Ending.kind:
            endings.append(read_record(Ending, state))
        elif state.kind == Order.kind:
            orders += _terms(state)
        elif state.kind == LegalHold.kind:
            holds.append(read_record(LegalHold, state))
        elif state.kind == Case.kind:
            closed, opened = _is_closed(state), _opened(state)
    return CaseEnd(endings, orders, holds, closed, opened)


def joined_end(ends: Sequence[CaseEnd]) -> CaseEnd:
    """Several files of one person as one: whatever speaks for keeping one of them keeps them all."""
    return CaseEnd(
        endings=[ending for end in ends for ending in end.endings],
        orders=[order for end in ends for order in end.orders],
        holds=[hold for end in ends for hold in end.holds],
        closed=all(end.closed for end in ends),
        opened=max((end.opened for end in ends if end.opened), default=None),
    )


def joined_retention(ends: Sequence[CaseEnd], rules: Sequence[RetentionRule], day: date) -> Retention:
    """How several files of one person stand on a day: as the one that is kept by itself; else as all of them together.

    The end of the work in one file ends nothing in another: each says for itself that its work is over.
    """
    together = retention_of(joined_end(ends), rules, day)
    found = (together, *(retention_of(end, rules, day) for end in ends))
    return next((one for one in found if one.state in _KEPT_BY_ITSELF), together)


def disposal_due(case: CaseEnd, rules: Sequence[RetentionRule], day: date) -> Retention | None:
    """The retention of a case that may be disposed of on a day; None for every case that is kept."""
    found = retention_of(case, rules, day)
    return found if found.state is RetentionState.DUE else None


def retention_of(case: CaseEnd, rules: Sequence[RetentionRule], day: date) -> Retention:
    """How a case stands on a day."""
    endings = [ending for ending in case.endings if ending.withdrawn is None]
    if not endings:
        return Retention(RetentionState.NOT_ENDED)
    # No work ended before it began: a mistyped year must not make a case due.
    not_before = max(_ends_after(case.orders, endings), case.opened or date.min)
    due_on, rule, confirmed = _longest(endings, not_before, rules)
    state = _kept(case, endings, day) or _when(due_on, day, confirmed=confirmed)
    running = state in {RetentionState.OPEN, RetentionState.RUNS}
    return Retention(state, None if running else due_on, rule, confirmed)


def disposal_objection(proposer: tuple[StaffId, StaffRole | None], confirmer: tuple[StaffId, StaffRole | None]) -> str:
    """Why two people may not dispose of a case together, as a sentence; empty where they may."""
    if proposer[0] == confirmer[0]:
        return say("Somebody else has to confirm it: no one destroys records alone.")
    roles = {proposer[1], confirmer[1]}
    if not roles <= MAY_DISPOSE:
        return say("Only a senior, a service manager or an administrator may dispose of a case.")
    if roles.isdisjoint(SENIORS):
        return say("One of the two has to be a senior or a service manager: an administrator does not decide this.")
    return ""


def last_order_ended(case: CaseEnd, day: date) -> date | None:
    """The day on which the last order of an open case ended, where all have; None where one runs or none was made."""
    terms = [term for term in case.orders if term is not None]
    if case.closed or not terms or len(terms) < len(case.orders) or _runs(case.orders, [], day):
        return None
    return max(_last_day(term) or day for term in terms)


def _kept(case: CaseEnd, endings: Sequence[Ending], day: date) -> RetentionState | None:
    """Why a case is kept whatever its rule says."""
    if not case.closed:
        return RetentionState.OPEN
    if _runs(case.orders, endings, day):
        return RetentionState.RUNS
    if any(hold.state is None or hold.state.status is not HoldStatus.REMOVED for hold in case.holds):
        return RetentionState.HELD
    return None


def _when(due_on: date | None, day: date, *, confirmed: bool) -> RetentionState:
    if due_on is not None and day < due_on:
        return RetentionState.NOT_YET
    return RetentionState.DUE if confirmed and due_on is not None else RetentionState.UNCONFIRMED


def _runs(orders: Iterable[Term | None], endings: Sequence[Ending], day: date) -> bool:
    """Whether an order runs, is to begin, or cannot be read. A death or a transfer ended those made before it."""
    over = _over_on(endings)
    for term in orders:
        if term is None:
            return True
        if over and term.starts <= over:
            continue
        last = _last_day(term)
        if last is None or last >= day:
            return True
    return False


def _over_on(endings: Sequence[Ending]) -> date | None:
    """The day on which every order ended for this service, whatever its own last day."""
    whole = {EndingCause.DEATH, EndingCause.TRANSFER}
    return max((ending.on for ending in endings if ending.on and ending.because in whole), default=None)


def _last_day(term: Term) -> date | None:
    return None if term.ends is None else max(term.starts, term.ends)


def _ends_after(orders: Iterable[Term | None], endings: Sequence[Ending]) -> date:
    """The last day of any order that was not over with an ending: retention does not begin before it."""
    over = _over_on(endings)
    ran = (term for term in orders if term is not None and not (over and term.starts <= over))
    return max((_last_day(term) or date.max for term in ran), default=date.min)


def _longest(
    endings: Sequence[Ending], not_before: date, rules: Sequence[RetentionRule]
) -> tuple[date | None, RuleRef | None, bool]:
    """When the longest of the retentions ends, by which rule, and whether all rules are known and confirmed."""
    found: list[tuple[date, RetentionRule]] = []
    whole = True
    for ending in endings:
        # A code that an agency has given to a rule for something else is not meant.
        meant = [
            rule for rule in rules if ending.rule and rule.code == ending.rule.code and rule.because is ending.because
        ]
        # The rule as it stood then and as it stands now: the longer is kept to.
        newest = max((rule.version for rule in meant), default=0)
        both = [rule for rule in meant if ending.rule and rule.version in {ending.rule.version, newest}]
        known = any(ending.rule and rule.version == ending.rule.version for rule in both)
        whole = whole and known and ending.on is not None and all(rule.confirmed for rule in both)
        found += [(years_after(max(ending.on, not_before), rule.years), rule) for rule in both if ending.on]
    if not found:
        return None, next((ending.rule for ending in endings if ending.rule), None), False
    due_on, rule = max(found, key=lambda pair: (pair[0], pair[1].code, pair[1].version))
    return due_on, rule.ref, whole


def years_after(day: date, years: int) -> date:
    """The same day some whole years later; 1 March for a 29 February that is not there. Never before its time."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1) if day.year + years <= date.max.year else date.max


def _terms(state: RecordState) -> list[Term | None]:
    """Every view of an order's term, what waits among them; None for one that cannot be read."""
    field = state.fields.get("term")
    values = [head.value for head in field.heads] if field else []
    readable = [value for value in values if value is not None and not check_value(Order.kind, "term", value)]
    terms: list[Term | None] = [Term.model_validate(value) for value in readable]
    return terms if values and len(readable) == len(values) else [*terms, None]


def _opened(state: RecordState) -> date | None:
    """The latest day on which the case may have been opened, by any view of it."""
    field = state.fields.get("opened_on")
    values = [head.value for head in field.heads] if field else []
    days = [value for value in values if isinstance(value, str) and not check_value(Case.kind, "opened_on", value)]
    return max((_DAY.validate_python(day) for day in days), default=None)


def _is_closed(state: RecordState) -> bool:
    """Whether the case is closed by every view there is."""
    found = field_standing(state, "state")
    heads = (found.head, *found.others, *found.awaiting) if found else ()
    return bool(heads) and all(head.value == CaseState.CLOSED for head in heads)
