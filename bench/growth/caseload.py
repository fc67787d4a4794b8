"""One size of caseload, whole: seeded, downloaded, changed and looked at. ``python -m bench.growth.caseload RESULTS``.

The size is `BENCH_CASES`; `bench.growth` begins this once for each.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

os.environ.setdefault("BENCH_CHILD", "-m bench.growth.laptop")

from bench.growth.lines import emit
from bench.growth.yard import yard_s
from bench.laptop import make_laptop
from bench.office import MeasuredOffice, running
from bench.process import Child, forget_peak, peak_mb, run_together
from bench.workload import CASES, EDITS

MEMORY = Path("/dev/shm")  # noqa: S108  nothing but what is invented
"""Where there is a file system in memory all files lie there: how long a disk takes is not measured here."""

LOOKS = ("open-case", "today", "caseload", "search", "first-due", "save")


@contextmanager
def begun_anew(office: MeasuredOffice, folder: Path) -> Iterator[None]:
    """The server ended and begun again at its address: what it holds in memory is what it read for this alone."""
    office.process.terminate()
    office.process.wait(30)
    port = str(urlsplit(office.url).port)
    command = [sys.executable, "-m", "server", "serve", "--port", port, "--folder", str(folder / "office")]
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    assert process.stdout
    try:
        process.stdout.readline()
        office.process = process
        yield
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


def run(folder: Path, results: Path, round_number: int) -> None:
    """Every operation on one size."""
    with running(folder) as office:
        for name in ("first", "second"):
            make_laptop(folder / name, office.url, office.code(office.staff[0]))

        def measure(operation: str, name: str, asked: Sequence[str]) -> None:
            child = Child([*asked, str(folder / name)]).ready()
            before = yard_s()
            found = run_together([child], office.process.pid)
            yard = round((before + yard_s()) / 2, 4)
            row = {"what": "caseload", "op": operation, "size": CASES, "round": round_number, "yard": yard}
            emit(results, {**row, **found})

        measure("first upload", "first", ["seed"])
        with begun_anew(office, folder):
            forget_peak(office.process.pid)
            idle = peak_mb(office.process.pid)
            emit(results, {"what": "caseload", "op": "idle server", "size": CASES, "server_mb": idle})
            measure("a download", "second", ["first"])
            measure("d no-op warm", "second", ["quiet"])
            own = Child(["own-edit", str(folder / "second")]).ready()
            run_together([Child(["office-edit", str(folder / "first")])], office.process.pid)
            before = yard_s()
            found = run_together([own], office.process.pid)
            yard = round((before + yard_s()) / 2, 4)
            row = {"what": "caseload", "op": "c incremental", "size": CASES, "round": round_number, "yard": yard}
            emit(results, {**row, "n": 2 * EDITS, **found})
            for look in LOOKS:
                measure(look, "second", [look])
            size = (folder / "second" / "store.db").stat().st_size
            emit(results, {"what": "caseload", "op": "disk, laptop", "size": CASES, "disk": size})
            size = (folder / "office" / "doorstep.db").stat().st_size
            emit(results, {"what": "caseload", "op": "disk, office", "size": CASES, "disk": size})


def main() -> None:
    """Run one size in a folder of its own."""
    if MEMORY.is_dir():
        tempfile.tempdir = str(MEMORY)
    with tempfile.TemporaryDirectory(prefix="doorstep-growth-") as folder:
        run(Path(folder), Path(sys.argv[1]), int(sys.argv[2]))


if __name__ == "__main__":
    main()
