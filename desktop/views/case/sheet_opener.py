"""Opens the small sheet that belongs to an action of a person's page."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from desktop.views.access import open_access_sheet, open_cover_sheet
from desktop.views.case_sheets import (
    open_address_sheet,
    open_agency_sheet,
    open_appointment_sheet,
    open_ending_sheet,
    open_hold_sheet,
    open_interpreter_sheet,
    open_language_sheet,
    open_misfiling_sheet,
    open_name_sheet,
    open_person_copy_sheet,
    open_remove_warning_sheet,
    open_review_sheet,
    open_risk_sheet,
    open_same_person_sheet,
    open_status_sheet,
    open_taken_sheet,
    open_telephone_sheet,
    open_warning_sheet,
)
from desktop.views.desk import Desk

_SHEETS: dict[str, Callable[[Desk, CaseId, QWidget], object]] = {
    "risk": open_risk_sheet,
    "warning": open_warning_sheet,
    "telephone": open_telephone_sheet,
    "name": open_name_sheet,
    "language": open_language_sheet,
    "interpreter": open_interpreter_sheet,
    "agency": open_agency_sheet,
    "ending": open_ending_sheet,
    "hold": open_hold_sheet,
    "review": open_review_sheet,
    "status": open_status_sheet,
    "person_copy": open_person_copy_sheet,
    "show": open_person_copy_sheet,
    "plan_appointment": open_appointment_sheet,
    "taken_out": open_taken_sheet,
    "same_person": open_same_person_sheet,
    "access": open_access_sheet,
    "cover": open_cover_sheet,
}


def open_sheet_for(verb: str, desk: Desk, case: CaseId, parent: QWidget, record: str | None = None) -> None:
    """Open the sheet of `verb`; ``address``, ``change_address`` and ``remove_warning`` concern a `record`.

    So may ``wrong_file``: the one that is read.

    Raises KeyError for a verb that has no sheet.
    """
    if verb in {"address", "change_address"}:
        open_address_sheet(desk, case, record, parent)
    elif verb == "remove_warning" and record is not None:
        open_remove_warning_sheet(desk, case, record, parent)
    elif verb == "wrong_file":
        open_misfiling_sheet(desk, case, parent, record)
    else:
        _SHEETS[verb](desk, case, parent)
