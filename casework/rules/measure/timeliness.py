"""What was done by its day, later, or not at all, and whether reviews were held as asked (standards.md 72-79)."""

from collections.abc import Iterable
from datetime import date

from casework.records.kept import Kept
from casework.records.plan.review import Review, ReviewSort
from casework.rules.due import Due
from casework.rules.measure.grid import Grid, Head, Judged, grid_of, heads
from casework.rules.measure.period import ReportPeriod
from casework.words import say

ON_TIME = Head("on_time", say("On time"))
LATE = Head("late", say("Late"))
OVERDUE = Head("overdue", say("Not done, overdue"))
COLUMNS = (ON_TIME, LATE, OVERDUE)
NOT_YET = say("Not yet due")


def timeliness(due: Due, today: date) -> Head | None:
    """How one thing was kept on a day; None while there is still time, or where nobody is asked for it."""
    if due.done_on is not None and due.done_on <= today:
        return ON_TIME if due.done_on <= due.due_on else LATE
    return OVERDUE if due.due_on < today and not due.set_aside else None


def timeliness_table(title: str, rows: Iterable[Head], due: Iterable[tuple[str, Due]], today: date) -> Grid:
    """For each rule (`rows`: its code and what is printed) how many were on time. `due`: with the id counted."""
    wanted = tuple(rows)
    codes = {head.code for head in wanted}
    judged = []
    for ident, one in due:
        if one.rule.code in codes:
            found = timeliness(one, today)
            judged.append(Judged(one.rule.code, ident, found.code if found else None, one.set_aside or NOT_YET))
    return grid_of(title, COLUMNS, wanted, judged)


OPEN = say("Held and not closed yet")


def held_table(reviews: Iterable[tuple[str, Review]], period: ReportPeriod) -> Grid:
    """The reviews held in a period: as the standard asks, with a senior and the person's view, or why not."""
    judged = [
        Judged(review.sort, ident, review.closed.kept if review.closed else None, OPEN)
        for ident, review in reviews
        if review.sort and period.covers(review.held_on)
    ]
    return grid_of(say("Reviews held as the standard asks"), heads(Kept), heads(ReviewSort), judged)
