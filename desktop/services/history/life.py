"""The lifeline: events of the person's life, apart from the events of the case, for its own lane of the timeline."""

from datetime import time

from casework.records.file.dating import Dating, Precision
from casework.records.file.lifeline import LifeEvent
from casework.records.identifier import CaseId
from casework.records.record import Record
from casework.rules.chronology import lifeline
from casework.rules.standing import read_record
from casework.words import say
from desktop.services.contact_page import ChronologyLine
from desktop.services.local_time import utc_of
from desktop.services.record_list import author_words, scopes_of
from desktop.services.session import Session


def life_events(session: Session, case: CaseId) -> tuple[ChronologyLine, ...]:
    """The events of a life, the earliest first; none without access."""
    if not session.access(case).reads:
        return ()
    states = session.store.states({LifeEvent.kind}, scopes_of(session, case))
    records: dict[str, Record] = {str(state.record): read_record(LifeEvent, state) for state in states}
    authors = {str(state.record): author_words(session, state) for state in states}
    found = lifeline(records, everything=True)
    return tuple(_line(ident, event, event.happened, authors[ident]) for ident, event in found if event.happened)


def _line(ident: str, event: LifeEvent, happened: Dating, by: str) -> ChronologyLine:
    what = event.what or event.own_words or say("A lifeline event")
    felt = event.felt.words if event.felt else ""
    said = [event.own_words if event.what else "", felt, say("Age: {age}", age=event.age) if event.age else ""]
    return ChronologyLine(
        at=utc_of(happened.first, time()),
        title=say("Entered in error: {what}", what=what) if event.struck_out else what,
        text="\n".join(words for words in said if words),
        by=by,
        record=ident,
        kind=LifeEvent.kind,
        significant=event.struck_out is None,
        timed=False,
        last=happened.last,
        precision=happened.precision if happened.precision is not Precision.DAY else None,
    )
