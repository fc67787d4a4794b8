"""The demonstration's central server: its own process, set up and filled by the commands an agency would use."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from casework.rules.copy_out.layout import load_layouts
from casework.rules.instrument.instrument_table import load_instruments
from demonstration.caseload import write_caseload
from demonstration.cast import ADMINISTRATOR_NAME, AGENCY_NAME

MANUAL = "Invented manuals of the invented agency"
TABLES_BY = "S300"
"""The senior of the cast who answers for the tables."""

_LISTENS = re.compile(r"listens on (\S+)")


@dataclass
class DemonstrationOffice:
    """A server that runs on loopback, in `folder`."""

    folder: Path
    url: str = ""
    process: "subprocess.Popen[str] | None" = None

    @property
    def is_set_up(self) -> bool:
        """Whether an earlier demonstration left its office here."""
        return (self.folder / "doorstep-server.toml").exists()

    def found(self, day: date) -> str:
        """Set up, and import the invented agency from CSV files; returns what the import said.

        Raises:
            RuntimeError: with the command's own words, if one of them was refused.
        """
        self.run("init", "--agency", AGENCY_NAME, "--administrator", ADMINISTRATOR_NAME)
        (self.folder / "day").write_text(day.isoformat(), encoding="utf-8")
        tables = self.folder / "csv"
        write_caseload(tables, day)
        dry = self.run("import", str(tables), "--dry-run")
        done = self.run("import", str(tables))
        return f"{dry}\n{done}\n{self.confirm_instruments()}"

    def confirm_instruments(self) -> str:
        """Switch every instrument and lay-out on, in the name of an invented senior; returns what the office said.

        A real agency compares them with its manuals first: what they say is recalled, and nobody has confirmed it.
        """
        codes = [table.code for table in (*load_instruments(), *load_layouts()) if not table.confirmed]
        return self.run("table", "confirm", *codes, "--manual", MANUAL, "--by", TABLES_BY)

    def day_founded(self) -> date | None:
        """The day for which the agency was invented; None where that is not known."""
        kept = self.folder / "day"
        return date.fromisoformat(kept.read_text(encoding="utf-8")) if kept.exists() else None

    def run(self, *words: str) -> str:
        """Run a command of `doorstep-server` on this office and return what it says."""
        command = [sys.executable, "-m", "server", words[0], *words[1:], "--folder", str(self.folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment())
        if done.returncode:
            raise RuntimeError(f"doorstep-server {words[0]}: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout.strip()

    def code(self, person: str) -> str:
        """A one-time code for a staff member, by staff number, good for a day."""
        return self.run("device", "code", person, "--minutes", "1440").splitlines()[-1].strip()

    def start(self) -> None:
        """Start serving; the second time at the same address, so that laptops find it again."""
        port = self.last_port()
        command = [sys.executable, "-m", "server", "serve", "--folder", str(self.folder), "--port", port or "0"]
        with (self.folder / "server.log").open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=_environment())
        line = self.process.stdout.readline() if self.process.stdout else ""
        found = _LISTENS.search(line)
        if found is None:
            raise RuntimeError(f"The server did not start; see {self.folder / 'server.log'}")
        self.url = found[1]
        (self.folder / "port").write_text(self.url.rpartition(":")[2], encoding="utf-8")

    def stop(self) -> None:
        """Stop serving, as when the line to the office is cut."""
        if self.process is None:
            return
        self.process.terminate()
        self.process.wait(timeout=30)
        if self.process.stdout:
            self.process.stdout.close()
        self.process = None

    def last_port(self) -> str:
        """The port of an earlier demonstration, which its laptops still know."""
        kept = self.folder / "port"
        return kept.read_text(encoding="utf-8") if kept.exists() else ""


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_COLOR": "1", "COLUMNS": "120"}
