"""High results talked over with a senior, and an analysis of serious harm that is full and current (13, 41-43)."""

from collections.abc import Iterator
from datetime import date

from casework.records.assessment.assessment import Assessment, Instrument
from casework.records.assessment.discussion import Discussed, Discussion
from casework.records.file.case import RISK_WORDS
from casework.records.multi_agency.mappa import MappaAnswer, MappaReferral
from casework.records.record import Record
from casework.records.risk.risk_level import ProposalAnswer, RiskLevelRecord
from casework.rules.discussed import discussed_on
from casework.rules.due import Due
from casework.rules.duty.fact import HIGH_LEVELS, DutyCase, DutyFacts, HighResult
from casework.rules.duty.incident import last_incident
from casework.words import say


def discussion_duties(case: DutyCase) -> Iterator[Due]:
    """A discussion with a senior for every high or very high result, of exactly the version that stands.

    A later high result by the same instrument is talked over in the place of the earlier one. A later lower one takes
    its place only once a senior knows of it: nobody assesses a high result away before it was talked over.
    """
    for result in _newest(case.facts, case.day):
        done = talked_over_on(case.facts, result.record, case.day)
        title = say("Discuss with a senior: {words}", words=result.words)
        yield from case.due("senior_discussion", result.on, result.record, title=title, done=done)


def talked_over_on(facts: DutyFacts, record: str, day: date) -> date | None:
    """The day on which exactly this version of a record was first discussed with a senior; None while it was not."""
    about = Discussed(record=record, version=facts.versions.get(record, ""))
    made = facts.records.get(record)
    made_on = made.assessed_on if isinstance(made, Assessment | RiskLevelRecord) else None
    return discussed_on(about, made_on, facts.of(Discussion).values(), day)


def _newest(facts: DutyFacts, day: date) -> Iterator[HighResult]:
    """The high results whose place nothing later has taken.

    What was corrected, a level that a senior declined and one that waits for an answer take nobody's place; nor does
    what is lower, unless a senior decided it or talked it over.
    """
    results = list(_results(facts))
    high = {one.record for one in results}
    latest: dict[object, date] = {}
    levels = {ident: one for ident, one in facts.of(RiskLevelRecord).items() if _stands(one)}
    known: dict[str, Assessment | RiskLevelRecord] = {**facts.of(Assessment), **levels}
    for ident, one in known.items():
        if one.assessed_on and (ident in high or _by_a_senior(facts, ident, one, day)):
            by = _instrument(one)
            latest[by] = max(one.assessed_on, latest.get(by, one.assessed_on))
    for result in results:
        if result.on >= latest.get(_instrument(facts.records[result.record]), result.on):
            yield result


def _by_a_senior(facts: DutyFacts, ident: str, one: Assessment | RiskLevelRecord, day: date) -> bool:
    """Whether a senior knows of a lower result: they talked it over, or it is the level that stands for the case.

    A high level is lowered by a senior alone, and while there are two views the higher one stands.
    """
    standing = facts.case.standing_risk
    decided = isinstance(one, RiskLevelRecord) and (one.proposal or (standing is not None and standing.record == ident))
    return decided or talked_over_on(facts, ident, day) is not None


def _stands(level: RiskLevelRecord) -> bool:
    """Whether a level is no proposal, or one that a senior agreed to."""
    return not level.proposal or (level.answer is not None and level.answer.answer is not ProposalAnswer.DECLINED)


def _instrument(record: Record) -> object:
    if isinstance(record, Assessment):
        return record.instrument_name or record.instrument
    return RiskLevelRecord


def _results(facts: DutyFacts) -> Iterator[HighResult]:
    """The derived ones that are not superseded by a correction, and the signed levels of serious harm."""
    standing = facts.of(Assessment)
    yield from (one for one in facts.results if one.record in standing)
    for ident, level in facts.of(RiskLevelRecord).items():
        refused = level.answer is not None and level.answer.answer is ProposalAnswer.DECLINED
        if level.level in HIGH_LEVELS and level.assessed_on and not refused:
            words = say("risk of serious harm {risk}", risk=RISK_WORDS[level.level].lower())
            yield HighResult(ident, words, level.assessed_on)


def current_analysis(case: DutyCase, day: date | None = None) -> date | None:
    """The day of the analysis of serious harm that is current; None where there is none.

    It is not current any more once a significant incident came after it, nor when it is older than the agency allows;
    no source gives a number, so that none is shipped.
    """
    facts, rule = case.facts, case.table.find("rosh_current")
    signed = [
        (one.assessed_on, facts.signed_at.get(ident))
        for ident, one in facts.of(Assessment).items()
        if one.instrument is Instrument.ROSH and one.assessed_on
    ]
    last = max(signed, key=lambda one: one[0], default=None)
    if last is None:
        return None
    made_on, at = last
    incident = last_incident(facts)
    overtaken = incident is not None and (incident[0] > made_on or (at is not None and incident[1] > at))
    until = rule.due_on(made_on, case.calendar) if rule and not rule.at_once else None
    stale = until is not None and until < (day or case.day)
    return None if overtaken or stale else made_on


def analysis_duties(case: DutyCase) -> Iterator[Due]:
    """A current analysis where risk is high or the person is listed, and a full one before MAPPA looks at them."""
    facts = case.facts
    made_on = current_analysis(case)
    since = _needs_analysis_since(facts)
    referred = _referred(facts)
    if made_on is None and referred is not None:
        yield from case.due("rosh_before_mappa", referred[1], referred[0], on=referred[1])
    elif made_on is None and since is not None:
        yield from case.due("rosh_current", since)


def _needs_analysis_since(facts: DutyFacts) -> date | None:
    standing = facts.case.standing_risk
    high = standing.assessed_on if standing and standing.level in HIGH_LEVELS else None
    incident = last_incident(facts)
    days = [day for day in (high, facts.listed_since) if day is not None]
    if not days:
        return None
    return max(min(days), incident[0]) if incident else min(days)


def _referred(facts: DutyFacts) -> tuple[str, date] | None:
    """The referral to MAPPA that waits for an answer, the oldest."""
    waits = [
        (ident, one.referred_on)
        for ident, one in facts.of(MappaReferral).items()
        if one.referred_on and (one.outcome is None or one.outcome.answer is MappaAnswer.MORE)
    ]
    return min(waits, key=lambda one: one[1], default=None)
