"""A process of its own that saves without end and says on its standard output what the store has returned."""

import sys
from pathlib import Path

from casework.ledger.entry import Edit
from casework.records.identifier import RecordId
from desktop.clock import SystemClock
from desktop.store.case_store import CaseStore, Save
from desktop.store.connection import open_store
from desktop.store.draft import Draft
from tests.fakes.case_store import CASE_SCOPE, KEY


def main(path: Path) -> None:
    """Save a contact with its draft, over and over."""
    store = CaseStore(open_store(path, KEY), SystemClock())
    while True:
        now, record, draft = store._clock.now(), store.new_id(), store.new_id()
        store.save_draft(Draft(draft, CASE_SCOPE, "contact", record, now, now))
        sys.stdout.write(f"draft {draft}\n")
        sys.stdout.flush()
        edit = Edit(record=RecordId(record), kind="contact", set={"narrative": f"Written {record}"})
        store.append([Save(CASE_SCOPE, (edit,))], finished_draft=draft)
        sys.stdout.write(f"saved {draft} {record}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
