"""What the doorstep brief says, line by line, on the screen and on paper: one source for both. Pure.

How a day is said is the reader's: a screen of today says "today", a paper that is read tomorrow says the date.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from casework.records.contact.contact import INTERPRETER_WORDS
from casework.records.file.case import RISK_WORDS
from casework.rules.day_words import plain_date
from casework.words import say
from desktop.services.case_page import Header
from desktop.services.person_line import RiskView
from desktop.services.present import Lines
from desktop.services.session import DutyLine
from desktop.services.visiting.brief import Brief, SafetyPointer
from desktop.services.visiting.since import News, Since

NOBODY = say("Nobody else is recorded as living there. Look for yourself: children first.")
NO_CONDITIONS = say("No condition is marked to be checked at visits.")
NOBODY_RECORDED = say("Nobody recorded")


@dataclass(frozen=True)
class Days:
    """How a day and a moment are said."""

    day: Callable[[date], str]
    moment: Callable[[datetime], str]


def risk_words(risk: RiskView, days: Days) -> str:
    """Such as "by Wilma Worker, Monday 2 November", or that nobody has recorded a level."""
    if risk.level is None:
        return say("nobody has recorded a level")
    on = f", {days.day(risk.assessed_on)}" if risk.assessed_on else ""
    waiting = say(" (not yet confirmed by the office)") if risk.awaiting else ""
    return say("by {assessor}{on}{waiting}", assessor=risk.assessor, on=on, waiting=waiting)


def other_view_words(risk: RiskView, days: Days) -> str:
    """Such as "Also recorded: Medium, by Colin Colleague, today. Nobody has decided between them."."""
    level = RISK_WORDS[risk.level] if risk.level else say("a level that is not readable here")
    return say(
        "Also recorded: {level}, {risk}. Nobody has decided between them.", level=level, risk=risk_words(risk, days)
    )


def doubled_words(title: str) -> str:
    """That somebody is recorded at two places at once, and what is to be done about it."""
    return say(
        "More than one address is in use as {title}: ring and ask which, then end the other.", title=title.lower()
    )


def condition_words(brief: Brief) -> tuple[str, ...]:
    """What to check, by number."""
    return tuple(f"{one.number} · {one.text}" if one.number else one.text for one in brief.conditions)


def language_lines(header: Header) -> list[tuple[str, str]]:
    """What is needed so that the person understands: language, interpreter, needs."""
    needs, arranged = header.communication, header.interpreter
    lines = []
    if needs and (needs.interpreter or needs.language != "English"):
        lines.append((say("Language"), f"{needs.language}{(say(', interpreter needed') if needs.interpreter else '')}"))
    if arranged:
        who = ", ".join(part for part in (arranged.name, arranged.agency, arranged.telephone) if part)
        lines.append((INTERPRETER_WORDS[arranged.sort], who or arranged.language))
        lines += [(say("Ask for"), arranged.wishes)] if arranged.wishes else []
    if needs and needs.needs:
        lines.append((say("Needs"), needs.needs))
    return lines


def people_lines(brief: Brief, days: Days) -> Lines:
    """Who is to be rung: the person, the police, duty, officer and co-worker."""
    header, police = brief.header, brief.header.named_police
    number = ", ".join(part for part in (police.name, police.telephone) if part) if police else say("none recorded")
    # After a death it rings at the family's: nobody is sent to it as if the person would answer.
    whose = say("Number on file") if brief.person.status.is_dead else say("The person")
    lines = [(whose, header.telephone)] if header.telephone else []
    lines += [(say("Named police contact"), number), (say("Duty senior"), duty_words(brief.duty, days))]
    lines.append((header.officer_title, header.officer))
    if header.co_workers:
        lines.append((say("Co-worker"), _listed(header.co_workers)))
    return tuple(lines)


def _listed(names: tuple[str, ...]) -> str:
    return say(" and ").join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def duty_words(duty: DutyLine | None, days: Days) -> str:
    """Such as "Seonaid Senior, 01632 960 017, until 17:00"."""
    if duty is None:
        return say("nobody on the rota now")
    return say(
        "{duty}, {telephone}, until {moment}",
        duty=duty.name,
        telephone=duty.telephone or say("no number on the rota"),
        moment=days.moment(duty.until),
    )


def since_title(since: Since, days: Days) -> str:
    """Such as "New since your last visit, Tuesday 3 March"; `days.moment` says when that was."""
    if not since.met:
        return say("New in the last three months")
    return say(
        "New since your last {part}, {moment}",
        part=say("visit") if since.visited else say("contact"),
        moment=days.moment(since.at),
    )


def nothing_new_words(since: Since) -> str:
    """What is said where nothing is new."""
    return (
        say("Nothing that others recorded.")
        if since.met
        else say("Nothing. You have recorded no contact with this person.")
    )


def news_words(news: News, days: Days) -> tuple[str, str]:
    """What is new, and by whom and when; that it came late, or waits, is said."""
    parts = [news.by, days.moment(news.at)]
    if news.late:
        parts.append(say("written before your visit, arrived after it"))
    if news.awaiting:
        parts.append(say("not yet confirmed by the office"))
    return news.words, " · ".join(parts)


def safety_words(pointer: SafetyPointer, days: Days) -> str:
    """That there is a safety plan, who holds it, and of when it is; whom it protects stands in it."""
    held = say(", held by {holder}", holder=pointer.holder) if pointer.holder else ""
    made = say(", of {day}", day=days.day(pointer.made_on)) if pointer.made_on else ""
    return say("There is a safety plan{held}{made}", held=held, made=made)


def listed_words(header: Header) -> str:
    """That the person is on the high-risk list, or proposed for it; empty where neither is."""
    view = header.high_risk
    if view is None:
        return ""
    if view.member is not None:
        two = say(" · 2 views") if view.member.two_views else ""
        return say("On the high-risk (HRO) list since {since}{two}", since=plain_date(view.member.since), two=two)
    return say("Proposed for the high-risk (HRO) list") if view.proposed else ""
