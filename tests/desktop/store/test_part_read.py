"""Lists over very many records read only what they need, and see the same as those who read everything."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from casework.records.person.address import Address
from casework.records.person.person import Person
from casework.rules.standing import conflicts
from desktop.store.change import Save
from tests.fakes.case_store import (
    CASE_SCOPE,
    FIRST_CASE,
    ReadyStore,
    change,
    new,
    open_memory_like_store,
    person_of,
    uid,
)

BORN = "born"


@pytest.fixture
def ready(tmp_path: Path) -> Iterator[ReadyStore]:
    made = open_memory_like_store(tmp_path, cases=2)
    yield made
    made.connection.close()


def test_one_field_reads_as_it_stands_in_the_whole_record(ready: ReadyStore) -> None:
    whole = ready.store.records(Person.kind)
    parts = ready.store.field_of(Person.kind, BORN)
    assert parts == [replace(state, fields={BORN: state.fields[BORN]}, created=None) for state in whole]


def test_records_without_the_field_and_of_other_kinds_are_left_out(ready: ReadyStore) -> None:
    assert ready.store.field_of(Person.kind, "telephone") == []
    assert ready.store.field_of(Address.kind, BORN) == []
    ready.store.append([Save(CASE_SCOPE, (change(Person.kind, person_of(FIRST_CASE), "telephone", "01632 960 044"),))])
    (part,) = ready.store.field_of(Person.kind, "telephone")
    assert part.scope == CASE_SCOPE


def test_every_record_with_two_views_is_among_the_contested_ones(ready: ReadyStore) -> None:
    assert not [state for state in ready.store.contested() if conflicts(state)]
    # Written by the office without having seen the date that stands.
    day = date(1985, 12, 4).isoformat()
    ready.office.write(CASE_SCOPE, change(Person.kind, person_of(FIRST_CASE), BORN, day))
    ready.office.settle(ready.store)
    contested = [state for state in ready.store.contested() if conflicts(state)]
    assert [state.record for state in contested] == [person_of(FIRST_CASE)]
    assert contested == [state for state in ready.store.states() if conflicts(state)]


def test_what_is_hidden_is_in_neither(ready: ReadyStore) -> None:
    ready.store.append([Save(CASE_SCOPE, (new(Person(telephone="01632 960 055"), uid(7000)),))])
    ready.office.revoke(CASE_SCOPE)
    ready.office.settle(ready.store)
    assert not [state for state in ready.store.field_of(Person.kind, BORN) if state.scope == CASE_SCOPE]
