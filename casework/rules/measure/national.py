"""The national tables of orders: how soon after imposition, and why not sooner (standards.md 2H).

The tables of the national statistics leave out of the denominator what is "not known / not applicable": the person did
not or could not comply with the question put, or the order came by transfer. Here, too; beside, with its number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.records.part import Choice
from casework.rules.measure.grid import Grid, Head, Judged, grid_of, heads
from casework.words import say

NOT_APPLICABLE = say("Not known / not applicable")
NOT_YET = say("Not yet due")
NO_REASON = Head("no_reason", say("No reason recorded"))


class NationalMeasure(Choice):
    """What the national tables ask. Within how many working days is said by the standard alone (`Started.due_on`)."""

    FIRST_CONTACT = "first_contact", say("First direct contact")
    INDUCTION = "induction", say("Induction or case management meeting")
    PLACEMENT = "placement", say("Unpaid work placement started")


TIMES = (Head("within", say("Within the time")), Head("later", say("Later or not at all")))


@dataclass(frozen=True)
class Started:
    """One order and one of the three measures. `due_on`: the last day in time, by the standard of the tables.

    `reason`: the national code of why it was later, "" for none. `applies` is False where the national rule leaves the
    order out.
    """

    measure: NationalMeasure
    ident: str
    due_on: date
    done_on: date | None = None
    reason: str = ""
    applies: bool = True


def within(one: Started, today: date) -> bool | None:
    """Whether it was in time; None while the time still runs, or where the measure does not apply."""
    if not one.applies:
        return None
    if one.done_on is not None and one.done_on <= today:
        return one.done_on <= one.due_on
    return False if one.due_on < today else None


def time_table(started: Iterable[Started], today: date) -> Grid:
    """How many in time, for each measure."""
    judged = [_judged(one, within(one, today)) for one in started]
    return grid_of(say("Time from imposition"), TIMES, heads(NationalMeasure), judged)


def _judged(one: Started, in_time: bool | None) -> Judged:
    if in_time is None:
        return Judged(one.measure, one.ident, None, NOT_YET if one.applies else NOT_APPLICABLE)
    return Judged(one.measure, one.ident, TIMES[0].code if in_time else TIMES[1].code)


def reason_table(started: Iterable[Started], reasons: Iterable[Head], today: date) -> Grid:
    """Of what was later: why, by the national codes. `reasons`: those of the service's table, in its order."""
    columns = (*reasons, NO_REASON)
    judged = [
        Judged(one.measure, one.ident, one.reason or NO_REASON.code) for one in started if within(one, today) is False
    ]
    return grid_of(say("Reasons why it was later"), columns, heads(NationalMeasure), judged)
