"""What is due in a case by the standards that are on: every time for itself, or with the stricter rule first.

`standards_of` keeps every rule apart, as measures need it: twelve weeks and three months are two rules. `due_items` is
the list to work from: where two rules ask for the same, the stricter one stands and names the other in `also`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from casework.records.kept import Kept
from casework.rules.calendar import Calendar
from casework.rules.due import Due
from casework.rules.standard.fact import CaseFacts
from casework.rules.standard.follow_up import follow_up_dues
from casework.rules.standard.frequency import planned_dues, unrecorded_dues
from casework.rules.standard.rule import Counted, Standard, StandardTable
from casework.rules.standard.verdict import ELSEWHERE, NOT_COUNTED, Judged, judged

_OF_ITS_OWN = frozenset(
    {Counted.PLAN, Counted.WORK, Counted.REPORT, Counted.QUESTIONNAIRE, Counted.ENDING, Counted.REPORTED}
)
"""What is done for one order or report. A meeting, a review or an assessment serves every order there is."""

_OVER_WITH_A_REASON = frozenset({Counted.ATTEMPT, Counted.REPORTED, Counted.QUESTIONNAIRE})
"""What nobody makes up for later."""


def due_items(facts: CaseFacts, tables: Sequence[StandardTable], calendar: Calendar, today: date) -> list[Due]:
    """What has to be done and what was done, the soonest first; of rules that ask for the same, the strictest.

    With the standards stand the next contact as the case's workers planned it, what was planned and not recorded, and
    the next step after a failure to attend.
    """
    found = [_to_work_on(one) for one in all_judged(facts, tables, calendar, today)]
    still = [one for one in found if one.due.open]
    dues = [one.due for one in found if not one.due.open] + _strictest(still, today)
    beside = [*planned_dues(facts, today), *unrecorded_dues(facts, today), *follow_up_dues(facts, today)]
    return sorted([*dues, *beside], key=_soonest)


def _to_work_on(one: Judged) -> Judged:
    """What was not done is still to be done, whatever the reason was, if only it can be made up for.

    A reason answers for the measure; it holds no review and begins no work. What is not applicable, or fell due before
    the case was kept here, is over, but for what is asked for again and again from when it was last done: nothing else
    would ever ask for it again.
    """
    rule, due = one.rule, one.due
    if due.done_on or rule.window or rule.counts in _OVER_WITH_A_REASON:
        return one
    if due.kept in {Kept.ORGANISATIONAL, Kept.OUTWITH}:
        return replace(one, due=replace(due, kept=None))
    if rule.last_held and due.set_aside in {NOT_COUNTED, ELSEWHERE}:
        return replace(one, due=replace(due, set_aside=""))
    return one


def standards_of(facts: CaseFacts, tables: Sequence[StandardTable], calendar: Calendar, today: date) -> list[Due]:
    """Every rule for itself, each time it asks for something, the soonest first."""
    return [one.due for one in all_judged(facts, tables, calendar, today)]


def all_judged(facts: CaseFacts, tables: Sequence[StandardTable], calendar: Calendar, today: date) -> list[Judged]:
    """Every time at which a rule that is on asks for something, with the rule, the soonest first.

    A newer version of a table holds for what begins to run from its first day on; what ran before keeps the older one.
    """
    on = [table for table in tables if table.confirmed]
    found = (
        one
        for table in on
        for rule in table.rule
        for one in judged(table, rule, facts, calendar, today)
        if in_reign(table, on, one.due.since)
    )
    return sorted(found, key=lambda one: _soonest(one.due))


def in_reign(table: StandardTable, tables: Iterable[StandardTable], day: date) -> bool:
    """Whether a table is the version of its family that holds on a day."""
    holding = [one for one in tables if one.code == table.code and one.effective_from <= day]
    newest = max(holding, key=lambda one: (one.effective_from, one.version), default=None)
    return newest is not None and newest.version == table.version


def _soonest(due: Due) -> tuple[date, str, str, date]:
    return due.due_on, due.rule.code, due.about, due.since


def _strictest(still: Sequence[Judged], today: date) -> list[Due]:
    """Each rule that nothing stricter answers; with the names of those that it answers itself."""
    stands: list[Judged] = []
    for one in sorted(still, key=lambda one: (one.due.due_on, -one.rule.needed, _soonest(one.due))):
        at = next((n for n, other in enumerate(stands) if _answers(other, one, today)), None)
        if at is None:
            stands.append(one)
        else:
            stands[at] = _with(stands[at], one.due)
    return [one.due for one in stands]


def _answers(stricter: Judged, other: Judged, today: date) -> bool:
    """Whether doing the one in time does the other, too: the same is asked for, as often, and its time runs by then.

    What lacks its reason is never hidden behind what has one.
    """
    if other.due.missing and not stricter.due.missing:
        return False
    past = stricter.rule.window and stricter.due.due_on < today
    same = _key(stricter.rule, stricter.due) == _key(other.rule, other.due)
    enough = stricter.rule.needed >= other.rule.needed
    return same and enough and not past and other.due.since < stricter.due.due_on <= other.due.due_on


def _key(rule: Standard, due: Due) -> tuple[str, str]:
    return rule.subject, due.about if rule.counts in _OF_ITS_OWN else ""


def _with(one: Judged, other: Due) -> Judged:
    named = tuple(dict.fromkeys((*one.due.also, other.rule)))
    return replace(one, due=replace(one.due, also=tuple(ref for ref in named if ref != one.due.rule)))
