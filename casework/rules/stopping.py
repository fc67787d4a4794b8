"""Who may stop a laptop: whoever may be on duty. A stolen one does not wait for the administrator's hours."""

from casework.records.staff.staff import StaffRole
from casework.rules.duty_handover import ON_DUTY


def may_stop_laptop(role: StaffRole | None) -> bool:
    """Whether somebody of a role may stop anybody's laptop; at the office the administrator may as well."""
    return role in ON_DUTY
