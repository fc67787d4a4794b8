"""Where a planned visit stands by its check-ins, and whether somebody should be back by now. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.records.contact.appointment import AppointmentStatus, Plan
from casework.records.contact.check_in import CheckIn, CheckInStep

LOOKING_LASTS = timedelta(minutes=30)
"""So long somebody's word that they look into it stands without another one; then nobody has answered again. Ours."""

CLOCK_GRACE = timedelta(minutes=2)
"""So far a laptop's clock may be ahead without its word being refused. Ours."""

_RANK = {CheckInStep.STARTED: 0, CheckInStep.UNDONE: 2}
"""Which of several steps at the same moment comes first; the others are between."""


@dataclass(frozen=True)
class VisitStanding:
    """What the check-ins of one visit say. `position` is the last one that was given, in words.

    `looked_into_at` and `looked_into_by`: when somebody last said that they are finding out where the visitor is.
    """

    started_at: datetime | None = None
    ended_at: datetime | None = None
    by_telephone: bool = False
    position: str = ""
    looked_into_at: datetime | None = None
    looked_into_by: str = ""

    @property
    def is_out(self) -> bool:
        """Whether somebody is at the visit: it began, and nobody said that it is over."""
        return self.started_at is not None and self.ended_at is None


def visit_standing(steps: Iterable[CheckIn]) -> VisitStanding:
    """Read the check-ins of one planned visit, in whatever order they arrived.

    A visit that was started again after its end is going on again. A start by mistake is as if it had never been: the
    visit is awaited as before. Of steps at the same moment the start comes first: it is somebody who pressed both.
    """
    known = [(step.at, _RANK.get(step.step, 1), step) for step in steps if step.at and step.step]
    standing = VisitStanding()
    before: list[VisitStanding] = []
    for at, _, step in sorted(known, key=lambda one: one[:2]):
        position = step.position or standing.position
        if step.step is CheckInStep.STARTED:
            before.append(standing)
            standing = VisitStanding(started_at=at, position=position)
        elif step.step is CheckInStep.UNDONE:
            standing = before.pop() if before else standing
        elif step.step is CheckInStep.LOOKING:
            standing = replace(standing, looked_into_at=at, looked_into_by=step.by or "", position=position)
        else:
            by_telephone = step.step is CheckInStep.CLOSED
            standing = replace(standing, ended_at=at, by_telephone=by_telephone, position=position)
    return standing


def is_overdue(plan: Plan, status: AppointmentStatus, standing: VisitStanding, at: datetime) -> bool:
    """Whether whoever went should be back and nobody has heard of them, be the start recorded or not.

    A visit that was cancelled or recorded is over, unless somebody is still out by the check-ins. Without a time to be
    back nobody can be late: `Plan.back_by` is asked for where a visit is planned.
    """
    return plan.back_by is not None and plan.back_by < at and not is_over(status, standing)


def looks_into(plan: Plan, standing: VisitStanding, now: datetime) -> bool:
    """Whether somebody said, after the time to be back, that they are finding out where the visitor is.

    It lapses: who said so may have been called away, and then nobody would know that nobody looks. A word from a time
    that has not come yet, by a laptop whose clock is fast, is none: it would never lapse.
    """
    at = standing.looked_into_at
    if at is None or plan.back_by is None:
        return False
    return at >= plan.back_by and -CLOCK_GRACE <= now - at < LOOKING_LASTS


def has_lapsed(plan: Plan, standing: VisitStanding, now: datetime) -> bool:
    """Whether somebody said so, and has said nothing for too long since."""
    at = standing.looked_into_at
    said = at is not None and plan.back_by is not None and at >= plan.back_by
    return said and not looks_into(plan, standing, now)


def is_over(status: AppointmentStatus, standing: VisitStanding) -> bool:
    """Whether a visit is over: by a check-in, or cancelled or recorded with nobody out by the check-ins."""
    return standing.ended_at is not None or (status is not AppointmentStatus.PLANNED and not standing.is_out)
