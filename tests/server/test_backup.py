"""A backup is whole or is none; laptops are told only of what was opened again and verified."""

import os
import stat
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from casework.errors import Damaged, UserError
from casework.ledger.protocol import PullRequest
from casework.records.staff.staff import StaffRole
from server import backup
from server.administration import Administration
from server.backup import attachments_folder, declare_verified, make_backup
from server.epoch import confirm_epoch, review_epoch
from server.erasure import Aim, carry_out, propose_erasure
from server.office import BLOB_FOLDER, Office, open_office
from server.pulls import answer_pull
from server.restoring import restore_backup
from server.settings import Settings
from server.storage.agency import load_epoch
from server.storage.blob import BlobRow, add_blob, save_received
from server.storage.database import DATABASE_FILE
from server.storage.postgres_copy import check_dump
from tests.fakes.clock import FakeClock
from tests.fakes.postgres import Postgres
from tests.server.conftest import opened_parts
from tests.server.restore_sample import Cast, Laptop, Site
from tests.server.sample import warning_edit

CANARY = "Quagmire Lane"


@pytest.fixture
def site(tmp_path: Path, clock: FakeClock) -> Site:
    """A server on the embedded file."""
    with opened_parts(tmp_path / "office", "", clock):
        return Site(tmp_path / "office", clock, None)


def kept_seq(laptop: Laptop) -> int:
    answer = answer_pull(laptop.office, laptop.device, PullRequest(digest="", holdings=[]))
    return answer.kept_seq


def with_entries(office: Office, count: int = 3) -> Laptop:
    """A laptop that has sent so many entries."""
    cast = Cast.of(office)
    una = Laptop.of(office, cast.una)
    for number in range(count):
        una.write(cast.scope, warning_edit(f"{CANARY} {number}"))
    una.push()
    return una


def test_a_verified_backup_says_how_much_of_each_chain_is_safe(site: Site, tmp_path: Path) -> None:
    with site.open() as office:
        una = with_entries(office)
        assert kept_seq(una) == 0
        file = tmp_path / "backup"
        done = make_backup(office, file)
        assert done.size_bytes == file.stat().st_size
        assert kept_seq(una) == 3
        una.write(Cast.of(office).scope, warning_edit("Later"))
        assert una.push(una.written[3:]).kept_seq == 3
        with office.database.read() as connection:
            assert load_epoch(connection).backup_at == office.clock.now()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert CANARY.encode() not in file.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup", "backup.attachments", "office"]


def test_what_is_not_whole_is_no_backup_and_nobody_is_told(site: Site, tmp_path: Path) -> None:
    with site.open() as office:
        una = with_entries(office)
        with office.database.write() as connection:
            connection.exec_driver_sql("UPDATE entry SET data = ? WHERE seq = 2 AND device <> '0'", (b"{}",))
        with pytest.raises(Damaged):
            make_backup(office, tmp_path / "backup")
        assert kept_seq(una) == 0
        assert not (tmp_path / "backup").exists()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entry SET seq = seq + 1 WHERE seq = 3 AND device <> '0'",
        "UPDATE device SET chain_id = (SELECT id FROM entry WHERE seq = 1 AND device = '0') WHERE id <> '0'",
        "UPDATE receipt SET data = replace(data, 'accepted', 'accepted late')",
        "UPDATE scope SET last_position = 0",
        "UPDATE entry SET receipt = 1 WHERE seq = 3 AND device <> '0'",
    ],
)
def test_whatever_does_not_fit_together_is_found(change: str, site: Site, tmp_path: Path) -> None:
    with site.open() as office:
        with_entries(office)
        with office.database.write() as connection:
            connection.exec_driver_sql(change)
        with pytest.raises(Damaged):
            make_backup(office, tmp_path / "backup")


def test_a_backup_is_never_written_over_another(site: Site, tmp_path: Path) -> None:
    with site.open() as office:
        make_backup(office, tmp_path / "backup")
        with pytest.raises(UserError):
            make_backup(office, tmp_path / "backup")
        with pytest.raises(UserError):
            make_backup(office, tmp_path / "nowhere" / "backup")


def test_attachments_go_with_the_backup_and_come_back_with_it(site: Site, tmp_path: Path) -> None:
    file, content = tmp_path / "backup", os.urandom(900)
    with site.open() as office:
        una = with_entries(office)
        for name in ("one", "gone"):
            row = BlobRow(name, Cast.of(office).scope, name, una.staff, una.device, 9, b"key", office.clock.now())
            with office.database.write() as connection:
                add_blob(connection, row)
                save_received(connection, name, 9, office.clock.now(), done=True)
        blobs = office.settings.folder / BLOB_FOLDER
        blobs.mkdir()
        (blobs / "one").write_bytes(content)
        done = make_backup(office, file)
    assert (done.attachments, done.missing) == (1, 1)
    (blobs / "one").unlink()
    assert restore_backup(site.folder, file, site.clock).attachments == 1
    assert (blobs / "one").read_bytes() == content
    assert [path.name for path in attachments_folder(file).iterdir()] == ["one"]


