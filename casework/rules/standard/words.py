"""What is due in words: "Overdue Tuesday unless seen.", "Due tomorrow.", "Overdue since Friday 3 July." and the like.

A day is named by its weekday alone while there is only one of that name near: in the six days to come.
"""

from datetime import date, timedelta

from casework.records.kept import Kept
from casework.rules.day_words import long_day, weekday_name
from casework.rules.due import Due
from casework.rules.standard.rule import Counted
from casework.words import say

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
    Counted.ARRANGED: say("Arranged for"),
    Counted.SEEN: say("Seen on"),
    Counted.REVIEW: say("Held on"),
    Counted.ASSESSMENT: say("Assessed on"),
    Counted.PLAN: say("Made on"),
    Counted.WORK: say("Begun on"),
    Counted.REPORT: say("Sent on"),
    Counted.QUESTIONNAIRE: say("Offered on"),
    Counted.ATTEMPT: say("Tried on"),
    Counted.REPORTED: say("Reported on"),
    Counted.ENDING: say("Recorded on"),
    Counted.MAPPA_MEETING: say("Held on"),
}


def due_words(due: Due, today: date, counts: Counted | None = None) -> str:
    """How something stands on a day, in a sentence or two. `counts`: what has to be done, where that is known."""
    if due.set_aside:
        return due.set_aside
    if due.done_on or due.kept:
        return " ".join(part for part in (_closed(due, today, counts), due.missing) if part)
    return " ".join(part for part in (_open(due, today, counts), _progress(due), due.missing) if part)


def _closed(due: Due, today: date, counts: Counted | None) -> str:
    late = (
        ""
        if due.kept is Kept.YES or due.done_on is None
        else say(", late: it was due {due_on}", due_on=long_day(due.due_on, today))
    )
    done = (
        f"{(_DONE[counts] if counts else say('Done on'))} {long_day(due.done_on, today)}{late}." if due.done_on else ""
    )
    answer = f"{due.kept.words}." if due.kept in {Kept.ORGANISATIONAL, Kept.OUTWITH} and due.kept else ""
    return " ".join(part for part in (done, answer) if part)


def _open(due: Due, today: date, counts: Counted | None) -> str:
    left = (due.due_on - today).days
    if left < 0:
        first = due.due_on + timedelta(days=1)
        return (
            say("Overdue since yesterday.")
            if first == today - timedelta(days=1)
            else say("Overdue since {since}.", since=_since(first, today))
        )
    if left <= 1:
        return say("Due tomorrow.") if left else say("Due today.")
    first = due.due_on + timedelta(days=1)
    if left <= 5:
        return say(
            "Overdue {first} unless {unless}.",
            first=weekday_name(first),
            unless=_UNLESS[counts] if counts else say("done"),
        )
    return say("Due by {due_on}.", due_on=long_day(due.due_on, today))


def _progress(due: Due) -> str:
    tally = due.tally
    if tally is None or tally.needed == 1:
        return ""
    return say(
        "{arranged} of {needed} arranged, {attended} attended.",
        arranged=tally.arranged,
        needed=tally.needed,
        attended=tally.attended,
    )


def _since(first: date, today: date) -> str:
    return say("today") if first == today else long_day(first, today)
