"""What somebody gave as a reason is shown as words of theirs, never as a row of its own."""

from pathlib import Path

from typer.testing import CliRunner

from casework.ledger.audit import AuditWhat
from casework.records.identifier import StaffId
from server.cli import app
from server.storage.audit import AuditNote, add_notes
from tests.fakes.clock import FakeClock
from tests.server.conftest import opened_parts


def test_a_reason_with_lines_of_its_own_shows_as_one_row_and_commands_no_terminal(
    tmp_path: Path, clock: FakeClock
) -> None:
    """It comes from a laptop, and who reads it looks for who did what."""
    why = "For court\n2026-11-02T09:00:00+00:00\tSue Senior\t\tPrinted\x1b[2J\u202e"
    with opened_parts(tmp_path / "office", "", clock) as office, office.database.write() as connection:
        add_notes(connection, [AuditNote(StaffId("una"), AuditWhat.PRINTED, "case", clock.now(), why=why)])
    shown = CliRunner().invoke(app, ["audit", "show", "--case", "case", "--folder", str(tmp_path / "office")])
    _, row = shown.stdout.rstrip("\n").split("\n")
    assert row.split("\t")[6] == "For court 2026-11-02T09:00:00+00:00 Sue Senior  Printed [2J "
