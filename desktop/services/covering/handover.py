"""The handover of a case that somebody covers: until when, what is due, the warnings, and whom to ring.

It is made from what this laptop holds at that moment, with the note of whoever gave the cover; nothing of it is kept.
"""

from dataclasses import dataclass
from datetime import date, datetime

from casework.records.contact.appointment import Appointment
from casework.records.identifier import CaseId, case_scope, grants_scope
from casework.records.staff.grant import Cover
from casework.rules.grant_time import is_in_force
from casework.rules.plain_name import by_letters
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.case_page import AgencyLine, read_case
from desktop.services.covering.planned import PlannedVisit, in_order, last_day, planned_visit, with_streets
from desktop.services.duty import DueItem, read_case_due
from desktop.services.person_line import PersonLine
from desktop.services.session import DutyLine, Session


@dataclass(frozen=True)
class Ring:
    """Somebody to ring: as what, who, and the number; empty where none is known."""

    part: str
    name: str
    telephone: str = ""

    @property
    def words(self) -> str:
        """Such as "Named police contact: PC Specimen, 01632 960 101"."""
        return f"{self.part}: {self.name}, {self.telephone or say('no number is known here')}"


@dataclass(frozen=True)
class Handover:
    """What whoever covers has to know. `given_by` and `note`: from whoever gave the cover."""

    case: CaseId
    today: date
    person: PersonLine
    starts: datetime
    ends: datetime
    given_by: str
    reason: str
    note: str
    officer: str
    visits: tuple[PlannedVisit, ...]
    due: tuple[DueItem, ...]
    ring: tuple[Ring, ...]


def read_handover(session: Session, case: CaseId) -> Handover | None:
    """The handover for the person at the keyboard; None where they do not cover the case now."""
    found = _cover(session, case)
    page = read_case(session, case) if found else None
    if found is None or page is None:
        return None
    cover, by = found
    assert cover.window is not None
    until = last_day(cover.window)
    due = read_case_due(session, case).items
    return Handover(
        case=case,
        today=session.today(),
        person=page.header.person,
        starts=cover.window.starts,
        ends=cover.window.ends,
        given_by=by,
        reason=cover.reason or "",
        note=cover.handover or "",
        officer=page.header.officer,
        visits=_visits(session, case, cover),
        due=tuple(item for item in due if item.due.due_on <= until),
        ring=tuple(_ring(session, page.agencies, page.header.named_police)),
    )


def covered_now(session: Session) -> tuple[Handover, ...]:
    """The handovers of everything that the person at the keyboard covers now, the first to end first."""
    covers = session.store.facts().covers
    mine = (case for case in session.cases() if any(one.staff == session.me for one in covers.get(case, ())))
    found = [one for case in mine if (one := read_handover(session, case))]
    return tuple(sorted(found, key=lambda one: (one.ends, by_letters(one.person.name), one.case)))


def _cover(session: Session, case: CaseId) -> tuple[Cover, str] | None:
    """The cover in force for the person at the keyboard that ends last, and who gave it."""
    found = []
    for state in session.store.records(Cover.kind, grants_scope(case)):
        one, created = read_record(Cover, state), state.created
        if one.staff == session.me and created and not created.awaiting and is_in_force(one, session.now()):
            found.append((one, session.name_of(created.on_behalf or created.author)))
    return max(found, key=lambda pair: _end(pair[0]), default=None)


def _end(cover: Cover) -> datetime:
    assert cover.window is not None
    return cover.window.ends


def _visits(session: Session, case: CaseId, cover: Cover) -> tuple[PlannedVisit, ...]:
    """What is arranged from now until the cover ends, whoever goes, the soonest first."""
    states = session.store.records(Appointment.kind, case_scope(case))
    visits = (visit for state in states if (visit := planned_visit(state)))
    found = [one for one in visits if session.now() <= one.starts < _end(cover)]
    return in_order(with_streets(session, {case: found})[case])


def _ring(session: Session, agencies: tuple[AgencyLine, ...], police: AgencyLine | None) -> list[Ring]:
    """The duty senior first, then the named police contact, then everybody else with a number."""
    duty: DutyLine | None = session.duty_now()
    found = [Ring(say("Duty senior"), duty.name, duty.telephone)] if duty else []
    if police is not None:
        found.append(Ring(say("Named police contact"), police.name, police.telephone))
    others = (one for one in agencies if one is not police and one.telephone and not one.named_police)
    return [*found, *(Ring(one.role, one.name, one.telephone) for one in others)]
