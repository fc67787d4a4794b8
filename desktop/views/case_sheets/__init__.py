"""Small sheets that change one thing about a person. None blocks: each function opens one and returns."""

from desktop.views.case_sheets.opening import (
    open_address_sheet,
    open_agency_sheet,
    open_appointment_sheet,
    open_ending_sheet,
    open_hold_sheet,
    open_interpreter_sheet,
    open_language_sheet,
    open_name_sheet,
    open_remove_warning_sheet,
    open_review_sheet,
    open_risk_sheet,
    open_status_sheet,
    open_telephone_sheet,
    open_warning_sheet,
)

__all__ = [
    "open_address_sheet",
    "open_agency_sheet",
    "open_appointment_sheet",
    "open_ending_sheet",
    "open_hold_sheet",
    "open_interpreter_sheet",
    "open_language_sheet",
    "open_name_sheet",
    "open_remove_warning_sheet",
    "open_review_sheet",
    "open_risk_sheet",
    "open_status_sheet",
    "open_telephone_sheet",
    "open_warning_sheet",
]
