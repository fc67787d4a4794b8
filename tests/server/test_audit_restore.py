"""A restore stands in the audit, and a file of checkpoints may end in the middle. On both databases."""

from collections.abc import Iterator

import pytest

from casework.errors import Damaged
from casework.ledger.audit import AuditRequest, AuditWhat
from casework.ledger.protocol import Verdict
from casework.records.identifier import grants_scope
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.audit import CHECKPOINT_FILE, load_kept, seal_audit, take_report, verify_audit
from server.audit_head import HEAD_FILE
from server.enrolment import enrol, make_code
from server.epoch import confirm_epoch
from server.office import Office
from server.replay import begin_epoch
from tests.fakes.bare_laptop import enrol_request
from tests.fakes.clock import FakeClock
from tests.server.test_audit import KEY, cut_short, note, rows
from tests.server.test_breaker import emergency
from tests.server.town import Town, open_town


@pytest.fixture
def town(parts: Office, clock: FakeClock) -> Iterator[Town]:
    """A case of an officer, and a worker who has nothing to do with it."""
    with open_town(parts, clock) as made:
        yield made


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


def test_a_line_that_was_not_written_to_its_end_spoils_no_file(parts: Office, clock: FakeClock) -> None:
    """The server died while it wrote: the rest can be read, and goes on with the next checkpoint."""
    note(parts)
    seal_audit(parts)
    file = parts.settings.folder / CHECKPOINT_FILE
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:40])
    assert len(load_kept(file)) == 1
    note(parts)
    clock.advance(days=1)
    seal_audit(parts)
    assert len(load_kept(file)) == 2
    file.write_bytes(whole[:40] + b"\n" + whole)
    with pytest.raises(Damaged):
        load_kept(file)


def test_an_emergency_that_was_held_back_has_opened_nothing(town: Town) -> None:
    """Whoever is kept from the case asks in vain, and the audit does not say that they opened it."""
    laptop = town.enrol(town.worker)
    town.desk.exclude(town.case, town.worker, "A relative.")
    sealed = laptop.write(grants_scope(town.case), emergency(town.worker))
    laptop.push()
    assert laptop.verdicts[sealed.id].verdict is Verdict.QUARANTINED
    assert not rows(town.office, town.case, town.worker, AuditWhat.EMERGENCY)
    assert rows(town.office, town.case, town.worker, AuditWhat.RECORDED)
