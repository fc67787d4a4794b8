"""Ten thousand contacts of an old system with three hundred faults among them."""

import subprocess
import sys
from pathlib import Path

import pytest

from casework.records.identifier import case_scope
from desktop.services.importing.running import Import
from desktop.services.importing.target import CONTACTS_TARGET, TargetSort
from desktop.services.session import Session
from tests.desktop.services.importing.files import contact_row, write_csv, write_xlsx
from tests.desktop.services.importing.planted import PLANTS, plant
from tests.desktop.services.importing.rig import bring_in, know_numbers, read_as, rows, try_out, undo
from tests.fakes.case_store import ReadyStore, open_memory_like_store

SORT = TargetSort.CONTACTS
ROWS, EACH = 10_000, 10


@pytest.fixture
def ready(tmp_path: Path) -> ReadyStore:
    made = open_memory_like_store(tmp_path, 4)
    know_numbers(made)
    return made


def test_every_sort_of_fault_is_found_where_it_is_and_nowhere_else(ready: ReadyStore, tmp_path: Path) -> None:
    lines = [contact_row(n, f"CJ-{1 + n % 4}") for n in range(4 * len(PLANTS))]
    places = plant(lines, 1)
    session = Session(ready.store, ready.clock)
    found = try_out(session, SORT, *read_as(SORT, write_csv(tmp_path / "old.csv", lines)))
    assert {(fault.line, fault.column) for fault in found.faults} == places
    assert (found.refused, found.new) == (len(PLANTS), 3 * len(PLANTS))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_of_ten_thousand_contacts_exactly_the_three_hundred_faults_are_reported_and_all_else_comes_and_goes(
    ready: ReadyStore, tmp_path: Path
) -> None:
    lines = [contact_row(n, f"CJ-{1 + n % 4}") for n in range(ROWS)]
    places = plant(lines, EACH)
    assert len(places) == EACH * len(PLANTS) == 300
    session = Session(ready.store, ready.clock)
    source, reading = read_as(SORT, write_csv(tmp_path / "old.csv", lines))
    found = try_out(session, SORT, source, reading)
    assert {(fault.line, fault.column) for fault in found.faults} == places
    assert found.fault_count == len(found.faults) == 300
    assert (found.rows, found.refused, found.new) == (ROWS, 300, ROWS - 300)

    before = rows(ready, ("import_layout",))
    one = Import(CONTACTS_TARGET, source, reading)
    run = one.begin(session).run
    for _ in range(40):
        one.step(session)
    assert undo(session, run).traceless, "cancelled in the middle"
    assert rows(ready, ("import_layout",)) == before

    done = bring_in(session, SORT, source, reading)
    assert (done.written, done.refused) == (ROWS - 300, 300)
    held = sum(len(session.store.records("contact", case_scope(case))) for case in ready.cases)
    assert held == ROWS - 300
    assert try_out(session, SORT, source, reading).there == ROWS - 300, "nothing would come twice"
    assert undo(session, done.run).traceless
    assert rows(ready, ("import_layout",)) == before
    assert session.store.search("talked") == []


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_in_a_workbook_of_ten_thousand_rows_the_faults_are_found_by_their_rows(
    ready: ReadyStore, tmp_path: Path
) -> None:
    """But for two sorts that no workbook can hold: a control character, and more text than a cell of Excel takes."""
    lines = [contact_row(n, f"CJ-{1 + n % 4}") for n in range(ROWS)]
    places = plant(lines, EACH, without=("\x07", "x" * 40_000))
    assert len(places) == 300 - 2 * EACH
    session = Session(ready.store, ready.clock)
    found = try_out(session, SORT, *read_as(SORT, write_xlsx(tmp_path / "old.xlsx", lines)))
    assert {(fault.line, fault.column) for fault in found.faults} == places
    assert (found.rows, found.refused) == (ROWS, len(places))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_ten_times_the_rows_take_no_more_memory() -> None:
    """Peaks of processes of their own, each with the same store; the rows of a CSV are never held all at once."""
    few, many = (_peak_kib(count) for count in (1_000, 10_000))
    assert many < few * 1.25, (few, many)


def _peak_kib(count: int) -> int:
    command = [sys.executable, "-m", "tests.desktop.services.importing.peak", str(count)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])
