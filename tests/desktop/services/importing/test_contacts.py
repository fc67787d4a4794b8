"""Contacts of an old system: what they become, what is refused and where, and that they can go again."""

from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.errors import UserError
from casework.ledger.entry import Edit
from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Contact, Outcome
from casework.records.file.misfiling import Misfiling
from casework.records.identifier import RecordId, case_scope
from casework.rules.standing import read_record
from desktop.services.contact_page import contact_lines, read_contact
from desktop.services.importing.reader import open_source
from desktop.services.importing.reading import guess_reading, missing_fields, recall_reading
from desktop.services.importing.running import Import
from desktop.services.importing.target import CONTACTS_TARGET, TargetSort
from desktop.services.importing.trial import report_text
from desktop.services.importing.undoing import Undo
from desktop.services.session import Session
from desktop.services.taken_out import taken_out
from desktop.store.change import Save
from desktop.store.import_table import RunState
from tests.desktop.services.importing.files import HEADINGS, contact_row, write_csv, write_xlsx
from tests.desktop.services.importing.rig import OLD, bring_in, contacts, know_numbers, read_as, rows, try_out, undo
from tests.fakes.case_store import WORKER, ReadyStore, change, open_memory_like_store, person_of, uid

SORT = TargetSort.CONTACTS
_REMEMBERED = ("import_layout",)
"""How a file is read is remembered by the person's wish, and stays."""


@pytest.fixture
def ready(tmp_path: Path) -> ReadyStore:
    made = open_memory_like_store(tmp_path, 2)
    know_numbers(made)
    return made


@pytest.fixture
def session(ready: ReadyStore) -> Session:
    return Session(ready.store, ready.clock)


def some(tmp_path: Path, count: int = 60) -> Path:
    return write_csv(tmp_path / "old.csv", [contact_row(n, f"CJ-{1 + n % 2}") for n in range(count)])


def test_a_contact_comes_in_with_what_it_said_and_says_that_it_was_brought_in(
    ready: ReadyStore, session: Session, tmp_path: Path
) -> None:
    source, reading = read_as(SORT, some(tmp_path, 1))
    done = bring_in(session, SORT, source, reading)
    assert (done.written, done.refused) == (1, 0)
    (contact,) = contacts(session, ready.cases[0])
    assert contact.sort is ContactSort.HOME_ANNOUNCED
    assert contact.outcome is Outcome.COMPLIED
    assert contact.happened
    assert contact.happened.starts.isoformat() == "2021-01-01T08:00:00+00:00"
    assert contact.happened.minutes == 15
    assert contact.recorded_by == WORKER, "whoever brings it in answers for it here"
    origin = contact.brought_in
    assert origin
    assert (origin.source, origin.key, origin.by, str(origin.on)) == (OLD, "OLD-0", "Olive Oldworker", "2021-01-01")
    (line,) = contact_lines(session, ready.cases[0])
    assert line.by == "Wilma Worker, brought in from “CareJust export”"
    page = read_contact(session, ready.cases[0], line.record)
    assert page
    assert "it was not recorded here at the time" in page.brought_in
    assert "by Olive Oldworker on 1 January 2021" in page.brought_in
    (state,) = session.store.records("contact", case_scope(ready.cases[0]))
    assert state.created
    assert state.created.author == WORKER
    assert state.created.at == ready.clock.now(), "recorded today, whenever it happened"


def by_key(found: list[Contact]) -> dict[str, object]:
    """What contacts say, by their numbers in the old system."""
    return {one.brought_in.key: one.model_dump(exclude={"brought_in": {"run"}}) for one in found if one.brought_in}


def test_a_workbook_says_the_same_as_the_csv(ready: ReadyStore, session: Session, tmp_path: Path) -> None:
    lines = [contact_row(n, f"CJ-{1 + n % 2}") for n in range(20)]
    first = bring_in(session, SORT, *read_as(SORT, write_csv(tmp_path / "old.csv", lines)))
    as_csv = by_key(contacts(session, ready.cases[0]))
    undo(session, first.run)
    bring_in(session, SORT, *read_as(SORT, write_xlsx(tmp_path / "old.xlsx", lines)))
    assert by_key(contacts(session, ready.cases[0])) == as_csv


def test_the_same_rows_again_change_nothing_and_new_ones_come(
    ready: ReadyStore, session: Session, tmp_path: Path
) -> None:
    bring_in(session, SORT, *read_as(SORT, some(tmp_path, 40)))
    before = rows(ready, ("import_run", "import_layout"))
    again = bring_in(session, SORT, *read_as(SORT, some(tmp_path, 40)))
    assert (again.written, again.there) == (0, 40)
    assert rows(ready, ("import_run", "import_layout")) == before
    more = bring_in(session, SORT, *read_as(SORT, some(tmp_path, 45)))
    assert (more.written, more.there) == (5, 40)


