"""Who did what stands in one chain, written with the effect, and every edit of it is found. On both databases."""

import random
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import JsonValue
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from casework.ledger.audit import AuditEvent, AuditRequest, AuditResponse, AuditWhat, SignedCheckpoint
from casework.ledger.lookup import LocateRequest, LocateResponse
from casework.records.identifier import DeviceId, StaffId, grants_scope
from server import audit
from server.audit import CHECKPOINT_FILE, load_kept, seal_audit, verify_audit
from server.audit_chain import find_faults
from server.enrolment import make_code
from server.office import Office
from server.storage.agency import save_epoch
from server.storage.audit import AuditNote, AuditRow, Seal, add_notes, load_about, load_rows, load_unsealed
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.clock import FakeClock
from tests.fakes.edited_audit import EDITS, renewed
from tests.fakes.office import RunningOffice, running_office
from tests.fakes.scale import scaled
from tests.server.sample import new_record, warning_edit
from tests.server.test_breaker import emergency
from tests.server.town import Town, open_town

EDITS_FULL, EDITS_LEAST = 10_000, 80

SOMEBODY = StaffId("somebody")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture
def town(parts: Office, clock: FakeClock) -> Iterator[Town]:
    """A case of an officer, and a worker who has nothing to do with it."""
    with open_town(parts, clock) as made:
        yield made


def rows(office: Office, target: str = "", staff: str = "", what: AuditWhat | None = None) -> list[AuditRow]:
    with office.database.read() as connection:
        return load_about(connection, target, staff, what)


def told(office: Office, target: str, staff: str) -> list[str]:
    return [row.what for row in rows(office, target, staff)]


def note(office: Office, count: int = 1) -> None:
    """Something happens."""
    now = office.clock.now()
    with office.database.write() as connection:
        add_notes(connection, [AuditNote(SOMEBODY, AuditWhat.SENT, new_record(), now) for _ in range(count)])


def report(laptop: BareLaptop, *events: AuditEvent, shown: SignedCheckpoint | None = None) -> AuditResponse:
    request = AuditRequest(events=list(events), checkpoint=shown)
    return laptop.line.post("audit", request, AuditResponse, laptop.token())


def opening(case: str, what: AuditWhat = AuditWhat.OPENED, why: str = "") -> AuditEvent:
    return AuditEvent(id=new_record(), at=datetime(2026, 10, 30, 14, tzinfo=UTC), what=what, case=case, why=why)


def test_writes_and_reads_of_a_case_are_noted_with_who_and_how_far(town: Town) -> None:
    """By the office itself, whatever the laptop says."""
    officer = town.enrol(town.officer)
    officer.write(town.scope, warning_edit("Loose dog, canaryword"))
    officer.push()
    assert told(town.office, town.case, town.officer) == ["sent", "recorded"]
    town.cover(hours=48)
    town.wait(town.enrol(town.worker), minutes=11)
    mine = rows(town.office, town.case, town.worker, AuditWhat.SENT)
    assert mine
    assert {row.device for row in mine} != {None}
    assert any((row.detail or "").startswith("case 1-") for row in mine)
    assert "canaryword" not in str(rows(town.office))


def test_an_emergency_stands_out_with_its_reason_and_a_lookup_without_the_words(town: Town) -> None:
    laptop = town.enrol(town.worker)
    laptop.write(grants_scope(town.case), emergency(town.worker))
    laptop.push()
    (opened,) = rows(town.office, town.case, town.worker, AuditWhat.EMERGENCY)
    assert opened.why
    asked = LocateRequest(name="Nobody Canaryname", born=None)
    laptop.line.post("locate", asked, LocateResponse, laptop.token())
    assert [row.target for row in rows(town.office, staff=town.worker, what=AuditWhat.LOOKED_UP)] == ["nobody"]
    assert "Canaryname" not in str(rows(town.office))


