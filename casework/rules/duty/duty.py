"""Every duty of one case on one day."""

from collections.abc import Callable, Iterator

from casework.rules.due import Due
from casework.rules.duty.assessment import analysis_duties, discussion_duties
from casework.rules.duty.conference import conference_duties
from casework.rules.duty.fact import DutyCase
from casework.rules.duty.file import chronology_duties, transfer_duties, waiting_duties
from casework.rules.duty.incident import incident_duties
from casework.rules.duty.mappa import mappa_duties
from casework.rules.duty.police import clash_duties
from casework.rules.duty.report import home_report_duties
from casework.rules.duty.review import accommodation_duties, plan_duties

DUTIES: tuple[Callable[[DutyCase], Iterator[Due]], ...] = (
    incident_duties,
    discussion_duties,
    analysis_duties,
    plan_duties,
    accommodation_duties,
    mappa_duties,
    conference_duties,
    clash_duties,
    home_report_duties,
    chronology_duties,
    waiting_duties,
    transfer_duties,
)

_AFTER_DEATH = frozenset({"incident_decision", "care_inspectorate"})
"""What remains to be done for somebody who has died."""


def duties_of(case: DutyCase) -> list[Due]:
    """Every duty of a case, done or not, the soonest first. A closed case has none that are still to be done."""
    found = [due for duty in DUTIES for due in duty(case)]
    if case.facts.dead:
        found = [due for due in found if due.rule.code in _AFTER_DEATH]
    if not case.facts.open:
        found = [due for due in found if not due.open or due.rule.code in _AFTER_DEATH]
    return sorted(found, key=lambda due: (due.due_on, due.rule.code, due.about))
