"""What a file is, found out and not believed: encodings, delimiters, dates of Excel, traps."""

import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from casework.errors import UserError
from desktop.services.importing import workbook
from desktop.services.importing.reader import open_source, read_rows
from desktop.services.importing.source import Unreadable

WORDS = "Séan said “no” – café"


def cells(path: Path, **how: str) -> list[tuple[str, ...]]:
    return [row.cells for row in read_rows(open_source(path, **how))]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1252", "Windows (cp1252)"), ("utf-16", "Unicode (UTF-16)")],
)
@pytest.mark.parametrize(("sign", "named"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")])
def test_encoding_and_delimiter_are_found_out(tmp_path: Path, encoding: str, said: str, sign: str, named: str) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(f"A{sign}B\r\n1{sign}{WORDS}\r\n".encode(encoding))
    assert open_source(path).detail == f"CSV, {said}, separated by {named}"
    assert cells(path) == [("1", WORDS)]


def test_a_wrong_guess_is_put_right_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes("A,B\n1,ä\n".encode())
    assert cells(path, encoding="cp1252") == [("1", "Ã¤")]


def test_a_row_is_named_by_the_line_on_which_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text('A,B\n1,"two\nlines"\n\n,\n2,x\n')
    assert [(row.line, row.cells) for row in read_rows(open_source(path))] == [
        (2, ("1", "two\nlines")),
        (6, ("2", "x")),
    ]


def test_from_a_quotation_mark_without_its_pair_on_nothing_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text('A,B\n1,x\n2,"y\n3,z\n')
    rows = read_rows(open_source(path))
    assert next(rows).cells == ("1", "x")
    with pytest.raises(Unreadable, match="not in pairs") as failed:
        next(rows)
    assert failed.value.line == 3


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b",,\n1,2,3\n", "no headings"),
        (b"A,a\n1,2\n", "same heading"),
        (b"\x00\x01\x02\x03" * 100, "not a table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100, "old kind, or has a password"),
        (b"PK\x03\x04 no zip at all", "cannot be read"),
        (b"A\n" + b"x" * 500_000 + b"\n", "far too long"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(data)
    with pytest.raises(UserError, match=says):
        list(read_rows(open_source(path)))


def test_a_file_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be opened"):
        open_source(tmp_path / "nothing.csv")


def book_of(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def test_dates_times_numbers_and_answers_come_from_what_excel_holds(tmp_path: Path) -> None:
    path = book_of(
        tmp_path / "old.xlsx",
        ["Day", "Moment", "Time", "Number", "Half", "Answer"],
        [date(2024, 2, 29), datetime(2024, 2, 29, 14, 30), time(9, 5), 17.0, 2.5, True],  # noqa: DTZ001 — Excel knows no zone
    )
    assert cells(path) == [("2024-02-29", "2024-02-29 14:30", "09:05", "17", "2.5", "yes")]


def test_a_formula_is_never_worked_out(tmp_path: Path) -> None:
    path = book_of(tmp_path / "old.xlsx", ["A", "B"], ["x", "=1+1"], ["y", '=HYPERLINK("http://example.invalid")'])
    assert cells(path) == [("x", ""), ("y", "")], "no value was saved with them, and none is made"


def test_an_error_of_excel_is_a_fault_of_its_cell(tmp_path: Path) -> None:
    path = book_of(tmp_path / "old.xlsx", ["A", "B"], ["x", "#N/A"])
    (row,) = read_rows(open_source(path))
    assert row.broken == {1}


def test_another_sheet_is_read_when_it_is_chosen(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Second").append(["B"])
    book["Second"].append(["two"])
    first = book.active
    assert first is not None
    first.append(["A"])
    book.save(tmp_path / "old.xlsx")
    assert open_source(tmp_path / "old.xlsx").sheets == ("Sheet", "Second")
    assert cells(tmp_path / "old.xlsx", sheet="Second") == [("two",)]


def test_a_workbook_that_unpacks_to_far_more_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book_of(tmp_path / "old.xlsx", ["A"], ["x"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b"<a/>" * 2_000_000)
    monkeypatch.setattr(workbook, "_opened", None)  # Whoever unpacks it fails.
    with pytest.raises(UserError, match="far more in this workbook"):
        open_source(path)


def test_a_workbook_whose_text_names_itself_again_and_again_is_refused(tmp_path: Path) -> None:
    """A billion laughs: entities within entities."""
    path = book_of(tmp_path / "old.xlsx", ["A"], ["x"])
    bomb = b'<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    spoiled = tmp_path / "spoiled.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(spoiled, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, bomb + data.replace(b"<t>x<", b"<t>&b;<") if name.endswith("sheet1.xml") else data)
    with pytest.raises(UserError, match="cannot be read"):
        list(read_rows(open_source(spoiled)))


def test_too_many_rows_are_refused_at_the_first_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.services.importing.source.ROWS_MAX", 3)
    path = tmp_path / "old.csv"
    path.write_text("A\n1\n2\n3\n4\n")
    with pytest.raises(Unreadable, match="more than 3 rows") as failed:
        list(read_rows(open_source(path)))
    assert failed.value.line == 5
