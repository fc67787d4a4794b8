"""XLSX: the sheets of a workbook and their rows, one after the other.

A formula is never worked out: what counts is the value that was saved with it. A workbook is a zip archive, which may
be a trap: how much comes out of it is looked up and bounded before anything is unpacked.
"""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from casework.errors import UserError
from casework.words import say
from desktop.services.importing.source import (
    COLUMNS_MAX,
    SourceFile,
    SourceRow,
    Unreadable,
    checked_headings,
    digest_of,
)

FILE_MAX_BYTES = 50 * 1024 * 1024
UNPACKED_MAX_BYTES = 300 * 1024 * 1024
MEMBERS_MAX = 2000
RATIO_MAX = 250
"""No sheet that somebody wrote is packed tighter; text of spreadsheets comes to about ten."""
_RATIO_FROM_BYTES = 1024 * 1024

_OLD = say(
    "This workbook is of the old kind, or has a password: save it in Excel as “Excel Workbook (*.xlsx)” without one."
)
_BROKEN = say(
    "This workbook cannot be read: open it in Excel, save it again as “Excel Workbook (*.xlsx)”, and choose that."
)
_TRAP = say("There is far more in this workbook than a table needs: copy the rows alone into a new one.")

# Its warnings quote what stands in the file.
warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")


def open_workbook(path: Path, sheet: str = "") -> SourceFile:
    """Find out what a workbook holds; the first sheet is read unless another one is named.

    Raises:
        Unreadable: if it is none, is of the old kind, or is too large once unpacked.
    """
    _refuse_traps(path)
    with _whatever_is_wrong(), _opened(path) as book:
        sheets = tuple(one.title for one in book.worksheets)
        if not sheets:
            raise Unreadable(_BROKEN)
        chosen = sheet if sheet in sheets else sheets[0]
        first = next(_rows(book, chosen), None)
    if first is None:
        raise Unreadable(say("This sheet is empty: choose another one."))
    headings = checked_headings(first.cells)
    return SourceFile(
        path,
        headings,
        digest_of(path),
        sheets=sheets,
        sheet=chosen,
        detail=say("XLSX, sheet “{chosen}”", chosen=chosen),
    )


def workbook_rows(source: SourceFile) -> Iterator[SourceRow]:
    """The rows under the headings. Raises `Unreadable` where the sheet is damaged."""
    line = 0
    try:
        with _opened(source.path) as book:
            rows = _rows(book, source.sheet)
            next(rows, None)
            for row in rows:
                line = row.line
                yield row
    except Exception:
        # Whatever a damaged file does to the reader, it is one thing to the person.
        raise Unreadable(_BROKEN, line + 1) from None


@contextmanager
def _whatever_is_wrong() -> Iterator[None]:
    """One sentence for everything that a damaged file does to the reader."""
    try:
        yield
    except UserError:
        raise
    except Exception:
        raise Unreadable(_BROKEN) from None


def _refuse_traps(path: Path) -> None:
    if path.stat().st_size > FILE_MAX_BYTES:
        raise Unreadable(say("The workbook is larger than 50 MB: split it."))
    with path.open("rb") as file:
        if file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise Unreadable(_OLD)
    with _whatever_is_wrong(), zipfile.ZipFile(path) as archive:
        members = archive.infolist()
    packed_tight = any(
        one.file_size > _RATIO_FROM_BYTES and one.file_size > RATIO_MAX * max(one.compress_size, 1) for one in members
    )
    whole = sum(one.file_size for one in members)
    if len(members) > MEMBERS_MAX or whole > UNPACKED_MAX_BYTES or packed_tight:
        raise Unreadable(_TRAP)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The workbook, taken for what it is: the reader would refuse one whose name ends otherwise."""
    # It loads numpy where that is installed, which costs as much time and memory as a tenth of the whole program.
    from openpyxl import load_workbook

    with path.open("rb") as file:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        with closing(book):
            yield book


def _rows(book: Any, sheet: str) -> Iterator[SourceRow]:
    page = book[sheet]
    # What the file says of its own size is often wrong.
    page.reset_dimensions()
    for number, whole in enumerate(page.iter_rows(), 1):
        cells = whole[: COLUMNS_MAX + 1]
        values = tuple(_text(cell.value) if cell.value is not None else "" for cell in cells)
        broken = frozenset(at for at, cell in enumerate(cells) if getattr(cell, "data_type", "") == "e")
        yield SourceRow(number, values, broken)


def _text(value: object) -> str:
    """A cell as somebody would write it. Dates come as days and times, however they are shown in Excel."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        is_day = value.time() == time(0)
        return value.date().isoformat() if is_day else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
