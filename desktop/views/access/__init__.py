"""Who has access to a case: the list, and the sheets by which access is given and taken. Each function opens one."""

from desktop.views.access.opening import (
    open_access_sheet,
    open_allocation_sheet,
    open_cover_sheet,
    open_exclusion_sheet,
    open_reader_sheet,
)

__all__ = [
    "open_access_sheet",
    "open_allocation_sheet",
    "open_cover_sheet",
    "open_exclusion_sheet",
    "open_reader_sheet",
]
