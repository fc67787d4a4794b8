"""Files of other systems, as a worker brings them in: CSV in any encoding, and workbooks."""

import zipfile
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp

from openpyxl import Workbook

from casework.errors import UserError
from desktop.services.importing.target import TargetSort
from desktop.services.importing.trial import report_text
from desktop.services.session import Session
from tests.desktop.services.importing.files import HEADINGS, contact_row, csv_text
from tests.desktop.services.importing.rig import know_numbers, read_as, try_out
from tests.fakes.case_store import open_memory_like_store

_SORTS = tuple(TargetSort)
_ODD_CELLS = (None, True, 1.5, 45000.25, -1, "=1+1", "#REF!", "=1/0", "", "x" * 300)


def brought_in(data: bytes) -> None:
    """A file that is tried out against a store with two cases: read to its end, each row counted once, nothing kept."""
    sort = _SORTS[(data[0] if data else 0) % len(_SORTS)]
    path = _folder() / "old"
    path.write_bytes(data[1:])
    session = _session()
    before = session.store.unsent()
    try:
        source, reading = read_as(sort, path)
    except UserError:
        return
    found = try_out(session, sort, source, reading)
    assert found.ended
    assert found.rows == found.new + found.there + found.refused
    assert found.fault_count >= len(found.faults)
    report_text(found)
    assert session.store.unsent() == before


@cache
def _folder() -> Path:
    memory = Path("/dev/shm")
    return Path(mkdtemp(prefix="doorstep-parsers-", dir=memory if memory.is_dir() else None))


@cache
def _session() -> Session:
    ready = open_memory_like_store(_folder(), 2)
    know_numbers(ready)
    return Session(ready.store, ready.clock)


def files() -> list[bytes]:
    """A few rows in each form that they may have."""
    rows = [contact_row(number, f"CJ-{1 + number % 2}") for number in range(3)]
    text = csv_text(rows)
    tables = [
        text.encode(),
        text.replace(",", ";").encode("cp1252"),
        text.replace(",", "\t").encode("utf-16"),
        b"\xef\xbb\xbf" + text.encode(),
        _workbook(rows),
        _workbook([rows[0], _ODD_CELLS]),
    ]
    return [bytes([number]) + table for number in range(len(_SORTS)) for table in tables]


def _workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet("Contacts")
    page.append(list(HEADINGS))
    for row in rows:
        page.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """What lies in a workbook. Raises as `zipfile`."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """A workbook of these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()
