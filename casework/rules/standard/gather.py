"""The facts of a case from its folded records: the same on the laptop and at the office."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from casework.ledger.fold import RecordState
from casework.records.assessment.assessment import Assessment
from casework.records.contact.appointment import Appointment
from casework.records.contact.contact import Contact
from casework.records.contact.frequency import PlannedContact
from casework.records.file.case import Case
from casework.records.file.ending import Ending
from casework.records.high_risk.proposal import HighRiskProposal
from casework.records.high_risk.recheck import HighRiskRecheck
from casework.records.kept import Kept
from casework.records.multi_agency.mappa import MappaLevelRecord
from casework.records.multi_agency.mappa_meeting import MAPPA_SORTS, MappaMeeting
from casework.records.multi_agency.transfer import Transfer, TransferWay
from casework.records.person.person import Person
from casework.records.person.status import StatusSort
from casework.records.plan.case_management_plan import CaseManagementPlan
from casework.records.plan.review import Review
from casework.records.report.home_background import HomeBackgroundReport
from casework.records.sentence.compliance import ComplianceEvent
from casework.records.sentence.exit_questionnaire import ExitQuestionnaire
from casework.records.sentence.order import Order
from casework.records.sentence.requirement import Requirement
from casework.records.sentence.standard_reason import StandardReason
from casework.rules.day import day_of
from casework.rules.high_risk.membership import memberships
from casework.rules.mappa import standing_level
from casework.rules.retention import gather_end
from casework.rules.standard.fact import (
    Away,
    CaseFacts,
    Done,
    Frequency,
    Listed,
    Mappa,
    OrderFact,
    ReasonFact,
    ReportFact,
    RequirementFact,
)
from casework.rules.standard.failure import read_failures
from casework.rules.standard.meeting import read_meetings
from casework.rules.standing import AnyRecord, field_standing, records_of
from casework.rules.status import status_of

HANDED_IN_DAYS = 28
"""What fell due so many days or more before a case was first recorded here is not counted: nobody here could keep it.

