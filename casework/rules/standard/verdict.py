"""Whether each time that a standard asks for something was kept, and what is missing where it was not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casework.records.contact.appointment import VISITS
from casework.records.kept import Kept
from casework.records.person.status import StatusSort
from casework.rules.calendar import Calendar
from casework.rules.day_words import plain_date
from casework.rules.due import Due, Tally
from casework.rules.standard.fact import Away, CaseFacts
from casework.rules.standard.occurrence import Occurrence, occurrences
from casework.rules.standard.reason import load_reasons
from casework.rules.standard.rule import Counted, Standard, StandardTable
from casework.rules.standard.run import runs, since_release
from casework.rules.standard.tally import BOTH, days_counted, first_at, was_arranged, was_seen
from casework.words import say

REASON_MISSING = say("Reason is missing: choose why it was not kept.")
ELSEWHERE = say("It fell due before the case was kept here.")
NOT_COUNTED = say("Not known or not applicable: it is not counted.")

_SHUT_IN = frozenset({StatusSort.CUSTODY, StatusSort.RECALLED})
_GONE = frozenset({StatusSort.DEAD, StatusSort.TRANSFERRED})


@dataclass(frozen=True)
class Judged:
    """One time that a rule asks for something, with the rule."""

    rule: Standard
    due: Due


def judged(table: StandardTable, rule: Standard, facts: CaseFacts, calendar: Calendar, today: date) -> Iterator[Judged]:
    """Every time at which a rule of a table asks for something in a case, up to a day."""
    for run in runs(rule, facts, calendar, today):
        ref = table.ref(rule)
        counting = since_release(facts, run.moment)
        days = [day for day in days_counted(rule, counting, run.about) if day <= today]
        found = occurrences(rule, run, days, calendar, today)
        for one, done_on in _served(rule, found, days):
            if done_on is None and run.ends and one.due_on > run.ends:
                continue
            due = Due(
                rule=ref,
                title=rule.title,
                due_on=one.due_on,
                since=one.since,
                source=rule.source,
                about=run.about,
                done_on=done_on,
                tally=_tally(rule, one, counting),
                at_once=rule.at_once,
            )
            yield Judged(rule, _answered(rule, one, due, counting, today))


def _served(
    rule: Standard, found: Sequence[Occurrence], days: Sequence[date]
) -> Iterator[tuple[Occurrence, date | None]]:
    """Each occurrence with the day on which it was done.

    What was done late serves everything that was overdue by then, but nothing that was still to come.
    """
    late: date | None = None
    for one in found:
        after = max(one.before, late) if late and late <= one.due_on else one.before
        counting = [day for day in days if day > after and (not rule.window or day <= one.due_on)]
        done_on = counting[rule.needed - 1] if len(counting) >= rule.needed else None
        late = done_on if done_on and done_on > one.due_on else late
        yield one, done_on


def _tally(rule: Standard, one: Occurrence, facts: CaseFacts) -> Tally | None:
    if rule.counts not in BOTH:
        return Tally(rule.needed) if rule.needed > 1 else None
    there = [meeting for meeting in facts.meetings if one.since <= meeting.on <= one.due_on]
    arranged = sum(was_arranged(meeting, rule.sorts) for meeting in there)
    return Tally(rule.needed, arranged, sum(was_seen(meeting, rule.sorts) for meeting in there))


def _answered(rule: Standard, one: Occurrence, due: Due, facts: CaseFacts, today: date) -> Due:
    if due.done_on and _in_time(rule, one, due.done_on, facts):
        return replace(due, kept=Kept.YES)
    # That the work has ended is to be recorded here, wherever the case was when the order ended.
    if facts.kept_from and due.due_on < facts.kept_from and rule.counts is not Counted.ENDING:
        return replace(due, set_aside=ELSEWHERE)
    if due.done_on is None and facts.away and due.due_on >= facts.away.since and _waits(rule, facts.away):
        words = say("{words} since {since}.", words=facts.away.sort.words, since=plain_date(facts.away.since))
        return replace(due, set_aside=words)
    if due.done_on is None and due.due_on >= today:
        return due
    return _explained(due, facts)


def _in_time(rule: Standard, one: Occurrence, done_on: date, facts: CaseFacts) -> bool:
    if done_on > one.due_on:
        return False
    at = first_at(rule, facts, one.since) if one.latest else None
    return at is None or one.latest is None or at <= one.latest


def _explained(due: Due, facts: CaseFacts) -> Due:
    """What was not kept, with the answer that its reason stands for; without a reason, that it is missing.

    Where two people gave two reasons, that which says most against the service counts.
    """
    named = (due.rule.code, due.about, due.since)
    given = {load_reasons().fold(one.reason) for one in facts.reasons if (one.rule, one.about, one.since) == named}
    if not given:
        return replace(due, missing=REASON_MISSING)
    answer = next((one for one in (Kept.ORGANISATIONAL, Kept.OUTWITH) if one in given), None)
    return replace(due, kept=answer) if answer else replace(due, set_aside=NOT_COUNTED)


def _waits(rule: Standard, away: Away) -> bool:
    """Whether something cannot be done while the person is where they are.

    After a death or a transfer only the end of the work is still to be recorded. In custody nobody is met at home or
    at the office and no work is done; in hospital only visits to the home and work wait. Reviews, assessments and
    reports go on, and somebody whose whereabouts are unknown is looked for.
    """
    if away.sort in _GONE:
        return rule.counts is not Counted.ENDING
    met = rule.counts in BOTH | {Counted.ATTEMPT, Counted.REPORTED}
    visit = met and bool(rule.sorts) and VISITS.issuperset(rule.sorts)
    if away.sort in _SHUT_IN:
        return met or rule.counts is Counted.WORK
    return away.sort is StatusSort.HOSPITAL and (visit or rule.counts is Counted.WORK)
