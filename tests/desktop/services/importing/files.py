"""Files as people bring them: contacts of an old system, as CSV and as a workbook."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

HEADINGS = (
    "ID", "Client number", "Date", "Time", "Mins", "Contact type", "Outcome", "Notes", "Key event", "Recorded by",
    "Date recorded",
)  # fmt: skip
Row = list[str]


def contact_row(number: int, client: str = "CJ-1") -> Row:
    """A row in which everything is right."""
    return [
        f"OLD-{number}",
        client,
        f"{1 + number % 28:02}/{1 + number % 9:02}/{2021 + number % 5}",
        f"{8 + number % 9:02}:{number % 60:02}",
        str(15 + number % 60),
        ("Home Visit", "Office visit", "Phone call")[number % 3],
        ("Attended", "DNA", "No reply")[number % 3],
        f"Old note number {number}, about what was talked over and what comes next.",
        ("no", "yes")[number % 10 == 0],
        "Olive Oldworker",
        f"{1 + number % 28:02}/{1 + number % 9:02}/{2021 + number % 5}",
    ]


def write_csv(path: Path, rows: Iterable[Sequence[str]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """A CSV with the headings of the old system."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(HEADINGS)
        writer.writerows(rows)
    return path


def write_xlsx(path: Path, rows: Iterable[Sequence[object]], headings: Sequence[str] = HEADINGS) -> Path:
    """A workbook with the same."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Contacts")
    page.append(list(headings))
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """The same as text."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *rows])
    return text.getvalue()
