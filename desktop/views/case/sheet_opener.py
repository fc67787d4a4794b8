"""Opens the small sheet that belongs to an action of a person's page."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from desktop.views import case_sheets
from desktop.views.desk import Desk

_SHEETS: dict[str, Callable[[Desk, CaseId, QWidget], object]] = {
    "risk": case_sheets.open_risk_sheet,
    "warning": case_sheets.open_warning_sheet,
    "telephone": case_sheets.open_telephone_sheet,
    "name": case_sheets.open_name_sheet,
    "language": case_sheets.open_language_sheet,
    "agency": case_sheets.open_agency_sheet,
    "plan_appointment": case_sheets.open_appointment_sheet,
}


def open_sheet_for(verb: str, desk: Desk, case: CaseId, parent: QWidget, record: str | None = None) -> None:
    """Open the sheet of `verb`; ``address``, ``change_address`` and ``remove_warning`` concern a `record`.

    Raises KeyError for a verb that has no sheet.
    """
    if verb in {"address", "change_address"}:
        case_sheets.open_address_sheet(desk, case, record, parent)
    elif verb == "remove_warning" and record is not None:
        case_sheets.open_remove_warning_sheet(desk, case, record, parent)
    else:
        _SHEETS[verb](desk, case, parent)
