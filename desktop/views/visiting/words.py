"""What the brief says, line by line. Pure; what the office knows of a visit stands in the service alone."""

from datetime import date, timedelta

from casework.records.contact.appointment import CONTACT_SORT_WORDS
from casework.records.contact.contact import INTERPRETER_WORDS
from casework.records.file.case import RISK_WORDS
from desktop.services.case_page import Header
from desktop.services.check_in.office_word import STALE, duty_number
from desktop.services.check_in.watch import VisitWatch
from desktop.services.person_line import RiskView
from desktop.services.session import DutyLine
from desktop.services.visiting.brief import Brief, SafetyPointer
from desktop.services.visiting.since import News, Since
from desktop.views import wording


def risk_words(risk: RiskView, today: date) -> str:
    """Return "by Wilma Worker, Monday 2 November", or that nobody has recorded a level."""
    if risk.level is None:
        return "nobody has recorded a level"
    on = f", {wording.near_day(risk.assessed_on, today)}" if risk.assessed_on else ""
    waiting = " (not yet confirmed by the office)" if risk.awaiting else ""
    return f"by {risk.assessor}{on}{waiting}"


def other_view_words(risk: RiskView, today: date) -> str:
    """Return "Also recorded: Medium, by Colin Colleague, today. Nobody has decided yet."."""
    level = RISK_WORDS[risk.level] if risk.level else "a level that is not readable here"
    return f"Also recorded: {level}, {risk_words(risk, today)}. Nobody has decided between them."


def stale_words(brief: Brief) -> tuple[str, str]:
    """Return that duty is to be phoned before the door, and how old the number is; empty while all of it is fresh."""
    if not brief.stale:
        return "", ""
    title = f"{STALE}: {duty_number(brief.duty)}"
    if brief.synced_at is None or brief.age is None:
        return title, "This laptop has never synced with the office, so the rota may be missing."
    at = wording.time_today(brief.synced_at, brief.today)
    return title, f"This brief and the rota are as at {at}, {wording.duration_words(brief.age)} old."


def as_at_words(brief: Brief) -> str:
    """Return "As at 14:02, 3 h old"."""
    if brief.synced_at is None or brief.age is None:
        return "Not yet synced with the office"
    return f"As at {wording.time_today(brief.synced_at, brief.today)}, {_age_words(brief.age)}"


def _age_words(age: timedelta) -> str:
    return "just now" if age < timedelta(minutes=1) else f"{wording.duration_words(age)} old"


def visit_words(visit: VisitWatch, today: date) -> str:
    """Return "10:30 · Home visit, announced · back by 11:30"; once it is on, since when in the place of the start."""
    plan = visit.plan
    parts = [on_words(visit, today) or wording.time_today(plan.starts, today), CONTACT_SORT_WORDS[plan.sort]]
    if plan.back_by:
        parts.append(f"back by {wording.time_today(plan.back_by, today)}")
    return " · ".join(parts)


def on_words(visit: VisitWatch, today: date) -> str:
    """Return "On since 10:35"; empty before the start and after the end."""
    standing = visit.standing
    if standing.is_out and standing.started_at:
        return f"On since {wording.time_today(standing.started_at, today)}"
    return ""


def since_title(since: Since, today: date) -> str:
    """Return "New since your last visit, Tuesday 3 March"."""
    if not since.met:
        return "New in the last three months"
    what = "visit" if since.visited else "contact"
    return f"New since your last {what}, {wording.near_day(wording.local(since.at).date(), today)}"


def nothing_new_words(since: Since) -> str:
    """Return what is said where nothing is new."""
    return "Nothing that others recorded." if since.met else "Nothing. You have recorded no contact with this person."


def news_words(news: News, today: date) -> tuple[str, str]:
    """Return what is new, and by whom and when; that it came late, or waits, is said."""
    parts = [news.by, wording.time_today(news.at, today)]
    if news.late:
        parts.append("written before your visit, arrived after it")
    if news.awaiting:
        parts.append("not yet confirmed by the office")
    return news.words, " · ".join(parts)


def language_lines(header: Header) -> list[tuple[str, str]]:
    """Return what is needed so that the person understands: language, interpreter, needs; a warning about it."""
    needs, arranged = header.communication, header.interpreter
    lines = []
    if needs and (needs.interpreter or needs.language != "English"):
        lines.append(("Language", f"{needs.language}{', interpreter needed' if needs.interpreter else ''}"))
    if arranged:
        who = ", ".join(part for part in (arranged.name, arranged.agency, arranged.telephone) if part)
        lines.append((INTERPRETER_WORDS[arranged.sort], who or arranged.language))
        lines += [("Ask for", arranged.wishes)] if arranged.wishes else []
    if needs and needs.needs:
        lines.append(("Needs", needs.needs))
    return lines


def people_lines(brief: Brief) -> list[tuple[str, str]]:
    """Return who is to be rung: the police, duty, officer and co-worker."""
    header = brief.header
    police = header.named_police
    number = ", ".join(part for part in (police.name, police.telephone) if part) if police else "none recorded"
    lines = [("Named police contact", number), ("Duty senior", duty_words(brief.duty, brief.today))]
    lines.append((header.officer_title, header.officer))
    if header.co_workers:
        lines.append(("Co-worker", wording.listed(header.co_workers)))
    return lines


def duty_words(duty: DutyLine | None, today: date) -> str:
    """Return "Seonaid Senior, 01632 960 017, until 17:00"."""
    if duty is None:
        return "nobody on the rota now"
    number = duty.telephone or "no number on the rota"
    return f"{duty.name}, {number}, until {wording.time_today(duty.until, today)}"


def safety_words(pointer: SafetyPointer, today: date) -> str:
    """Return that there is a safety plan, who holds it, and of when it is; whom it protects stands in it."""
    held = f", held by {pointer.holder}" if pointer.holder else ""
    made = f", of {wording.near_day(pointer.made_on, today)}" if pointer.made_on else ""
    return f"There is a safety plan{held}{made}"


def listed_words(header: Header) -> str:
    """Return that the person is on the high-risk list, or proposed for it; empty where neither is."""
    view = header.high_risk
    if view is None:
        return ""
    if view.member is not None:
        two = " · 2 views" if view.member.two_views else ""
        return f"On the high-risk (HRO) list since {wording.plain_date(view.member.since)}{two}"
    return "Proposed for the high-risk (HRO) list" if view.proposed else ""
