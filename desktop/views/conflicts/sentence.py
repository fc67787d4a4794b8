"""What is said about a conflict: what stands meanwhile and why, who recorded what where. Pure."""

from datetime import date

from desktop.services.conflict import ConflictLine, View
from desktop.services.local_time import local_day
from desktop.views import wording

_WHY = {
    ("case", "standing_risk"): "The higher level stands until a senior decides.",
    ("warning", "state"): "The warning holds until a senior decides.",
}
_SOONER = {"review_on", "next_on"}
"""Fields of a day, of whatever kind: to look again sooner is more cautious."""


def why_it_stands(line: ConflictLine) -> str:
    """Why the first view stands meanwhile."""
    known = _WHY.get((line.kind, line.field))
    if known:
        return known
    who = "a senior" if line.senior_decides else "somebody"
    if line.cautious and line.field in _SOONER:
        return f"The sooner date stands until {who} decides."
    which = "more cautious" if line.cautious else "earlier"
    return f"The {which} view stands until {who} decides."


def stands_words(line: ConflictLine) -> str:
    """What stands meanwhile, in few words."""
    return gist(line.views[0])


def gist(view: View) -> str:
    """What a view says, in few words: its first line."""
    return view.lines[0][1] if view.lines else "Nothing"


def count_words(line: ConflictLine) -> str:
    """Such as "two views" or "3 views"."""
    return "two views" if len(line.views) == 2 else f"{len(line.views)} views"


def since_words(line: ConflictLine, today: date) -> str:
    """Such as "since Mon 2 November, 3 days"."""
    age = f", {wording.counted(line.age_days, 'day')}" if line.age_days else ""
    return f"since {wording.short_day(local_day(line.since), today)}{age}"


def owner_words(line: ConflictLine) -> str:
    """Who is to decide."""
    return f"{line.owner} decides" if line.owner else "Somebody on the case decides"


def where_words(view: View) -> str:
    """Where a view was recorded, and whether the office has it."""
    if not view.on_this_laptop:
        return "Recorded elsewhere; it came from the office."
    if view.at_office:
        return "Recorded on this laptop; the office has it."
    return "Recorded on this laptop; the office has not received it yet."


def screen_words(view: View) -> str:
    """What its author had on the screen and replaced."""
    had = "; ".join(": ".join(part for part in pair if part) for pair in view.had_on_screen)
    return f"Had on the screen: {had or 'nothing recorded yet'}"
