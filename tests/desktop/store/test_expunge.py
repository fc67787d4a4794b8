"""Destroyed words: what is left of an entry arrives whole, and no old page keeps what it said."""

from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Removal
from casework.ledger.outline import outline_of
from casework.ledger.protocol import Expunge, Page, PullResponse
from casework.records.identifier import EntryId, RecordId
from tests.desktop.store.plain_page import plain_bytes
from tests.fakes.case_store import (
    CASE_SCOPE,
    FIRST_CASE,
    KEY,
    ReadyStore,
    change,
    new_store,
    open_memory_like_store,
    person_of,
)
from tests.fakes.clock import FakeClock

WORD = "quixotic-7261"


@pytest.fixture
def ready(tmp_path: Path) -> ReadyStore:
    ready = open_memory_like_store(tmp_path)
    ready.office.write(CASE_SCOPE, change("person", person_of(FIRST_CASE), "telephone", WORD))
    return ready


def last_entry(ready: ReadyStore) -> EntryId:
    return ready.office.logs[CASE_SCOPE][-1].sealed.id


def outline(ready: ReadyStore) -> str:
    return outline_of(ready.office.logs[CASE_SCOPE][-1].sealed).decode()


def outlined(ready: ReadyStore, page: Page) -> Page:
    """The page with the outline in the place of the last entry."""
    gone = last_entry(ready)
    news = {"data": outline(ready), "outline": True}
    return page.model_copy(
        update={"entries": [item.model_copy(update=news) if item.id == gone else item for item in page.entries]}
    )


def words_left(ready: ReadyStore) -> bool:
    return WORD.encode() in plain_bytes(ready.path, KEY)


def test_an_outline_that_comes_without_an_order_leaves_no_old_page(ready: ReadyStore) -> None:
    """A restored office does not know which laptops have the words: they are given a new generation with outlines."""
    ready.office.settle(ready.store)
    assert words_left(ready)
    ready.office.grant(CASE_SCOPE)
    end = len(ready.office.logs[CASE_SCOPE])
    page = outlined(ready, ready.office.page(CASE_SCOPE, 0, end))
    ready.store.apply_pull(ready.office.answer([page], enter=[CASE_SCOPE]))
    assert ready.store._tables.ledger.has(last_entry(ready))
    assert not words_left(ready)


def test_what_an_entry_took_out_stays_out_when_its_words_were_destroyed_before_it_came(ready: ReadyStore) -> None:
    """The one entry that is whole is not all there is of such a record, though it is all that can be read of it."""
    office = ready.office
    item: JsonValue = {"name": "Ikey", "sort": "nickname"}
    record = RecordId("0190a1c0-0000-7000-8000-00000000abcd")
    put_in = office.write(CASE_SCOPE, Edit(record=record, kind="person", add={"other_names": [item]}))
    gone = Removal(entry=put_in, item=item)
    office.write(CASE_SCOPE, Edit(record=record, kind="person", remove={"other_names": [gone]}))
    office.grant(CASE_SCOPE)
    page = outlined(ready, office.page(CASE_SCOPE, 0, len(office.logs[CASE_SCOPE])))
    store = new_store(ready.path.with_name("another.db"), FakeClock(), office)
    store.apply_pull(office.answer([page], enter=[CASE_SCOPE]))
    came = store.record(CASE_SCOPE, record)
    assert came
    assert came.fields["other_names"].heads == ()
    store.rebuild()
    assert store.record(CASE_SCOPE, record) == came


def test_an_order_leaves_the_outline_that_came_with_it_where_it_was_put_aside(ready: ReadyStore) -> None:
    """The cursor has passed it: nobody sends it again, and the laptop would lack it for good."""
    office, end = ready.office, len(ready.office.logs[CASE_SCOPE])
    office.grant(CASE_SCOPE)
    first = outlined(ready, office.page(CASE_SCOPE, 0, end)).model_copy(update={"complete": False})
    order = Expunge(id="order", scope=CASE_SCOPE, entries={last_entry(ready): outline(ready)})
    answer = office.answer([first], enter=[CASE_SCOPE])
    ready.store.apply_pull(PullResponse.model_validate({**answer.model_dump(), "expunge": [order.model_dump()]}))
    ready.store.apply_pull(office.answer([office.page(CASE_SCOPE, end, end)]))
    assert ready.store._tables.ledger.has(last_entry(ready))
    assert not words_left(ready)


def test_an_order_takes_the_words_out_of_what_is_put_aside(ready: ReadyStore) -> None:
    """What was staged whole is shown as its outline once the scope is entered."""
    office, end = ready.office, len(ready.office.logs[CASE_SCOPE])
    office.grant(CASE_SCOPE)
    whole = office.page(CASE_SCOPE, 0, end).model_copy(update={"complete": False})
    ready.store.apply_pull(office.answer([whole], enter=[CASE_SCOPE]))
    order = Expunge(id="order", scope=CASE_SCOPE, entries={last_entry(ready): outline(ready)})
    answer = office.answer([office.page(CASE_SCOPE, end, end)])
    ready.store.apply_pull(PullResponse.model_validate({**answer.model_dump(), "expunge": [order.model_dump()]}))
    assert ready.store._tables.ledger.has(last_entry(ready))
    assert not words_left(ready)
