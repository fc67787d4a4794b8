"""Search under the names of both eras: what is recorded under one is found by the other, and spelt out."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.identifier import RecordId
from casework.records.record import Record
from casework.records.report.court import CourtReport, CourtReportSort
from casework.records.sentence.order import Order, OrderSort, Term
from desktop.store.case_store import Save
from desktop.store.search import SearchHit
from tests.fakes.case_store import CASE_SCOPE, WORKER, ReadyStore, new, open_memory_like_store, uid

DAY = date(2026, 3, 2)
SEARCHED = {
    1: OrderSort.SUPERVISED_RELEASE,
    2: OrderSort.SEXUAL_RISK,
    3: OrderSort.RSHO,
    4: OrderSort.SOPO,
    5: OrderSort.SHPO,
    6: OrderSort.PROBATION,
    7: OrderSort.ATTENDANCE,
}


@pytest.fixture
def ready(tmp_path: Path) -> ReadyStore:
    found = open_memory_like_store(tmp_path, cases=2)
    save(found, {number: Order(term=Term(sort=sort, starts=DAY)) for number, sort in SEARCHED.items()})
    return found


def save(ready: ReadyStore, records: dict[int, Record]) -> None:
    ready.store.append([Save(CASE_SCOPE, tuple(new(record, uid(number)) for number, record in records.items()))])


def note(ready: ReadyStore, number: int, narrative: str) -> None:
    values: dict[str, JsonValue] = {"sort": "home_visit_announced", "narrative": narrative}
    ready.store.append([Save(CASE_SCOPE, (Edit(record=RecordId(uid(number)), kind="contact", set=values),))])


def hits(ready: ReadyStore, typed: str, limit: int = 30) -> dict[int, SearchHit]:
    """What is found, by the easy number of the record."""
    numbers = {uid(number): number for number in range(1, 60)}
    return {numbers[hit.record]: hit for hit in ready.store.search(typed, limit) if hit.record in numbers}


@pytest.mark.parametrize("typed", ["SRO", "sro", "Sro "])
def test_a_short_form_with_two_meanings_finds_both_spelt_out(ready: ReadyStore, typed: str) -> None:
    """Supervised Release Order, Sexual Risk Order, and what the latter was called before."""
    found = hits(ready, typed)
    assert {number: hit.meaning for number, hit in found.items()} == {
        1: "Supervised Release Order",
        2: "Sexual Risk Order",
        3: "Risk of Sexual Harm Order (now Sexual Risk Order)",
    }


def test_a_note_with_the_short_form_says_what_it_may_mean(ready: ReadyStore) -> None:
    """It is found by either name in full, too, and nobody has to guess."""
    note(ready, 20, "Went through the SRO with Isla.")
    both = "Supervised Release Order or Sexual Risk Order"
    assert hits(ready, "SRO")[20].meaning == both
    assert 20 in hits(ready, "supervised release order")
    assert 20 in hits(ready, "sexual risk order")
    assert 2 not in hits(ready, "supervised release order")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("SOPO", {4, 5}),
        ("SHPO", {4, 5}),
        ("sexual harm prevention order", {4, 5}),
        ("RSHO", {2, 3}),
        ("sexual offences prev", {4}),
        ("SAO", {7}),
    ],
)
def test_either_name_finds_the_other(ready: ReadyStore, typed: str, found: set[int]) -> None:
    """Forwards and backwards; a name that is only begun is not a name yet."""
    assert set(hits(ready, typed)) == found


def test_probation_finds_community_payback_but_not_attendance(ready: ReadyStore) -> None:
    """Each former order leads to what it became, not to what else became the same."""
    found = hits(ready, "probation")
    assert 6 in found
    assert 7 not in found
    titles = {hit.meaning for hit in ready.store.search("probation")}
    assert "Community Payback Order (formerly Probation order)" in titles


def test_court_reports_are_found_by_any_of_their_names(ready: ReadyStore) -> None:
    """And "served" is not found in place of a Social Enquiry Report."""
    for number, sort in enumerate(CourtReportSort, 30):
        save(ready, {number: CourtReport(sort=sort, court="Invertown", author=WORKER, due_on=DAY)})
    for number in range(40, 55):
        note(ready, number, "Served dinner. " * number)
    for typed in ("SER", "CJSWR", "JSWR", "social enquiry report"):
        assert {30, 31, 32} <= set(hits(ready, typed, limit=6)), typed
    found = hits(ready, "SER")
    assert found[30].meaning == "Justice Social Work Report (formerly Social Enquiry Report)"
    assert 40 in found


def test_other_words_narrow_the_names_down(ready: ReadyStore) -> None:
    """Every word has to be there; a name may stand anywhere among them."""
    note(ready, 20, "The RSHO was explained at Invertown.")
    note(ready, 21, "The RSHO was explained at home.")
    assert set(hits(ready, "invertown sexual risk order")) == {20}
    assert set(hits(ready, "SRO inver")) == {20}


def test_old_labels_and_what_was_stored_before_are_found(ready: ReadyStore) -> None:
    """PDO as a label on the case; and a record stored with a title of an earlier version is spelt out all the same."""
    tags = Edit(record=RecordId(uid(25)), kind="legacy_tag", add={"tags": ["PDO"]})
    ready.store.append([Save(CASE_SCOPE, (tags,))])
    assert 25 in hits(ready, "PDO")
    assert 25 in hits(ready, "potentially dangerous offender")
    ready.connection.execute("UPDATE state SET title = 'Order or licence' WHERE kind = 'order'")
    ready.reopen()
    found = hits(ready, "SHPO")
    assert {hit.title for hit in found.values()} == {"Order or licence"}
    assert found[4].meaning == "Sexual Offences Prevention Order (now Sexual Harm Prevention Order)"


def test_a_name_in_full_needs_no_explanation(ready: ReadyStore) -> None:
    """Nothing is spelt out that was typed in full, and nothing where no name was typed."""
    assert hits(ready, "sexual risk order")[2].meaning == ""
    assert {hit.meaning for hit in ready.store.search("isla")} == {""}


def test_what_is_not_shown_is_not_found_by_another_name(ready: ReadyStore) -> None:
    """A case that is leaving the laptop is not there under any name."""
    assert hits(ready, "SRO")
    ready.connection.execute("UPDATE scope SET leaving = 9 WHERE id = ?", (CASE_SCOPE,))
    for typed in ("SRO", "SOPO", "probation order"):
        assert not [hit for hit in ready.store.search(typed) if hit.scope == CASE_SCOPE], typed
