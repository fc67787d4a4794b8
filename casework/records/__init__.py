"""What is recorded: one module per kind, each field with its declared merge rule. Importing it registers every kind."""

from casework.records.contact import appointment, contact
from casework.records.delivery import adoption, ruling, sighting, unfinished_note
from casework.records.file import attachment, case, disposal, ending, incident_decision, legal_hold
from casework.records.person import address, agency_contact, person
from casework.records.risk import risk_level, warning
from casework.records.sentence import order
from casework.records.staff import grant, staff

__all__ = [
    "address",
    "adoption",
    "agency_contact",
    "appointment",
    "attachment",
    "case",
    "contact",
    "disposal",
    "ending",
    "grant",
    "incident_decision",
    "legal_hold",
    "order",
    "person",
    "risk_level",
    "ruling",
    "sighting",
    "staff",
    "unfinished_note",
    "warning",
]
