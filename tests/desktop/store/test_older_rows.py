"""Records folded by an older version, each author said with every value: read as before, and found where two differ."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from casework.ledger.fold import RecordState
from casework.ledger.keep import dump_state, load_field, load_state
from casework.records.person.person import Person
from casework.rules.standing import conflicts
from desktop.store.case_store import CaseStore
from desktop.store.connection import transaction
from desktop.store.migrations.runner import load_steps, load_version, migrate
from tests.fakes.case_store import CASE_SCOPE, FIRST_CASE, KEY, ReadyStore, change, open_memory_like_store, person_of

_OLDER = TypeAdapter(RecordState)
BORN = "born"


@pytest.fixture
def ready(tmp_path: Path) -> Iterator[ReadyStore]:
    """A store in which two people have written another day of birth of one person."""
    made = open_memory_like_store(tmp_path, cases=2)
    made.office.write(CASE_SCOPE, change(Person.kind, person_of(FIRST_CASE), BORN, date(1985, 12, 4).isoformat()))
    made.office.settle(made.store)
    with closing(made.connection):
        yield made


def older_row(state: RecordState) -> str:
    """As a version wrote it that made all heads of a record at once."""
    return _OLDER.dump_json(replace(state, fields=dict(state.fields))).decode()


def test_a_row_of_the_older_form_says_the_same(ready: ReadyStore) -> None:
    states = ready.store.states()
    assert any(conflicts(state) for state in states)
    for state in states:
        older = older_row(state)
        assert load_state(older) == load_state(dump_state(state)) == state
        assert len(dump_state(state)) < len(older)
        for name in (*state.fields, "no_such_field"):
            assert load_field(older, name) == load_field(dump_state(state), name)


def test_a_store_of_the_version_before_is_read_whole_and_its_two_views_are_found(ready: ReadyStore) -> None:
    connection, before = ready.connection, ready.store.states()
    with transaction(connection):
        for state in before:
            connection.execute(
                "UPDATE state SET folded = ? WHERE scope = ? AND record = ?",
                (older_row(state), state.scope, state.record),
            )
        connection.execute("DROP TABLE due_of_day")
        connection.execute("DROP INDEX state_several")
        connection.execute("ALTER TABLE state DROP COLUMN several")
        connection.execute("PRAGMA user_version = 10")
    path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    steps = load_steps()
    assert migrate(connection, path, KEY, steps) == len(steps) - 10
    assert load_version(connection) == len(steps)
    store = CaseStore(connection, ready.clock)
    assert store.states() == before
    assert [s.record for s in store.contested() if conflicts(s)] == [person_of(FIRST_CASE)]
    store.rebuild()
    assert store.states() == before
    assert [s.record for s in store.contested() if conflicts(s)] == [person_of(FIRST_CASE)]
    assert all(text.startswith('{"v":2,') for (text,) in connection.execute("SELECT folded FROM state"))
