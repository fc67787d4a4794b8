"""Taking in pages: any order, split or repetition ends where a cold start ends; nothing half-way is ever seen."""

import json
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.errors import Damaged
from casework.ledger.entry import entry_id
from casework.ledger.keep import heads_digest
from casework.ledger.protocol import Holding, Page, PageItem, Verdict
from casework.records.identifier import AGENCY, Scope
from casework.rules.intake_reason import Reason
from desktop.store.case_store import CaseStore, Save
from tests.fakes.case_store import (
    ADMINISTRATOR,
    CASE_SCOPE,
    COLLEAGUE,
    FIRST_CASE,
    PEOPLE,
    ReadyStore,
    change,
    new_store,
    open_memory_like_store,
    person_of,
    write_agency,
    write_case,
)
from tests.fakes.clock import FakeClock
from tests.fakes.log_office import LogOffice

PERSON = person_of(FIRST_CASE)


@pytest.fixture
def ready(tmp_path: Path) -> ReadyStore:
    return open_memory_like_store(tmp_path)


def digest(store: CaseStore, scope: Scope = CASE_SCOPE) -> str:
    return heads_digest(store.states(None, {scope}))


def office_with_history(lengths: int) -> LogOffice:
    """A case of which the telephone was changed many times, every third without sight of the one before."""
    office = LogOffice(ADMINISTRATOR)
    write_agency(office)
    write_case(office, FIRST_CASE, *PEOPLE[0])
    last: tuple[str, ...] = ()
    for number in range(lengths):
        ident = office.write(CASE_SCOPE, change("person", PERSON, "telephone", str(number), *last))
        last = () if number % 3 == 0 else (ident,)
    return office


@settings(max_examples=15)
@given(cuts=st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=12), size=st.integers(1, 20))
def test_any_order_and_splitting_of_pages_ends_as_a_cold_start(cuts: list[tuple[int, int]], size: int) -> None:
    """Pages come cut anywhere, twice and out of order; then the engine asks from where the laptop stands."""
    office = office_with_history(12)
    with TemporaryDirectory() as folder:
        warm = new_store(Path(folder) / "warm.db", FakeClock(), office)
        for after, to in cuts:
            warm.apply_pull(office.answer([office.page(CASE_SCOPE, after, max(after, to))], enter=[CASE_SCOPE]))
            assert cursor_is_backed(warm)
        office.settle(warm, size)
        assert digest(warm) == office.digest(CASE_SCOPE)
        warm.rebuild()
        assert digest(warm) == office.digest(CASE_SCOPE)


def cursor_is_backed(store: CaseStore) -> bool:
    """Every position up to the cursor is there, staged or held. The log of these tests has no withheld entry."""
    tables = store._tables
    for holding in store.holdings():
        rows = tables.connection.execute(
            "SELECT position FROM staged WHERE scope = ?1 UNION SELECT position FROM entry WHERE scope = ?1"
            " AND position IS NOT NULL",
            (holding.scope,),
        ).fetchall()
        if not set(range(1, holding.position + 1)) <= {row[0] for row in rows}:
            return False
    return True


def test_a_scope_being_entered_is_hidden_until_it_is_whole(tmp_path: Path) -> None:
    office = office_with_history(3)
    store = new_store(tmp_path / "s.db", FakeClock(), office)
    first = office.answer([office.page(CASE_SCOPE, 0, 2)], enter=[CASE_SCOPE])
    assert not store.apply_pull(first).records
    assert store.scopes() == []
    assert store.states() == []
    assert store.search("isla") == []
    assert store.holdings() == [Holding(scope=CASE_SCOPE, generation=1, position=2)]
    store.apply_pull(office.answer([office.page(CASE_SCOPE, 2, 99)]))
    assert store.scopes() == [CASE_SCOPE]
    assert digest(store) == office.digest(CASE_SCOPE)
    assert store.holdings() == [Holding(scope=CASE_SCOPE, generation=1, position=6)]


