"""CSV: which encoding and delimiter a file has, and its rows, read line by line."""

import codecs
import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from casework.importing.cell import CELL_MAX
from casework.words import say
from desktop.services.importing.source import SourceFile, SourceRow, Unreadable, checked_headings, digest_of

FILE_MAX_BYTES = 200 * 1024 * 1024
LINE_MAX = 4 * CELL_MAX
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_LOOKED_AT = 20
_CHUNK_BYTES = 256 * 1024
ENCODINGS = {"utf-8-sig": "UTF-8", "cp1252": say("Windows (cp1252)"), "utf-16": say("Unicode (UTF-16)")}
"""Encodings and their words."""

_NO_TEXT = say("This file is not a table: choose a CSV or XLSX file.")
_OTHER_SIGN = say("A character here does not exist in this encoding: choose another encoding.")
_TOO_LARGE = say("The file is larger than 200 MB: split it.")


@dataclass(frozen=True)
class _Lines:
    """The lines of a text, none longer than a line may be."""

    file: TextIO

    def __iter__(self) -> Iterator[str]:
        number = 0
        while line := self.file.readline(LINE_MAX):
            number += 1
            if len(line) >= LINE_MAX and not line.endswith("\n"):
                raise Unreadable(say("One line is far too long: correct the row here."), number)
            yield line


def open_csv(path: Path, encoding: str = "") -> SourceFile:
    """Find out how a CSV is to be read. `encoding` where the person says it.

    Raises:
        UserError: in a sentence, if it is none.
    """
    if path.stat().st_size > FILE_MAX_BYTES:
        raise Unreadable(_TOO_LARGE)
    chosen = encoding or _encoding_of(path)
    delimiter = _delimiter_of(path, chosen)
    first = next(_rows(path, chosen, delimiter), None)
    if first is None:
        raise Unreadable(say("The file is empty: choose another one."))
    detail = say(
        "CSV, {encodings}, separated by {delimiters}", encodings=ENCODINGS[chosen], delimiters=_DELIMITERS[delimiter]
    )
    return SourceFile(path, checked_headings(first.cells), digest_of(path), chosen, delimiter, detail=detail)


def csv_rows(source: SourceFile) -> Iterator[SourceRow]:
    """The rows under the headings. Raises `Unreadable` at the line from which on it cannot be read."""
    rows = _rows(source.path, source.encoding, source.delimiter)
    next(rows, None)
    return rows


def _encoding_of(path: Path) -> str:
    """UTF-8 where it is UTF-8 from end to end, or begins with its mark; else what Windows writes."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        start = file.read(_CHUNK_BYTES)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if b"\x00" in start:
            raise Unreadable(_NO_TEXT)
        part = start
        try:
            while part:
                decoder.decode(part)
                part = file.read(_CHUNK_BYTES)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _delimiter_of(path: Path, encoding: str) -> str:
    """The sign that gives the most cells in the headings, and the same number in the rows below."""
    best, most = ",", 0
    for sign in _DELIMITERS:
        found = []
        try:
            for row, _ in zip(_rows(path, encoding, sign), range(_LOOKED_AT), strict=False):
                found.append(len(row.cells))
        except Unreadable:
            found = found[:1]
        if not found:
            continue
        alike = sum(count == found[0] for count in found)
        score = (found[0] - 1) * alike
        if score > most:
            best, most = sign, score
    return best


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[SourceRow]:
    csv.field_size_limit(max(csv.field_size_limit(), LINE_MAX))
    with path.open("r", encoding=encoding, newline="") as file:
        reader = csv.reader(_Lines(file), delimiter=delimiter, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise Unreadable(
                    say(
                        "The quotation marks are not in pairs from here on, or one cell is far too long: correct the "
                        "row."
                    ),
                    line,
                ) from None
            except UnicodeError:
                raise Unreadable(
                    say("A character here does not exist in this encoding: choose another."), line
                ) from None
            yield SourceRow(line, tuple(unicodedata.normalize("NFC", cell).strip() for cell in cells))