@pytest.mark.parametrize("reason", ["a\x00b", "\x00", "x" * 3000, ["li\x00st"], 7, None, {"a\x00": 1}])
def test_an_emergency_of_whatever_reason_is_taken_and_noted(town: Town, reason: JsonValue) -> None:
    """One letter that a database does not keep would stop the laptop's sync for good."""
    laptop, asked = town.enrol(town.worker), emergency(town.worker)
    edit = asked.model_copy(update={"set": {**asked.set, "reason": reason}})
    sealed = laptop.write(grants_scope(town.case), edit)
    laptop.push()
    assert sealed.id in laptop.verdicts
    assert all("\x00" not in (row.why or "") for row in rows(town.office, town.case))
    later = laptop.write(grants_scope(town.case), emergency(town.worker))
    laptop.push()
    assert later.id in laptop.verdicts


def test_a_note_keeps_its_row_whatever_letters_it_has(parts: Office) -> None:
    odd = AuditNote(SOMEBODY, AuditWhat.SENT, "t\x00arget", parts.clock.now(), detail="d\x00", why="w\ud800\x00")
    with parts.database.write() as connection:
        add_notes(connection, [odd])
    (row,) = rows(parts, "target")
    assert (row.detail, row.why) == ("d", "w?")


def test_what_a_laptop_did_alone_is_noted_once_with_its_own_time(town: Town) -> None:
    """However often it is sent; without a reason where one is asked for, not at all."""
    laptop = town.enrol(town.officer)
    offline, unreasoned = opening(town.case), opening(town.case, AuditWhat.PRINTED)
    printed = opening(town.case, AuditWhat.PRINTED, "For the case conference")
    forged = opening(town.case, AuditWhat.STOPPED, "Not a laptop's to say")
    for _ in range(2):
        assert report(laptop, offline, unreasoned, printed, forged).noted == [offline.id, printed.id]
    found = [row for row in rows(town.office, town.case, town.officer) if row.event]
    assert [(row.what, row.why) for row in found] == [("opened", None), ("printed", "For the case conference")]
    assert found[0].occurred_at == offline.at
    assert found[0].at == town.clock.now()


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_clock_beyond_every_calendar_keeps_nothing_from_being_sealed(town: Town, at: str) -> None:
    """Rows are never taken away again: one that cannot be read would end the audit, and every backup with it."""
    event = opening(town.case).model_copy(update={"at": datetime.fromisoformat(at)})
    assert report(town.enrol(town.officer), event).noted == [event.id]
    assert told(town.office, town.case, town.officer)[-1] == "opened"
    seal_audit(town.office)
    assert verify_audit(town.office)[1] == []


def test_nobody_uses_up_the_id_of_somebody_elses_event(town: Town) -> None:
    one, other = town.enrol(town.officer), town.enrol(town.worker)
    event = opening(town.case)
    assert report(one, event).noted == [event.id]
    assert report(other, event).noted == [event.id]
    assert len([row for row in rows(town.office, town.case) if row.event]) == 2


def test_the_row_and_its_effect_are_one_transaction(parts: Office) -> None:
    def fail() -> None:
        with parts.database.write() as connection:
            add_notes(connection, [AuditNote(SOMEBODY, AuditWhat.SENT, "x", parts.clock.now())])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not rows(parts, "x")


def test_codes_laptops_and_stops_are_noted(parts: Office) -> None:
    from casework.records.staff.staff import StaffRole
    from server.administration import Administration
    from server.admission import stop
    from server.enrolment import enrol
    from tests.fakes.bare_laptop import enrol_request

    una = Administration(parts).add_person("Una Worker", StaffRole.WORKER)
    device = enrol(parts, enrol_request(make_code(parts, una), KEY)).device
    stop(parts, device)
    assert [row.what for row in rows(parts, device)] == ["enrolled", "stopped"]
    assert [row.what for row in rows(parts, una)] == ["code"]


def test_the_sealer_chains_everything_once_and_in_order(parts: Office) -> None:
    """Done twice, or by two processes, it is the same chain."""
    note(parts, 5)
    first = seal_audit(parts)
    assert (first >= 5, seal_audit(parts)) == (True, 0)
    note(parts)
    assert seal_audit(parts) == 1
    last, faults = verify_audit(parts)
    assert (last, faults) == (first + 1, [])
    with parts.database.read() as connection:
        assert [row.place for row in load_rows(connection)] == list(range(1, last + 1))


