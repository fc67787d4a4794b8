"""How long a large case takes to leave a laptop: ``python -m tests.desktop.store.leaving_time CASES CONTACTS``."""

import random
import sys
import tempfile
import time
from pathlib import Path

from casework.ledger.entry import Edit
from casework.records.identifier import RecordId, case_scope, grants_scope
from tests.fakes.case_store import ReadyStore, open_memory_like_store, uid

_WORDS = 90
_DIFFERENT_WORDS = 4_000
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def fill(ready: ReadyStore, contacts: int) -> None:
    """So many contacts in every case, in words of which some are common and most are not."""
    pick = random.Random(1)
    words = ["".join(pick.choices(_LETTERS, k=pick.randint(3, 9))) for _ in range(_DIFFERENT_WORDS)]
    weights = [1 / (place + 3) for place in range(_DIFFERENT_WORDS)]
    for place, case in enumerate(ready.cases):
        for number in range(contacts):
            text = " ".join(pick.choices(words, weights, k=_WORDS))
            record = RecordId(uid(100_000 + place * contacts + number))
            ready.office.write(case_scope(case), Edit(record=record, kind="contact", set={"narrative": text}))
    ready.office.settle(ready.store)


def main(cases: int, contacts: int) -> None:
    """Print the seconds, by the clock and the processor's, in which one of the cases leaves."""
    with tempfile.TemporaryDirectory() as folder:
        ready = open_memory_like_store(Path(folder), cases)
        fill(ready, contacts)
        case = ready.cases[-1]
        ready.office.revoke(case_scope(case), grants_scope(case))
        answer = ready.office.pull(ready.store)
        begun, spent = time.perf_counter(), time.process_time()
        ready.store.apply_pull(answer)
        clock, own = time.perf_counter() - begun, time.process_time() - spent
        said = f"{contacts} of {cases * contacts} contacts left in {clock:.2f} s, {own:.2f} s of the processor\n"
        sys.stdout.write(said)
        ready.connection.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
