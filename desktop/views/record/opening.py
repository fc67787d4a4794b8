"""What a form for a record starts from: gathered in one go on the store's lane."""

from dataclasses import dataclass
from datetime import datetime

from casework.records.identifier import CaseId
from desktop.services.record_draft import open_record_draft
from desktop.services.record_form import RecordOpening, Wish, open_record
from desktop.services.session import Session
from desktop.views.desk import Place


@dataclass(frozen=True)
class Opened:
    """A form as it is opened. ``kept_at``: it was kept as a draft before."""

    opening: RecordOpening
    draft: str
    kept_at: datetime | None = None


def open_place(session: Session, place: Place) -> Opened | None:
    """The form of a place; None where there is no such draft. Raises ``UserError`` where it is not open."""
    if place.draft:
        found = open_record_draft(session, place.draft)
        return Opened(found[0], place.draft, found[1]) if found else None
    if place.case is None:
        return None
    wish = Wish(place.case, place.kind or "", place.record, place.corrects, place.about)
    return Opened(open_record(session, wish), session.store.new_id())


def is_open(session: Session, case: CaseId) -> bool:
    """Whether a case is still open to whoever is at the keyboard; the lease of the store counts, too."""
    return not session.store.lease().state.locked and session.access(case).reads