def test_a_checkpoint_is_signed_each_thousand_rows_and_each_day(
    parts: Office, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "CHECKPOINT_EVERY", 10)
    note(parts)
    seal_audit(parts)
    note(parts, 5)
    seal_audit(parts)
    file = parts.settings.folder / CHECKPOINT_FILE
    assert len(load_kept(file)) == 1
    note(parts, 5)
    seal_audit(parts)
    assert len(load_kept(file)) == 2
    note(parts)
    clock.advance(days=1)
    seal_audit(parts)
    assert len(load_kept(file)) == 3
    assert file.stat().st_mode & 0o077 == 0
    assert verify_audit(parts, load_kept(file))[1] == []


def test_a_laptop_that_remembers_another_chain_is_a_fault_that_stays(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    laptop = town.enrol(town.officer)
    seal_audit(town.office)
    kept = report(laptop).checkpoint
    assert kept
    assert report(laptop, shown=kept).holds
    cut_short(town.office)
    for _ in range(2):
        assert not report(laptop, shown=kept).holds
    assert [record.getMessage() for record in caplog.records if record.name == "doorstep.server.audit"] == [
        "rows of the audit are missing: doorstep-server audit verify"
    ]
    seal_audit(town.office)
    assert any("missing" in fault.sentence for fault in verify_audit(town.office)[1])
    stranger = SignedCheckpoint(data=kept.data, signature="AAAA")
    assert report(laptop, shown=stranger).holds


def cut_short(office: Office) -> None:
    """Somebody who owns the database takes the end away, and the seal, the checkpoints with it."""
    with office.database.write() as connection:
        allow_anything(connection)
        whole = [row for row in load_rows(connection) if row.place]
        left, seal = renewed(whole[:2])
        connection.exec_driver_sql("DELETE FROM audit_checkpoint")
        connection.exec_driver_sql(f"DELETE FROM audit WHERE place > {len(left)}")
        connection.exec_driver_sql(f"UPDATE audit_seal SET place = {seal.place}, digest = '{seal.digest}'")


def wait_for_the_sealer(office: Office) -> None:
    """Until nothing waits to be put into the chain: it looks three times a minute."""
    for _ in range(1200):
        with office.database.read() as connection:
            if not load_unsealed(connection, 1):
                return
        threading.Event().wait(0.1)
    raise AssertionError("nothing was sealed")


def allow_anything(connection: Connection) -> None:
    """What the owner of a database can do: take off what keeps the audit from being changed."""
    of_postgres = connection.dialect.name == "postgresql"
    for table, name in _TRIGGERS if of_postgres else (*_TRIGGERS, ("audit_checkpoint", "audit_checkpoint_not_removed")):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if of_postgres else ""))


_TRIGGERS = (
    ("audit", "audit_kept"),
    ("audit", "audit_not_removed"),
    ("audit_checkpoint", "audit_checkpoint_kept"),
)


STATEMENTS = (
    "DELETE FROM audit WHERE place = 1",
    "DELETE FROM audit WHERE place IS NULL",
    "UPDATE audit SET staff = 'x' WHERE place = 1",
    "UPDATE audit SET place = NULL WHERE place = 1",
    "UPDATE audit SET staff = 'x' WHERE place IS NULL",
    "UPDATE audit_checkpoint SET data = ''",
    "DELETE FROM audit_checkpoint",
)


def test_the_servers_own_statements_only_add_to_it(parts: Office) -> None:
    """Neither a fault of the server nor a statement slipped into it changes what is noted."""
    seal_audit(parts)
    note(parts)
    before = rows(parts)
    for statement in STATEMENTS:
        with pytest.raises(DBAPIError, match="only added to"):
            change(parts, statement)
    assert rows(parts) == before
    assert verify_audit(parts)[1] == []


def change(office: Office, statement: str) -> None:
    with office.database.write() as connection:
        connection.exec_driver_sql(statement)


