"""A file that somebody chose: what it is, its headings, and its rows one after the other, never all at once."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casework.errors import UserError
from casework.words import say

ROWS_MAX = 200_000
COLUMNS_MAX = 200
HEADING_MAX = 120
_CHUNK_BYTES = 1024 * 1024
_GONE = UserError(say("The file cannot be opened: close other programs that use it, and check that it is still there."))


class Unreadable(UserError):
    """A file that cannot be read, from a line on (0: as a whole), in a sentence that says what to do."""

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(sentence)
        self.line = line


@dataclass(frozen=True)
class SourceRow:
    """One row: the line or row of the sheet it begins on, its cells as text, and the columns Excel has an error in."""

    line: int
    cells: tuple[str, ...]
    broken: frozenset[int] = frozenset()

    def cell(self, column: int) -> str:
        """One cell; empty where the row has fewer."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class SourceFile:
    """What was found out about a file before it is read. `detail`: how it is read, in words.

    `digest`: of its bytes, so that a file that is changed between checking and importing is noticed. `encoding` and
    `delimiter` belong to a CSV, `sheets` and `sheet` to a workbook.
    """

    path: Path
    headings: tuple[str, ...]
    digest: str
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    detail: str = ""

    @property
    def is_workbook(self) -> bool:
        """Whether it is an XLSX file."""
        return bool(self.sheets)

    def label(self, column: int) -> str:
        """A column as it is named in a list of faults: its heading and its letter."""
        heading = self.headings[column] if column < len(self.headings) else ""
        return f"{heading} ({letters(column)})" if heading else say("column {letters}", letters=letters(column))


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, read in parts.

    Raises:
        UserError: if it cannot be read.
    """
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(_CHUNK_BYTES):
                found.update(part)
    except OSError:
        raise _GONE from None
    return found.hexdigest()


def letters(number: int) -> str:
    """A column as spreadsheets call it: 0 is A, 26 is AA."""
    name = ""
    while number >= 0:
        name, number = chr(ord("A") + number % 26) + name, number // 26 - 1
    return name


def checked_headings(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The headings of a file.

    Raises:
        Unreadable: if there are none, too many, or two alike.
    """
    headings = tuple(" ".join(cell.split())[:HEADING_MAX] for cell in cells)
    while headings and not headings[-1]:
        headings = headings[:-1]
    if not any(headings):
        raise Unreadable(
            say("The first row has no headings: put a name above each column, and choose the file again."), 1
        )
    if len(headings) > COLUMNS_MAX:
        raise Unreadable(
            say(
                "There are more than {columns_max} columns: delete those that are not needed.", columns_max=COLUMNS_MAX
            ),
            1,
        )
    seen: dict[str, int] = {}
    for number, heading in enumerate(headings):
        if heading and heading.casefold() in seen:
            first, second = letters(seen[heading.casefold()]), letters(number)
            raise Unreadable(
                say(
                    "Columns {first} and {second} have the same heading: rename one of them.",
                    first=first,
                    second=second,
                ),
                1,
            )
        seen.setdefault(heading.casefold(), number)
    return headings


def bounded(rows: Iterator[SourceRow]) -> Iterator[SourceRow]:
    """The rows that hold anything.

    Raises:
        Unreadable: beyond the most rows that are taken.
    """
    count = 0
    for row in rows:
        if any(row.cells) or row.broken:
            count += 1
            if count > ROWS_MAX:
                raise Unreadable(
                    say("There are more than {rows_max} rows: split the file.", rows_max=ROWS_MAX), row.line
                )
            yield row
