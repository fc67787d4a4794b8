"""Opens the sheets about who has access to a case: each asks what stands, then shows itself over its page."""

from PySide6.QtWidgets import QWidget

from casework.records.identifier import CaseId
from desktop.views.access.access_sheet import AccessSheet
from desktop.views.access.case_part_sheet import AllocationSheet, ExclusionSheet, ReaderSheet
from desktop.views.access.cover_sheet import CoverSheet
from desktop.views.case_sheets.memory import remember
from desktop.views.desk import Desk


def open_access_sheet(desk: Desk, case: CaseId, parent: QWidget) -> AccessSheet:
    """Look at who has access, why and until when, and end what may be ended."""
    sheet = AccessSheet(desk, case, parent)
    sheet.begin()
    return sheet


def open_cover_sheet(desk: Desk, case: CaseId, parent: QWidget) -> CoverSheet:
    """Give cover: the officer, whoever decides in the case, or a service manager."""
    sheet = CoverSheet(desk, case, parent)
    remember(desk, case, sheet, "cover")
    sheet.begin()
    return sheet


def open_allocation_sheet(desk: Desk, case: CaseId, parent: QWidget) -> AllocationSheet:
    """Name a co-worker or another officer: a senior."""
    sheet = AllocationSheet(desk, case, parent)
    sheet.begin()
    return sheet


def open_reader_sheet(desk: Desk, case: CaseId, parent: QWidget) -> ReaderSheet:
    """Name a reader of the restricted part: a senior."""
    sheet = ReaderSheet(desk, case, parent)
    sheet.begin()
    return sheet


def open_exclusion_sheet(desk: Desk, case: CaseId, parent: QWidget) -> ExclusionSheet:
    """Exclude a colleague from the case: a senior."""
    sheet = ExclusionSheet(desk, case, parent)
    sheet.begin()
    return sheet
