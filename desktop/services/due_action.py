"""How something that is due is done at once: which record is written, or which small sheet opens."""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.records.assessment.assessment import Assessment
from casework.records.assessment.discussion import Discussion
from casework.records.file.chronology_review import ChronologyReview
from casework.records.file.incident_decision import IncidentDecision
from casework.records.multi_agency.accommodation import AccommodationReview
from casework.records.multi_agency.mappa import MappaLevelRecord
from casework.records.multi_agency.mappa_meeting import MappaMeeting
from casework.records.plan.case_management_plan import CaseManagementPlan
from casework.records.plan.review import Review
from casework.records.plan.risk_management_plan import RiskManagementPlan
from casework.records.sentence.exit_questionnaire import ExitQuestionnaire
from casework.rules.standard.rule import Counted
from casework.words import say

DECISION = "incident_decision"
"""The duty that only a senior does."""


@dataclass(frozen=True)
class DueAction:
    """How somebody does it at once: by writing a record of a `kind`, or on a small `sheet`. `words`: of the button.

    `about`: the new record is about the one that is due.
    """

    words: str
    kind: str = ""
    sheet: str = ""
    about: bool = False


_CHRONOLOGY = DueAction(say("Record review"), kind=ChronologyReview.kind)
_ANALYSIS = DueAction(say("Write the analysis"), kind=Assessment.kind)
_APPOINTMENT = DueAction(say("Plan appointment"), sheet="plan_appointment")

_BY_CODE: Mapping[str, DueAction] = {
    "senior_discussion": DueAction(say("Record discussion"), kind=Discussion.kind, about=True),
    DECISION: DueAction(say("Record decision"), kind=IncidentDecision.kind, about=True),
    "chronology_very_high": _CHRONOLOGY,
    "chronology_high": _CHRONOLOGY,
    "chronology_other": _CHRONOLOGY,
    "rosh_current": _ANALYSIS,
    "rosh_before_mappa": _ANALYSIS,
    "risk_plan": DueAction(say("Write the plan"), kind=RiskManagementPlan.kind),
    "plan_review": DueAction(say("Record review"), kind=Review.kind),
    "mappa_level": DueAction(say("Record level"), kind=MappaLevelRecord.kind),
    "mappa_review": DueAction(say("Record meeting"), kind=MappaMeeting.kind),
    "case_conference": DueAction(say("Record meeting"), kind=MappaMeeting.kind),
    "accommodation_review": DueAction(say("Record review"), kind=AccommodationReview.kind),
}

_BY_COUNTED: Mapping[Counted, DueAction] = {
    Counted.ARRANGED: _APPOINTMENT,
    Counted.SEEN: _APPOINTMENT,
    Counted.REVIEW: DueAction(say("Record review"), kind=Review.kind),
    Counted.ASSESSMENT: DueAction(say("Assess"), kind=Assessment.kind),
    Counted.PLAN: DueAction(say("Write the plan"), kind=CaseManagementPlan.kind),
    Counted.QUESTIONNAIRE: DueAction(say("Record"), kind=ExitQuestionnaire.kind),
    Counted.ENDING: DueAction(say("End of the work"), sheet="ending"),
    Counted.MAPPA_MEETING: DueAction(say("Record meeting"), kind=MappaMeeting.kind),
}


def action_for(code: str, counts: Counted | None) -> DueAction | None:
    """How a duty is done, or a standard by what it counts; None where that is done on the record it is about."""
    return _BY_CODE.get(code) or (_BY_COUNTED.get(counts) if counts else None)
