"""What has happened cannot lie in the future."""

from datetime import date, datetime

from server.importing.cell import latest_day, minutes_after
from server.importing.draft import Draft, Surroundings

_CLOCK_AHEAD_MINUTES = 15


def refuse_future(draft: Draft, column: str, around: Surroundings) -> None:
    """Refuse a day that lies after today."""
    day = draft.text(column)
    if day and date.fromisoformat(day) > latest_day(around.now):
        draft.refuse(column, "This day is still to come: correct the date.")


def refuse_future_time(draft: Draft, column: str, around: Surroundings) -> None:
    """Refuse a time that is still to come."""
    moment = draft.text(column)
    if moment and datetime.fromisoformat(moment) > minutes_after(around.now, _CLOCK_AHEAD_MINUTES):
        draft.refuse(column, "This time is still to come: correct it, or put what is planned into appointments.csv.")
