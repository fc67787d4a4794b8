"""The dry run: every row is read as it would be brought in, nothing is written, and every fault named by its place."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from casework.importing.draft import Result
from desktop.services.importing.checking import Checked, Checker, Fault
from desktop.services.importing.reader import read_rows
from desktop.services.importing.reading import Reading
from desktop.services.importing.source import SourceFile, Unreadable
from desktop.services.importing.target import STAFF_TARGET, Target
from desktop.services.new_file import write_file
from desktop.services.session import Session

FAULTS_MAX = 5000
"""So many faults are kept to be shown; all are counted."""
PREVIEW_ROWS = 8
_AT_ONCE = 100
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_TELEPHONE = re.compile(r"\+[0-9 ]+")


@dataclass
class Findings:
    """What a dry run has found so far. `unread`: why the rest of the file cannot be read; empty where it can."""

    rows: int = 0
    new: int = 0
    there: int = 0
    refused: int = 0
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    unread: str = ""
    ended: bool = False

    def take(self, checked: Checked) -> None:
        """Count one row."""
        self.rows += 1
        self.new += checked.result is Result.NEW
        self.there += checked.result is Result.THERE
        self.refused += checked.result is Result.REFUSED
        self.fault_count += len(checked.faults)
        self.faults += checked.faults[: max(FAULTS_MAX - len(self.faults), 0)]


class Trial:
    """A dry run, a few rows at a time, so that others get to the store in between. Used on the store's thread only."""

    def __init__(self, target: Target, source: SourceFile, reading: Reading) -> None:
        self.target, self.source, self.reading = target, source, reading
        self.findings = Findings()
        self._checked: Iterator[Checked] | None = None

    def step(self, session: Session) -> Findings:
        """Check some more rows; `ended` is true in what it returns once there are none."""
        if self._checked is None:
            self._checked = check_rows(session, self.target, self.source, self.reading)
        try:
            for _ in range(_AT_ONCE):
                self.findings.take(next(self._checked))
        except StopIteration:
            self.findings.ended = True
        except Unreadable as error:
            self.findings.unread = error.sentence
            self.findings.faults.append(Fault(error.line, "", error.sentence))
            self.findings.fault_count += 1
            self.findings.ended = True
        return self.findings


def check_rows(
    session: Session, target: Target, source: SourceFile, reading: Reading, run: str = ""
) -> Iterator[Checked]:
    """Every row as it would be brought in. Raises `Unreadable` from where on the file cannot be read."""
    checker = Checker(session, target, source, reading, run)
    for row in read_rows(source):
        yield checker.check(row)


def preview(session: Session, target: Target, source: SourceFile, reading: Reading) -> list[Checked]:
    """The first rows as they will be."""
    found: list[Checked] = []
    try:
        for checked in check_rows(session, target, source, reading):
            found.append(checked)
            if len(found) == PREVIEW_ROWS:
                break
    except Unreadable as error:
        found.append(Checked(error.line, Result.REFUSED, faults=(Fault(error.line, "", error.sentence),)))
    return found


def report_text(findings: Findings) -> str:
    """The faults as CSV: line, column, and what to do. It holds nothing that a cell holds."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["line", "column", "what to do"])
    for fault in findings.faults:
        writer.writerow([fault.line or "", _safe(fault.column), fault.sentence])
    if findings.fault_count > len(findings.faults):
        more = findings.fault_count - len(findings.faults)
        writer.writerow(["", "", f"And {more} more: correct these first, then check again."])
    return text.getvalue()


def save_report(findings: Findings, path: Path, *, replace: bool = False) -> None:
    """Write the faults as CSV for Excel, readable by nobody else on this computer.

    Raises:
        AlreadyThere: if there is a file, and it is not to be replaced.
        UserError: if the disk refuses.
    """
    write_file(path, ("\ufeff" + report_text(findings)).encode(), replace=replace)


def save_for_office(session: Session, trial: Trial, path: Path, *, replace: bool = False) -> int:
    """Write the rows that are right as the file that the office's import takes; how many they are.

    Raises as `save_report`.
    """
    text = io.StringIO()
    names = [column.name for column in STAFF_TARGET.fields]
    writer = csv.writer(text)
    writer.writerow(names)
    count = 0
    for checked in check_rows(session, trial.target, trial.source, trial.reading):
        if checked.result is Result.NEW:
            writer.writerow([_safe(checked.cells.get(name, "")) for name in names])
            count += 1
    write_file(path, text.getvalue().encode(), replace=replace)
    return count


def _safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; a telephone number stays as it is."""
    return f"'{text}" if text.startswith(_FORMULA) and not _TELEPHONE.fullmatch(text) else text
