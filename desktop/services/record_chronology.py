"""Everything but contacts, levels and warnings that belongs into the chronology: concerns, incidents, orders, reviews.

The lines follow from the records by `casework.rules.chronology`; what somebody entered in error stays to be seen.
"""

from dataclasses import replace
from datetime import time

from casework.records.contact.concern import ProtectionConcern
from casework.records.contact.incident import Incident
from casework.records.file.chronology import ChronologyEntry
from casework.records.file.dating import Precision
from casework.records.file.ending import Ending
from casework.records.high_risk.proposal import HighRiskProposal
from casework.records.identifier import CaseId
from casework.records.plan.review import Review
from casework.records.record import KINDS, Record
from casework.records.sentence.compliance import ComplianceEvent
from casework.records.sentence.order import Order
from casework.rules.chronology import Event
from casework.rules.chronology import chronology as events_of
from casework.rules.standing import read_record
from desktop.services.contact_page import ChronologyLine
from desktop.services.local_time import utc_of
from desktop.services.record_list import author_words, scopes_of
from desktop.services.session import Session

_KINDS = frozenset(
    model.kind
    for model in (
        ChronologyEntry,
        ComplianceEvent,
        Ending,
        HighRiskProposal,
        Incident,
        Order,
        ProtectionConcern,
        Review,
    )
)


def record_events(session: Session, case: CaseId) -> tuple[ChronologyLine, ...]:
    """The events of a case out of its records, in no particular order; none without access."""
    if not session.access(case).reads:
        return ()
    states = session.store.states(_KINDS, scopes_of(session, case))
    records: dict[str, Record] = {state.record: read_record(KINDS[state.kind], state) for state in states}
    authors = {str(state.record): author_words(session, state) for state in states}
    # Who is on the list follows from a senior's decision, not from who proposed it.
    decided = ((ident, one.listing) for ident, one in records.items() if isinstance(one, HighRiskProposal))
    authors |= {ident: session.name_of(listing.by) for ident, listing in decided if listing}
    significant = {(event.record, event.what) for event in events_of(records, session.today())}
    return tuple(
        _line(event, authors[event.record], (event.record, event.what) in significant)
        for event in events_of(records, session.today(), everything=True)
    )


def _line(event: Event, by: str, significant: bool) -> ChronologyLine:
    line = ChronologyLine(
        utc_of(event.dating.first, time()), event.what, "", by, event.record, event.kind, significant, timed=False
    )
    if event.dating.precision is not Precision.DAY:
        line = replace(line, last=event.dating.last, precision=event.dating.precision)
    return replace(line, title=f"Entered in error: {event.what}") if event.struck_out else line
