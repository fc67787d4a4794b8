"""What the duty desk says of itself and of each thing on it. Pure."""

from datetime import date

from casework.words import say, say_count
from desktop.services.duty_desk import DutyDesk, DutyItem, DutySort
from desktop.services.duty_matter import MatterPart
from desktop.views import wording
from desktop.views.partials.list_delegate import RowLook
from desktop.views.person_look import badge_of, warning_words

OPENS = {
    DutySort.OVERDUE: say("Ring, then close the visit"),
    DutySort.NOT_TOLD: say("Ring, then write that you told them"),
    DutySort.CONCERN: say("Open the concern"),
    DutySort.DISCUSS: say("Read it, then answer"),
    DutySort.HELD_BACK: say("Release or refuse"),
    DutySort.CONFLICT: say("Decide between the two"),
    DutySort.TO_READ: say("Read it"),
    DutySort.DEATH: say("Decide"),
}
"""What opening a thing leads to."""

NO_ROTA = say("Nobody is on duty by the rota on this laptop. Ask the administrator to import it.")


VERBS = {
    DutySort.OVERDUE: say("&Close by telephone…"),
    DutySort.NOT_TOLD: say("The&y were told…"),
    DutySort.CONCERN: say("&Open the concern"),
    DutySort.DISCUSS: say("&Answer it"),
    DutySort.HELD_BACK: say("&Release or refuse"),
    DutySort.CONFLICT: say("&Decide between the two"),
    DutySort.TO_READ: say("&Read it"),
    DutySort.DEATH: say("&Decide"),
}
"""The same as a button."""


def title_of(item: DutyItem, desk: DutyDesk) -> str:
    """Such as "Visit overdue, 12 min late"."""
    waited = wording.duration_words(desk.now - item.since)
    return (
        say("{words}, {waited} late", words=item.sort.words, waited=waited)
        if item.sort is DutySort.OVERDUE
        else item.sort.words
    )


def waits_words(item: DutyItem, desk: DutyDesk) -> str:
    """How long it has waited; of a visit the title says it."""
    waited = wording.duration_words(desk.now - item.since)
    return "" if item.sort is DutySort.OVERDUE else say("Waits {waited}", waited=waited)


def part_title(part: MatterPart, today: date) -> str:
    """Such as "Risk of serious harm: by Wilma Worker, today 14:02. Stands meanwhile."."""
    by = say("by {by}", by=part.by) if part.by else ""
    at = wording.day_and_time(part.at, today) if part.at else ""
    said = ", ".join(words for words in (by, at) if words)
    stands = say(" Stands meanwhile.") if part.stands else ""
    return f"{part.title}: {said}.{stands}" if said else part.title


def row_of(item: DutyItem, desk: DutyDesk, *, short: bool = False) -> RowLook:
    """How a thing looks in the queue; ``short`` where all of it stands beside."""
    urgent = item.sort in (DutySort.OVERDUE, DutySort.NOT_TOLD)
    whole = say("{detail} {opens}: Enter.", detail=item.detail, opens=OPENS[item.sort])
    return RowLook(
        key=item.key,
        name=f"{title_of(item, desk)}: {item.person.name}",
        detail=wording.born_words(item.person.born, desk.today),
        second=item.short if short else whole,
        spoken=whole,
        badge=badge_of(item.person.risk, short=True),
        chips=warning_words(item.person),
        trailing=waits_words(item, desk),
        urgent=urgent,
        alarm=urgent,
    )


def rota_words(desk: DutyDesk) -> str:
    """Who is on duty, until when, and how old the rota is."""
    if desk.duty is None:
        return NO_ROTA
    until = wording.day_and_time(desk.duty.until, desk.today)
    number = f", {desk.duty.telephone}" if desk.duty.telephone else ""
    came = (
        say(" Rota of {day_and_time}.", day_and_time=wording.day_and_time(desk.rota_from, desk.today))
        if desk.rota_from
        else ""
    )
    return say(
        "On duty: {duty}{number}, until {until}.{came}", duty=desk.duty.name, number=number, until=until, came=came
    )


def count_words(desk: DutyDesk) -> str:
    """How much there is, and how long the oldest has waited."""
    oldest = min((item.since for item in desk.items), default=desk.now)
    waited = wording.duration_words(desk.now - oldest)
    return say(
        "{counted}, the oldest has waited {waited}.",
        counted=say_count(len(desk.items), "{number} matter", "{number} matters"),
        waited=waited,
    )
