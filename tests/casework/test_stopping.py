"""Who may stop a laptop."""

import pytest

from casework.records.staff.staff import StaffRole
from casework.rules.stopping import may_stop_laptop


@pytest.mark.parametrize("role", [*StaffRole, None])
def test_a_laptop_is_stopped_by_a_senior_or_a_manager_who_need_not_be_on_duty(role: StaffRole | None) -> None:
    assert may_stop_laptop(role) == (role in {StaffRole.SENIOR, StaffRole.SERVICE_MANAGER})
