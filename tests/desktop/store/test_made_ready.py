"""An answer is read, checked and folded before the store is asked; what of it holds is decided when it is taken in."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from casework.errors import Damaged
from casework.ledger.protocol import PullResponse
from desktop.store.case_store import CaseStore
from tests.fakes.case_store import CASE_SCOPE, FIRST_CASE, ReadyStore, change, open_memory_like_store, person_of

Rows = list[tuple[object, ...]]


@pytest.fixture
def ready(tmp_path: Path) -> Iterator[ReadyStore]:
    made = open_memory_like_store(tmp_path, cases=2)
    with closing(made.connection):
        yield made


def number_on_file(ready: ReadyStore, number: str) -> PullResponse:
    """What comes once the office has another number."""
    ready.office.write(CASE_SCOPE, change("person", person_of(FIRST_CASE), "telephone", number))
    return ready.office.pull(ready.store)


def telephones(store: CaseStore) -> set[object]:
    [person] = store.records("person", CASE_SCOPE)
    return {head.value for head in person.fields["telephone"].heads} if "telephone" in person.fields else set()


def test_what_was_made_ready_is_taken_in_as_if_it_were_made_now(ready: ReadyStore, tmp_path: Path) -> None:
    answer = number_on_file(ready, "01632 960 011")
    ready.store.apply_pull(answer, CaseStore.make_ready(answer))
    assert telephones(ready.store) == {"01632 960 011"}
    before: Rows = ready.connection.execute("SELECT scope, record, title, folded, several FROM state").fetchall()
    ready.store.rebuild()
    after = ready.connection.execute("SELECT scope, record, title, folded, several FROM state").fetchall()
    assert sorted(before) == sorted(after)


def test_what_was_made_ready_of_another_answer_counts_for_nothing(ready: ReadyStore) -> None:
    first = number_on_file(ready, "01632 960 011")
    other = first.model_copy(update={"pages": []})
    ready.store.apply_pull(first, CaseStore.make_ready(other))
    assert telephones(ready.store) == {"01632 960 011"}


def test_an_altered_entry_is_found_when_it_is_its_turn_and_nothing_of_the_answer_is_kept(ready: ReadyStore) -> None:
    answer = number_on_file(ready, "01632 960 011")
    [page] = [page for page in answer.pages if page.entries]
    items = [item.model_copy(update={"data": item.data.replace("960", "961")}) for item in page.entries]
    altered = answer.model_copy(update={"pages": [page.model_copy(update={"entries": items})]})
    made = CaseStore.make_ready(altered)
    with pytest.raises(Damaged):
        ready.store.apply_pull(altered, made)
    assert telephones(ready.store) == set()
    ready.store.apply_pull(answer)
    # Once the cursor has passed its place it is not looked at any more.
    ready.store.apply_pull(altered, made)
    assert telephones(ready.store) == {"01632 960 011"}


def test_the_store_says_when_only_the_disk_is_left(ready: ReadyStore) -> None:
    answer = number_on_file(ready, "01632 960 011")
    said: list[bool] = []
    ready.store.apply_pull(answer, None, lambda: said.append(ready.connection.in_transaction))
    assert said == [True]
    said.clear()
    broken = answer.model_copy(update={"want_holdings": True})
    ready.store.apply_pull(broken, None, lambda: said.append(True))
    assert said == [True]