def test_a_database_that_was_cut_short_is_found_without_any_laptop(parts: Office) -> None:
    """By what was sealed beside it, and after the sealer has gone on, too."""
    note(parts, 6)
    seal_audit(parts)
    cut_short(parts)
    assert verify_audit(parts)[1]
    note(parts, 9)
    seal_audit(parts)
    assert verify_audit(parts)[1]
    assert len(rows(parts, what=AuditWhat.MISSING)) == 1


def test_a_restore_that_began_an_epoch_is_noted_and_no_fault(parts: Office) -> None:
    """What the restored copy lacks is said, with how far the chain went."""
    note(parts, 6)
    seal_audit(parts)
    kept = load_kept(parts.settings.folder / CHECKPOINT_FILE)
    cut_short(parts)
    with parts.database.write() as connection:
        save_epoch(connection, 2, confirmed=True)
    note(parts)
    seal_audit(parts)
    note(parts, 9)
    seal_audit(parts)
    assert verify_audit(parts, kept)[1] == []
    (restored,) = rows(parts, what=AuditWhat.RESTORED)
    assert "was at place" in (restored.detail or "")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[RunningOffice]:
    """A server process of the test's own, because it is tampered with."""
    with running_office(tmp_path) as running:
        yield running


@pytest.mark.timeout(600)
def test_the_command_says_whether_it_is_whole(own: RunningOffice) -> None:
    """With the real programs, while the server runs and seals by itself."""
    mine = BareLaptop.enrol(own.url, own.code(own.person("Una Auditworker")))
    mine.pull()
    mine.close()
    wait_for_the_sealer(own.parts)
    done = own.cli("audit", "verify")
    assert "whole" in done.stdout
    file = own.folder / CHECKPOINT_FILE
    assert "kept elsewhere" in own.cli("audit", "verify", "--checkpoints", str(file)).stdout
    shown = own.cli("audit", "show", "--person", "Una Auditworker").stdout
    assert "A laptop was enrolled" in shown
    with own.parts.database.write() as connection:
        allow_anything(connection)
        connection.exec_driver_sql("UPDATE audit SET staff = 'x' || staff WHERE place = 2")
    broken = own.cli("audit", "verify", check=False)
    assert (broken.returncode, "place 2" in broken.stdout) == (2, True)
    backup = own.cli("backup", str(own.folder.parent / "backup.db"))
    assert "audit is not as it was written" in backup.stderr


def sample(count: int) -> tuple[list[AuditRow], Seal]:
    """A sound chain."""
    start = datetime(2026, 11, 2, 9, tzinfo=UTC)
    plain = [
        AuditRow(
            number,
            number,
            None,
            1,
            start + timedelta(seconds=number),
            f"staff {number % 7}",
            DeviceId("d"),
            "recorded",
            f"case {number % 11}",
            f"receipt {number}",
            None,
            None,
            None,
        )
        for number in range(1, count + 1)
    ]
    return renewed(plain)


def test_every_random_edit_is_found() -> None:
    """With the checkpoint that a laptop remembers, also where every digest after it was worked out again."""
    whole, seal = sample(60)
    kept = [checkpoint_of(seal)]
    assert list(find_faults(whole, seal, KEY.public_key(), kept)) == []
    for number in range(scaled(EDITS_FULL, EDITS_LEAST)):
        chance = random.Random(number)
        edit = EDITS[number % len(EDITS)]
        edited, claimed = edit(chance, list(whole), seal)
        assert any(find_faults(edited, claimed, KEY.public_key(), kept)), (number, edit.__name__)


def checkpoint_of(seal: Seal) -> SignedCheckpoint:
    """What a laptop was given at the end of the chain."""
    import base64

    from casework.ledger.audit import Checkpoint, sign_checkpoint

    at = datetime(2026, 11, 2, 10, tzinfo=UTC)
    data = Checkpoint(epoch=1, place=seal.place, digest=seal.digest, at=at).model_dump_json()
    return SignedCheckpoint(data=data, signature=base64.b64encode(sign_checkpoint(KEY, data.encode())).decode())
