"""What the office knows of a visit, in exact words. The only place where they are written."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.records.contact.appointment import AppointmentStatus
from casework.rules.day_words import day_and_month, long_day
from casework.words import say
from desktop.services.check_in.watch import VisitWatch
from desktop.services.local_time import local, local_day
from desktop.services.session import DutyLine

STALE_AFTER = timedelta(hours=12)
STALE = say("Phone duty before you knock")
OUT_AND_SAFE = say("I am out and safe")
"""What somebody says whom the office misses, and who never said that they set out."""
NO_NUMBER = say("your team (the rota on this laptop has no number for now)")


@dataclass(frozen=True)
class OfficeWord:
    """What is said about who knows where somebody is. `watched`: it may look like being monitored; `more`: what to do.

    `watched` is never true for anything that the office has not acknowledged.
    """

    sentence: str
    watched: bool = False
    more: str = ""
    urgent: bool = False


def duty_number(duty: DutyLine | None) -> str:
    """The number to ring, or whom to ring where the rota on this laptop has none."""
    return duty.telephone if duty and duty.telephone else NO_NUMBER


def not_known_words(number: str) -> str:
    """What is said while the office does not know of a visit."""
    return say("The office does not know you are here: phone {number}", number=number)


def expected_words(back_by: datetime, today: date) -> str:
    """What is said while the office's clock watches a visit."""
    here = local(back_by)
    day = "" if here.date() == today else say(" on {day}", day=day_and_month(here))
    return say("The office expects you back by {here:%H:%M}{day}", here=here, day=day)


def death_word(duty: DutyLine | None) -> OfficeWord:
    """What is said where somebody has died and no visit is on: none can be planned, but a family may be visited."""
    more = say(
        "If you go to the family, tell duty before you set out: phone {duty_number}.", duty_number=duty_number(duty)
    )
    return OfficeWord(say("A death is recorded: no visit is planned, and none can be."), more=more)


def office_word(visit: VisitWatch | None, duty: DutyLine | None, today: date) -> OfficeWord:
    """What the office knows of a visit, and what is to be done about it."""
    number = duty_number(duty)
    if visit is None:
        return OfficeWord(
            not_known_words(number), more=say("No visit is planned here today. Plan it before you set out.")
        )
    if visit.standing.ended_at is not None:
        return _ended(visit, number, today)
    if visit.status is AppointmentStatus.RECORDED and not visit.standing.is_out:
        return OfficeWord(say("This visit is recorded."))
    back_by = visit.plan.back_by
    if not visit.watched or back_by is None:
        return OfficeWord(not_known_words(number), more=_why_not(visit), urgent=visit.standing.is_out)
    if visit.overdue:
        wish = say("say that you are out and safe") if visit.forgot_start else say("end the visit")
        more = say("That time has passed: {wish}, or phone {number} now.", wish=wish, number=number)
        return OfficeWord(expected_words(back_by, today), watched=True, more=more, urgent=True)
    return OfficeWord(expected_words(back_by, today), watched=True)


def _why_not(visit: VisitWatch) -> str:
    if visit.plan.back_by is None:
        return say("No time to be back is planned, so nobody would miss you.")
    return say("The office has not confirmed this visit. It will be told when there is a connection.")


def _ended(visit: VisitWatch, number: str, today: date) -> OfficeWord:
    ended_at = visit.standing.ended_at
    if ended_at is None:
        return OfficeWord("")
    day = local_day(ended_at)
    when = f"{local(ended_at):%H:%M}" + ("" if day == today else say(" on {day}", day=long_day(day, today)))
    if visit.standing.by_telephone:
        return OfficeWord(say("Closed by telephone at {when}", when=when))
    if visit.watched and visit.plan.back_by is not None:
        expected = expected_words(visit.plan.back_by, today)
        more = say(
            "{expected}, until it receives that you are out. Without a connection by then, phone {number}.",
            expected=expected,
            number=number,
        )
        return OfficeWord(say("You said at {when} that you are out", when=when), watched=False, more=more)
    return OfficeWord(say("Visit ended at {when}", when=when))


def is_stale(synced_at: datetime | None, now: datetime) -> bool:
    """Whether what this laptop knows is too old to knock on a door with."""
    return synced_at is None or now - synced_at > STALE_AFTER
