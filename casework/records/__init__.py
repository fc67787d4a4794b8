"""What is recorded: one module per kind, each field with its declared merge rule. Importing it registers every kind."""

from casework.records.assessment import assessment, discussion, offence_analysis
from casework.records.contact import appointment, check_in, concern, contact, incident, near_miss
from casework.records.delivery import adoption, ruling, sighting, unfinished_note
from casework.records.file import (
    attachment,
    case,
    chronology,
    disposal,
    ending,
    incident_decision,
    legal_hold,
    lifeline,
    misfiling,
    telling_decision,
)
from casework.records.oversight import countersignature
from casework.records.person import address, agency_contact, person
from casework.records.plan import (
    case_management_plan,
    leave_plan,
    plan_line,
    review,
    risk_management_plan,
    safety_plan,
)
from casework.records.risk import risk_level, warning
from casework.records.sentence import compliance, exit_questionnaire, order, programme
from casework.records.staff import grant, staff

__all__ = [
    "address",
    "adoption",
    "agency_contact",
    "appointment",
    "assessment",
    "attachment",
    "case",
    "case_management_plan",
    "check_in",
    "chronology",
    "compliance",
    "concern",
    "contact",
    "countersignature",
    "discussion",
    "disposal",
    "ending",
    "exit_questionnaire",
    "grant",
    "incident",
    "incident_decision",
    "leave_plan",
    "legal_hold",
    "lifeline",
    "misfiling",
    "near_miss",
    "offence_analysis",
    "order",
    "person",
    "plan_line",
    "programme",
    "review",
    "risk_level",
    "risk_management_plan",
    "ruling",
    "safety_plan",
    "sighting",
    "staff",
    "telling_decision",
    "unfinished_note",
    "warning",
]