The days in between are for a service that records a case a while after it began.
"""

States = Iterable[RecordState]

KINDS_READ = frozenset(
    model.kind
    for model in (
        *(Appointment, Contact, PlannedContact, Assessment, Review, CaseManagementPlan, HomeBackgroundReport),
        *(Order, Requirement, ComplianceEvent, ExitQuestionnaire, StandardReason, MappaLevelRecord, MappaMeeting),
        *(Case, Person, Ending, Transfer, HighRiskProposal, HighRiskRecheck),
    )
)
"""The kinds of record that standards follow from: what others there are need not be read."""


def gather_facts(states: States) -> CaseFacts:
    """What the standards of one case follow from. `states`: its records, as whoever asks may see them."""
    known = list(states)
    # What waits to be released keeps no standard: it is asked for until somebody has ruled on it.
    counting = [state for state in known if not (state.created and state.created.awaiting)]
    failures, reported = read_failures(counting)
    return CaseFacts(
        orders=tuple(_orders(known)),
        meetings=read_meetings(counting),
        reviews=tuple(_done(counting, Review, _review)),
        assessments=tuple(_done(counting, Assessment, _assessment)),
        plans=tuple(_done(counting, CaseManagementPlan, _plan)),
        questionnaires=tuple(_done(counting, ExitQuestionnaire, _questionnaire)),
        reported=reported,
        mappa_meetings=tuple(_done(counting, MappaMeeting, _mappa_meeting)),
        reports=tuple(_reports(known)),
        reasons=tuple(_reasons(counting)),
        failures=failures,
        frequencies=tuple(_frequencies(known)),
        listed=tuple(Listed(one.since, one.until) for one in memberships(known, date.max)),
        away=_away(known),
        mappa=_mappa(known),
        kept_from=_kept_from(known),
        closed_on=_closed_on(counting),
    )


def _done(
    states: States, model: type[AnyRecord], read: Callable[[RecordState, AnyRecord], Done | None]
) -> Iterator[Done]:
    return (done for state, record in records_of(model, states) if (done := read(state, record)))


def _orders(states: States) -> Iterator[OrderFact]:
    known = list(states)
    required: dict[str, list[RequirementFact]] = {}
    for _, one in records_of(Requirement, known):
        if one.order and one.sort:
            required.setdefault(one.order, []).append(RequirementFact(one.sort, one.starts, one.ended_on, one.begun_on))
    for state, order in records_of(Order, known):
        if order.term:
            yield _order(state.record, order, required)


def _order(ident: str, order: Order, required: Mapping[str, list[RequirementFact]]) -> OrderFact:
    assert order.term is not None
    released = order.released_at
    began = day_of(released) if released else order.imposed_on or order.term.starts
    wanted = tuple(required.get(ident, ()))
    return OrderFact(ident, order.term.sort, began, order.term.ends, released, wanted)


def _review(state: RecordState, one: Review) -> Done | None:
    # What was taken out of it after it was closed is not there, whatever it was closed as.
    kept = one.closed is not None and one.closed.kept is Kept.YES and not one.compliance_gaps()
    if one.held_on is None:
        return None
    return Done(state.record, one.held_on, one.sort or "", as_asked=kept, next_on=one.next_on)


def _assessment(state: RecordState, one: Assessment) -> Done | None:
    if one.assessed_on is None or one.corrected_by is not None:
        return None
    return Done(state.record, one.assessed_on, one.instrument or "")


def _plan(state: RecordState, one: CaseManagementPlan) -> Done | None:
    return Done(state.record, one.made_on, order=one.order or "") if one.made_on else None


def _questionnaire(state: RecordState, one: ExitQuestionnaire) -> Done | None:
    written = day_of(state.created.at) if state.created else None
    on = one.offered_on or (written if one.not_offered else None)
    return Done(state.record, on, order=one.order or "") if on else None


def _mappa_meeting(state: RecordState, one: MappaMeeting) -> Done | None:
    return Done(state.record, one.held_on) if one.held_on and one.sort in MAPPA_SORTS else None


def _reports(states: States) -> Iterator[ReportFact]:
    for state, one in records_of(HomeBackgroundReport, states):
        if one.requested_on:
            yield ReportFact(state.record, one.requested_on, one.submitted_on)


def _reasons(states: States) -> Iterator[ReasonFact]:
    for _, one in records_of(StandardReason, states):
        if one.rule and one.since and one.reason:
            yield ReasonFact(one.rule.code, one.about or "", one.since, one.reason)


def _frequencies(states: States) -> Iterator[Frequency]:
    for state, one in records_of(PlannedContact, states):
        if one.sort and one.every_days and one.since:
            yield Frequency(state.record, one.sort, one.every_days, one.since, one.until)


def _away(states: States) -> Away | None:
    """Where the person is, if every view of it says the same: nothing is set aside by a guess."""
    view = status_of(next((state for state in states if state.kind == Person.kind), None))
    if view.standing is None or len(view.sorts) > 1 or view.unreadable or view.sort is StatusSort.COMMUNITY:
        return None
    return Away(view.sort, max(one.since for one in (view.standing, *view.others)))


def _mappa(states: States) -> Mappa | None:
    standing = standing_level(one for _, one in records_of(MappaLevelRecord, states))
    return Mappa(standing.level, standing.decided_on) if standing else None


def _closed_on(states: States) -> date | None:
    """When the work ended. While any view of the case says that it is open, it goes on whatever else is recorded."""
    known = list(states)
    if any(state.kind == Case.kind for state in known) and not gather_end(known).closed:
        return None
    return max((one.on for _, one in records_of(Ending, known) if one.on and one.withdrawn is None), default=None)


def _kept_from(states: States) -> date | None:
    """From when on a case is kept here: since it was accepted from another service, and since it was recorded."""
    known = list(states)
    begun = [state.created for state in known if state.kind == Case.kind and state.created]
    days = [day_of(one.at) - timedelta(days=HANDED_IN_DAYS) for one in begun]
    coming = (one for one in records_of(Transfer, known) if one[1].way is TransferWay.IN and not one[1].withdrawn)
    return max([*days, *(day for state, one in coming if (day := _accepted(state, one)))], default=None)


def _accepted(state: RecordState, one: Transfer) -> date | None:
    """When a case was accepted: no later than on the day when somebody wrote so, lest a slip hides what is due."""
    view = field_standing(state, "accepted")
    return min(one.accepted.on, day_of(view.head.at)) if one.accepted and view else None
