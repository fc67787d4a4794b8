"""What is said about a conflict: what stands meanwhile and why, who recorded what where. Pure."""

from datetime import date

from casework.words import say, say_count
from desktop.services.conflict import ConflictLine, View
from desktop.services.local_time import local_day
from desktop.views import wording

_WHY = {
    ("case", "standing_risk"): say("The higher level stands until a senior decides."),
    ("warning", "state"): say("The warning holds until a senior decides."),
}
_SOONER = {"review_on", "next_on"}
"""Fields of a day, of whatever kind: to look again sooner is more cautious."""


def why_it_stands(line: ConflictLine) -> str:
    """Why the first view stands meanwhile."""
    known = _WHY.get((line.kind, line.field))
    if known:
        return known
    who = say("a senior") if line.senior_decides else say("somebody")
    if line.cautious and line.field in _SOONER:
        return say("The sooner date stands until {who} decides.", who=who)
    which = say("more cautious") if line.cautious else say("earlier")
    return say("The {which} view stands until {who} decides.", which=which, who=who)


def stands_words(line: ConflictLine) -> str:
    """What stands meanwhile, in few words."""
    return gist(line.views[0])


def gist(view: View) -> str:
    """What a view says, in few words: its first line."""
    return view.lines[0][1] if view.lines else say("Nothing")


def count_words(line: ConflictLine) -> str:
    """Such as "two views" or "3 views"."""
    return say("two views") if len(line.views) == 2 else say("{views} views", views=len(line.views))


def since_words(line: ConflictLine, today: date) -> str:
    """Such as "since Mon 2 November, 3 days"."""
    age = f", {say_count(line.age_days, '{number} day', '{number} days')}" if line.age_days else ""
    return say("since {short_day}{age}", short_day=wording.short_day(local_day(line.since), today), age=age)


def owner_words(line: ConflictLine) -> str:
    """Who is to decide."""
    return say("{owner} decides", owner=line.owner) if line.owner else say("Somebody on the case decides")


def where_words(view: View) -> str:
    """Where a view was recorded, and whether the office has it."""
    if not view.on_this_laptop:
        return say("Recorded elsewhere; it came from the office.")
    if view.at_office:
        return say("Recorded on this laptop; the office has it.")
    return say("Recorded on this laptop; the office has not received it yet.")


def screen_words(view: View) -> str:
    """What its author had on the screen and replaced."""
    had = "; ".join(": ".join(part for part in pair if part) for pair in view.had_on_screen)
    return say("Had on the screen: {had}", had=had or say("nothing recorded yet"))
