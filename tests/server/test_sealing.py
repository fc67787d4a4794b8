"""A stolen backup says nothing, with the server's own keys beside it neither; and it is put back with the paper."""

import os
import shutil
import subprocess
import tracemalloc
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from casework.errors import Damaged, UserError
from casework.ledger.audit import AuditWhat
from casework.records.staff.staff import StaffRole
from server.administration import Administration
from server.backup import make_backup, remove_unsealed
from server.backup_key import (
    NewBackupKey,
    check_private,
    load_public,
    make_backup_key,
    private_text,
    read_private,
    save_public,
)
from server.cli import app
from server.epoch import confirm_epoch
from server.erasure import Aim, carry_out, propose_erasure
from server.office import Office
from server.restoring import restore_backup
from server.sealing import key_id, open_sealed, seal_file, sealed_to
from server.serving import _tidy
from server.storage.audit import load_about
from server.storage.database import open_database
from tests.fakes.clock import FakeClock
from tests.fakes.postgres import Postgres
from tests.server.conftest import opened_parts
from tests.server.restore_sample import Cast, Laptop, Site
from tests.server.sample import warning_edit
from tests.server.test_backup import CANARY, with_entries

KEY, OTHER = make_backup_key(), make_backup_key()


def private(key: NewBackupKey = KEY) -> bytes:
    """Of the paper."""
    return read_private(key.text)


@pytest.fixture
def site(tmp_path: Path, clock: FakeClock) -> Site:
    """A server on the embedded file, with a backup key."""
    with opened_parts(tmp_path / "office", "", clock):
        save_public(tmp_path / "office", KEY.public)
        return Site(tmp_path / "office", clock, None)


def test_a_sealed_backup_opens_with_the_paper_alone(site: Site, tmp_path: Path) -> None:
    """Not with every key of the server; nothing unsealed is left anywhere."""
    file = tmp_path / "backup"
    with site.open() as office:
        una = with_entries(office)
        done = make_backup(office, file)
        assert done.sealed_to == sealed_to(file) == key_id(KEY.public)
        assert "SQLite" not in str(file.read_bytes()[:64])
        with pytest.raises(Damaged):
            open_database(office.settings, file)
        with office.database.read() as connection:
            (row,) = load_about(connection, what=AuditWhat.BACKED_UP)
        assert row.detail is not None
        assert row.detail.endswith(f"sealed to {key_id(KEY.public)}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup", "backup.attachments", "office"]
    assert not list(site.folder.glob("backup.unsealed*"))
    for key in (None, private(OTHER)):
        with pytest.raises(UserError, match="sealed to the backup key"):
            restore_backup(site.folder, file, site.clock, private=key)
    assert restore_backup(site.folder, file, site.clock, private=private()).contents.entries == done.entries
    with site.open() as office:
        confirm_epoch(office)
        una.office = office
        assert una.offer(una.written).chain.seq == 3


def test_the_drill_restores_on_another_machine_and_destroyed_words_stay_destroyed(site: Site, tmp_path: Path) -> None:
    """The keys and the journal from their safe places, the backup, and the paper."""
    file, elsewhere = tmp_path / "backup", tmp_path / "elsewhere"
    with site.open() as office:
        una = with_entries(office)
        make_backup(office, file)
        sue = Administration(office).add_person("Sue Senior", StaffRole.SENIOR)
        aim = Aim(una.written[0].entry.scope, entries=tuple(one.id for one in una.written))
        carry_out(office, propose_erasure(office, aim, "A court", office.agency.administrator), sue)
    elsewhere.mkdir(mode=0o700)
    for name in (
        *[path.name for path in site.folder.glob("*.key")],
        "journal.jsonl",
        "reach.json",
        "doorstep-server.toml",
    ):
        shutil.copy(site.folder / name, elsewhere / name)
    moved = Site(elsewhere, site.clock, None)
    restore_backup(elsewhere, file, site.clock, private=private())
    with moved.open() as office, office.database.read() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM entry WHERE instr(data, ?) > 0", (CANARY.encode(),))
        assert found.scalar_one() == 0


