"""What the file asks for: the chronology reviewed, contact while waiting, a transfer accepted."""

from collections.abc import Iterator
from datetime import date

from casework.records.file.case import RiskLevel
from casework.records.file.chronology_review import ChronologyReview
from casework.records.multi_agency.transfer import Transfer, TransferWay
from casework.records.sentence.programme import ProgrammePlace
from casework.rules.due import Due
from casework.rules.duty.fact import DutyCase
from casework.rules.programme import waits_without_plan

_CHRONOLOGY = {RiskLevel.VERY_HIGH: "chronology_very_high", RiskLevel.HIGH: "chronology_high"}


def chronology_duties(case: DutyCase) -> Iterator[Due]:
    """The chronology, reviewed again by the date that was set; the higher the risk, the sooner an agency may want it.

    Where nobody set a date and the agency no interval, one is asked for only where risk is high or very high.
    """
    facts = case.facts
    code = _CHRONOLOGY.get(facts.risk, "chronology_other") if facts.risk else "chronology_other"
    rule = case.table.find(code)
    if rule is None:
        return
    found = [one for one in facts.of(ChronologyReview).items() if one[1].reviewed_on]
    ident, last = max(found, key=lambda one: one[1].reviewed_on or date.min, default=("", None))
    if last is not None and last.reviewed_on:
        by_rule = None if rule.at_once else rule.due_on(last.reviewed_on, case.calendar)
        days = [day for day in (last.next_on, by_rule) if day is not None]
        if days:
            yield from case.due(code, last.reviewed_on, ident, on=min(days))
    elif facts.case.opened_on and (code in _CHRONOLOGY.values() or not rule.at_once):
        standing = facts.case.standing_risk
        since = standing.assessed_on if standing and rule.at_once else facts.case.opened_on
        yield from case.due(code, since)


def waiting_duties(case: DutyCase) -> Iterator[Due]:
    """Somebody waits for a programme, and nobody wrote what contact there is meanwhile."""
    for ident, place in case.facts.of(ProgrammePlace).items():
        since = place.waiting_since or place.referred_on
        if since is not None and waits_without_plan(place, case.day):
            yield from case.due("programme_waiting", since, ident)


def transfer_duties(case: DutyCase) -> Iterator[Due]:
    """A transfer to another service that nobody there has accepted: until then this service is responsible."""
    for ident, one in case.facts.of(Transfer).items():
        if one.way is not TransferWay.OUT or one.withdrawn is not None or one.asked_on is None:
            continue
        done = one.accepted.on if one.accepted else None
        yield from case.due("transfer_accepted", one.asked_on, ident, done=done)
