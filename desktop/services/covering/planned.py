"""What is arranged in a time, and when somebody was last heard of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from casework.ledger.fold import RecordState
from casework.records.contact.appointment import (
    CONTACT_SORT_WORDS,
    VISITS,
    Appointment,
    AppointmentStatus,
    ContactSort,
)
from casework.records.contact.contact import Contact
from casework.records.identifier import CaseId, case_of
from casework.records.staff.grant import Window
from casework.rules.day import day_of
from casework.rules.standing import read_record
from desktop.services.session import Session
from desktop.services.street import streets_of, where_words


@dataclass(frozen=True)
class PlannedVisit:
    """Something arranged in the time. `staff`: who goes by the plan, as an id; `police`: with whom."""

    appointment: str
    starts: datetime
    back_by: datetime | None
    sort: ContactSort
    place: str
    police: str
    staff: str

    @property
    def words(self) -> str:
        """What it is."""
        return CONTACT_SORT_WORDS[self.sort]

    @property
    def is_joint(self) -> bool:
        """Whether police go along, who have to be told."""
        return self.sort is ContactSort.JOINT_POLICE or bool(self.police)

    @property
    def is_visit(self) -> bool:
        """Whether somebody goes to where the person lives."""
        return self.sort in VISITS


def last_day(window: Window) -> date:
    """The last day that belongs to a window."""
    return day_of(window.ends - timedelta(microseconds=1))


def in_order(visits: Iterable[PlannedVisit]) -> tuple[PlannedVisit, ...]:
    """The soonest first."""
    return tuple(sorted(visits, key=lambda one: (one.starts, one.appointment)))


def planned_in(session: Session, window: Window) -> dict[CaseId, tuple[PlannedVisit, ...]]:
    """What is arranged in the time in all cases, the soonest first."""
    found: dict[CaseId, list[PlannedVisit]] = {}
    for state in session.store.records(Appointment.kind):
        case, visit = case_of(state.scope), planned_visit(state)
        if case and visit and window.covers(visit.starts):
            found.setdefault(case, []).append(visit)
    return {case: in_order(visits) for case, visits in with_streets(session, found).items()}


def with_streets(session: Session, found: Mapping[CaseId, Iterable[PlannedVisit]]) -> dict[CaseId, list[PlannedVisit]]:
    """The same, with the street where the plan names none: whoever covers has not been there before."""
    streets = streets_of(session, found)
    return {
        case: [
            replace(one, place=where_words(one.place, streets.get(case, ()))) if one.is_visit else one for one in visits
        ]
        for case, visits in found.items()
    }


def planned_visit(state: RecordState) -> PlannedVisit | None:
    """What is arranged, as a line; None for what is cancelled, recorded, or not readable here."""
    record = read_record(Appointment, state)
    plan = record.plan
    if plan is None or (record.state and record.state.status is not AppointmentStatus.PLANNED):
        return None
    return PlannedVisit(state.record, plan.starts, plan.back_by, plan.sort, plan.place, plan.police, plan.staff)


def last_word(session: Session, staff: str) -> datetime | None:
    """When somebody recorded the last of their contacts and appointments that has come to this laptop.

    Their laptop reached the office then or later; what they wrote afterwards may lie on it still.
    """
    heads = [
        head
        for kind, name in ((Contact.kind, "happened"), (Appointment.kind, "plan"), (Appointment.kind, "state"))
        for state in session.store.field_of(kind, name)
        for head in state.fields[name].heads
    ]
    return max((head.at for head in heads if head.author == staff and head.order[0] == 0), default=None)