def test_attachments_are_on_the_disk_before_anybody_is_told_of_the_backup(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut takes neither a file beside it nor its name."""
    file, synced = tmp_path / "backup", list[str]()
    source, target = tmp_path / "from", attachments_folder(file)
    source.mkdir()
    (source / "one").write_bytes(b"sealed")
    plain = backup._sync

    def noting(path: Path) -> None:
        plain(path)
        synced.append(path.name)

    monkeypatch.setattr(backup, "_sync", noting)
    assert backup._copy_files(source, target, ["one"]) == 1
    assert synced == ["one.new", target.name]


def test_a_restored_backup_waits_to_be_confirmed_and_the_former_database_is_kept(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    with site.open() as office:
        una = with_entries(office)
        make_backup(office, file)
        Administration(office).add_person("Nia New", role_of(una))
        with pytest.raises(UserError, match="running"):
            restore_backup(site.folder, file, site.clock)
    done = restore_backup(site.folder, file, site.clock)
    assert (done.replayed.entries, done.replayed.epoch) == (1, 2)
    assert done.aside.startswith(DATABASE_FILE)
    assert (site.folder / done.aside).exists()
    with site.open() as office:
        view = review_epoch(office)
        assert (view.epoch.number, view.epoch.confirmed, view.journal_is_behind) == (2, False, False)
        confirm_epoch(office)
        una.office = office
        assert una.offer(una.written).chain.seq == 3
    with site.open() as office:
        assert review_epoch(office).epoch.confirmed


def role_of(laptop: Laptop) -> StaffRole:
    with laptop.office.database.read() as connection:
        role = laptop.office.facts.load(connection).access.role(laptop.staff)
    assert role
    return role


def test_a_damaged_backup_changes_nothing(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    with site.open() as office:
        with_entries(office)
        make_backup(office, file)
    before = (site.folder / DATABASE_FILE).read_bytes()
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    with pytest.raises(Damaged):
        restore_backup(site.folder, file, site.clock)
    with pytest.raises(UserError):
        restore_backup(site.folder, tmp_path / "none", site.clock)
    assert (site.folder / DATABASE_FILE).read_bytes() == before
    assert not list(site.folder.glob("*.restoring*"))


def test_an_older_backup_than_the_last_is_restored_only_if_it_is_said(site: Site, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    with site.open() as office:
        with_entries(office)
        make_backup(office, first)
        with_entries(office)
        make_backup(office, second)
    with pytest.raises(UserError, match="later backup"):
        restore_backup(site.folder, first, site.clock)
    restore_backup(site.folder, second, site.clock)
    assert restore_backup(site.folder, first, site.clock, older=True).replayed.epoch == 3


def test_words_that_were_destroyed_do_not_come_back(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    with site.open() as office:
        una = with_entries(office, 2)
        scope = una.written[0].entry.scope
        make_backup(office, file)
        administration = Administration(office)
        sue = administration.add_person("Sue Senior", StaffRole.SENIOR)
        order = propose_erasure(
            office, Aim(scope, entries=(una.written[0].id,)), "A court", office.agency.administrator
        )
        carry_out(office, order, sue)
    done = restore_backup(site.folder, file, site.clock)
    assert done.replayed.erasures == 1
    with site.open() as office:
        confirm_epoch(office)
        una.office = office
        una.offer(una.written)
        una.pull()
        texts = una.texts(scope)
    assert not [text for text in texts if f"{CANARY} 0" in text]
    assert [text for text in texts if f"{CANARY} 1" in text]


def test_a_backup_by_other_means_counts_from_when_it_was_begun(parts: Office, clock: FakeClock) -> None:
    una = with_entries(parts)
    begun = clock.advance(minutes=5)
    una.write(una.written[0].entry.scope, warning_edit("Later"))
    clock.advance(minutes=5)
    una.push(una.written[3:])
    with pytest.raises(UserError):
        declare_verified(parts, clock.now() + timedelta(minutes=1))
    assert declare_verified(parts, begun) == 2
    assert kept_seq(una) == 3


@pytest.mark.postgres
def test_postgresql_is_dumped_by_its_own_program_and_restored_by_it(
    postgres: Postgres, tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(postgres.programs))
    file = tmp_path / "backup"
    with opened_parts(tmp_path / "office", postgres.new_database(), clock) as office:
        una = with_entries(office)
        done = make_backup(office, file)
        assert kept_seq(una) == 3
        assert done.entries == 8
        cut = tmp_path / "cut"
        cut.write_bytes(file.read_bytes()[:-200])
        with office.database.steady() as connection, pytest.raises(Damaged):
            check_dump(connection, cut)
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(UserError, match="backup-verified"):
            make_backup(office, tmp_path / "other")
        una.write(una.written[0].entry.scope, warning_edit("Later"))
        una.push(una.written[3:])
    address = postgres.new_database()
    name = address.split("@/")[1].split("?")[0]
    program = str(postgres.programs / "pg_restore")
    command = [program, "-h", str(postgres.sockets), "-U", "postgres", "-d", name, str(file)]
    subprocess.run(command, check=True)
    Settings.load(tmp_path / "office").model_copy(update={"database": address}).save()
    with open_office(tmp_path / "office", clock) as office:
        assert not review_epoch(office).epoch.confirmed
        confirm_epoch(office)
        una.office = office
        assert una.offer(una.written).chain.seq == 4