@pytest.mark.parametrize("size", [1, 65_535, 65_536, 65_537, 300_000])
def test_whatever_was_sealed_comes_back_and_every_alteration_is_found(size: int, tmp_path: Path) -> None:
    clear, sealed, back = tmp_path / "clear", tmp_path / "sealed", tmp_path / "back"
    clear.write_bytes(bytes(range(256)) * (size // 256) + b"x" * (size % 256))
    seal_file(clear, sealed, KEY.public)
    assert open_sealed(sealed, back, private()) == size
    assert back.read_bytes() == clear.read_bytes()
    whole = sealed.read_bytes()
    back.unlink()
    places = [*range(0, len(whole), max(1, len(whole) // 40)), len(whole) - 1]
    for number, place in enumerate(places):
        bad = bytearray(whole)
        bad[place] ^= 1 << number % 8
        sealed.write_bytes(bad)
        with pytest.raises(UserError):
            open_sealed(sealed, back, private())
    for bad_whole in (whole[:-1], whole + b"x", whole[: len(whole) // 2]):
        sealed.write_bytes(bad_whole)
        with pytest.raises(UserError):
            open_sealed(sealed, back, private())
    assert not back.exists()


def test_chunks_that_change_places_are_found(tmp_path: Path) -> None:
    clear, sealed = tmp_path / "clear", tmp_path / "sealed"
    clear.write_bytes(b"a" * 65_536 + b"b" * 65_536)
    seal_file(clear, sealed, KEY.public)
    whole = sealed.read_bytes()
    begins = len(whole) - 2 * (65_536 + 28)
    sealed.write_bytes(whole[:begins] + whole[begins + 65_564 :] + whole[begins : begins + 65_564])
    with pytest.raises(Damaged):
        open_sealed(sealed, None, private())


def test_what_it_takes_of_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    clear = tmp_path / "clear"
    with clear.open("wb") as file:
        file.truncate(24 * 1024 * 1024)
    tracemalloc.start()
    try:
        seal_file(clear, tmp_path / "sealed", KEY.public)
        open_sealed(tmp_path / "sealed", tmp_path / "back", private())
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 2 * 1024 * 1024


def test_a_seal_that_was_not_written_whole_is_no_backup_and_nobody_is_told(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk says that it has written, and has not."""

    def forget(descriptor: int) -> None:
        if os.fstat(descriptor).st_size > 65_536:
            with suppress(OSError):
                os.ftruncate(descriptor, 65_536)

    with site.open() as office:
        with_entries(office)
        monkeypatch.setattr("server.sealing.os.fsync", forget)
        with pytest.raises(Damaged):
            make_backup(office, tmp_path / "backup")
        with office.database.read() as connection:
            assert load_about(connection, what=AuditWhat.BACKED_UP) == []
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("backup") and path.is_file()] == []
    assert not list(site.folder.glob("backup.unsealed*"))


def test_one_backup_is_made_at_a_time_and_what_a_killed_one_left_is_removed(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two in one place would seal each other's half; a dump of PostgreSQL that stays there is in plain text."""
    clear = site.folder / "backup.unsealed"

    def meanwhile(source: Path, target: Path, names: Iterable[str]) -> int:
        with pytest.raises(UserError, match="Another backup"):
            make_backup(office, tmp_path / "second")
        remove_unsealed(site.folder)
        assert clear.exists()
        return 0

    monkeypatch.setattr("server.backup._copy_files", meanwhile)
    with site.open() as office:
        with_entries(office)
        size = make_backup(office, tmp_path / "first").size_bytes
    assert 0 < open_sealed(tmp_path / "first", None, private()) < size
    clear.write_text("left by one that was killed")
    with site.open() as office:
        _tidy(office)
    assert not clear.exists()


def test_a_key_that_was_lost_from_the_folder_is_said_and_no_backup_is_made_without_it(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_with(site.folder, OTHER, monkeypatch, "--again")
    assert f"Keep the paper of {key_id(KEY.public)}" in made
    (site.folder / "backup.pub").unlink()
    with site.open() as office, pytest.raises(UserError, match="missing"):
        make_backup(office, tmp_path / "backup")
    (site.folder / "backup.pub").write_text("x")
    with pytest.raises(Damaged):
        load_public(site.folder)


def make_with(folder: Path, key: NewBackupKey, monkeypatch: pytest.MonkeyPatch, *more: str) -> str:
    """Make a key as the command does, and type it back."""
    monkeypatch.setattr("server.commands.backup_key.make_backup_key", lambda: key)
    say = ["backup-key", "make", "--folder", str(folder), *more]
    wrong = CliRunner().invoke(app, say, input="\n" + f"{KEY.text[:-1]}?\n" * 5)
    assert isinstance(wrong.exception, UserError)
    done = CliRunner().invoke(app, say, input=f"\n{key.text.lower()}\n")
    assert done.exit_code == 0, done.output
    assert done.output.count(key.text) == 1
    return done.output


def test_the_commands_make_the_key_seal_and_restore(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing relies on a key that was not typed back; the private half is in no file."""
    folder, file = tmp_path / "office", tmp_path / "backup"
    with opened_parts(folder, "", clock):
        pass
    plain = CliRunner().invoke(app, ["backup", str(tmp_path / "plain"), "--folder", str(folder)])
    assert "not sealed" in plain.output
    made = make_with(folder, KEY, monkeypatch)
    assert "every backup is sealed" in made
    assert load_public(folder) == KEY.public
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert private() not in kept
    assert KEY.text.encode() not in kept
    done = CliRunner().invoke(app, ["backup", str(file), "--folder", str(folder)])
    assert f"sealed to the backup key {key_id(KEY.public)}" in done.output
    drill = ["backup-key", "check", "--file", str(file), "--folder", str(folder)]
    assert "opens to its end" in CliRunner().invoke(app, drill, input=f"{OTHER.text}\n{KEY.text}\n").output
    restored = CliRunner().invoke(app, ["restore", str(file), "--folder", str(folder)], input=f"{KEY.text}\n")
    assert "Epoch 2 serves nobody yet" in restored.output, restored.output
    assert KEY.text not in restored.output
    old = CliRunner().invoke(app, ["restore", str(tmp_path / "plain"), "--older", "--folder", str(folder)])
    assert "Destroy it when it is not needed" in old.output, old.output


def test_a_letter_typed_wrong_is_no_key() -> None:
    assert read_private(KEY.text.lower().replace("-", " ")) == private()
    assert private_text(private()) == KEY.text
    assert check_private(KEY.public, KEY.text) == private()
    for text in ("", KEY.text[:-1], KEY.text[:-1] + ("A" if KEY.text[-1] != "A" else "B"), "é" * 55):
        with pytest.raises(UserError):
            read_private(text)
    with pytest.raises(UserError, match="is asked for"):
        check_private(OTHER.public, KEY.text)


@pytest.mark.postgres
def test_a_dump_of_postgresql_is_sealed_alike_and_restored_by_its_own_program(
    postgres: Postgres, tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(postgres.programs))
    address, folder, file = postgres.new_database(), tmp_path / "office", tmp_path / "backup"
    with opened_parts(folder, address, clock) as office:
        save_public(folder, KEY.public)
        cast = Cast.of(office)
        una = Laptop.of(office, cast.una)
        una.write(cast.scope, warning_edit(CANARY))
        una.push()
        make_backup(office, file)
        assert sealed_to(file) == key_id(KEY.public)
        assert CANARY.encode() not in file.read_bytes()
        wanted = entries(office)
    dump = tmp_path / "dump"
    say = ["unseal", str(file), str(dump)]
    done = CliRunner().invoke(app, say, input=f"{KEY.text}\n")
    assert "Restore it with pg_restore" in done.output, done.output
    scratch = postgres.new_database()
    name = scratch.split("@/")[1].split("?")[0]
    command = ["pg_restore", "--no-owner", "-h", str(postgres.sockets), "-U", "postgres", "-d", name, str(dump)]
    subprocess.run([postgres.programs / command[0], *command[1:]], check=True, capture_output=True)
    counted = ["psql", "-h", str(postgres.sockets), "-U", "postgres", "-d", name, "-Atc", "SELECT count(*) FROM entry"]
    out = subprocess.run([postgres.programs / counted[0], *counted[1:]], check=True, capture_output=True).stdout
    assert int(out) == wanted


def entries(office: Office) -> int:
    """How many there are."""
    with office.database.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one())
