"""A laptop with people whose numbers are known, and the steps of an import done to the end."""

from pathlib import Path

from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.contact.contact import Contact
from casework.records.identifier import CaseId, case_scope
from casework.rules.standing import read_record
from desktop.services.importing.reader import open_source, read_rows
from desktop.services.importing.reading import Reading, guess_reading, values_of, with_values
from desktop.services.importing.running import Import, Progress
from desktop.services.importing.source import SourceFile
from desktop.services.importing.target import TARGETS, TargetSort
from desktop.services.importing.trial import Findings, Trial
from desktop.services.importing.undoing import Undo, Undone
from desktop.services.session import Session
from desktop.store.change import Save
from tests.fakes.case_store import ReadyStore, person_of

OLD = "CareJust export"
_NOT_COMPARED = ("search_", "sqlite_")
_INDEXED = "SELECT rowid, names, body FROM search"
_WAITING = "SELECT number, names, body FROM search_waiting"


def know_numbers(ready: ReadyStore) -> None:
    """The person of case n has the number CJ-n, from 1 on; at the office, too."""
    for number, case in enumerate(ready.cases, 1):
        item: JsonValue = {"sort": "carejust", "number": f"CJ-{number}"}
        edit = Edit(record=person_of(case), kind="person", add={"references": [item]})
        ready.store.append([Save(case_scope(case), (edit,))])
    ready.office.settle(ready.store)


def read_as(sort: TargetSort, path: Path, source: str = OLD) -> tuple[SourceFile, Reading]:
    """A file with the reading that the page offers."""
    found = open_source(path)
    guessed = guess_reading(sort, found)
    reading = with_values(sort, guessed, values_of(sort, found, guessed, read_rows(found)))
    return found, reading.model_copy(update={"source": source})


def try_out(session: Session, sort: TargetSort, source: SourceFile, reading: Reading) -> Findings:
    """A whole dry run."""
    trial = Trial(TARGETS[sort], source, reading)
    while not trial.step(session).ended:
        pass
    return trial.findings


def bring_in(session: Session, sort: TargetSort, source: SourceFile, reading: Reading) -> Progress:
    """A whole import."""
    one = Import(TARGETS[sort], source, reading)
    one.begin(session)
    while not one.step(session).ended:
        pass
    assert one.progress
    return one.progress


def undo(session: Session, run: str) -> Undone:
    """Take a whole import back."""
    one = Undo(run)
    while not one.step(session).ended:
        pass
    return one.undone


def contacts(session: Session, case: CaseId) -> list[Contact]:
    """The contacts of a case."""
    return [read_record(Contact, state) for state in session.store.records(Contact.kind, case_scope(case))]


def rows(ready: ReadyStore, without: tuple[str, ...] = ()) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the store, but for the inside of the index, which is asked for its words."""
    names = [row[0] for row in ready.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [name for name in names if not name.startswith(_NOT_COMPARED) and name not in without]
    found = {name: sorted(map(tuple, ready.connection.execute(f'SELECT * FROM "{name}"')), key=repr) for name in kept}
    # Whether words are in the index yet or wait to be put there is no difference to anybody.
    words = {number: (names, body) for number, names, body in ready.connection.execute(_INDEXED)}
    words |= {number: (names, body) for number, names, body in ready.connection.execute(_WAITING)}
    found["search"] = sorted(words.values(), key=repr)
    return found
