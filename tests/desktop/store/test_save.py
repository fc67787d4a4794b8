"""Saving: entry, fold, search, outbox and draft in one commit, and the chain that is never broken."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.errors import Damaged
from casework.ledger.chain import check_tip, follow_chain
from casework.ledger.entry import Edit, Link, read_entry
from casework.ledger.protocol import MAX_PUSH_BYTES, ReceiptItem, Verdict
from casework.records.identifier import AGENCY, CaseId, RecordId, case_scope, grants_scope
from casework.rules.intake_reason import Reason
from casework.rules.standing import standing_values
from desktop.store.case_store import CaseStore, Save
from desktop.store.draft import Draft
from desktop.store.outbox import from_base64
from desktop.store.tables import NotEnrolled
from tests.fakes.case_store import (
    CASE_SCOPE,
    FIRST_CASE,
    WORKER,
    ReadyStore,
    change,
    open_memory_like_store,
    open_new,
    person_of,
    uid,
)
from tests.fakes.clock import FakeClock

PERSON = person_of(FIRST_CASE)


@pytest.fixture
def ready(tmp_path: Path) -> ReadyStore:
    return open_memory_like_store(tmp_path)


def telephone(number: str) -> Save:
    return Save(CASE_SCOPE, (change("person", PERSON, "telephone", number),))


def test_a_save_is_readable_searchable_and_queued_at_once(ready: ReadyStore) -> None:
    done = ready.store.append([telephone("0131 496 0000")])
    assert done.records == {(CASE_SCOPE, PERSON)}
    assert done.kinds == {"person"}
    assert done.scopes == {CASE_SCOPE}
    assert done.outbox
    state = ready.store.record(CASE_SCOPE, PERSON)
    assert state
    assert standing_values(state)["telephone"] == "0131 496 0000"
    assert [hit.record for hit in ready.store.search("01314960000")] == [PERSON]
    assert ready.store.unsent() == 1


def test_a_save_says_how_far_its_author_had_read(ready: ReadyStore) -> None:
    ready.store.append([telephone("1")])
    batch = ready.store.unsent_batch()
    assert batch
    seen = read_entry(batch.entries[0].data.encode()).entry.seen
    assert seen
    assert (seen.epoch, seen.generation, seen.position) == (1, 1, 3)


def test_saves_continue_one_signed_chain_over_restarts(ready: ReadyStore) -> None:
    ready.store.append([telephone("1"), telephone("2")])
    ready.reopen().append([telephone("3")])
    batch, me = ready.store.unsent_batch(), ready.store.identity()
    assert batch
    entries = [read_entry(item.data.encode()) for item in batch.entries]
    tip = follow_chain(me.device, Link(), entries)
    key = Ed25519PrivateKey.from_private_bytes(me.signing_key).public_key()
    assert (tip.seq, tip.id) == (3, batch.tip.id) == (ready.store.chain().seq, ready.store.chain().id)
    assert check_tip(key, me.device, tip, from_base64(batch.signature))


def test_an_error_takes_everything_back_and_leaves_the_chain_whole(ready: ReadyStore) -> None:
    """The second entry is no entry at all: the first is not kept either."""
    before = ready.store.chain()
    huge = Save(CASE_SCOPE, (change("person", PERSON, "telephone", "x" * 600_000),))
    with pytest.raises(ValueError, match="512 KiB"):
        ready.store.append([telephone("7"), huge])
    assert ready.store.chain() == before
    assert (ready.store.unsent(), ready.store.search("7")) == (0, [])
    ready.store.append([telephone("8")])
    assert ready.store.chain().seq == 1


def test_a_finished_draft_goes_with_the_save_and_stays_without_it(ready: ReadyStore) -> None:
    now = ready.clock.now()
    ready.store.save_draft(Draft("d1", CASE_SCOPE, "contact", "{}", now, now))
    with pytest.raises(ValueError, match="edits"):
        ready.store.append([Save(CASE_SCOPE, ())], finished_draft="d1")
    assert [draft.id for draft in ready.reopen().drafts()] == ["d1"]
    assert ready.store.append([telephone("1")], finished_draft="d1").drafts
    assert ready.store.drafts() == []


def test_drafts_are_kept_as_they_are_and_deleted_by_id(ready: ReadyStore) -> None:
    now = ready.clock.now()
    first = Draft("d1", CASE_SCOPE, "contact", '{"narrative":"half a sen"}', now, now)
    later = Draft("d1", CASE_SCOPE, "contact", '{"narrative":"half a sentence"}', now, ready.clock.advance(seconds=2))
    ready.store.save_draft(first)
    assert ready.store.save_draft(later).drafts
    assert ready.reopen().draft("d1") == later
    assert ready.store.delete_draft("d1").drafts
    assert not ready.store.delete_draft("d1").drafts
    assert ready.store.draft("d1") is None


def test_a_case_opened_here_is_shown_at_once_and_meets_its_own_entries_later(ready: ReadyStore) -> None:
    case = CaseId(uid(555))
    scope, grants = case_scope(case), grants_scope(case)
    holder: Edit = Edit(
        record=RecordId(uid(556)),
        kind="allocation",
        set={"holder": {"sort": "staff", "id": WORKER, "role": "officer"}, "period": {"starts": "2026-11-02"}},
    )
    opened = Edit(record=RecordId(case), kind="case", set={"state": "open", "opened_on": "2026-11-02"})
    ready.store.append([Save(grants, (holder,)), Save(scope, (opened,))])
    assert scope in ready.store.scopes()
    assert scope not in {holding.scope for holding in ready.store.holdings()}
    batch = ready.store.unsent_batch()
    assert batch
    assert read_entry(batch.entries[1].data.encode()).entry.seen is None
    ready.office.grant(scope, grants)
    ready.office.settle(ready.store)
    assert scope in {holding.scope for holding in ready.store.holdings()}
    assert [placed.order for placed in ready.store.placed(scope, RecordId(case))] == [(0, 1, 1)]
    assert case in ready.store.facts().cases()


def test_a_store_without_identity_says_so(tmp_path: Path) -> None:
    store = CaseStore(open_new(tmp_path / "s.db"), FakeClock())
    assert not store.is_enrolled()
    with pytest.raises(NotEnrolled):
        store.append([telephone("1")])


def test_the_receipt_ladder_climbs_from_saved_to_at_the_office(ready: ReadyStore) -> None:
    ready.store.append([telephone("1")])
    ident = ready.store.placed(CASE_SCOPE, PERSON)[-1].sealed.id
    ladder = ready.store.ladder(ident)
    assert (ladder.saved_at, ladder.at_office_at, ladder.verdict) == (ready.clock.now(), None, None)
    ready.office.settle(ready.store)
    after = ready.store.ladder(ident)
    assert after.at_office_at is not None
    assert after.verdict is Verdict.ACCEPTED
    with pytest.raises(LookupError):
        ready.store.ladder(type(ident)("0" * 64))


def test_a_receipt_that_is_not_the_offices_changes_nothing(ready: ReadyStore) -> None:
    ready.store.append([telephone("1")])
    batch, device = ready.store.unsent_batch(), ready.store.identity().device
    assert batch
    good = ready.office.receive(batch, device)
    stranger = type(ready.office)(ready.office.administrator)
    forged = stranger.receive(batch, device)
    other = ready.office.receive(batch, type(device)("another-device"))
    altered = good.model_copy(update={"receipts": [good.receipts[0].model_copy(update={"data": "{}"})]})
    unknown = ReceiptItem(entry="0" * 64, seq=1, position=1, verdict=Verdict.ACCEPTED)
    wrong = good.model_copy(update={"receipts": [ready.office.sign(CASE_SCOPE, device, [unknown])]})
    for bad in (forged, other, altered, wrong):
        with pytest.raises(Damaged):
            ready.store.apply_push(bad)
        assert ready.store.unsent() == 1
    ready.store.apply_push(good)
    assert not ready.store.apply_push(good).records
    assert ready.store.unsent() == 0


def test_a_batch_stays_within_what_one_call_takes(ready: ReadyStore) -> None:
    long = "w" * 90_000
    for number in range(30):
        edit = Edit(record=RecordId(uid(7000 + number)), kind="contact", set={"narrative": long})
        ready.store.append([Save(CASE_SCOPE, (edit,))])
    batch = ready.store.unsent_batch()
    assert batch
    assert sum(len(item.data) for item in batch.entries) <= MAX_PUSH_BYTES
    ready.store.apply_push(ready.office.receive(batch, ready.store.identity().device))
    following = ready.store.unsent_batch()
    assert following
    assert following.entries[0].seq == len(batch.entries) + 1


def test_quarantined_work_is_marked_and_what_was_never_theirs_counts_nowhere(ready: ReadyStore) -> None:
    ready.office.judge = lambda sealed: (Verdict.QUARANTINED, Reason.LOWERING)
    ready.store.append([telephone("1")])
    ready.office.settle(ready.store)
    assert [placed.awaiting for placed in ready.store.placed(CASE_SCOPE, PERSON)] == [False, True]
    ready.office.judge = lambda sealed: (Verdict.QUARANTINED, Reason.NO_ACCESS)
    ready.store.append([telephone("98765")])
    ready.office.settle(ready.store)
    assert len(ready.store.placed(CASE_SCOPE, PERSON)) == 2
    assert ready.store.search("98765") == []
    assert [waiting.reason for waiting in ready.store.waiting()] == [Reason.NO_ACCESS]


def test_rebuilding_gives_the_same_records(ready: ReadyStore) -> None:
    ready.store.append([telephone("0131 496 0000")])
    before = ready.store.states()
    ready.connection.execute("UPDATE state SET folded = '{}', title = 'wrong'")
    assert ready.store.rebuild().records
    assert ready.store.states() == before
    assert [hit.record for hit in ready.store.search("isla 0131")] == [PERSON]


def test_reading_is_by_kind_scope_and_case(ready: ReadyStore) -> None:
    assert [state.kind for state in ready.store.records_of_case(FIRST_CASE)].count("allocation") == 2
    assert len(ready.store.records("staff", AGENCY)) == 4
    assert ready.store.records("staff", CASE_SCOPE) == []
    assert {state.kind for state in ready.store.states({"person", "order"}, {CASE_SCOPE})} == {"person", "order"}
    assert ready.store.facts() is ready.store.facts()
