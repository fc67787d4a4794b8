"""A worker who records contacts while the laptop syncs, until somebody pulls the plug.

    python -m tests.e2e.kill_worker FOLDER

Prints the id of each contact once saving it has returned: what was printed was acknowledged on the screen. A second
thread syncs all the time through the same gate as the application's, so that a kill hits saving and syncing alike; it
prints `SENT` when the office has taken something.
"""

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Outcome
from desktop.clock import SystemClock
from desktop.services.capture import complete_contact, start_contact
from desktop.services.draft import keep_draft
from desktop.services.session import Session
from desktop.store.case_store import CaseStore
from desktop.store.change import Change
from desktop.store.connection import open_store
from desktop.sync.engine import SyncEngine
from desktop.sync.ports import Gate
from tests.e2e.colleague import KEY, open_transport

T = TypeVar("T")

SENT = "sent"


class OneThread:
    """The gate to the store: as in the application, one thread does one piece of work after the other."""

    def __init__(self) -> None:
        self._lane = ThreadPoolExecutor(max_workers=1)

    def __call__(self, work: Callable[[], T], /) -> T:
        """Do the work on the store's thread and wait for it."""
        return self._lane.submit(work).result()


def open_case_store(folder: Path) -> CaseStore:
    """The store of the kill test, opened as after a restart."""
    return CaseStore(open_store(folder / "store.db", KEY), SystemClock())


def make_engine(store: CaseStore, gate: Gate) -> SyncEngine[Change]:
    """The real engine over real HTTP."""
    return SyncEngine(store, gate, open_transport(store), SystemClock())


def main() -> None:
    """Record and sync until killed."""
    gate = OneThread()
    store = gate(lambda: open_case_store(Path(sys.argv[1])))
    engine = gate(lambda: make_engine(store, gate))
    threading.Thread(target=_sync_for_ever, args=(engine,), daemon=True).start()
    session = Session(store, SystemClock())
    number = 0
    while True:
        number += 1
        contact = gate(partial(_record, session, number))
        _say(contact)


def _record(session: Session, number: int) -> str:
    case = session.cases()[number % len(session.cases())]
    form = start_contact(session, case)
    form.sort, form.outcome, form.arranged = ContactSort.TELEPHONE, Outcome.COMPLIED, True
    form.narrative = f"Telephoned as arranged, call {number}."
    draft = session.store.new_id()
    keep_draft(session, draft, case, "contact", form.model_dump_json())
    return complete_contact(session, form, draft).contact


def _sync_for_ever(engine: SyncEngine[Change]) -> None:
    while True:
        if engine.run_once(lambda progress: None, lambda: False).pushed:
            _say(SENT)


def _say(line: str) -> None:
    """One write for each line: two threads say something."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


if __name__ == "__main__":
    main()
