"""One laptop in a process of its own: the real store, engine and transport, without windows or a key derivation.

``python -m bench.laptop OPERATION FOLDER [ARGUMENT …]``. What is measured begins with the word from outside.
"""

import gc
import json
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from bench.process import measured
from bench.workload import BOTH, EACH, EDITS, LAPTOPS, ME, UPLOAD, Planned, Writer
from casework.ledger.entry import Edit
from casework.records.identifier import RecordId, StaffId, case_scope
from casework.rules.standing import continued_parent
from desktop.clock import SystemClock
from desktop.store.case_store import CaseStore, Save
from desktop.store.change import Change
from desktop.store.connection import create_store, open_store
from desktop.store.identity import Identity
from desktop.store.migrations.runner import load_steps, migrate
from desktop.sync.ahead import in_thread
from desktop.sync.channel import Channel, Office
from desktop.sync.engine import Beside, Progress, SyncEngine, SyncOutcome
from desktop.sync.enrol import enrol
from desktop.sync.transport import Credential, Transport

KEY = bytes(range(32))
COLD_AFTER_S = 4.5
"""A laptop asks every few minutes, and gives its connection up before that."""

SEED, UPLOAD_SEED, EACH_SEED, OFFICE_EDIT, OWN_EDIT = 20261, 20262, 30000, 41, 42

T = TypeVar("T")


def _here(work: Callable[[], T], /) -> T:
    return work()


def _unseen(progress: Progress) -> None:
    del progress


class Laptop:
    """An enrolled laptop whose store is open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = SystemClock()
        self.connection = open_store(folder / "store.db", KEY)
        self.store = CaseStore(self.connection, self.clock)
        identity = self.store.identity()
        self.staff = identity.staff
        credential = Credential(identity.device, identity.signing_key)
        self.transport = Transport(Channel(Office(identity.server_url)), credential)
        beside: Beside[Change] = Beside(aside=in_thread)
        self.engine = SyncEngine(self.store, _here, self.transport, self.clock, beside)
        # As in the program: what is loaded stays for good, and rubbish is looked for in quiet minutes only.
        gc.freeze()
        gc.disable()
        sys.setswitchinterval(0.001)

    def sync(self) -> dict[str, Any]:
        """Send and receive until nothing is left."""
        return self._run(lambda: False)

    def send(self) -> dict[str, Any]:
        """Send until nothing is unsent."""
        return self._run(lambda: self.store.unsent() == 0)

    def _run(self, stop: Callable[[], bool]) -> dict[str, Any]:
        pushed = pulled = 0
        while True:
            outcome: SyncOutcome[Any] = self.engine.run_once(_unseen, stop)
            if outcome.fault is not None:
                raise outcome.fault
            pushed, pulled = pushed + outcome.pushed, pulled + outcome.pulled
            if not outcome.more or stop():
                return {"pushed": pushed, "pulled": pulled}

    def write(self, planned: Iterable[Planned]) -> None:
        """Save new records, each as an entry of its own."""
        cases = json.loads((self.folder.parent / "cases.json").read_text())
        for one in planned:
            values = {name: self.staff if value == ME else value for name, value in one.values.items()}
            edit = Edit(record=RecordId(self.store.new_id()), kind=one.kind, set=values)
            self.store.append([Save(case_scope(cases[one.case]), (edit,))])

    def edit(self, which: slice, seed: int) -> None:
        """Write what happened in some analyses anew."""
        writer = Writer(seed)
        states = sorted(self.store.records("offence_analysis"), key=lambda state: state.record)
        for state in states[:: len(states) // (2 * EDITS)][which]:
            parents = {"what_happened": continued_parent(state, "what_happened")}
            edit = Edit(record=state.record, kind=state.kind, set={"what_happened": writer.text(300)}, parents=parents)
            self.store.append([Save(state.scope, (edit,))])

    def grow_cold(self) -> None:
        """Have a token, and no connection any more."""
        self.sync()
        time.sleep(COLD_AFTER_S)


def make_laptop(folder: Path, url: str, code: str) -> None:
    """Enrol a new laptop in a folder."""
    folder.mkdir(parents=True)
    connection = create_store(folder / "store.db", KEY)
    migrate(connection, folder / "store.db", KEY, load_steps())
    with closing(connection):
        done = enrol(Office(url), code)
        store = CaseStore(connection, SystemClock())
        store.save_identity(
            Identity(
                device=done.device,
                staff=StaffId(done.staff),
                staff_name=done.staff_name,
                agency=done.agency,
                server_key=done.server_key,
                server_url=done.server_url,
                signing_key=done.signing_key,
                box_key=done.box_key,
            )
        )


def _seed(laptop: Laptop) -> None:
    laptop.sync()
    laptop.write(Writer(SEED).caseload())
    measured(laptop.send)


def _first(laptop: Laptop) -> None:
    measured(laptop.sync)


def _upload(laptop: Laptop) -> None:
    laptop.grow_cold()
    laptop.write(Writer(UPLOAD_SEED).contacts(UPLOAD))
    measured(laptop.send)


def _quiet(laptop: Laptop) -> None:
    laptop.sync()
    measured(laptop.sync)


def _cold(laptop: Laptop) -> None:
    laptop.grow_cold()
    measured(laptop.sync)


def _office_edit(laptop: Laptop) -> None:
    laptop.sync()
    laptop.edit(slice(0, EDITS), OFFICE_EDIT)
    measured(laptop.sync)


def _own_edit(laptop: Laptop) -> None:
    laptop.grow_cold()
    laptop.edit(slice(EDITS - BOTH, 2 * EDITS - BOTH), OWN_EDIT)
    measured(laptop.sync)


def _each(laptop: Laptop) -> None:
    number = int(laptop.folder.name.rpartition("-")[2])
    assert number < LAPTOPS
    laptop.write(Writer(EACH_SEED + number).contacts(EACH))
    measured(laptop.send)


OPERATIONS: dict[str, Callable[[Laptop], None]] = {
    "seed": _seed,
    "first": _first,
    "upload": _upload,
    "quiet": _quiet,
    "cold": _cold,
    "office-edit": _office_edit,
    "own-edit": _own_edit,
    "each": _each,
}


def main(operation: str, folder: str, *arguments: str) -> None:
    """Do one operation on the laptop of a folder."""
    if operation == "make":
        make_laptop(Path(folder), *arguments)
        return
    laptop = Laptop(Path(folder))
    OPERATIONS[operation](laptop)
    laptop.transport.close()
    laptop.connection.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
