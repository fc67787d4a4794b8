"""Who reads figures: seniors those of the cases on their laptop, service managers those of the whole agency, too.

Business support collates returns and reads no figures; workers see what is due in their own cases elsewhere.
"""

from casework.records.staff.staff import SENIORS, StaffRole


def reads_figures(role: StaffRole | None) -> bool:
    """Whether somebody has the page."""
    return role in SENIORS


def reads_agency(role: StaffRole | None) -> bool:
    """Whether somebody may ask the office for the figures of all cases."""
    return role is StaffRole.SERVICE_MANAGER
