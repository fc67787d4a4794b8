"""Any file that can be brought in, by what it is and not by its name alone."""

from collections.abc import Iterator
from pathlib import Path

from casework.errors import UserError
from casework.words import say
from desktop.services.importing.csv_file import csv_rows, open_csv
from desktop.services.importing.source import SourceFile, SourceRow, Unreadable, bounded
from desktop.services.importing.workbook import open_workbook, workbook_rows

PATTERNS = ("*.csv", "*.xlsx", "*.txt")
_ZIP = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_GONE = say("The file cannot be opened: close other programs that use it, and check that it is still there.")


def open_source(path: Path, sheet: str = "", encoding: str = "") -> SourceFile:
    """Find out what a file is and which headings it has.

    Raises:
        UserError: in a sentence that says what to do, if it cannot be read.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4)
        if start in {_ZIP, _OLD_WORKBOOK}:
            return open_workbook(path, sheet)
        return open_csv(path, encoding)
    except UserError:
        raise
    except OSError:
        raise Unreadable(_GONE) from None


def read_rows(source: SourceFile) -> Iterator[SourceRow]:
    """The rows of a file under its headings, those that hold anything.

    Raises:
        Unreadable: at the line from which on it cannot be read.
    """
    try:
        yield from bounded(workbook_rows(source) if source.is_workbook else csv_rows(source))
    except OSError:
        raise Unreadable(_GONE) from None
