"""Brings in so many contacts and prints the processor times of each step and the peak of the memory (KiB)."""

import resource
import sys
import time
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.services.importing.target import TargetSort
from desktop.services.session import Session
from tests.desktop.services.importing.files import contact_row, write_csv, write_xlsx
from tests.desktop.services.importing.rig import bring_in, know_numbers, read_as, try_out, undo
from tests.fakes.case_store import open_memory_like_store


def main() -> None:
    """Measure once: rows, then "xlsx" for a workbook."""
    count, workbook = int(sys.argv[1]), "xlsx" in sys.argv
    with TemporaryDirectory() as made:
        folder = Path(made)
        ready = open_memory_like_store(folder, 4)
        know_numbers(ready)
        session, lines = Session(ready.store, ready.clock), (contact_row(n, f"CJ-{1 + n % 4}") for n in range(count))
        path = write_xlsx(folder / "old.xlsx", lines) if workbook else write_csv(folder / "old.csv", lines)
        source, reading = read_as(TargetSort.CONTACTS, path)
        times = [time.process_time()]
        assert try_out(session, TargetSort.CONTACTS, source, reading).new == count
        times.append(time.process_time())
        done = bring_in(session, TargetSort.CONTACTS, source, reading)
        times.append(time.process_time())
        undo(session, done.run)
        times.append(time.process_time())
        assert done.written == count
    took = [f"{after - before:.2f}" for before, after in pairwise(times)]
    sys.stdout.write(f"{' '.join(took)} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\n")


if __name__ == "__main__":
    main()
