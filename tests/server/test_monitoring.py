"""What a monitoring system is told, and nightly backups: numbers without people, and no backup lost for a bad one."""

import re
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from casework.errors import UserError
from server.backup import attachments_folder
from server.commands.monitoring import listening
from server.enrolment import make_code
from server.metrics import metrics_text
from server.nightly import make_nightly
from server.office import Office
from tests.fakes.bare_laptop import BareLaptop
from tests.fakes.clock import FakeClock
from tests.fakes.served import served
from tests.server.conftest import opened_parts

LINE = re.compile(r'doorstep_[a-z_]+(\{version="[0-9.]+"\})? -?[0-9.e+]+')


def figures(text: str) -> dict[str, float]:
    """Each figure by its name."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    return {line.split()[0].split("{")[0].removeprefix("doorstep_"): float(line.split()[1]) for line in lines}


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
