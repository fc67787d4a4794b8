"""What belongs to something that is due and is worth saying beside it: what a report lacks, which actions are open."""

from datetime import date

from casework.records.contact.incident import Incident
from casework.records.report.home_background import HomeBackgroundReport
from casework.rules.day_words import plain_date
from casework.rules.due import Due
from casework.rules.duty.fact import DutyFacts
from casework.rules.duty.incident import goes_by_case_review
from casework.rules.duty.mappa import actions_for_next
from casework.rules.duty.report import home_report_advice, home_report_checks
from casework.words import say

_CASE_REVIEW = say(
    "A registered sex offender under MAPPA: tell the MAPPA Coordinator. The Care Inspectorate is not notified."
)


def notes_on(due: Due, facts: DutyFacts) -> tuple[str, ...]:
    """Sentences that go with something that is due; none for most."""
    report = facts.of(HomeBackgroundReport).get(due.about)
    if report is not None:
        return (*home_report_checks(report), *home_report_advice(report))
    if due.rule.code == "mappa_review":
        return tuple(
            say("Open action: {owner}, due {day}.", owner=one.owner or say("nobody is named"), day=_day(one.due_on))
            for one in actions_for_next(facts)
        )
    if due.rule.code == "incident_decision" and due.about in facts.of(Incident) and goes_by_case_review(facts):
        return (_CASE_REVIEW,)
    return ()


def _day(day: date | None) -> str:
    return plain_date(day) if day else say("on no day")
