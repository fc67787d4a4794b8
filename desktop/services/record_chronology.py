"""Everything but contacts, levels and warnings that belongs into the chronology: concerns, incidents, orders, reviews.

The lines follow from the records by `casework.rules.chronology`; what somebody entered in error stays to be seen.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time

from casework.records.assessment.discussion import Discussion
from casework.records.contact.concern import ProtectionConcern
from casework.records.contact.incident import Incident
from casework.records.file.chronology import ChronologyEntry
from casework.records.file.dating import Precision
from casework.records.file.ending import Ending
from casework.records.high_risk.proposal import HighRiskProposal
from casework.records.identifier import CaseId
from casework.records.person.status import StatusSort
from casework.records.plan.review import Review
from casework.records.record import KINDS, Record
from casework.records.sentence.compliance import ComplianceEvent
from casework.records.sentence.order import Order
from casework.rules.chronology import Event
from casework.rules.chronology import chronology as events_of
from casework.rules.standing import field_standing, read_record
from casework.rules.status import status_of
from casework.words import say
from desktop.services.contact_page import ChronologyLine
from desktop.services.local_time import utc_of
from desktop.services.person_line import person_state
from desktop.services.record_list import author_words, parts_of
from desktop.services.session import Session

_KINDS = frozenset(
    model.kind
    for model in (
        ChronologyEntry,
        ComplianceEvent,
        Discussion,
        Ending,
        HighRiskProposal,
        Incident,
        Order,
        ProtectionConcern,
        Review,
    )
)


def record_events(session: Session, case: CaseId, *, restricted: bool = True) -> tuple[ChronologyLine, ...]:
    """The events of a case out of its records, in no particular order; none without access.

    `restricted`: with those of the restricted part, where that may be read.
    """
    if not session.access(case).reads:
        return ()
    states = session.store.states(_KINDS, parts_of(session, case, restricted=restricted))
    records: dict[str, Record] = {state.record: read_record(KINDS[state.kind], state) for state in states}
    authors = {str(state.record): author_words(session, state) for state in states}
    # Who is on the list follows from a senior's decision, not from who proposed it.
    decided = ((ident, one.listing) for ident, one in records.items() if isinstance(one, HighRiskProposal))
    authors |= {ident: session.name_of(listing.by) for ident, listing in decided if listing}
    significant = {(event.record, event.what) for event in events_of(records, session.today())}
    events = events_of(records, session.today(), everything=True)
    lines = (_line(event, authors[event.record], (event.record, event.what) in significant) for event in events)
    return (*(_with_outcome(line, records.get(line.record)) for line in lines), *_death(session, case))


def _with_outcome(line: ChronologyLine, record: Record | None) -> ChronologyLine:
    """Beside a talk in supervision stands what was decided for the case."""
    return replace(line, text=record.outcome or "") if isinstance(record, Discussion) else line


def _death(session: Session, case: CaseId) -> Iterator[ChronologyLine]:
    """The death, by the status of the person: it is a record of its own nowhere."""
    state = person_state(session, case)
    view, found = status_of(state), field_standing(state, "status") if state else None
    dead = next((one for one in (view.standing, *view.others) if one and one.status is StatusSort.DEAD), None)
    if state is None or found is None or dead is None:
        return
    by = session.name_of(found.head.on_behalf or found.head.author)
    told = say(", told by {told_by}", told_by=dead.told_by) if dead.told_by else ""
    two = say(" · 2 views") if view.two_views else ""
    at = utc_of(dead.since, time())
    words = say("Known from: {source}{told}.", source=dead.source, told=told)
    yield ChronologyLine(
        at, say("Died{two}", two=two), words, by, state.record, state.kind, significant=True, timed=False
    )


def _line(event: Event, by: str, significant: bool) -> ChronologyLine:
    line = ChronologyLine(
        utc_of(event.dating.first, time()), event.what, "", by, event.record, event.kind, significant, timed=False
    )
    if event.dating.precision is not Precision.DAY:
        line = replace(line, last=event.dating.last, precision=event.dating.precision)
    return replace(line, title=say("Entered in error: {what}", what=event.what)) if event.struck_out else line
