"""Whom a paper is about, and what stands of risk and warnings, in the words that every paper uses."""

from casework.records.file.case import RISK_WORDS
from casework.rules.day_words import plain_date
from casework.words import say
from desktop.services.case_page import Header
from desktop.services.documents.printout import Facts, Notice, Part
from desktop.services.person_line import PersonLine, RiskView, WarningLine

_MOST_ORDERS = 3


def person_words(header: Header) -> str:
    """Such as "Callum Sample, born 5 March 1980 (age 46)"."""
    person = header.person
    if person.born is None:
        return say("{person}, date of birth not recorded", person=person.name)
    age = say(" (age {age})", age=header.age) if header.age is not None and not person.status.is_dead else ""
    return say("{person}, born {born}{age}", person=person.name, born=plain_date(person.born), age=age)


def subject_lines(header: Header) -> tuple[str, ...]:
    """Who it is, by which order, and who supervises."""
    orders = dict.fromkeys(
        say("{title} from {starts}", title=one.title, starts=plain_date(one.starts)) for one in header.orders
    )
    return (person_words(header), *list(orders)[:_MOST_ORDERS], f"{header.officer_title}: {header.officer}")


def risk_words(risk: RiskView) -> str:
    """Such as "High, by Wilma Worker, 5 March 2026"; that nobody decided between two is said."""
    if risk.level is None:
        return (
            say("Nobody has recorded a level")
            if not risk.two_views
            else say("Not readable on this laptop: ask the office")
        )
    by = say(", by {assessor}", assessor=risk.assessor) if risk.assessor else ""
    on = f", {plain_date(risk.assessed_on)}" if risk.assessed_on else ""
    waits = say(" (a senior has not released this yet)") if risk.awaiting else ""
    two = say(". Two views are recorded and nobody has decided: this is the more cautious") if risk.two_views else ""
    return f"{RISK_WORDS[risk.level]}{by}{on}{waits}{two}"


def standing_level(person: PersonLine) -> Facts:
    """The standing level of risk of serious harm, and whose it is."""
    return Facts(((say("Standing risk of serious harm"), risk_words(person.risk)),))


def standing_parts(person: PersonLine) -> tuple[Part, ...]:
    """The standing level, and every warning that holds, which nobody overlooks."""
    return (standing_level(person), *(Notice(_warning_words(one)) for one in person.warnings))


def _warning_words(warning: WarningLine) -> str:
    two = say(" (Somebody removed it, somebody else had not seen that: it stands.)") if warning.two_views else ""
    words = f"{warning.words}: {warning.text}" if warning.text else warning.words
    return f"{words}{two}"
