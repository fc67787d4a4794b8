"""What an honest but restored office, or a hostile colleague's entry, must not do to a laptop."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from casework.errors import Damaged
from casework.ledger.chain import sign_wipe
from casework.ledger.entry import Edit, Link, Signed, entry_id, read_entry, seal_entry
from casework.ledger.protocol import ChainTip, HandoverResponse, PushResponse, Verdict
from casework.records.identifier import DeviceId, RecordId
from casework.records.record import SCHEMA
from casework.rules.intake_reason import Reason
from desktop.store.case_store import Save
from desktop.store.outbox import to_base64
from tests.fakes.case_store import (
    CASE_SCOPE,
    COLLEAGUE,
    SENIOR,
    ReadyStore,
    change,
    open_memory_like_store,
    person_of,
    uid,
)
from tests.fakes.log_office import OFFICE_TIME


@pytest.fixture
def ready(tmp_path: Path) -> ReadyStore:
    """A laptop with one case."""
    return open_memory_like_store(tmp_path)


def wipe(ready: ReadyStore, seq: int) -> HandoverResponse:
    """A signed order to wipe by an office that knows so much of the chain."""
    signature = sign_wipe(ready.office.key, ready.store.identity().device)
    last = ready.connection.execute("SELECT id FROM outbox WHERE seq = ?", (seq,)).fetchone()
    chain = ChainTip(seq=seq, id=last[0] if last else None)
    push = PushResponse(receipts=[], chain=chain, server_time=OFFICE_TIME)
    return HandoverResponse(push=push, wipe=to_base64(signature))


@pytest.mark.parametrize("acknowledged", [False, True])
def test_no_laptop_is_wiped_of_what_the_office_lacks(ready: ReadyStore, acknowledged: bool) -> None:
    """Neither of what was never sent, nor of what a restored office has lost; it is stopped all the same."""
    edit = change("person", person_of(ready.cases[0]), "telephone", "07700900123")
    ready.store.append([Save(CASE_SCOPE, (edit,))])
    if acknowledged:
        ready.office.settle(ready.store)
        assert ready.store.unsent() == 0
    ready.store.apply_handover(wipe(ready, 0))
    assert (ready.store.is_stopped(), ready.store.is_wiped(), ready.store.unsent()) == (True, False, 1)
    ready.office.settle(ready.store)
    ready.store.apply_handover(wipe(ready, 1))
    assert ready.store.is_wiped()


def test_a_ruling_is_a_ruling_however_its_letters_are_written(ready: ReadyStore) -> None:
    """JSON allows a letter as its number: laptop and office read the same."""
    save = Signed(DeviceId("other"), COLLEAGUE, CASE_SCOPE, OFFICE_TIME, SCHEMA)
    held = seal_entry(Link(), save, [change("person", person_of(ready.cases[0]), "telephone", "0131 496 0001")])
    ready.office.log(held, Verdict.QUARANTINED, Reason.SCOPE.value)
    values = {"entry": held.id, "decision": "release", "reason": "Looked at."}
    edit = Edit(record=RecordId(uid(77)), kind="ruling", set=dict(values))
    ruling = seal_entry(Link(), replace(save, author=SENIOR), [edit])
    text = ruling.data.replace(b'"ruling"', b'"rul\\u0069ng"')
    ready.office.log(replace(ruling, id=entry_id(text), data=text))
    assert read_entry(text).entry.edits[0].kind == "ruling"
    ready.office.settle(ready.store)
    state = ready.store.record(CASE_SCOPE, person_of(ready.cases[0]))
    assert state is not None
    assert [head.awaiting for head in state.fields["telephone"].heads] == [False]


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_moment_that_no_clock_shows_is_no_entry(at: str) -> None:
    """It would run over where it is shown in local time, and no page with it would open."""
    save = Signed(DeviceId("other"), COLLEAGUE, CASE_SCOPE, OFFICE_TIME, SCHEMA)
    sealed = seal_entry(Link(), save, [change("person", RecordId(uid(78)), "telephone", "1")])
    body = {**json.loads(sealed.data), "at": at}
    with pytest.raises(Damaged):
        read_entry(json.dumps(body).encode())
