"""Protection concerns that wait until it is recorded whom somebody told."""

from collections.abc import Mapping

from casework.records.contact.concern import ProtectionConcern
from casework.records.identifier import CaseId, case_of, case_scope
from casework.records.person.agency_contact import AgencyContact, AgencyPerson, AgencyRole
from casework.rules.concern import concern_waits, why_waiting
from casework.rules.day import day_of
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.person_line import PersonLine
from desktop.services.session import Session
from desktop.services.status import CaseDue

_PROTECTION = (AgencyRole.CHILD_PROTECTION, AgencyRole.ADULT_PROTECTION)


def protection_of(session: Session, case: CaseId) -> tuple[AgencyPerson, ...]:
    """Whom to ring in child and adult protection, of the people around a case: those with a number."""
    records = (
        read_record(AgencyContact, state) for state in session.store.records(AgencyContact.kind, case_scope(case))
    )
    found = [
        one.person
        for one in records
        if one.person and one.person.role in _PROTECTION and one.person.telephone
        if one.ended_on is None or one.ended_on >= session.today()
    ]
    return tuple(sorted(found, key=lambda one: (_PROTECTION.index(one.role), one.name)))


def concerns_due(session: Session, people: Mapping[CaseId, PersonLine]) -> list[CaseDue]:
    """The concerns of these cases that wait, each due on the day on which it was noticed."""
    found = []
    known = [(state, read_record(ProtectionConcern, state)) for state in session.store.records(ProtectionConcern.kind)]
    # What corrects a concern waits in its place.
    corrected = {concern.corrects for state, concern in known if state.created and not state.created.awaiting}
    for state, concern in known:
        case = case_of(state.scope)
        if case and case in people and state.record not in corrected and concern_waits(concern):
            noticed = day_of(concern.noticed_at) if concern.noticed_at else session.today()
            found.append(
                CaseDue(say("Protection concern. {why_waiting}", why_waiting=why_waiting(concern)), case, noticed)
            )
    return found