def test_rows_without_a_number_are_known_by_what_they_say(session: Session, tmp_path: Path) -> None:
    lines = [["", *contact_row(n)[1:]] for n in range(5)]
    path = write_csv(tmp_path / "old.csv", [*lines, lines[2]])
    source, reading = read_as(SORT, path)
    found = try_out(session, SORT, source, reading)
    assert (found.new, found.refused) == (5, 1)
    assert [(fault.line, fault.column) for fault in found.faults] == [(7, "")]
    assert "the same as line 4" in found.faults[0].sentence
    bring_in(session, SORT, source, reading)
    assert try_out(session, SORT, source, reading).there == 5


def test_what_was_undone_comes_in_again(ready: ReadyStore, session: Session, tmp_path: Path) -> None:
    done = bring_in(session, SORT, *read_as(SORT, some(tmp_path, 10)))
    undo(session, done.run)
    assert bring_in(session, SORT, *read_as(SORT, some(tmp_path, 10))).written == 10


def test_a_held_import_is_undone_without_a_trace(ready: ReadyStore, session: Session, tmp_path: Path) -> None:
    before = rows(ready, _REMEMBERED)
    done = bring_in(session, SORT, *read_as(SORT, some(tmp_path, 120)))
    assert len(contacts(session, ready.cases[0])) == 60
    undone = undo(session, done.run)
    assert undone.traceless
    assert rows(ready, _REMEMBERED) == before
    assert session.store.search("talked over") == []
    ready.office.settle(session.store)
    assert session.store.unsent() == 0


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_an_import_that_is_cancelled_at_any_step_leaves_no_trace(
    ready: ReadyStore, session: Session, tmp_path: Path, steps: int
) -> None:
    before = rows(ready, _REMEMBERED)
    source, reading = read_as(SORT, some(tmp_path, 200))
    one = Import(CONTACTS_TARGET, source, reading)
    run = one.begin(session).run
    for _ in range(steps):
        one.step(session)
    assert undo(session, run).traceless
    assert rows(ready, _REMEMBERED) == before


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_an_import_that_the_laptop_did_not_survive_is_gone_when_it_is_opened(
    ready: ReadyStore, session: Session, tmp_path: Path, steps: int
) -> None:
    before = rows(ready, _REMEMBERED)
    one = Import(CONTACTS_TARGET, *read_as(SORT, some(tmp_path, 200)))
    one.begin(session)
    for _ in range(steps):
        one.step(session)
    store = ready.reopen()
    assert [run.state for run in store.imports.runs()] == [RunState.BROKEN]
    store.imports.forget(store.imports.runs()[0].id)
    assert rows(ready, _REMEMBERED) == before


def test_what_the_office_has_is_taken_out_and_the_files_say_so(
    ready: ReadyStore, session: Session, tmp_path: Path
) -> None:
    done = bring_in(session, SORT, *read_as(SORT, some(tmp_path, 60)))
    session.store.imports.release()
    ready.office.settle(session.store)
    undone = undo(session, done.run)
    assert not undone.traceless
    assert undone.left == 0
    for case in ready.cases:
        taken = session.store.records("misfiling", case_scope(case))
        assert {line.undoes for line in taken_out(session, case)} == {OLD}, "nobody takes it for a wrong file"
        assert sum(len(read_record(Misfiling, state).entries or ()) for state in taken) == 2
    assert [run.state for run in session.store.imports.runs()] == [RunState.UNDONE]


@pytest.mark.parametrize("sent", [False, True])
def test_an_undo_that_is_repeated_takes_nothing_for_built_on(
    ready: ReadyStore, session: Session, tmp_path: Path, sent: bool
) -> None:
    """It was cut off by a flat battery, or somebody presses again: what is out already is out, once."""
    done = bring_in(session, SORT, *read_as(SORT, some(tmp_path, 60)))
    session.store.imports.release()
    ready.office.settle(session.store)
    cut_off = Undo(done.run)
    cut_off.step(session)
    for _ in range(2):
        if sent:
            ready.office.settle(session.store)
        undone = undo(session, done.run)
        assert (undone.left, undone.taken) == (0, undone.whole)
    taken = [one for case in ready.cases for one in session.store.records("misfiling", case_scope(case))]
    entries = [entry for state in taken for entry in read_record(Misfiling, state).entries or ()]
    assert len(entries) == len(set(entries)) == 4


