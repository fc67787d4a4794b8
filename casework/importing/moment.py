"""What must be true of days and times: what has happened is not to come, and the end is not before the beginning."""

from datetime import date, datetime

from casework.importing.cell import latest_day, minutes_after
from casework.importing.draft import Draft, Surroundings
from casework.words import say

_CLOCK_AHEAD_MINUTES = 15

STILL_TO_COME = say("This time is still to come: correct it, or put what is planned into appointments.csv.")


def refuse_future(draft: Draft, column: str, around: Surroundings) -> None:
    """Refuse a day that lies after today."""
    day = draft.text(column)
    if day and date.fromisoformat(day) > latest_day(around.now):
        draft.refuse(column, say("This day is still to come: correct the date."))


def refuse_future_time(draft: Draft, column: str, around: Surroundings) -> None:
    """Refuse a time that is still to come."""
    moment = draft.text(column)
    if moment and datetime.fromisoformat(moment) > minutes_after(around.now, _CLOCK_AHEAD_MINUTES):
        draft.refuse(column, STILL_TO_COME)


def check_period(draft: Draft, first: str = "starts", last: str = "ends") -> None:
    """Refuse a row whose last day is before its first. ISO days compare as text."""
    if draft.text(first) and draft.text(last) and draft.text(last) < draft.text(first):
        draft.refuse(last, say("The last day is before the first: correct one of them."))


def check_times(draft: Draft, first: str, last: str) -> None:
    """Refuse a row that ends before or as it begins. ISO times in UTC compare as text."""
    if draft.text(first) and draft.text(last) and draft.text(last) <= draft.text(first):
        draft.refuse(last, say("This is not after the beginning: correct one of the two times."))
