"""Opens the sheets. Each appears over ``parent``'s window as soon as the store has said what stands."""

from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from desktop.views.case_sheets.address_sheet import AddressSheet
from desktop.views.case_sheets.agency_sheet import AgencySheet
from desktop.views.case_sheets.appointment_sheet import AppointmentSheet
from desktop.views.case_sheets.ending_sheet import EndingSheet
from desktop.views.case_sheets.hold_sheet import HoldSheet
from desktop.views.case_sheets.interpreter_sheet import InterpreterSheet
from desktop.views.case_sheets.language_sheet import LanguageSheet
from desktop.views.case_sheets.memory import remember
from desktop.views.case_sheets.misfiling_sheet import MisfilingSheet, TakenSheet
from desktop.views.case_sheets.name_sheet import NameSheet
from desktop.views.case_sheets.person_copy_sheet import PersonCopySheet
from desktop.views.case_sheets.removal_sheet import RemovalSheet
from desktop.views.case_sheets.review_sheet import ReviewSheet
from desktop.views.case_sheets.risk_sheet import RiskSheet
from desktop.views.case_sheets.same_person_sheet import SamePersonSheet
from desktop.views.case_sheets.status_sheet import StatusSheet
from desktop.views.case_sheets.telephone_sheet import TelephoneSheet
from desktop.views.case_sheets.warning_sheet import WarningSheet
from desktop.views.desk import Desk


def open_risk_sheet(desk: Desk, case: CaseId, parent: QWidget) -> RiskSheet:
    """Sign a level of risk of serious harm, or propose a lower one."""
    sheet = RiskSheet(desk, case, parent)
    remember(desk, case, sheet, "risk")
    sheet.begin()
    return sheet


def open_warning_sheet(desk: Desk, case: CaseId, parent: QWidget) -> WarningSheet:
    """Put up a warning."""
    sheet = WarningSheet(desk, case, parent)
    remember(desk, case, sheet, "warning")
    sheet.begin()
    return sheet


def open_remove_warning_sheet(desk: Desk, case: CaseId, warning: str, parent: QWidget) -> RemovalSheet:
    """Take the warning of the record ``warning`` down: a senior, with a reason."""
    sheet = RemovalSheet(desk, case, warning, parent)
    remember(desk, case, sheet, "remove_warning", warning)
    sheet.begin()
    return sheet


def open_telephone_sheet(desk: Desk, case: CaseId, parent: QWidget) -> TelephoneSheet:
    """Change the telephone number."""
    sheet = TelephoneSheet(desk, case, parent)
    sheet.begin()
    return sheet


def open_name_sheet(desk: Desk, case: CaseId, parent: QWidget) -> NameSheet:
    """Change the name; the old one is kept."""
    sheet = NameSheet(desk, case, parent)
    sheet.begin()
    return sheet


def open_language_sheet(desk: Desk, case: CaseId, parent: QWidget) -> LanguageSheet:
    """Change language, interpreter and communication needs."""
    sheet = LanguageSheet(desk, case, parent)
    remember(desk, case, sheet, "language")
    sheet.begin()
    return sheet


def open_interpreter_sheet(desk: Desk, case: CaseId, parent: QWidget) -> InterpreterSheet:
    """Write down which interpreter is arranged."""
    sheet = InterpreterSheet(desk, case, parent)
    sheet.begin()
    return sheet


def open_address_sheet(desk: Desk, case: CaseId, address: str | None, parent: QWidget) -> AddressSheet:
    """Add an address, or change the record ``address``."""
    sheet = AddressSheet(desk, case, address, parent)
    remember(desk, case, sheet, "change_address" if address else "address", address or "")
    sheet.begin()
    return sheet


def open_agency_sheet(desk: Desk, case: CaseId, parent: QWidget) -> AgencySheet:
    """Add somebody of another agency."""
    sheet = AgencySheet(desk, case, parent)
    sheet.begin()
    return sheet


def open_appointment_sheet(desk: Desk, case: CaseId, parent: QWidget) -> AppointmentSheet:
    """Plan an appointment or a visit for oneself."""
    sheet = AppointmentSheet(desk, case, parent)
    sheet.begin()
    return sheet


def open_ending_sheet(desk: Desk, case: CaseId, parent: QWidget) -> EndingSheet:
    """End the work with a person, or take an end back."""
    sheet = EndingSheet(desk, case, parent)
    remember(desk, case, sheet, "ending")
    sheet.begin()
    return sheet


def open_hold_sheet(desk: Desk, case: CaseId, parent: QWidget) -> HoldSheet:
    """Put up a legal hold, or lift the one that stands."""
    sheet = HoldSheet(desk, case, parent)
    remember(desk, case, sheet, "hold")
    sheet.begin()
    return sheet


def open_review_sheet(desk: Desk, case: CaseId, parent: QWidget) -> ReviewSheet:
    """Decide whether a death is reviewed: a senior."""
    sheet = ReviewSheet(desk, case, parent)
    remember(desk, case, sheet, "review")
    sheet.begin()
    return sheet


def open_status_sheet(desk: Desk, case: CaseId, parent: QWidget) -> StatusSheet:
    """Record where the person is."""
    sheet = StatusSheet(desk, case, parent)
    remember(desk, case, sheet, "status")
    sheet.begin()
    return sheet


def open_misfiling_sheet(desk: Desk, case: CaseId, parent: QWidget, record: str | None = None) -> MisfilingSheet:
    """Take something out of the file that is about somebody else; the `record` that is read is chosen already."""
    sheet = MisfilingSheet(desk, case, parent, record or "")
    remember(desk, case, sheet, "wrong_file", record or "")
    sheet.begin()
    return sheet


def open_taken_sheet(desk: Desk, case: CaseId, parent: QWidget) -> TakenSheet:
    """Look at what was taken out of the file, and decide about it: a senior."""
    sheet = TakenSheet(desk, case, parent)
    remember(desk, case, sheet, "taken_out")
    sheet.begin()
    return sheet


def open_same_person_sheet(desk: Desk, case: CaseId, parent: QWidget) -> SamePersonSheet:
    """Join another file of the same person, or part them: a senior of both."""
    sheet = SamePersonSheet(desk, case, parent)
    remember(desk, case, sheet, "same_person")
    sheet.begin()
    return sheet


def open_person_copy_sheet(desk: Desk, case: CaseId, parent: QWidget) -> PersonCopySheet:
    """Look at a copy for the person, and save it as a PDF."""
    sheet = PersonCopySheet(desk, case, parent)
    sheet.begin()
    return sheet
