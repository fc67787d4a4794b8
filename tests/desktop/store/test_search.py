"""Search as you type: prefixes, accents, old names, numbers; names before narratives; nothing that is hidden."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit, Removal
from casework.records.identifier import RecordId
from casework.records.person.agency_contact import AgencyContact, AgencyPerson, AgencyRole
from casework.rules.standing import shown_parents
from desktop.store.case_store import Save
from desktop.store.private_file import DiskFull
from desktop.store.search import SearchTable
from desktop.store.search_term import same_number
from desktop.store.search_text import SearchText
from tests.desktop.store.plain_page import plain_bytes
from tests.fakes.case_store import (
    CASE_SCOPE,
    FIRST_CASE,
    KEY,
    ReadyStore,
    change,
    new,
    open_memory_like_store,
    person_of,
    uid,
)

PERSON = person_of(FIRST_CASE)


@pytest.fixture
def ready(tmp_path: Path) -> ReadyStore:
    return open_memory_like_store(tmp_path, cases=4)


def contact(number: int, narrative: str, **fields: JsonValue) -> Save:
    values: dict[str, JsonValue] = {"sort": "home_visit_announced", "narrative": narrative, **fields}
    return Save(CASE_SCOPE, (Edit(record=RecordId(uid(number)), kind="contact", set=values),))


def found(ready: ReadyStore, text: str) -> list[str]:
    return [hit.title for hit in ready.store.search(text)]


@pytest.mark.parametrize("typed", ["r", "rua", "MADEUP", "madeup rua", "ruairidh  madeup", "01/09/1990", "1990-09-01"])
def test_every_word_typed_begins_a_word(ready: ReadyStore, typed: str) -> None:
    assert "Ruairidh Madeupson" in found(ready, typed)


@pytest.mark.parametrize("typed", ["o'inv", "oinvention", "O’Invention", "invention"])
def test_a_name_with_an_apostrophe_is_found_however_it_is_typed(ready: ReadyStore, typed: str) -> None:
    assert found(ready, typed) == ["Morag O'Invention"]


NUMBERS = ("01632 960044", "01632960044", "(01632) 960-044", "+441632960044", "+44 1632 960 044", "0044 1632 960044")


@pytest.mark.parametrize("stored", [*NUMBERS, "+44 (0)1632 960 044"])
def test_a_telephone_number_is_found_however_either_is_written(ready: ReadyStore, stored: str) -> None:
    """Somebody rings: the number on the screen is not grouped as it was written down."""
    ready.store.append([Save(CASE_SCOPE, (change("person", PERSON, "telephone", stored),))])
    for typed in (*NUMBERS, "+44 (0) 1632 960044", "01632 960"):
        assert [hit.record for hit in ready.store.search(typed)] == [PERSON], typed


@pytest.mark.parametrize(
    ("given", "family", "typed"),
    [
        ("Łukasz", "Żółć", ("lukasz", "zolc", "Łukasz")),
        ("Søren", "Ærø", ("soren", "aero", "ærø")),
        ("Nguyễn", "Thị Đào", ("nguyen", "dao")),
        ("Jürgen", "Weiß", ("weiss", "weiß", "jurgen weis")),
        ("Lukasz", "Weiss", ("Łukasz", "weiß")),
        ("شهد", "Sample", ("شهد",)),
    ],
)
def test_a_name_is_found_without_the_key_for_it(ready: ReadyStore, given: str, family: str, typed: list[str]) -> None:
    ready.store.append([Save(CASE_SCOPE, (change("person", PERSON, "name", {"given": given, "family": family}),))])
    for words in typed:
        assert [hit.record for hit in ready.store.search(words)] == [PERSON], words


def test_a_word_of_a_long_text_is_found_without_the_key_for_it(ready: ReadyStore) -> None:
    ready.store.append([contact(1, f"{'Spoke about work. ' * 30}Her brother Łukasz rang.")])
    assert [hit.record for hit in ready.store.search("lukasz")] == [uid(1)]


@pytest.mark.parametrize("typed", ["0163", "1990 09 01", "12 34 56 78", "01632 960044 knife"])
def test_what_is_no_telephone_number_is_looked_for_as_it_is(typed: str) -> None:
    assert same_number(typed) == ""


@pytest.mark.parametrize("typed", ["", "   ", '"', "*", "AND", "NEAR(", "names:", "isla OR", "-", "'; DROP"])
def test_signs_that_mean_something_to_the_index_are_only_signs(ready: ReadyStore, typed: str) -> None:
    assert ready.store.search(typed) == []


def test_accents_may_be_left_out_or_written(ready: ReadyStore) -> None:
    ready.store.append([contact(1, "Spoke with Seòrsa NicDhòmhnaill at the café.")])
    for typed in ("seorsa", "SEÒRSA", "cafe", "cafe\u0301", "nicdhomh"):
        assert len(ready.store.search(typed)) == 1, typed


def test_old_names_and_removed_aliases_stay_findable(ready: ReadyStore) -> None:
    old: JsonValue = {"sort": "alias", "given": "Izzy", "family": "Formerly"}
    added = Edit(record=PERSON, kind="person", add={"other_names": [old]})
    ready.store.append([Save(CASE_SCOPE, (added,))])
    entry = ready.store.placed(CASE_SCOPE, PERSON)[-1].sealed.id
    first = ready.store.placed(CASE_SCOPE, PERSON)[0].sealed.id
    renamed = change("person", PERSON, "name", {"given": "Isla", "family": "Newname"}, first)
    removal = Edit(record=PERSON, kind="person", remove={"other_names": [Removal(entry=entry, item=old)]})
    ready.store.append([Save(CASE_SCOPE, (renamed,)), Save(CASE_SCOPE, (removal,))])
    for typed in ("formerly", "izzy", "testc", "newname"):
        assert "Isla Newname" in found(ready, typed), typed


def test_names_come_before_narratives_and_people_first(ready: ReadyStore) -> None:
    present: JsonValue = [{"role": "other", "name": "A Testcase"}]
    ready.store.append([contact(1, "testcase " * 200), contact(2, "Seen.", present=present)])
    officer = AgencyContact(person=AgencyPerson(role=AgencyRole.POLICE, name="Tess Testcase", agency="Police"))
    ready.store.append([Save(CASE_SCOPE, (new(officer, uid(3)),))])
    kinds = [hit.kind for hit in ready.store.search("testcase")]
    assert kinds == ["person", "person", "agency_contact", "contact", "contact"]
    assert ready.store.search("testcase")[-1].record == uid(1)
    assert len(ready.store.search("testcase", limit=2)) == 2


def test_police_accounts_and_numbers_are_searched_with_a_snippet(ready: ReadyStore) -> None:
    joint: JsonValue = {
        "officer": "PC Placeholder",
        "purpose": "Check",
        "basis": "warrant",
        "account": "A lurcher was in the hall.",
    }
    ready.store.append([contact(1, "Seen.", joint=joint)])
    edit = Edit(record=PERSON, kind="person", add={"references": [{"sort": "prison", "number": "P-12345/26"}]})
    ready.store.append([Save(CASE_SCOPE, (edit,))])
    hit = ready.store.search("lurch")[0]
    assert (hit.scope, hit.record, hit.kind, hit.title) == (CASE_SCOPE, uid(1), "contact", "Home visit, announced")
    assert "lurcher was in the hall" in hit.snippet
    for typed in ("p12345", "P-12345/26", "12345"):
        assert found(ready, typed) == ["Isla Testcase"], typed


def test_a_word_that_is_not_there_any_more_leaves_the_index(ready: ReadyStore) -> None:
    """FTS5 keeps deleted words unless its own secure-delete is set; looked for below the tables."""
    ready.store.append([contact(1, "zzhippopotamus")])
    with_word = plain_bytes(ready.path, KEY).count(b"zzhippopotamus")
    number = ready.connection.execute("SELECT number FROM state WHERE record = ?", (uid(1),)).fetchone()[0]
    ready.store._tables.search.remove_all([number])
    ready.connection.execute("DELETE FROM state")
    ready.connection.execute("DELETE FROM entry WHERE scope = ?", (CASE_SCOPE,))
    ready.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert with_word > 0
    assert b"zzhippopotamus" not in plain_bytes(ready.path, KEY)


def lots(ready: ReadyStore) -> int:
    """Of how many lots the index consists: each search goes through all of them."""
    found: int = ready.connection.execute("SELECT count(DISTINCT segid) FROM search_idx").fetchone()[0]
    return found


def test_what_came_lot_by_lot_is_found_at_once_and_put_together_in_quiet_minutes(ready: ReadyStore) -> None:
    """Merging the index is no part of taking in a page; where it never came, a search would get slower and slower."""
    for number in range(12):
        ready.store.append([contact(number + 1, f"zebra number{number}")])
    assert len(ready.store.search("zebra")) == 12
    before = lots(ready)
    assert before >= 12
    for _ in range(6):
        ready.store.note_time()
    assert lots(ready) < before / 2
    assert len(ready.store.search("zebra")) == 12
    assert [hit.record for hit in ready.store.search("number7")] == [uid(8)]


def test_a_quiet_minute_writes_nothing_where_nothing_is_to_be_put_together(ready: ReadyStore) -> None:
    for _ in range(20):
        ready.store.note_time()
    before = ready.connection.total_changes
    log = ready.path.with_name(ready.path.name + "-wal").stat().st_size
    ready.store.note_time()
    assert ready.connection.total_changes - before <= 1
    assert ready.path.with_name(ready.path.name + "-wal").stat().st_size == log


@pytest.mark.parametrize(("typed", "people"), [("m", 2), ("M", 2), ("i t", 2), ("t i", 2), ("x", 0), ("é", 0)])
def test_one_letter_finds_people_by_their_names_alone(ready: ReadyStore, typed: str, people: int) -> None:
    """Nearly everything has a word that begins with it: to look for that takes longer than to type the next letter."""
    ready.store.append([contact(1, "Moved the meeting, in time for tea.")])
    hits = ready.store.search(typed)
    assert ([hit.kind for hit in hits], len(hits)) == (["person"] * people, people)
    assert [hit.title.casefold() for hit in hits] == sorted(hit.title.casefold() for hit in hits)


@pytest.mark.parametrize("typed", ["isla t", "t isla", "isla  T"])
def test_a_letter_beside_words_narrows_what_they_find(ready: ReadyStore, typed: str) -> None:
    """The next name is begun: those stay of whom a word begins so, in the name or in what is written."""
    ready.store.append([contact(1, "Spoke with Isla about tea."), contact(2, "Spoke with Isla.")])
    hits = ready.store.search(typed)
    assert [hit.title for hit in hits][:2] == ["Isla Testcase", "Isla Testcase"]
    assert {hit.record for hit in hits[2:]} == {uid(1)}


def test_of_more_than_anybody_would_read_the_last_come_first_and_other_kinds_before_contacts(ready: ReadyStore) -> None:
    ready.store.append([contact(1000 + number, f"Seen about supervision {number}.") for number in range(300)])
    person = AgencyPerson(name="Pat Sample", agency="Superb Housing", role=AgencyRole.HOUSING)
    ready.store.append([Save(CASE_SCOPE, (new(AgencyContact(person=person), uid(5000)),))])
    hits = ready.store.search("sup", limit=5)
    assert [hit.record for hit in hits] == [uid(5000), *(uid(1299 - number) for number in range(4))]
    assert ("Superb" in hits[0].snippet, "supervision 299" in hits[1].snippet) == (True, True)


def test_what_is_weighed_does_not_grow_with_what_there_is(ready: ReadyStore) -> None:
    """Counted in steps of the database: a hundred thousand notes would else take two seconds a letter."""
    steps: list[int] = []
    for first in (0, 2000):
        notes = [contact(10_000 + first + number, f"Seen about supervision {number}.") for number in range(600)]
        edits = [edit for save in notes for edit in save.edits]
        ready.store.append([Save(CASE_SCOPE, tuple(edits[at : at + 200])) for at in range(0, 600, 200)])
        steps.append(0)

        def count() -> int:
            steps[-1] += 1
            return 0

        ready.connection.set_progress_handler(count, 100)
        assert len(ready.store.search("sup", limit=30)) == 30
        ready.connection.set_progress_handler(None, 0)
    assert steps[1] <= 1.2 * steps[0]


def waiting(ready: ReadyStore) -> int:
    """How many records have words that are not in the index yet."""
    found: int = ready.connection.execute("SELECT count(*) FROM search_waiting").fetchone()[0]
    return found


def amended(ready: ReadyStore, number: int, text: str) -> Save:
    """What happened in an offence, written anew over what is shown of it."""
    record = RecordId(uid(number))
    parents = shown_parents(ready.store.record(CASE_SCOPE, record), "what_happened")
    edit = Edit(record=record, kind="offence_analysis", set={"what_happened": text}, parents={"what_happened": parents})
    return Save(CASE_SCOPE, (edit,))


def test_words_that_a_change_adds_are_found_by_the_next_search_and_put_in_by_it(ready: ReadyStore) -> None:
    ready.store.append([amended(ready, 1, "quokka seen")])
    ready.store.append([amended(ready, 1, "quokka seen, and a wombat")])
    assert waiting(ready) == 1
    for word in ("quokka", "wombat", "seen"):
        assert [hit.record for hit in ready.store.search(word)] == [uid(1)]
    assert waiting(ready) == 0
    # What stood there before stays findable, as ever.
    ready.store.append([amended(ready, 1, "nothing of it")])
    assert [hit.record for hit in ready.store.search("wombat nothing")] == [uid(1)]


def test_words_that_wait_are_put_in_by_quiet_minutes_a_few_at_a_time(ready: ReadyStore) -> None:
    for number in range(1, 16):
        ready.store.append([amended(ready, number, "first")])
        ready.store.append([amended(ready, number, f"second{number}")])
    assert waiting(ready) == 15
    ready.store.note_time()
    assert waiting(ready) == 5
    ready.store.note_time()
    assert waiting(ready) == 0
    assert [hit.record for hit in ready.store.search("second7")] == [uid(7)]


def test_words_that_have_to_go_do_not_wait(ready: ReadyStore) -> None:
    """Neither in the index nor among what waits for it is anything left of a record that is taken out."""
    ready.store.append([amended(ready, 1, "zzhippopotamus")])
    ready.store.append([amended(ready, 1, "zzrhinoceros")])
    assert waiting(ready) == 1
    number = ready.connection.execute("SELECT number FROM state WHERE record = ?", (uid(1),)).fetchone()[0]
    table = ready.store._tables.search
    table.put([(number, SearchText("", "other"))])
    assert waiting(ready) == 0
    assert ready.store.search("zzrhinoceros") == ready.store.search("zzhippopotamus") == []
    table.put([(number, SearchText("", "other\nmore"))])
    assert waiting(ready) == 1
    table.remove_all([number])
    assert waiting(ready) == 0


def test_very_many_that_wait_are_put_in_together(ready: ReadyStore) -> None:
    for text in ("first", "second"):
        ready.store.append([Save(CASE_SCOPE, tuple(amended(ready, n, text).edits[0] for n in range(1, 81)))])
    assert waiting(ready) == 80
    assert len(ready.store.search("second", 100)) == 80
    assert waiting(ready) == 0
    assert lots(ready) == 1


@pytest.mark.slow
def test_five_thousand_records_are_searched_while_typing(
    ready: ReadyStore, record_property: Callable[[str, object], None]
) -> None:
    """The time is recorded, not asserted: the machine is shared."""
    words = [f"word{number % 700} about topic{number % 90} and place{number % 13}" for number in range(5000)]
    edits = [edit for number, text in enumerate(words) for edit in contact(10_000 + number, text * 8).edits]
    ready.store.append([Save(CASE_SCOPE, tuple(edits[at : at + 200])) for at in range(0, 5000, 200)])
    took = {}
    for typed in ("m", "wo", "topic1", "place3 word", "isla test"):
        began = perf_counter()
        assert ready.store.search(typed)
        took[typed] = round((perf_counter() - began) * 1000, 1)
    record_property("search_ms", took)


@pytest.mark.parametrize("full", [True, False])
def test_an_index_that_cannot_be_put_together_keeps_nobody_out_and_holds_up_no_lease(
    ready: ReadyStore, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    """A disk that is full, or a page of the index that is lost: what time does is done, and the records can be read."""
    if full:
        monkeypatch.setattr(SearchTable, "settle", fill_disk)
    else:
        for number in range(3):
            ready.store.append([contact(number + 1, "Nobody was in.")])
        ready.connection.execute("UPDATE search_data SET block = x'00' WHERE id > 10")
    ready.clock.advance(minutes=1)
    assert ready.reopen().record(CASE_SCOPE, PERSON)
    ready.clock.advance(minutes=1)
    ready.store.note_time()
    kept = ready.store._tables.lease.load()
    assert kept
    assert kept.highest == ready.clock.now()


def fill_disk(search: SearchTable, most: int = -1) -> None:
    del search, most
    raise DiskFull
