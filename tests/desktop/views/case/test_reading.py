"""How often the store is asked for the page of a person: counted, as the time depends on what else is going on."""

from datetime import datetime
from pathlib import Path

import pytest
from pydantic import JsonValue

from casework.ledger.entry import Edit
from casework.records.identifier import RecordId, case_scope
from casework.rules.lease import Lease, LeaseState
from desktop.services.session import Session
from desktop.views.case.reading import read_view
from tests.fakes.case_store import WORKER, ReadyStore, open_memory_like_store, uid

MOST = 12
"""9 when this was written, for a case without another file; 40 before what one page reads was read at once."""


def statements(ready: ReadyStore) -> list[str]:
    """What the store is asked for when the first case is opened."""
    session, asked = Session(ready.store, ready.clock), list[str]()
    assert read_view(session, ready.cases[0]) is not None
    ready.connection.set_trace_callback(asked.append)
    view = read_view(Session(ready.store, ready.clock), ready.cases[0])
    ready.connection.set_trace_callback(None)
    assert view is not None
    return asked


@pytest.mark.parametrize("cases", [1, 4])
def test_the_page_of_a_person_is_read_at_once_however_many_others_there_are(tmp_path: Path, cases: int) -> None:
    asked = statements(open_memory_like_store(tmp_path, cases))
    assert len(asked) <= MOST, asked


def test_the_page_of_somebody_with_many_contacts_takes_no_more_reads(tmp_path: Path) -> None:
    ready = open_memory_like_store(tmp_path)
    before = len(statements(ready))
    for number in range(30):
        values: dict[str, JsonValue] = {"sort": "office", "narrative": f"Seen {number}.", "recorded_by": WORKER}
        edit = Edit(record=RecordId(uid(50_000 + number)), kind="contact", set=values)
        ready.office.write(case_scope(ready.cases[0]), edit)
    ready.office.settle(ready.store)
    assert len(statements(ready)) == before


def test_a_page_is_of_one_moment_however_often_it_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lease was worked out a hundred times for one page, and who may see the case twenty times."""
    ready = open_memory_like_store(tmp_path)
    looked: list[datetime] = []
    state = Lease.state

    def counted(lease: Lease, own: datetime, *, busy: bool = False) -> LeaseState:
        looked.append(own)
        return state(lease, own, busy=busy)

    monkeypatch.setattr(Lease, "state", counted)
    assert read_view(Session(ready.store, ready.clock), ready.cases[0]) is not None
    assert len(looked) <= 1
    ready.clock.advance(seconds=1)
    assert read_view(Session(ready.store, ready.clock), ready.cases[0]) is not None
    assert looked
