"""The file of checkpoints, to be copied away, has every one that was signed; on both databases."""

from server.audit import CHECKPOINT_FILE, load_kept, seal_audit, verify_audit
from server.office import Office
from tests.fakes.clock import FakeClock
from tests.server.test_audit import note


def test_checkpoints_that_found_no_room_in_the_file_are_added_with_the_next(parts: Office, clock: FakeClock) -> None:
    """A full disk stops neither the sealer nor whoever makes a backup."""
    file = parts.settings.folder / CHECKPOINT_FILE
    note(parts)
    seal_audit(parts)
    file.rename(file.with_suffix(".away"))
    file.mkdir()
    clock.advance(days=1)
    note(parts)
    seal_audit(parts)
    file.rmdir()
    file.with_suffix(".away").rename(file)
    clock.advance(days=1)
    note(parts)
    seal_audit(parts)
    assert len(load_kept(file)) == 3
    assert verify_audit(parts, load_kept(file))[1] == []
