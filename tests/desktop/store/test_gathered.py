"""What a page reads within `gathering` is what it would read without, and it is asked of the store once."""

from collections.abc import Callable
from pathlib import Path

from pydantic import JsonValue

from casework.ledger.fold import RecordState
from casework.records.contact.contact import Contact
from casework.records.file.case import Case
from casework.records.file.same_person import SamePerson
from casework.records.identifier import AGENCY, CaseId, case_scope, case_scopes
from casework.records.person.person import Person
from casework.records.staff.grant import Allocation
from casework.records.staff.staff import Staff
from desktop.store.case_store import CaseStore, Save
from tests.fakes.case_store import CASE_SCOPE, FIRST_CASE, change, open_memory_like_store, person_of

WAYS: dict[str, Callable[[CaseStore], object]] = {
    "one kind": lambda store: store.records(Person.kind, CASE_SCOPE),
    "none of a kind": lambda store: store.records(Contact.kind, CASE_SCOPE),
    "several kinds": lambda store: store.states({Person.kind, Case.kind, Allocation.kind}, case_scopes(FIRST_CASE)),
    "everything": lambda store: store.records_of_case(FIRST_CASE),
    "one record": lambda store: store.record(CASE_SCOPE, person_of(FIRST_CASE)),
    "no such record": lambda store: store.record(CASE_SCOPE, person_of(FIRST_CASE)[:-1] + "f"),  # type: ignore[arg-type]
    "another case": lambda store: store.records(Person.kind, case_scope(second(store))),
    "the agency": lambda store: store.records(Staff.kind, AGENCY),
    "in all cases": lambda store: store.records(SamePerson.kind),
    "of all cases": lambda store: store.states({Person.kind}),
}


def second(store: CaseStore) -> CaseId:
    """Another case."""
    return next(CaseId(scope.partition(":")[2]) for scope in store.scopes() if scope != CASE_SCOPE)


def test_what_is_read_within_is_what_is_read_without(tmp_path: Path) -> None:
    store = open_memory_like_store(tmp_path, 3).store
    alone = {name: read(store) for name, read in WAYS.items()}
    with store.shown.gathering(case_scopes(FIRST_CASE)):
        assert {name: read(store) for name, read in WAYS.items()} == alone
        assert {name: read(store) for name, read in WAYS.items()} == alone


def test_it_is_asked_of_the_store_once(tmp_path: Path) -> None:
    ready = open_memory_like_store(tmp_path, 3)
    asked: list[str] = []
    ready.connection.set_trace_callback(asked.append)
    with ready.store.shown.gathering(case_scopes(FIRST_CASE)):
        for _ in range(5):
            ready.store.records(Person.kind, CASE_SCOPE)
            ready.store.states({Case.kind, Allocation.kind}, case_scopes(FIRST_CASE))
            ready.store.records(SamePerson.kind)
    ready.connection.set_trace_callback(None)
    assert len(asked) == 2


def test_a_list_that_somebody_sorts_is_theirs(tmp_path: Path) -> None:
    store = open_memory_like_store(tmp_path, 3).store
    with store.shown.gathering(case_scopes(FIRST_CASE)):
        found: list[RecordState] = store.states({Person.kind})
        found.clear()
        store.records(Person.kind, CASE_SCOPE).clear()
        assert len(store.states({Person.kind})) == 3
        assert len(store.records(Person.kind, CASE_SCOPE)) == 1


def test_what_is_written_meanwhile_is_read_anew(tmp_path: Path) -> None:
    store = open_memory_like_store(tmp_path).store
    with store.shown.gathering(case_scopes(FIRST_CASE)):
        (before,) = store.records(Person.kind, CASE_SCOPE)
        parent = before.fields["name"].heads[0].entry
        named: JsonValue = {"given": "Isobel", "family": "Testcase"}
        store.append([Save(CASE_SCOPE, (change(Person.kind, person_of(FIRST_CASE), "name", named, parent),))])
        (after,) = store.records(Person.kind, CASE_SCOPE)
    assert after.fields["name"].heads[0].value == named


def test_somebody_is_found_by_what_they_are_called(tmp_path: Path) -> None:
    """The caseload's two people of one name, however it is written; nobody of a name that only begins alike."""
    store = open_memory_like_store(tmp_path, 4).store
    assert len(store.shown.titled(Person.kind, "ISLA testcase")) == 2
    assert store.shown.titled(Person.kind, "Isla") == []
