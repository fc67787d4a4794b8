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
    legacy_tag,
    legal_hold,
    lifeline,
    misfiling,
    same_person,
    telling_decision,
)
from casework.records.multi_agency import accommodation, information, mappa, mappa_meeting, mars, third_party, transfer
from casework.records.oversight import countersignature, learning_review, quality, supervision, training
from casework.records.person import address, agency_contact, person
from casework.records.plan import (
    case_management_plan,
    leave_plan,
    plan_line,
    review,
    risk_management_plan,
    safety_plan,
)
from casework.records.report import court, home_background, parole
from casework.records.risk import risk_level, warning
from casework.records.sentence import compliance, exit_questionnaire, order, programme, requirement
from casework.records.staff import grant, staff

__all__ = [
    "accommodation",
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
    "court",
    "discussion",
    "disposal",
    "ending",
    "exit_questionnaire",
    "grant",
    "home_background",
    "incident",
    "incident_decision",
    "information",
    "learning_review",
    "leave_plan",
    "legacy_tag",
    "legal_hold",
    "lifeline",
    "mappa",
    "mappa_meeting",
    "mars",
    "misfiling",
    "near_miss",
    "offence_analysis",
    "order",
    "parole",
    "person",
    "plan_line",
    "programme",
    "quality",
    "requirement",
    "review",
    "risk_level",
    "risk_management_plan",
    "ruling",
    "safety_plan",
    "same_person",
    "sighting",
    "staff",
    "supervision",
    "telling_decision",
    "third_party",
    "training",
    "transfer",
    "unfinished_note",
    "warning",
]
