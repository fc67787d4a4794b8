"""What a monitoring system is told, and nightly backups: numbers without people, and no backup lost for a bad one."""

import re
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import event

from casework.errors import UserError
from casework.records.identifier import case_scope
from server.backup import attachments_folder
from server.commands.monitoring import listening
from server.enrolment import make_code
from server.metrics import metrics_text
from server.nightly import make_nightly
from server.office import Office
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.clock import FakeClock
from tests.fakes.office import RunningOffice
from tests.fakes.served import served
from tests.server.conftest import opened_parts
from tests.server.sample import damaged_batch

LINE = re.compile(r'doorstep_[a-z_]+(\{version="[0-9.]+"\})? -?[0-9.e+]+')


def figures(text: str) -> dict[str, float]:
    """Each figure by its name."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    return {line.split()[0].split("{")[0].removeprefix("doorstep_"): float(line.split()[1]) for line in lines}


def kept(parts: Office) -> int:
    """The rows that the figure must not go through."""
    with parts.database.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one())


def test_every_entry_is_counted_whatever_became_of_it(office: RunningOffice) -> None:
    una = office.person("Una Worker")
    case = office.case(una)
    before, kept_before = figures(metrics_text(office.parts)), kept(office.parts)
    with closing(BareLaptop.enrol(office.url, office.code(una))) as laptop:
        laptop.pull()
        batch, _, _ = damaged_batch(laptop, case_scope(case))
        laptop.send(batch)
    found = figures(metrics_text(office.parts))
    assert kept(office.parts) - kept_before >= 2
    # Others write into the same office; what they left is counted before.
    assert found["entries"] - before["entries"] == kept(office.parts) - kept_before
    assert found["quarantined"] == before["quarantined"]


def test_no_figure_goes_through_all_entries(parts: Office) -> None:
    """Whoever watches asks every few seconds, of an office with millions of them."""
    asked: list[tuple[str, object]] = []

    def hear(_connection: object, _cursor: object, statement: str, values: object, *_rest: object) -> None:
        asked.append((statement, values))

    event.listen(parts.database._engine, "before_cursor_execute", hear)
    metrics_text(parts)
    event.remove(parts.database._engine, "before_cursor_execute", hear)
    reads = [(statement, values) for statement, values in asked if statement.startswith("SELECT")]
    explain = "EXPLAIN " if parts.settings.database else "EXPLAIN QUERY PLAN "
    with parts.database.read() as connection:
        if parts.settings.database:
            # Of few rows the planner would rather look at each.
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        plans = [
            str(line)
            for statement, values in reads
            for line in connection.exec_driver_sql(explain + statement, values).all()  # type: ignore[arg-type]
        ]
    through = [line for line in plans if re.search(r"Seq Scan on entry\b|SCAN entry$|SCAN entry'", line)]
    assert not through
    assert any("ix_entry_quarantined" in line for line in plans)


def test_figures_on_either_database_follow_what_happens(parts: Office, clock: FakeClock) -> None:
    before = figures(metrics_text(parts))
    assert (before["laptops_admitted"], before["backup_timestamp_seconds"]) == (0, 0)
    with served(parts) as url, closing(BareLaptop.enrol(url, make_code(parts, parts.agency.administrator))) as laptop:
        laptop.pull()
    after = figures(metrics_text(parts))
    assert (after["laptops_admitted"], after["laptops_seen_day"]) == (1, 1)
    clock.advance(days=2)
    assert figures(metrics_text(parts))["laptops_seen_day"] == 0
    assert (after["epoch_confirmed"], after["up"]) == (1, 1)
    assert after["entries"] >= before["entries"] > 0


def test_figures_name_nobody_and_no_id(tmp_path: Path, clock: FakeClock) -> None:
    with opened_parts(tmp_path / "office", "", clock) as office:
        text = metrics_text(office)
        ids = {str(member) for member in (office.agency.administrator, office.agency.name)}
    assert not any(one in text for one in ids)
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", text)


def test_a_machine_asks_this_machine_alone(tmp_path: Path, clock: FakeClock) -> None:
    with opened_parts(tmp_path / "office", "", clock) as office, listening(office, 0) as listener:
        host, port = listener.server_address[:2]
        assert host == "127.0.0.1"
        thread = Thread(target=listener.serve_forever)
        thread.start()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
                assert figures(answer.read().decode())["up"] == 1
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/other", timeout=10)
            with pytest.raises(UserError, match="taken"):
                listening(office, int(port))
        finally:
            listener.shutdown()
            thread.join(10)


def test_backups_of_nights_are_kept_so_many(tmp_path: Path, clock: FakeClock) -> None:
    folder = tmp_path / "backups"
    with opened_parts(tmp_path / "office", "", clock) as office:
        made = []
        for _ in range(4):
            clock.advance(days=1)
            made.append(make_nightly(office, folder, 2)[0])
        (folder / "notes.txt").write_text("kept", "utf-8")
        attachments_folder(made[2]).mkdir(exist_ok=True)
        clock.advance(days=1)
        last, done, removed = make_nightly(office, folder, 2)
        assert figures(metrics_text(office))["backup_timestamp_seconds"] == clock.now().timestamp()
    assert removed == 1
    assert done.entries > 0
    assert {path.name for path in folder.iterdir() if path.is_file()} == {made[3].name, last.name, "notes.txt"}
    assert not attachments_folder(made[2]).exists()


def test_two_backups_of_one_minute_are_two_and_in_order(tmp_path: Path, clock: FakeClock) -> None:
    """The one before an upgrade, just after somebody has made one by hand."""
    folder = tmp_path / "backups"
    with opened_parts(tmp_path / "office", "", clock) as office:
        clock.advance(days=1)
        first = make_nightly(office, folder, 2)[0]
        clock.advance(seconds=7)
        second = make_nightly(office, folder, 2)[0]
        clock.advance(days=1)
        last, _, removed = make_nightly(office, folder, 2)
    assert removed == 1
    assert {path.name for path in folder.iterdir() if path.is_file()} == {second.name, last.name}
    assert first < second < last


def test_a_backup_that_fails_takes_none_of_the_old_ones(tmp_path: Path, clock: FakeClock) -> None:
    folder = tmp_path / "backups"
    with opened_parts(tmp_path / "office", "", clock) as office:
        kept = []
        for _ in range(2):
            clock.advance(days=1)
            kept.append(make_nightly(office, folder, 2)[0])
        clock.advance(days=1)
        # The name is taken by something that is no file: nothing can be put in its place.
        with pytest.raises(UserError):
            make_nightly(office, tmp_path / "office" / "doorstep.db" / "in a file", 2)
        stamp = clock.now().strftime("doorstep-%Y-%m-%dT%H%M.db")
        (folder / stamp).mkdir()
        with pytest.raises(UserError):
            make_nightly(office, folder, 2)
    assert all(path.is_file() for path in kept)
