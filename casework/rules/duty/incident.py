"""After an incident: assess again or say why not, decide about a review, notify the Care Inspectorate (39, 2K)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.contact.incident import Incident, IncidentSort
from casework.records.file.incident_decision import IncidentCause, IncidentDecision, ReviewChoice
from casework.records.multi_agency.mappa import MappaCategory, MappaLevelRecord, MappaStandingLevel
from casework.records.multi_agency.police import SexOffenderNotification
from casework.records.part import Answer
from casework.records.risk.risk_level import ProposalAnswer, RiskLevelRecord
from casework.rules.day import day_of
from casework.rules.due import Due
from casework.rules.duty.fact import DutyCase, DutyFacts
from casework.rules.mappa import standing_level
from casework.words import say

_NO_ANSWER = frozenset({Instrument.PLACEMENT, Instrument.OASYS})
"""What is no assessment of risk by this service: where somebody works, and what came with a case."""

_HARM = frozenset(
    {
        IncidentSort.VIOLENCE,
        IncidentSort.DOMESTIC,
        IncidentSort.SEXUAL,
        IncidentSort.STAFF,
        IncidentSort.ARREST,
        IncidentSort.WEAPON,
        IncidentSort.SELF_HARM,
        IncidentSort.DEATH,
    }
)
"""What may be a serious incident in the Care Inspectorate's sense: a senior decides whether it is one."""

SCR_TITLE = say("Decide about this incident: under MAPPA it goes by significant case review")


def incident_duties(case: DutyCase) -> Iterator[Due]:
    """What the incidents of a case and the decisions about them ask for."""
    facts = case.facts
    for ident, incident in facts.of(Incident).items():
        if incident.significant and incident.happened:
            yield from _reassess(case, ident, incident)
            yield from _decide(case, ident, incident)
    yield from _notify(case)


def _reassess(case: DutyCase, ident: str, incident: Incident) -> list[Due]:
    if incident.happened is None:
        return []
    known = day_of(incident.known_at) if incident.known_at else incident.happened.on
    done = reassessed_on(case.facts, incident)
    return case.due("incident_reassess", max(known, incident.happened.on), ident, done=done)


def reassessed_on(facts: DutyFacts, incident: Incident) -> date | None:
    """The day on which an incident was answered for: by what is said on it, or by an assessment signed after it."""
    answered = [incident.follow_up.on] if incident.follow_up else []
    happened, known_at = incident.happened, incident.known_at
    if happened is None or known_at is None:
        return min(answered, default=None)
    for ident, day in _assessed(facts):
        signed = facts.signed_at.get(ident)
        if signed is not None and signed > known_at and day >= happened.on:
            answered.append(day_of(signed))
    return min(answered, default=None)


def _assessed(facts: DutyFacts) -> Iterator[tuple[str, date]]:
    """The assessments that count, with the day of each: what corrects an earlier one keeps that one's day."""
    for ident, one in facts.of(Assessment).items():
        if one.assessed_on and one.instrument not in _NO_ANSWER:
            yield ident, one.assessed_on
    for ident, level in facts.of(RiskLevelRecord).items():
        refused = level.answer is not None and level.answer.answer is ProposalAnswer.DECLINED
        if level.assessed_on and not refused:
            yield ident, level.assessed_on


def _decide(case: DutyCase, ident: str, incident: Incident) -> list[Due]:
    facts, happened = case.facts, incident.happened
    if incident.sort not in _HARM or happened is None:
        return []
    decided = _decided(facts.of(IncidentDecision).values(), ident, incident)
    # The death of the person is asked about with their status.
    if incident.sort is IncidentSort.DEATH and facts.dead and decided is None:
        return []
    title = SCR_TITLE if goes_by_case_review(facts) else ""
    return case.due("incident_decision", _learnt(incident, happened.on), ident, title=title, done=decided)


def _decided(decisions: Iterable[IncidentDecision], ident: str, incident: Incident) -> date | None:
    days = [
        one.decision.on
        for one in decisions
        if one.decision and (one.about == ident or _is_the_death(one, incident.sort, incident))
    ]
    return min(days, default=None)


def _is_the_death(decision: IncidentDecision, sort: IncidentSort | None, incident: Incident) -> bool:
    same_day = incident.happened is not None and decision.happened_on == incident.happened.on
    return sort is IncidentSort.DEATH and decision.cause is IncidentCause.DEATH and same_day


def _learnt(incident: Incident, happened: date) -> date:
    return max(day_of(incident.known_at), happened) if incident.known_at else happened


def _notify(case: DutyCase) -> Iterator[Due]:
    """Nobody can notify of what they do not know: the days run from when the service learnt of it."""
    facts = case.facts
    if goes_by_case_review(facts):
        return
    incidents = facts.of(Incident)
    for ident, one in facts.of(IncidentDecision).items():
        reviewed = one.decision is not None and one.decision.decision is ReviewChoice.REVIEW
        if one.happened_on is None or not reviewed:
            continue
        about = incidents.get(one.about or "")
        since = _learnt(about, one.happened_on) if about else one.happened_on
        yield from case.due("care_inspectorate", since, ident, done=one.notified_on)


def goes_by_case_review(facts: DutyFacts) -> bool:
    """Whether the person is a registered sex offender under MAPPA: those go by significant case review instead."""
    subject = any(one.subject is Answer.YES for one in facts.of(SexOffenderNotification).values())
    standing = standing_level(facts.of(MappaLevelRecord).values())
    under = standing is not None and standing.level is not MappaStandingLevel.LEFT
    return under and (subject or (standing is not None and standing.category is MappaCategory.NOTIFICATION))


def last_incident(facts: DutyFacts) -> tuple[date, datetime] | None:
    """The significant incident that was learnt of last: its day, and the moment at which it was known."""
    known = [
        (one.happened.on, one.known_at)
        for one in facts.of(Incident).values()
        if one.significant and one.happened and one.known_at
    ]
    return max(known, key=lambda one: one[1], default=None)
