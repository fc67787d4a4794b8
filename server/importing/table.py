"""Reading a file of rows: bytes in, rows with their line numbers or sentences out. Pure but for `load_tables`."""

import csv
import difflib
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from casework.errors import UserError
from casework.importing.cell import CELL_MAX
from casework.importing.draft import Problem
from casework.importing.folder import BY_NAME, SHEETS
from casework.importing.sheet import Sheet

FILE_MAX_BYTES = 50 * 1024 * 1024
ROWS_MAX = 200_000

_AS_UTF8 = "in Excel choose Save As and then 'CSV UTF-8 (comma delimited)'"


@dataclass(frozen=True)
class Row:
    """One row as it stands: the line it begins on, and its cells by heading, without spaces around them."""

    line: int
    cells: dict[str, str]
    problem: str = ""


@dataclass(frozen=True)
class Table:
    """One file. Where `problems` holds anything, the file as a whole could not be read and `rows` is empty."""

    sheet: Sheet
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Folder:
    """What a folder held: a table for each known file, and what is wrong with the folder itself."""

    tables: tuple[Table, ...]
    problems: tuple[Problem, ...] = field(default=())


class _Unreadable(Exception):
    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line, self.sentence = line, sentence


def load_tables(folder: Path) -> Folder:
    """Read every known file of a folder.

    Raises:
        UserError: if the folder cannot be read or holds none of the files.
    """
    try:
        names = sorted(path.name for path in folder.iterdir() if path.name.lower().endswith(".csv"))
    except OSError as error:
        raise UserError("The folder to import cannot be opened: check its name and that you may read it.") from error
    known = [sheet for sheet in SHEETS if sheet.file in names]
    if not known:
        listed = ", ".join(sheet.file for sheet in SHEETS)
        raise UserError(f"The folder holds none of the files that can be imported: {listed}.")
    strange = tuple(_strange(name) for name in names if name.removesuffix(".csv") not in BY_NAME)
    return Folder(tuple(_load(folder, sheet) for sheet in known), strange)


def _strange(name: str) -> Problem:
    near = difflib.get_close_matches(name.lower(), [sheet.file for sheet in SHEETS], n=1)
    hint = f"rename it to {near[0]}" if near else "rename it, or take it out of the folder"
    return Problem("(folder)", 0, "", f"A .csv file has a name that Doorstep does not know: {hint}.", note=not near)


def _load(folder: Path, sheet: Sheet) -> Table:
    path = folder / sheet.file
    try:
        if path.stat().st_size > FILE_MAX_BYTES:
            return _unread(sheet, 0, "The file is larger than 50 MB: split the import into several folders.")
        return read_table(sheet, path.read_bytes())
    except OSError:
        return _unread(sheet, 0, "The file cannot be opened: close other programs that use it, and check your rights.")


def _unread(sheet: Sheet, line: int, sentence: str, column: str = "") -> Table:
    return Table(sheet, problems=(Problem(sheet.file, line, column, sentence),))


def read_table(sheet: Sheet, data: bytes) -> Table:
    """Read one file from its bytes. Whatever they are, the answer is rows or sentences."""
    try:
        reader = _Lines(_decode(data))
        headings = next(reader, (1, []))[1]
        problems = _check_headings(sheet, headings)
        if problems:
            return Table(sheet, problems=tuple(problems))
        names = [_plain(heading) for heading in headings]
        return Table(sheet, tuple(_row(line, names, cells) for line, cells in reader if any(map(str.strip, cells))))
    except _Unreadable as error:
        return _unread(sheet, error.line, error.sentence)


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Unreadable(1, f"The file is saved as Unicode text, not as UTF-8: {_AS_UTF8}.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        sentence = f"The file is not saved as UTF-8, probably as Windows text (cp1252): {_AS_UTF8}."
        raise _Unreadable(line, sentence) from None


class _Lines(Iterator[tuple[int, list[str]]]):
    """The rows of a text with the line each begins on; strict about quotation marks (RFC 4180)."""

    def __init__(self, text: str) -> None:
        csv.field_size_limit(max(csv.field_size_limit(), CELL_MAX * 4))
        self._reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        self._count = 0

    def __next__(self) -> tuple[int, list[str]]:
        line = self._reader.line_num + 1
        try:
            cells = next(self._reader)
        except csv.Error:
            sentence = "The quotation marks are not in pairs, or one cell is far too long: correct the row here."
            raise _Unreadable(line, sentence) from None
        self._count += 1
        if self._count > ROWS_MAX:
            raise _Unreadable(line, f"The file has more than {ROWS_MAX} rows: split the import into several folders.")
        return line, cells


def _check_headings(sheet: Sheet, headings: list[str]) -> list[Problem]:
    names = [_plain(heading) for heading in headings]
    if len(names) == 1 and (";" in names[0] or "\t" in names[0]):
        return [Problem(sheet.file, 1, "", "The cells are not separated by commas: save the file with commas.")]
    known = [column.name for column in sheet.columns]
    found = []
    for number, name in enumerate(names):
        if name not in known:
            found.append(Problem(sheet.file, 1, letters(number), _unknown_heading(name, known)))
        elif name in names[:number]:
            found.append(Problem(sheet.file, 1, name, "This heading is there twice: remove one of the columns."))
    found += [
        Problem(sheet.file, 1, column.name, "This column is missing: add it with its heading.")
        for column in sheet.columns
        if column.required and column.name not in names
    ]
    return found


def _unknown_heading(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"correct it to {near[0]}, or remove the column" if near else "remove the column, or correct its heading"
    return f"Doorstep does not know this heading: {hint}."


def letters(number: int) -> str:
    """A column as spreadsheets call it: 0 is column A, 26 is column AA."""
    name = ""
    while number >= 0:
        name, number = chr(ord("A") + number % 26) + name, number // 26 - 1
    return f"column {name}"


def _row(line: int, names: list[str], cells: list[str]) -> Row:
    if len(cells) != len(names):
        more = "more" if len(cells) > len(names) else "fewer"
        sentence = f"The row has {more} cells than there are headings: put text with a comma into quotation marks."
        return Row(line, {}, sentence)
    return Row(
        line, {name: unicodedata.normalize("NFC", cell).strip() for name, cell in zip(names, cells, strict=True)}
    )


def _plain(heading: str) -> str:
    return heading.strip().lower()
