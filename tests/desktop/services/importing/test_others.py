"""Assessments, the own caseload, and staff for the office."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from casework.records.assessment.assessment import Assessment
from casework.records.file.case import Case
from casework.records.identifier import CaseId, case_scope, grants_scope
from casework.records.person.address import Address
from casework.records.person.person import Person
from casework.records.sentence.order import Order
from casework.rules.instrument.instrument_table import load_instruments
from casework.rules.standing import read_record
from desktop.services.importing import reading
from desktop.services.importing.source import SourceFile
from desktop.services.importing.target import STAFF_TARGET, TARGETS, TargetSort
from desktop.services.importing.trial import Trial, save_for_office
from desktop.services.session import Session
from server.importing.table import read_table
from tests.desktop.services.importing.files import write_xlsx
from tests.desktop.services.importing.rig import bring_in, know_numbers, read_as, rows, try_out, undo
from tests.fakes.case_store import WORKER, ReadyStore, open_memory_like_store


@pytest.fixture
def ready(tmp_path: Path) -> ReadyStore:
    made = open_memory_like_store(tmp_path, 2)
    know_numbers(made)
    return made


@pytest.fixture
def session(ready: ReadyStore) -> Session:
    return Session(ready.store, ready.clock)


ASSESSED = ("Client number", "Assessment type", "Assessment date", "Summary", "ID")


def test_an_assessment_comes_in_signed_by_whoever_brings_it(
    ready: ReadyStore, session: Session, tmp_path: Path
) -> None:
    row = ["CJ-1", "Own checklist", "01/02/2025", "Fit for a workshop.", "A1", "Workshop checklist"]
    path = write_xlsx(tmp_path / "old.xlsx", [row], (*ASSESSED, "Instrument name"))
    source, reading = read_as(TargetSort.ASSESSMENTS, path)
    reading = reading.model_copy(update={"values": {"instrument": {"own checklist": "other"}}})
    found = try_out(session, TargetSort.ASSESSMENTS, source, reading)
    assert [(fault.column, fault.sentence) for fault in found.faults] == []
    bring_in(session, TargetSort.ASSESSMENTS, source, reading)
    (state,) = session.store.records(Assessment.kind, case_scope(ready.cases[0]))
    record = read_record(Assessment, state)
    assert (record.assessor, record.summary) == (WORKER, "Fit for a workshop.")
    assert record.brought_in
    assert record.brought_in.key == "A1"


def test_an_assessment_that_could_not_be_signed_here_does_not_come_in_either(session: Session, tmp_path: Path) -> None:
    """Numbers of an instrument whose table this agency has on are checked; so is training, and whose number it is."""
    headings = (*ASSESSED, "Total", "Assessor")
    path = write_xlsx(
        tmp_path / "old.xlsx",
        [
            ["CJ-1", "LS/CMI", "01/02/2025", "As scored.", "A1", "999", ""],
            ["CJ-1", "Placement", "01/02/2099", "Later.", "A2", "", ""],
            ["CJ-1", "Placement", "01/02/2025", "By whom?", "A3", "", "nobody-7"],
        ],
        headings,
    )
    found = try_out(session, TargetSort.ASSESSMENTS, *read_as(TargetSort.ASSESSMENTS, path))
    assert found.new == 0
    assert (3, "Assessment date (C)") in {(fault.line, fault.column) for fault in found.faults}
    assert (4, "Assessor (G)") in {(fault.line, fault.column) for fault in found.faults}
    assert {fault.line for fault in found.faults} == {2, 3, 4}


def test_a_total_that_is_not_that_of_its_numbers_is_not_replaced_by_it(session: Session, tmp_path: Path) -> None:
    """Somebody recorded 31. Their numbers come to 8, a lower level: which is right is not ours to say."""
    codes = [one.code for table in load_instruments() if table.code == "lscmi" for one in table.parts]
    assert len(codes) == 8
    numbers = "; ".join(f"{code}=1" for code in codes)
    headings = (*ASSESSED, "Numbers", "Total")
    rows_of = [
        ["CJ-1", "LS/CMI", "01/02/2025", "As scored.", "A1", numbers, "31"],
        ["CJ-1", "LS/CMI", "01/02/2025", "As scored.", "A2", numbers, "8"],
        ["CJ-1", "ACUTE-2007", "01/02/2025", "As scored.", "A3", "", "3"],
    ]
    path = write_xlsx(tmp_path / "old.xlsx", rows_of, headings)
    found = try_out(session, TargetSort.ASSESSMENTS, *read_as(TargetSort.ASSESSMENTS, path))
    assert [fault.line for fault in found.faults if fault.column == "Total (G)"] == [2, 4]


PEOPLE = (
    "Forename",
    "Surname",
    "DOB",
    "Case opened",
    "CareJust number",
    "Order",
    "Order start",
    "Order end",
    "Address",
)


def caseload(tmp_path: Path, *more: Sequence[object]) -> Path:
    first = ["Una", "Newname", "03/04/1990", "05/01/2026", "CJ-77", "CPO", "05/01/2026", "05/01/2028", "1 Sample St"]
    return write_xlsx(tmp_path / "people.xlsx", [first, *more], PEOPLE)


def test_a_caseload_becomes_cases_of_ones_own(ready: ReadyStore, session: Session, tmp_path: Path) -> None:
    before = set(session.cases())
    source, reading = read_as(TargetSort.CASELOAD, caseload(tmp_path))
    found = try_out(session, TargetSort.CASELOAD, source, reading)
    assert [(fault.column, fault.sentence) for fault in found.faults] == []
    done = bring_in(session, TargetSort.CASELOAD, source, reading)
    assert set(session.cases()) == before, "access begins with the office's word"
    session.store.imports.release()
    (scope,) = set(session.store.scopes("case")) - {case_scope(case) for case in before}
    ready.office.settle(session.store)
    ready.office.grant(grants_scope(CaseId(scope.partition(":")[2])), scope)
    ready.office.settle(session.store)
    (case,) = set(session.cases()) - before
    assert session.access(case).reads
    (person,) = (read_record(Person, one) for one in session.store.records(Person.kind, case_scope(case)))
    assert person.name
    assert (person.name.full(), str(person.born)) == ("Una Newname", "1990-04-03")
    assert [one.number for one in person.references] == ["CJ-77"]
    (order,) = (read_record(Order, one) for one in session.store.records(Order.kind, case_scope(case)))
    assert order.term
    assert str(order.term.ends) == "2028-01-05"
    assert len(session.store.records(Address.kind, case_scope(case))) == 1
    (own,) = (read_record(Case, one) for one in session.store.records(Case.kind, case_scope(case)))
    assert own.brought_in
    assert len(session.store.records("allocation", grants_scope(case))) == 2, "the officer and the officer's team"
    assert done.written == 1
    assert try_out(session, TargetSort.CASELOAD, source, reading).there == 1, "nobody has two files"


def test_a_caseload_is_undone_without_a_trace(ready: ReadyStore, session: Session, tmp_path: Path) -> None:
    before = rows(ready, ("import_layout",))
    done = bring_in(session, TargetSort.CASELOAD, *read_as(TargetSort.CASELOAD, caseload(tmp_path)))
    assert undo(session, done.run).traceless
    assert rows(ready, ("import_layout",)) == before


def test_somebody_who_is_here_already_is_refused(session: Session, tmp_path: Path) -> None:
    again = ["Isla", "Testcase", "12/04/1985", "05/01/2026", "", "", "", "", ""]
    twice = ["Una", "Newname", "03/04/1990", "05/01/2026", "CJ-78", "", "", "", ""]
    found = try_out(session, TargetSort.CASELOAD, *read_as(TargetSort.CASELOAD, caseload(tmp_path, again, twice)))
    assert [(fault.line, fault.column) for fault in found.faults] == [(3, "Surname (B)"), (4, "Surname (B)")]


def test_what_is_prepared_for_the_office_is_what_its_import_takes(session: Session, tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "staff.xlsx",
        [["S1", "Nora Newstart", "Senior social worker", "", "0131 496 0000"], ["S2", "=cmd", "Administrator", "", ""]],
        ["Staff number", "Name", "Job title", "Team", "Phone"],
    )
    source, reading = read_as(TargetSort.STAFF, path)
    found = try_out(session, TargetSort.STAFF, source, reading)
    assert [(fault.line, fault.column) for fault in found.faults] == [(2, "Team (D)"), (3, "Name (B)")][: found.refused]
    out = tmp_path / "staff.csv"
    trial = Trial(STAFF_TARGET, source, reading)
    assert save_for_office(session, trial, out) == found.new
    table = read_table(STAFF_TARGET.sheet, out.read_bytes())
    assert table.problems == ()
    assert len(table.rows) == found.new


@pytest.mark.parametrize("formula", ["=1+1|calc", "=cmd", "@SUM(1)", "-2+3", "+1+cmd", "\t=1", "|calc"])
def test_nothing_that_the_administrator_opens_is_a_formula(session: Session, tmp_path: Path, formula: str) -> None:
    """Whatever a digit follows, too; a number that is rung from abroad stays as it is."""
    path = tmp_path / "staff.csv"
    rows_of = [["Staff number", "Name", "Role", "Phone"], ["S1", formula, "Administrator", "+44 131 496 0000"]]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows_of)
    source, reading = read_as(TargetSort.STAFF, path)
    out = tmp_path / "office.csv"
    save_for_office(session, Trial(STAFF_TARGET, source, reading), out)
    cells = [cell for row in csv.reader(out.read_text().splitlines()) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "-", "|", "\t")) or cell == formula]
    assert "+44 131 496 0000" in cells


def test_signs_alone_stand_for_nothing_in_letters_of_any_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a language of other letters nothing is left of its words: that is like no heading and no word of a file."""
    monkeypatch.setattr(reading, "title_of", lambda field: "Όνομα")
    monkeypatch.setattr(reading, "words_for", lambda field, code: "Επίσκεψη")
    sort = TARGETS[TargetSort.CONTACTS].field("sort")
    assert sort is not None
    assert reading.guess_value(sort, "—") == ""
    assert reading.guess_value(sort, "telephone") == "telephone"
    found = reading.guess_reading(TargetSort.CONTACTS, SourceFile(Path("a.csv"), ("#", "…"), ""))
    assert found.columns == {}
