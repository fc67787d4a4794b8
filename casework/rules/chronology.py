"""The chronology: significant events out of all records of a case, in order; and the lifeline beside it. Pure.

A tool in assessment and no substitute for the file (standards.md 191, 2K): one line for each event, with the record
it comes from. What somebody wrote about a record stands in place of the line that the record gives by itself.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casework.records.assessment.discussion import Discussion
from casework.records.contact.appointment import CONTACT_SORT_WORDS
from casework.records.contact.concern import ProtectionConcern
from casework.records.contact.contact import OUTCOME_WORDS, Contact
from casework.records.contact.incident import Incident
from casework.records.file.case import RISK_WORDS
from casework.records.file.chronology import ChronologyEntry
from casework.records.file.dating import Dating, Precision
from casework.records.file.ending import Ending
from casework.records.file.lifeline import LifeEvent
from casework.records.high_risk.proposal import HighRiskProposal, ListStatus
from casework.records.person.person import Person
from casework.records.plan.review import Review
from casework.records.record import Record
from casework.records.risk.risk_level import RiskLevelRecord
from casework.records.sentence.compliance import FORMAL, Acceptability, ComplianceEvent, ComplianceStep
from casework.records.sentence.order import ORDER_WORDS, Order
from casework.rules.day import day_of
from casework.words import say


@dataclass(frozen=True)
class Event:
    """One line: when, what in words, from which record. `struck_out`: entered in error, and kept to be seen."""

    dating: Dating
    what: str
    kind: str
    record: str
    struck_out: bool = False


Line = tuple[Dating, str, bool]
"""When, what, and whether it is significant."""

_SIGNIFICANT_STEPS = FORMAL | {ComplianceStep.BREACH_HEARD}


def chronology(records: Mapping[str, Record], day: date, *, everything: bool = False) -> tuple[Event, ...]:
    """The events up to and including a day, the earliest first. `records` are those of one case by their ids.

    With `everything` also what is not marked as significant, what was struck out or corrected, and what somebody
    wrote a line about.
    """
    written = frozenset() if everything else _written_about(records.values(), day) | _corrected(records.values())
    events = [
        event
        for ident, record in records.items()
        if ident not in written
        for event in _events(ident, record, everything=everything)
        if event.dating.first <= day
    ]
    return tuple(sorted(events, key=_order))


def lifeline(records: Mapping[str, Record], *, everything: bool = False) -> tuple[tuple[str, LifeEvent], ...]:
    """The events of a life with their ids, the earliest first; with `everything` also what was struck out."""
    found = [
        (record.happened, ident, record)
        for ident, record in records.items()
        if isinstance(record, LifeEvent) and record.happened and (everything or record.struck_out is None)
    ]
    return tuple((ident, record) for _, ident, record in sorted(found, key=lambda one: (*_when(one[0]), one[1])))


def _written_about(records: Iterable[Record], day: date) -> frozenset[str]:
    """The records for which somebody wrote a line of their own that shows."""
    entries = (one for one in records if isinstance(one, ChronologyEntry) and one.significant and not one.struck_out)
    return frozenset(
        one.source.record
        for one in entries
        if one.source and one.source.record and one.happened and one.happened.first <= day
    )


def _corrected(records: Iterable[Record]) -> frozenset[str]:
    """The records that another one corrects: what counts stands there."""
    named = (getattr(record, "corrects", None) for record in records)
    return frozenset(one for one in named if isinstance(one, str))


def _events(ident: str, record: Record, *, everything: bool) -> list[Event]:
    struck_out = getattr(record, "struck_out", None) is not None
    found = _LINES.get(record.kind, _nothing)(record)
    shown = [one for one in found if everything or (one[2] and not struck_out)]
    return [Event(dating, what, record.kind, ident, struck_out) for dating, what, _ in shown]


def _when(dating: Dating) -> tuple[date, date]:
    """What is known less exactly comes after what is known more exactly and begins on the same day."""
    return dating.first, dating.last


def _order(event: Event) -> tuple[date, date, str]:
    return (*_when(event.dating), event.record)


def _on(day: date) -> Dating:
    return Dating(precision=Precision.DAY, starts=day)


def _nothing(record: Record) -> list[Line]:
    del record
    return []


def _contact(record: Record) -> list[Line]:
    if not isinstance(record, Contact) or not record.happened or record.corrected_by:
        return []
    words = [CONTACT_SORT_WORDS[record.sort]] if record.sort else []
    words += [OUTCOME_WORDS[record.outcome]] if record.outcome else []
    return [(_on(day_of(record.happened.starts)), ": ".join(words), bool(record.significant))]


def _incident(record: Record) -> list[Line]:
    if not isinstance(record, Incident) or not record.happened or not record.sort:
        return []
    return [(_on(record.happened.on), say("Incident: {words}", words=record.sort.words), bool(record.significant))]


def _concern(record: Record) -> list[Line]:
    if not isinstance(record, ProtectionConcern) or not record.noticed_at or not record.sort:
        return []
    return [(_on(day_of(record.noticed_at)), say("Protection concern: {words}", words=record.sort.words), True)]


def _order_days(record: Record) -> list[Line]:
    if not isinstance(record, Order) or not record.term:
        return []
    term, words = record.term, ORDER_WORDS[record.term.sort]
    found = [(_on(term.starts), say("{words} began", words=words), True)]
    return [*found, (_on(term.ends), say("{words} ended", words=words), True)] if term.ends else found


def _compliance(record: Record) -> list[Line]:
    if not isinstance(record, ComplianceEvent) or not record.step or not record.happened_on:
        return []
    unacceptable = record.decided is not None and record.decided.found is Acceptability.UNACCEPTABLE
    return [(_on(record.happened_on), record.step.words, unacceptable or record.step in _SIGNIFICANT_STEPS)]


def _risk(record: Record) -> list[Line]:
    if not isinstance(record, RiskLevelRecord) or not record.level or not record.assessed_on:
        return []
    return [
        (
            _on(record.assessed_on),
            say("Risk of serious harm: {risk}", risk=RISK_WORDS[record.level]),
            not record.proposal,
        )
    ]


def _ending(record: Record) -> list[Line]:
    if not isinstance(record, Ending) or not record.on or not record.because or record.withdrawn:
        return []
    return [(_on(record.on), say("End of the work: {words}", words=record.because.words), True)]


def _status(record: Record) -> list[Line]:
    if not isinstance(record, Person) or not record.status:
        return []
    return [(_on(record.status.since), say("Status: {words}", words=record.status.status.words), True)]


def _review(record: Record) -> list[Line]:
    if not isinstance(record, Review) or not record.held_on or not record.sort:
        return []
    return [(_on(record.held_on), record.sort.words, True)]


def _high_risk(record: Record) -> list[Line]:
    """Somebody came onto the list or off it. A proposal, and one that was declined, is no event of the case."""
    listing = record.listing if isinstance(record, HighRiskProposal) else None
    if listing is None:
        proposed_on = record.proposed_on if isinstance(record, HighRiskProposal) else None
        return [(_on(proposed_on), say("Proposed for the high-risk (HRO) list"), False)] if proposed_on else []
    if listing.status is ListStatus.DECLINED:
        return [(_on(listing.on), say("Proposal for the high-risk (HRO) list declined"), False)]
    found = [(_on(listing.since or listing.on), say("Put on the high-risk (HRO) list"), True)]
    off = listing.status is ListStatus.OFF
    return [*found, (_on(listing.on), say("Taken off the high-risk (HRO) list"), True)] if off else found


def _discussion(record: Record) -> list[Line]:
    """What a worker and a senior decided for the case in supervision; a talk about a result stands with that."""
    if not isinstance(record, Discussion) or not record.on or not record.in_supervision:
        return []
    return [(_on(record.on), say("Discussed in supervision"), True)]


def _entry(record: Record) -> list[Line]:
    if not isinstance(record, ChronologyEntry) or not record.happened or not record.what:
        return []
    return [(record.happened, record.what, bool(record.significant))]


_LINES: dict[str, Callable[[Record], list[Line]]] = {
    Contact.kind: _contact,
    Incident.kind: _incident,
    ProtectionConcern.kind: _concern,
    Order.kind: _order_days,
    ComplianceEvent.kind: _compliance,
    RiskLevelRecord.kind: _risk,
    Ending.kind: _ending,
    Person.kind: _status,
    Review.kind: _review,
    Discussion.kind: _discussion,
    HighRiskProposal.kind: _high_risk,
    ChronologyEntry.kind: _entry,
}
