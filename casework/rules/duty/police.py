"""What is the police's own: notification as they told it, and their visits beside ours (standards.md 137, 149, 2G).

Dates of notification are shown and never judged: how the law counts them is the police's matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.records.contact.appointment import VISITS, Appointment, AppointmentStatus, ContactSort
from casework.records.multi_agency.police import PoliceVisit, SexOffenderNotification
from casework.records.part import Answer
from casework.rules.day import day_of
from casework.rules.due import Due
from casework.rules.duty.fact import DutyCase, DutyFacts
from casework.words import say


@dataclass(frozen=True)
class PoliceDate:
    """A date that the police told us and that is theirs. `day` is None where there is no end."""

    record: str
    words: str
    day: date | None
    told_by: str
    told_on: date | None


def police_dates(facts: DutyFacts, day: date) -> tuple[PoliceDate, ...]:
    """The dates of notification as they were told, and the police's visits that are still to come."""
    found = [*_notification(facts), *_visits(facts, day)]
    return tuple(sorted(found, key=lambda one: (one.day or date.max, one.words)))


def _notification(facts: DutyFacts) -> Iterator[PoliceDate]:
    for ident, one in facts.of(SexOffenderNotification).items():
        if one.subject is not Answer.YES:
            continue
        told_by = one.told_by.name if one.told_by else ""
        period = one.period
        if period is None:
            yield PoliceDate(ident, say("Subject to notification"), None, told_by, one.told_on)
        elif period.until is None:
            words = say("Notification without an end") if period.indefinite else say("Notification, end not told")
            yield PoliceDate(ident, words, None, told_by, one.told_on)
        else:
            yield PoliceDate(ident, say("Notification ends"), period.until, told_by, one.told_on)


def _visits(facts: DutyFacts, day: date) -> Iterator[PoliceDate]:
    for ident, visit in facts.of(PoliceVisit).items():
        if visit.on and day <= visit.on:
            told_by = visit.told_by.name if visit.told_by else ""
            yield PoliceDate(ident, say("Visit of the police"), visit.on, told_by, visit.told_on)


def clash_duties(case: DutyCase) -> Iterator[Due]:
    """A visit of the police on a day on which we visit, too; a joint visit is none."""
    visits = case.facts.of(PoliceVisit)
    for ident, one in case.facts.of(Appointment).items():
        plan = one.plan
        planned = one.state is None or one.state.status is AppointmentStatus.PLANNED
        if plan is None or not planned or plan.sort not in VISITS or plan.sort is ContactSort.JOINT_POLICE:
            continue
        day = day_of(plan.starts)
        theirs = [visit for visit in visits.values() if visit.on == day and case.day <= day]
        if theirs:
            told = min((visit.told_on for visit in theirs if visit.told_on), default=day)
            yield from case.due("police_clash", min(told, day), ident, on=day)
