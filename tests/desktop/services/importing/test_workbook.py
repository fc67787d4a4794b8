"""Workbooks that are damaged, locked or called something else."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.services.importing.reader import open_source, read_rows
from desktop.services.importing.source import Unreadable
from tests.desktop.services.importing.files import contact_row, write_xlsx

_ENCRYPTED, _SORT_OF_PACKING = 6, 8
_HEAD = b"PK\x01\x02"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "old.xlsx", [contact_row(number) for number in range(200)])


def with_password(data: bytes) -> bytes:
    return _marked(data, _ENCRYPTED + 2, 1)


def packed_otherwise(data: bytes) -> bytes:
    return _marked(data, _SORT_OF_PACKING + 2, 97)


def _marked(data: bytes, at: int, value: int) -> bytes:
    """Every part of the archive says something else of itself."""
    changed = bytearray(data)
    found = changed.find(_HEAD)
    while found >= 0:
        changed[found + at] = value
        found = changed.find(_HEAD, found + 1)
    return bytes(changed)


@pytest.mark.parametrize("spoil", [with_password, packed_otherwise])
def test_a_workbook_that_cannot_be_unpacked_is_said(book: Path, spoil: Callable[[bytes], bytes]) -> None:
    book.write_bytes(spoil(book.read_bytes()))
    with pytest.raises(Unreadable, match="cannot be read"):
        open_source(book)


def test_wherever_a_workbook_is_damaged_it_is_read_or_refused(book: Path) -> None:
    whole, refused = book.read_bytes(), 0
    for number in range(60):
        chance, data = random.Random(number), bytearray(whole)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        book.write_bytes(data)
        try:
            assert len(list(read_rows(open_source(book)))) <= 200
        except Unreadable:
            refused += 1
    assert refused > 20


def test_a_workbook_by_another_name_is_read(book: Path) -> None:
    """It is taken for what it is."""
    other = book.rename(book.with_name("export.dat"))
    assert len(list(read_rows(open_source(other)))) == 200
