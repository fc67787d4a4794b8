"""What is due in words: "Overdue Tuesday unless seen.", "Due tomorrow.", "Overdue since Friday 3 July." and the like.

A day is named by its weekday alone while there is only one of that name near: in the six days to come.
"""

from datetime import date, timedelta

from casework.records.kept import Kept
from casework.rules.day_words import long_day, weekday_name
from casework.rules.due import Due
from casework.rules.standard.rule import Counted

_UNLESS = {
    Counted.ARRANGED: "arranged",
    Counted.SEEN: "seen",
    Counted.REVIEW: "reviewed",
    Counted.ASSESSMENT: "assessed",
    Counted.PLAN: "made",
    Counted.WORK: "begun",
    Counted.REPORT: "sent",
    Counted.QUESTIONNAIRE: "offered",
    Counted.ATTEMPT: "tried",
    Counted.REPORTED: "reported",
    Counted.ENDING: "recorded",
    Counted.MAPPA_MEETING: "held",
}

_DONE = {
    Counted.ARRANGED: "Arranged for",
    Counted.SEEN: "Seen on",
    Counted.REVIEW: "Held on",
    Counted.ASSESSMENT: "Assessed on",
    Counted.PLAN: "Made on",
    Counted.WORK: "Begun on",
    Counted.REPORT: "Sent on",
    Counted.QUESTIONNAIRE: "Offered on",
    Counted.ATTEMPT: "Tried on",
    Counted.REPORTED: "Reported on",
    Counted.ENDING: "Recorded on",
    Counted.MAPPA_MEETING: "Held on",
}


def due_words(due: Due, today: date, counts: Counted | None = None) -> str:
    """How something stands on a day, in a sentence or two. `counts`: what has to be done, where that is known."""
    if due.set_aside:
        return due.set_aside
    if due.done_on or due.kept:
        return " ".join(part for part in (_closed(due, today, counts), due.missing) if part)
    return " ".join(part for part in (_open(due, today, counts), _progress(due), due.missing) if part)


def _closed(due: Due, today: date, counts: Counted | None) -> str:
    late = "" if due.kept is Kept.YES or due.done_on is None else f", late: it was due {long_day(due.due_on, today)}"
    done = f"{_DONE[counts] if counts else 'Done on'} {long_day(due.done_on, today)}{late}." if due.done_on else ""
    answer = f"{due.kept.words}." if due.kept in {Kept.ORGANISATIONAL, Kept.OUTWITH} and due.kept else ""
    return " ".join(part for part in (done, answer) if part)


def _open(due: Due, today: date, counts: Counted | None) -> str:
    left = (due.due_on - today).days
    if left < 0:
        first = due.due_on + timedelta(days=1)
        return (
            "Overdue since yesterday."
            if first == today - timedelta(days=1)
            else f"Overdue since {_since(first, today)}."
        )
    if left <= 1:
        return "Due tomorrow." if left else "Due today."
    first = due.due_on + timedelta(days=1)
    if left <= 5:
        return f"Overdue {weekday_name(first)} unless {_UNLESS[counts] if counts else 'done'}."
    return f"Due by {long_day(due.due_on, today)}."


def _progress(due: Due) -> str:
    tally = due.tally
    if tally is None or tally.needed == 1:
        return ""
    return f"{tally.arranged} of {tally.needed} arranged, {tally.attended} attended."


def _since(first: date, today: date) -> str:
    return "today" if first == today else long_day(first, today)
