"""Appointments and contacts as one list of meetings: what was arranged, and what became of it."""

from collections.abc import Iterable, Iterator, Mapping

from casework.ledger.fold import RecordState
from casework.records.contact.appointment import Appointment, AppointmentStatus
from casework.records.contact.contact import Contact
from casework.rules.day import day_of
from casework.rules.standard.fact import Meeting
from casework.rules.standing import read_record


def read_meetings(states: Iterable[RecordState]) -> tuple[Meeting, ...]:
    """Every meeting of a case, the earliest first. An appointment and the contact that records it are one meeting.

    What was corrected gives way to what corrects it, which belongs to the same appointment.
    """
    known = list(states)
    appointments: dict[str, Appointment] = {
        one.record: read_record(Appointment, one) for one in known if one.kind == Appointment.kind
    }
    contacts: dict[str, Contact] = {one.record: read_record(Contact, one) for one in known if one.kind == Contact.kind}
    arranged = {ident: _appointment_of(ident, contacts, appointments) for ident in contacts}
    standing = {ident: one for ident, one in contacts.items() if one.corrected_by is None}
    recorded = {arranged[ident] for ident in standing}
    found = [*_contacts(standing, arranged)]
    found += [one for ident, each in appointments.items() if ident not in recorded for one in _planned(ident, each)]
    return tuple(sorted(found, key=lambda one: (one.at, one.ident)))


def _contacts(contacts: Mapping[str, Contact], arranged: Mapping[str, str]) -> Iterator[Meeting]:
    for ident, one in contacts.items():
        if one.sort and one.happened:
            at = one.happened.starts
            planned = bool(arranged[ident]) or bool(one.arranged)
            yield Meeting(ident, at, day_of(at), one.sort, planned, one.outcome, recorded=True)


def _planned(ident: str, appointment: Appointment) -> Iterator[Meeting]:
    plan, state = appointment.plan, appointment.state
    if plan is None:
        return
    status = state.status if state else AppointmentStatus.PLANNED
    yield Meeting(
        ident,
        plan.starts,
        day_of(plan.starts),
        plan.sort,
        arranged=True,
        cancelled=status is AppointmentStatus.CANCELLED,
        recorded=status is AppointmentStatus.RECORDED,
    )


def _appointment_of(ident: str, contacts: Mapping[str, Contact], appointments: Mapping[str, Appointment]) -> str:
    """The appointment that a contact records: named by either of them, or by a contact that it corrects."""
    seen: set[str] = set()
    while ident in contacts and ident not in seen:
        seen.add(ident)
        one = contacts[ident]
        named = one.appointment or next((key for key, each in appointments.items() if _names(each, ident)), None)
        if named:
            return named
        ident = one.corrects.contact if one.corrects else ""
    return ""


def _names(appointment: Appointment, contact: str) -> bool:
    return appointment.state is not None and appointment.state.contact == contact
