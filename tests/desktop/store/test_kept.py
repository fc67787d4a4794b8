"""What tests begin with is made once and copied: each test's store and office are its own, whole and as just made."""

from pathlib import Path

from casework.records.identifier import case_scope
from desktop.store.case_store import Save
from desktop.store.connection import check_integrity
from tests.desktop.services.laptop import begin_team
from tests.fakes.case_store import CASE_SCOPE, FIRST_CASE, ReadyStore, change, open_memory_like_store, person_of


def folder_of(parent: Path, name: str) -> Path:
    made = parent / name
    made.mkdir()
    return made


def telephone(ready: ReadyStore) -> list[str]:
    person = ready.store.record(CASE_SCOPE, person_of(FIRST_CASE))
    assert person is not None
    return [str(head.value) for head in person.fields["telephone"].heads] if "telephone" in person.fields else []


def test_what_a_test_does_to_its_store_its_office_or_its_clock_is_seen_nowhere_else(tmp_path: Path) -> None:
    first = open_memory_like_store(folder_of(tmp_path, "first"), cases=2)
    untouched = first.office.digest(CASE_SCOPE), len(first.office.logs[CASE_SCOPE])
    first.store.append([Save(CASE_SCOPE, (change("person", person_of(FIRST_CASE), "telephone", "01632 960 001"),))])
    first.office.settle(first.store)
    first.office.revoke(case_scope(first.cases[1]))
    first.office.notes["a note"] = {}
    first.office.logs[CASE_SCOPE][0].reason = "Another"
    first.office.settle(first.store)
    first.clock.advance(hours=3)
    second = open_memory_like_store(folder_of(tmp_path, "second"), cases=2)
    assert (telephone(first), telephone(second)) == (["01632 960 001"], [])
    assert (second.office.digest(CASE_SCOPE), len(second.office.logs[CASE_SCOPE])) == untouched
    assert case_scope(second.cases[1]) in second.office.allowed
    assert not second.office.notes
    assert all(logged.reason is None for logged in second.office.logs[CASE_SCOPE])
    assert all(not confirmed for confirmed in second.office.confirmed.values())
    assert second.store.unsent() == 0
    assert first.clock.now() > second.clock.now()
    for ready in (first, second):
        ready.connection.close()


def test_a_copy_is_whole_private_and_pins_the_key_of_its_own_office(tmp_path: Path) -> None:
    """Three laptops of one office, of which each signs with a key of its own."""
    team = begin_team(tmp_path, cases=2)
    laptops = (team.worker.ready, team.colleague.ready, team.senior.ready)
    for ready in laptops:
        check_integrity(ready.connection)
        assert ready.path.stat().st_mode & 0o077 == 0
        assert ready.office is laptops[0].office
        assert ready.store.identity().server_key == ready.office.public_key
        assert ready.store.holdings()
    assert len({ready.store.identity().signing_key for ready in laptops}) == 3
    for ready in laptops:
        ready.connection.close()
