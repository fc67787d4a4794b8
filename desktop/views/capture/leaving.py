"""Words above a sheet whose case is about to leave this laptop."""

from datetime import date, timedelta

from casework.words import say
from desktop.views import wording
from desktop.views.capture.opening import Leaves


def leaves_words(leaves: Leaves | None, today: date | None) -> str:
    """Say when the case goes and what to do before; empty where it stays."""
    if leaves is None or today is None:
        return ""
    at = wording.day_and_time(leaves.at, today)
    left = wording.duration_words(max(leaves.left, timedelta(minutes=1)))
    return say(
        "You no longer work with this person. The case leaves this laptop at the latest {at}, in {left}: record this "
        "contact before then, or discard it. What is unfinished then goes to the office sealed, for whoever works "
        "with the person.",
        at=at,
        left=left,
    )