def test_a_page_from_elsewhere_than_the_cursor_is_passed_over(ready: ReadyStore) -> None:
    for number in range(4):
        ready.office.write(CASE_SCOPE, change("person", PERSON, "telephone", str(number)))
    held = ready.store.holdings()
    assert not ready.store.apply_pull(ready.office.answer([ready.office.page(CASE_SCOPE, 5, 7)])).records
    assert ready.store.holdings() == held
    ready.store.apply_pull(ready.office.answer([ready.office.page(CASE_SCOPE, 3, 5)]))
    ready.store.apply_pull(ready.office.answer([ready.office.page(CASE_SCOPE, 3, 7)]))
    assert [h.position for h in ready.store.holdings() if h.scope == CASE_SCOPE] == [5]


def test_an_answer_with_an_altered_entry_is_not_kept_at_all(ready: ReadyStore) -> None:
    ready.office.write(AGENCY, change("team", person_of(FIRST_CASE), "name", "Another team"))
    ready.office.write(CASE_SCOPE, change("person", PERSON, "telephone", "1"))
    good, before = ready.office.pull(ready.store), ready.store.holdings()
    page = next(page for page in good.pages if page.scope == CASE_SCOPE)
    bad_item = page.entries[0].model_copy(update={"data": page.entries[0].data.replace('"1"', '"2"')})
    foreign = page.model_copy(update={"entries": good.pages[0].entries})
    for bad in (page.model_copy(update={"entries": [bad_item]}), foreign):
        with pytest.raises(Damaged):
            ready.store.apply_pull(good.model_copy(update={"pages": [good.pages[0], bad]}))
        assert ready.store.holdings() == before
    ready.store.apply_pull(good)
    assert digest(ready.store) == ready.office.digest(CASE_SCOPE)


def test_the_offices_later_word_on_a_known_entry_is_taken_over(ready: ReadyStore) -> None:
    ready.office.judge = lambda sealed: (Verdict.QUARANTINED, Reason.LOWERING)
    ready.store.append([Save(CASE_SCOPE, (change("person", PERSON, "telephone", "5"),))])
    ready.office.settle(ready.store)
    logged = ready.office.logs[CASE_SCOPE][-1]
    logged.verdict, logged.reason = Verdict.ACCEPTED, None
    again = ready.office.page(CASE_SCOPE, 4, 4).model_copy(update={"entries": [logged.item()]})
    assert ready.store.apply_pull(ready.office.answer([again])).records == {(CASE_SCOPE, PERSON)}
    assert not any(placed.awaiting for placed in ready.store.placed(CASE_SCOPE, PERSON))


def test_own_work_that_comes_back_before_its_receipt_is_there_once(ready: ReadyStore) -> None:
    """The answer to a push is lost: the entry comes with a page, and the next push brings the receipt."""
    ready.store.append([Save(CASE_SCOPE, (change("person", PERSON, "telephone", "5"),))])
    batch = ready.store.unsent_batch()
    assert batch
    lost = ready.office.receive(batch, ready.store.identity().device)
    ready.store.apply_pull(ready.office.pull(ready.store))
    assert [placed.order for placed in ready.store.placed(CASE_SCOPE, PERSON)] == [(0, 1, 2), (0, 1, 4)]
    assert ready.store.unsent() == 1
    ready.store.apply_push(lost)
    assert ready.store.unsent() == 0
    assert digest(ready.store) == ready.office.digest(CASE_SCOPE)


def test_a_new_generation_replaces_what_others_wrote_and_keeps_own_unsent_work(ready: ReadyStore) -> None:
    ready.office.write(CASE_SCOPE, change("person", PERSON, "telephone", "gone-later"))
    ready.office.settle(ready.store)
    ready.store.append([Save(CASE_SCOPE, (change("person", PERSON, "telephone", "mine"),))])
    del ready.office.logs[CASE_SCOPE][-1]
    ready.office.grant(CASE_SCOPE)
    ready.store.apply_pull(ready.office.answer([ready.office.page(CASE_SCOPE, 0, 1)], enter=[CASE_SCOPE]))
    assert ready.store.search("gone-later"), "the old generation is shown until the new one is whole"
    ready.store.apply_pull(ready.office.answer([ready.office.page(CASE_SCOPE, 1, 9)]))
    assert ready.store.search("gone-later") == []
    assert ready.store.search("mine")
    assert ready.store.unsent() == 1
    ready.office.settle(ready.store)
    assert digest(ready.store) == ready.office.digest(CASE_SCOPE)


