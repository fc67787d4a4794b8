"""All that the page of one person shows, gathered in one go on the store's lane."""

from dataclasses import dataclass, field
from datetime import date

from casework.records.identifier import CaseId, case_scopes
from desktop.services.attachment import AttachmentLine, attachment_lines
from desktop.services.case_page import CasePage, read_case
from desktop.services.contact_page import ChronologyLine, ContactPage, chronology, read_contact
from desktop.services.cover_event import cover_events
from desktop.services.duty import CaseDue, read_case_due
from desktop.services.history.life import life_events
from desktop.services.record_chronology import record_events
from desktop.services.session import Session
from desktop.services.unfinished import note_events


@dataclass(frozen=True)
class CaseView:
    """The page, its chronology, and the day to reckon from."""

    case: CaseId
    today: date
    page: CasePage
    chronology: tuple[ChronologyLine, ...] = ()
    documents: tuple[AttachmentLine, ...] = ()
    due: CaseDue = field(default_factory=CaseDue)


@dataclass(frozen=True)
class ContactView:
    """One contact whole, and the day to reckon from."""

    today: date
    page: ContactPage


def read_view(session: Session, case: CaseId) -> CaseView | None:
    """The page of a person; None where it is not open to whoever is at the keyboard."""
    with session.store.shown.gathering(case_scopes(case)):
        page = read_case(session, case)
        if page is None:
            return None
        documents, due = attachment_lines(session, case), read_case_due(session, case)
        return CaseView(case, session.today(), page, _events(session, page), documents, due)


def _events(session: Session, page: CasePage) -> tuple[ChronologyLine, ...]:
    case = page.header.person.case
    made = (record_events, note_events, cover_events, life_events)
    events = [*chronology(session, case, page.contacts), *(line for read in made for line in read(session, case))]
    return tuple(sorted(events, key=lambda line: line.at, reverse=True))


def read_contact_view(session: Session, case: CaseId, contact: str) -> ContactView | None:
    """One contact; None where it is not on this laptop."""
    if not session.access(case).reads:
        return None
    page = read_contact(session, case, contact)
    return ContactView(session.today(), page) if page else None
