"""The main job through the real windows of four laptops, a real server process and a real Secret Service."""

import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

from demonstration import tour as script
from demonstration.report import Report
from demonstration.tour import Tour
from tests.e2e.needle import find_needles

NEEDLES = (
    "Quokkaberry",
    "Two telephones checked against the list",
    "went straight to bed",
    "getting even with his former employer",
    "Przykładowski",
    "Figment",
)
"""Words that were typed in the tour, and names of people of the caseload."""


class WatchedTour(Tour):
    """The tour, with a look into every file at each step: during the session, after the kill, at the end."""

    def __init__(self, folder: Path, report: Report, beside: list[Path]) -> None:
        super().__init__(folder, report)
        self._watched = [folder / "laptops", *beside]
        self._typed = NEEDLES
        self.looks = 0

    def look(self) -> None:
        """Look for the words on the laptops, in HOME and in the temporary folder."""
        self.looks += 1
        assert find_needles(self._typed, self._watched) == []

    def record_without_the_office(self) -> None:
        """And look while the application is open."""
        super().record_without_the_office()
        self.look()

    def pull_the_plug(self) -> None:
        """And look at what a kill leaves behind."""
        super().pull_the_plug()
        self.look()

    def decide(self) -> None:
        """And look at the senior's laptop too."""
        super().decide()
        self.look()


@pytest.mark.timeout(600)
@pytest.mark.usefixtures("secret_service")
def test_the_main_job_from_end_to_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Recorded without the office, killed, synced, seen by the right people, decided; nothing readable in any file."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    report = Report()
    tour = WatchedTour(tmp_path / "tour", report, [temporary, Path(os.environ["HOME"])])
    try:
        tour.run()
    finally:
        tour.end()
    tour.look()
    assert not report.failed
    assert tour.looks == 4
    for words in ("recorded with the server stopped", "SIGKILL", "co-worker", "stranger", "one conflict decided"):
        assert any(words in line for line in report.lines)
    stores = sorted((tmp_path / "tour" / "laptops").rglob("store.db"))
    assert len(stores) == 4
    for store in (*stores, tmp_path / "tour" / "office" / "doorstep.db"):
        _cannot_be_read_without_its_key(store)


def _cannot_be_read_without_its_key(store: Path) -> None:
    connection = sqlite3.connect(store)
    with pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT * FROM sqlite_master").fetchall()
    connection.close()
    asked = subprocess.run(["sqlcipher", str(store), "SELECT * FROM sqlite_master;"], capture_output=True, check=False)
    assert b"not a database" in asked.stderr + asked.stdout
    assert find_needles(NEEDLES, [store.parent]) == [] or store.parent.name == "office"


def test_the_search_for_planted_words_finds_them(tmp_path: Path) -> None:
    """The look into files is able to fail: it finds the words in each of their shapes."""
    for number, data in enumerate(("x Quokkaberry y".encode("utf-16-le"), b"quokkaberry", b"Figment".hex().encode())):
        (tmp_path / f"file{number}").write_bytes(data)
    assert len(find_needles(NEEDLES, [tmp_path])) == 3
    assert script.ACCOUNT.count("Quokkaberry") == 1
