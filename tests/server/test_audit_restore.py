"""A restore stands in the audit, and a file of checkpoints may end in the middle. On both databases."""

import pytest

from casework.ledger.audit import AuditRequest, AuditWhat
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.audit import CHECKPOINT_FILE, load_kept, seal_audit, take_report, verify_audit
from server.audit_head import HEAD_FILE
from server.enrolment import enrol, make_code
from server.epoch import confirm_epoch
from server.office import Office
from server.replay import begin_epoch
from tests.fakes.bare_laptop import enrol_request
from tests.server.test_audit import KEY, cut_short, note, rows


@pytest.mark.parametrize("sealed", [True, False])
def test_a_restore_on_new_hardware_is_noted_and_no_alarm_for_ever(parts: Office, sealed: bool) -> None:
    """Nothing lies beside the database, and the first laptop remembers more than the copy does: no fault."""
    una = Administration(parts).add_person("Una Worker", StaffRole.WORKER)
    device = enrol(parts, enrol_request(make_code(parts, una), KEY)).device
    note(parts, 6)
    seal_audit(parts)
    kept = load_kept(parts.settings.folder / CHECKPOINT_FILE)
    cut_short(parts)
    (parts.settings.folder / HEAD_FILE).unlink()
    with parts.database.write() as connection:
        begin_epoch(connection, parts.replay_parts(), parts.clock.now())
    confirm_epoch(parts)
    if sealed:
        seal_audit(parts)
    assert take_report(parts, device, AuditRequest(checkpoint=kept[-1])).holds
    seal_audit(parts)
    assert verify_audit(parts, kept)[1] == []
    (restored,) = rows(parts, what=AuditWhat.RESTORED)
    assert (restored.epoch, "place 2" in (restored.detail or "")) == (2, True)
    assert not rows(parts, what=AuditWhat.MISSING)
