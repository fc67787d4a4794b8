"""What is recorded: one module per kind, each field with its declared merge rule. Importing it registers every kind."""

from casework.records import (
    address,
    agency_contact,
    appointment,
    case,
    contact,
    grant,
    order,
    person,
    risk_level,
    staff,
    warning,
)

__all__ = [
    "address",
    "agency_contact",
    "appointment",
    "case",
    "contact",
    "grant",
    "order",
    "person",
    "risk_level",
    "staff",
    "warning",
]