def test_what_somebody_has_built_on_since_is_left_and_said(ready: ReadyStore, session: Session, tmp_path: Path) -> None:
    done = bring_in(session, SORT, *read_as(SORT, some(tmp_path, 60)))
    (first, *_) = session.store.records("contact", case_scope(ready.cases[0]))
    (save,) = session.store.placed(first.scope, first.record)
    session.store.append([Save(first.scope, (change("contact", first.record, "corrected_by", "another"),))])
    undone = undo(session, done.run)
    assert not undone.traceless, "something else was saved, so the import is sent"
    assert undone.left == len(save.sealed.entry.edits), "what was saved together stays together"


def test_what_another_record_belongs_to_is_left_and_said(ready: ReadyStore, session: Session, tmp_path: Path) -> None:
    """Somebody attached a photograph to a contact that came in: it would hang on nothing."""
    done = bring_in(session, SORT, *read_as(SORT, some(tmp_path, 60)))
    (first, *_) = session.store.records("contact", case_scope(ready.cases[0]))
    (save,) = session.store.placed(first.scope, first.record)
    belongs: JsonValue = {"sort": "contact", "id": first.record}
    attached = Edit(record=RecordId(uid(8_001)), kind="attachment", set={"belongs_to": belongs})
    session.store.append([Save(first.scope, (attached,))])
    undone = undo(session, done.run)
    assert undone.left == len(save.sealed.entry.edits)
    assert len(session.store.placed(first.scope, first.record)) == 1


def test_a_file_that_was_changed_after_the_check_is_not_brought_in(session: Session, tmp_path: Path) -> None:
    source, reading = read_as(SORT, some(tmp_path, 10))
    write_csv(source.path, [contact_row(n) for n in range(11)])
    with pytest.raises(UserError, match="changed since it was checked"):
        Import(CONTACTS_TARGET, source, reading).begin(session)
    assert session.store.imports.runs() == []


def test_how_a_file_is_read_is_remembered_for_the_same_headings(session: Session, tmp_path: Path) -> None:
    source, reading = read_as(SORT, some(tmp_path, 3))
    assert recall_reading(session, SORT, source) is None
    mine = reading.model_copy(update={"values": {"sort": {"home visit": "home_visit_unannounced"}}})
    bring_in(session, SORT, source, mine)
    other = open_source(write_csv(tmp_path / "next month.csv", [contact_row(99)]))
    assert recall_reading(session, SORT, other) == mine
    assert recall_reading(session, TargetSort.ASSESSMENTS, other) is None


def test_a_column_that_is_needed_and_nowhere_is_named(tmp_path: Path) -> None:
    source = open_source(write_xlsx(tmp_path / "old.xlsx", [["a", "b"]], ["Client number", "Notes"]))
    assert missing_fields(SORT, guess_reading(SORT, source)) == ["Type", "Date and time", "Outcome"]


def test_whose_row_it_is_may_be_said_by_name_and_date_of_birth(
    ready: ReadyStore, session: Session, tmp_path: Path
) -> None:
    headings = ["Client name", "DOB", *HEADINGS[2:]]
    good = ["TESTCASE, Isla", "12/04/1985", *contact_row(1)[2:]]
    wrong = ["Isla Testcase", "13/04/1985", *contact_row(2)[2:]]
    path = write_xlsx(tmp_path / "old.xlsx", [good, wrong], headings)
    found = try_out(session, SORT, *read_as(SORT, path))
    assert (found.new, found.refused) == (1, 1)
    assert [(fault.line, fault.column) for fault in found.faults] == [(3, "Client name (A)")]


def test_the_report_names_places_and_holds_nothing_of_the_cells(session: Session, tmp_path: Path) -> None:
    line = contact_row(1)
    line[2], line[5], line[7] = "31/02/2021", "Séance", ""
    found = try_out(session, SORT, *read_as(SORT, write_csv(tmp_path / "old.csv", [contact_row(0), line])))
    assert {(fault.line, fault.column) for fault in found.faults} == {
        (3, "Date (C)"),
        (3, "Contact type (F)"),
        (3, "Notes (H)"),
    }
    text = report_text(found)
    assert all(cell not in text for cell in ("Séance", "31/02/2021", "Olive", "OLD-1"))


def test_nobody_brings_contacts_into_a_case_that_is_not_theirs(
    ready: ReadyStore, session: Session, tmp_path: Path
) -> None:
    path = write_csv(tmp_path / "old.csv", [contact_row(1, "CJ-99")])
    found = try_out(session, SORT, *read_as(SORT, path))
    assert (found.new, found.faults[0].column) == (0, "Client number (B)")
    assert person_of(ready.cases[0])
