"""What is recorded: one module per kind, each field with its declared merge rule. Importing it registers every kind."""

from casework.records import (
    address,
    adoption,
    agency_contact,
    appointment,
    attachment,
    case,
    contact,
    grant,
    order,
    person,
    risk_level,
    ruling,
    sighting,
    staff,
    unfinished_note,
    warning,
)

__all__ = [
    "address",
    "adoption",
    "agency_contact",
    "appointment",
    "attachment",
    "case",
    "contact",
    "grant",
    "order",
    "person",
    "risk_level",
    "ruling",
    "sighting",
    "staff",
    "unfinished_note",
    "warning",
]