def test_an_entry_of_a_newer_version_is_kept_and_does_not_stop_the_others(ready: ReadyStore) -> None:
    data = '{"v":99,"device":"x","scope":"' + CASE_SCOPE + '"}'
    page = ready.office.page(CASE_SCOPE, 3, 3)
    item = PageItem(position=4, id=entry_id(data.encode()), data=data, verdict=Verdict.ACCEPTED)
    ready.store.apply_pull(ready.office.answer([page.model_copy(update={"entries": [item], "position": 4})]))
    assert [h.position for h in ready.store.holdings() if h.scope == CASE_SCOPE] == [4]
    kept = ready.connection.execute("SELECT data FROM entry WHERE id = ?", (item.id,)).fetchone()
    assert kept[0] == data.encode()
    ready.store.rebuild()


def test_asked_for_all_holdings_nothing_changes(ready: ReadyStore) -> None:
    asked = ready.office.answer([]).model_copy(update={"want_holdings": True})
    assert not ready.store.apply_pull(asked).synced
    synced = ready.store.apply_pull(ready.office.answer([]))
    assert synced.synced
    assert ready.store.last_synced_at() == asked.server_time


def test_two_laptops_converge_on_what_two_people_wrote_at_once(ready: ReadyStore, tmp_path: Path) -> None:
    other = open_memory_like_store(tmp_path, me=COLLEAGUE, office=ready.office, name="other.db")
    numbers = count()
    for laptop in (ready, other, ready):
        laptop.store.append([Save(CASE_SCOPE, (change("person", PERSON, "telephone", str(next(numbers))),))])
    for laptop in (other, ready, other):
        ready.office.settle(laptop.store)
    assert digest(ready.store) == digest(other.store) == ready.office.digest(CASE_SCOPE)
    assert ready.store.record(CASE_SCOPE, PERSON) == other.store.record(CASE_SCOPE, PERSON)


def push(office: LogOffice, store: CaseStore) -> None:
    """Send what is unsent, and keep the receipts."""
    batch = store.unsent_batch()
    assert batch
    store.apply_push(office.receive(batch, store.identity().device))


def bare_page(office: LogOffice, store: CaseStore) -> Page:
    """What others and this laptop wrote after its cursor, the laptop's own entries without their words."""
    held = next(one for one in store.holdings() if one.scope == CASE_SCOPE)
    page = office.page(CASE_SCOPE, held.position, 1000)
    own = store.identity().device
    items = [
        item.model_copy(update={"data": "", "bare": True}) if json.loads(item.data)["device"] == own else item
        for item in page.entries
    ]
    assert any(item.bare for item in items)
    return page.model_copy(update={"entries": items})


def test_own_entries_come_back_without_their_words_and_end_as_if_they_had_them(ready: ReadyStore) -> None:
    office, store = ready.office, ready.store
    store.append([Save(CASE_SCOPE, (change("person", PERSON, "telephone", "0131 496 0001"),))])
    office.write(CASE_SCOPE, change("person", PERSON, "telephone", "0131 496 0002"))
    push(office, store)
    alone = store.record(CASE_SCOPE, PERSON)
    store.apply_pull(office.answer([bare_page(office, store)]))
    assert digest(store) == office.digest(CASE_SCOPE)
    assert store.record(CASE_SCOPE, PERSON) != alone
    kept = store.states(None, {CASE_SCOPE})
    store.rebuild()
    assert store.states(None, {CASE_SCOPE}) == kept


def test_a_page_without_the_words_of_an_own_entry_that_is_not_here_is_passed_over(ready: ReadyStore) -> None:
    """A laptop that was restored lacks what it wrote since: nothing of such a page counts, and its cursor stays."""
    office, store = ready.office, ready.store
    store.append([Save(CASE_SCOPE, (change("person", PERSON, "telephone", "0131 496 0001"),))])
    push(office, store)
    page = bare_page(office, store)
    lost = [item.model_copy(update={"id": "ab" * 32}) if item.bare else item for item in page.entries]
    before = store.holdings()
    store.apply_pull(office.answer([page.model_copy(update={"entries": lost})]))
    assert store.holdings() == before
    store.apply_pull(office.answer([office.page(CASE_SCOPE, page.after, page.position)]))
    assert digest(store) == office.digest(CASE_SCOPE)
