from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.errors import UserError
from casework.importing.folder import BY_NAME, SHEETS
from casework.importing.sheet import Sheet
from server.importing.table import load_tables, read_table
from tests.server.importing.agency import agency_files, write_files

TEAMS = BY_NAME["teams"]


def test_a_file_is_read_with_byte_order_mark_line_breaks_and_quotation_marks() -> None:
    data = '\ufeffkey,name\r\nT1,"North, upper\r\nhalf ""A"""\r\n\r\n,\r\nT2,South\r\n'.encode()
    table = read_table(TEAMS, data)
    assert [(row.line, row.cells["name"]) for row in table.rows] == [(2, 'North, upper\r\nhalf "A"'), (6, "South")]


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("key,name\nT1,Caf\u00e9\n".encode("cp1252"), 2, "CSV UTF-8"),
        ("key,name\nT1,North\n".encode("utf-16"), 1, "Unicode text"),
        (b'key,name\nT1,"North\nT2,South\n', 2, "quotation marks"),
        (b'key,name\nT1,"No"rth\n', 2, "quotation marks"),
        (b"key;name\nT1;North\n", 1, "commas"),
        (b"key\nT1\n", 1, "missing"),
        (b"", 1, "missing"),
        (b"key,name,name\nT1,a,b\n", 1, "twice"),
        (b"key,name,telefone\nT1,a,b\n", 1, "does not know"),
        (b"key,nmae\nT1,a\n", 1, "correct it to name"),
        (b'key,name\nT1,"' + b"x" * 500_000 + b'"\n', 2, "far too long"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_what_to_do(data: bytes, line: int, words: str) -> None:
    table = read_table(TEAMS, data)
    assert not table.rows
    assert any(problem.line == line and words in problem.sentence for problem in table.problems)


def test_an_unknown_heading_is_named_by_its_letter_because_it_may_be_somebodys_name() -> None:
    table = read_table(TEAMS, b"key,name,Callum Sample\nT1,North,x\n")
    assert [(problem.column, "Callum" in problem.sentence) for problem in table.problems] == [("column C", False)]


@pytest.mark.parametrize(("data", "word"), [(b"key,name\nT1\n", "fewer"), (b"key,name\nT1,North, upper\n", "more")])
def test_a_row_with_too_few_or_too_many_cells_is_refused(data: bytes, word: str) -> None:
    assert word in read_table(TEAMS, data).rows[0].problem


@given(st.binary(), st.sampled_from(SHEETS))
def test_any_bytes_are_read_or_refused_with_sentences(data: bytes, sheet: Sheet) -> None:
    table = read_table(sheet, data)
    assert all(problem.sentence.endswith(".") for problem in table.problems)
    assert not (table.rows and table.problems)


def test_a_folder_without_any_of_the_files_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"people\.csv"):
        load_tables(tmp_path)
    with pytest.raises(UserError, match="cannot be opened"):
        load_tables(tmp_path / "nowhere")


def test_a_file_with_an_unknown_name_and_a_folder_in_place_of_a_file_are_told(tmp_path: Path) -> None:
    write_files(tmp_path, agency_files())
    (tmp_path / "peple.csv").write_text("key\n")
    (tmp_path / "duty.csv").unlink()
    (tmp_path / "duty.csv").mkdir()
    folder = load_tables(tmp_path)
    assert ["people.csv" in problem.sentence for problem in folder.problems] == [True]
    unread = [problem for table in folder.tables for problem in table.problems]
    assert [(problem.file, "opened" in problem.sentence) for problem in unread] == [("duty.csv", True)]
