import subprocess
import sys
from pathlib import Path

import pytest

from casework.records.person.person import Person
from server.clock import SystemClock
from server.founding import Founding
from server.office import open_office
from tests.fakes.founded import found_copy
from tests.server.importing.agency import IDS, Files, agency_files, write_files


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """A server's folder; the command opens it by itself, in a process of its own."""
    folder = tmp_path / "server"
    found_copy(Founding(folder, IDS.agency, "Adair Placeholder"), SystemClock())
    return folder


def run(server: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "server", "import", *words, "--folder", str(server)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def past(files: Files) -> Files:
    """The files with the days of the machine's own clock: nothing may lie in its future."""
    files["contacts"][0]["happened"] = "30/10/2025 10:00"
    files["risk_levels"][0]["assessed_on"], files["risk_levels"][1]["assessed_on"] = "01/06/2025", "01/02/2025"
    files["warnings"][0]["on"] = "01/02/2025"
    return files


def people(server: Path) -> int:
    with open_office(server) as office:
        return len(office.zero.states(Person.kind))


def test_a_dry_run_says_so_and_the_import_ends_with_0(server: Path, tmp_path: Path) -> None:
    source = write_files(tmp_path / "files", past(agency_files()))
    dry = run(server, str(source), "--dry-run")
    assert (dry.returncode, people(server)) == (0, 0), dry.stderr
    assert "nothing was written" in dry.stdout
    done = run(server, str(source), "--report", str(tmp_path / "report.csv"))
    assert (done.returncode, people(server)) == (0, 1), done.stderr
    assert (tmp_path / "report.csv").read_text("utf-8").startswith("file,line,column,result")


def test_refused_rows_end_with_1_and_are_named(server: Path, tmp_path: Path) -> None:
    files = past(agency_files())
    files["contacts"][0]["outcome"] = "went well"
    done = run(server, str(write_files(tmp_path / "files", files)))
    assert (done.returncode, people(server)) == (1, 1), done.stderr
    assert "contacts.csv, line 2, outcome" in done.stdout


def test_a_folder_with_nothing_to_import_ends_with_2_and_one_sentence(server: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run(server, str(tmp_path / "empty"))
    assert done.returncode == 2
    assert "none of the files" in done.stderr
    assert "Traceback" not in done.stderr
