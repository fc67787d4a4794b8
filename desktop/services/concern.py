"""Protection concerns that wait until it is recorded whom somebody told."""

from collections.abc import Mapping

from casework.records.contact.concern import ProtectionConcern
from casework.records.identifier import CaseId, case_of
from casework.rules.concern import concern_waits, why_waiting
from casework.rules.day import day_of
from casework.rules.standing import read_record
from desktop.services.person_line import PersonLine
from desktop.services.session import Session
from desktop.services.status import CaseDue


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
            found.append(CaseDue(f"Protection concern. {why_waiting(concern)}", case, noticed))
    return found
