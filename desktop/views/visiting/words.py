"""How the brief is said on the screen of today, and what only the screen says: how old it is, whether a visit is on."""

from datetime import date, datetime, timedelta

from casework.records.contact.appointment import CONTACT_SORT_WORDS
from casework.words import say
from desktop.services.check_in.office_word import STALE, duty_number
from desktop.services.check_in.watch import VisitWatch
from desktop.services.visiting.brief import Brief
from desktop.services.visiting.brief_words import Days, since_title
from desktop.services.visiting.since import Since
from desktop.views import wording


def days_of(today: date) -> Days:
    """Days near today by their names."""

    def day(one: date) -> str:
        return wording.near_day(one, today)

    def moment(at: datetime) -> str:
        return wording.time_today(at, today)

    return Days(day, moment)


def title_of_news(since: Since, today: date) -> str:
    """Return "New since your last visit, Tuesday 3 March": the day is enough."""

    def moment(at: datetime) -> str:
        return wording.near_day(wording.local(at).date(), today)

    return since_title(since, Days(days_of(today).day, moment))


def stale_words(brief: Brief) -> tuple[str, str]:
    """Return that duty is to be phoned before the door, and how old the number is; empty while all of it is fresh."""
    if not brief.stale:
        return "", ""
    title = f"{STALE}: {duty_number(brief.duty)}"
    if brief.synced_at is None or brief.age is None:
        return title, say("This laptop has never synced with the office, so the rota may be missing.")
    at = wording.time_today(brief.synced_at, brief.today)
    return title, say(
        "This brief and the rota are as at {at}, {duration_words} old.",
        at=at,
        duration_words=wording.duration_words(brief.age),
    )


def as_at_words(brief: Brief) -> str:
    """Return "As at 14:02, 3 h old"."""
    if brief.synced_at is None or brief.age is None:
        return say("Not yet synced with the office")
    return say(
        "As at {time_today}, {age}",
        time_today=wording.time_today(brief.synced_at, brief.today),
        age=_age_words(brief.age),
    )


def _age_words(age: timedelta) -> str:
    return (
        say("just now")
        if age < timedelta(minutes=1)
        else say("{duration_words} old", duration_words=wording.duration_words(age))
    )


def visit_words(visit: VisitWatch, today: date) -> str:
    """Return "10:30 · Home visit, announced · back by 11:30"; once it is on, since when in the place of the start."""
    plan = visit.plan
    parts = [on_words(visit, today) or wording.time_today(plan.starts, today), CONTACT_SORT_WORDS[plan.sort]]
    if plan.back_by:
        parts.append(say("back by {time_today}", time_today=wording.time_today(plan.back_by, today)))
    return " · ".join(parts)


def on_words(visit: VisitWatch, today: date) -> str:
    """Return "On since 10:35"; empty before the start and after the end."""
    standing = visit.standing
    if standing.is_out and standing.started_at:
        return say("On since {time_today}", time_today=wording.time_today(standing.started_at, today))
    return ""
