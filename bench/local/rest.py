"""How often a laptop on which nothing happens is woken: ``python -m bench.local.rest --seconds 60``.

The real program at a real office, unlocked and then locked, without a hand on it. Counted are the times that one of its
threads went to sleep of its own accord (`voluntary_ctxt_switches`), each of which ends with a wake-up; and its
processor seconds. A laptop rests well where both are near nothing.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.process import cpu_s
from demonstration.driver import Driver
from demonstration.laptop import Laptop
from demonstration.policy import write_policy
from tests.fakes.office import running_office

SETTLES_S = 30.0


def wakings(pid: int) -> dict[str, int]:
    """How often each thread has slept until now, by its name."""
    found: dict[str, int] = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        lines = dict(line.split(":", 1) for line in (task / "status").read_text().splitlines() if ":" in line)
        name = f"{lines['Name'].strip()} {task.name}"
        found[name] = int(lines["voluntary_ctxt_switches"])
    return found


def rested(process: "subprocess.Popen[str]", seconds: int, what: str) -> None:
    """Let a program settle, watch it rest, and print one line."""
    _doze(SETTLES_S)
    before, busy = wakings(process.pid), cpu_s(process.pid)
    _doze(seconds)
    woken = {name: count - before.get(name, 0) for name, count in wakings(process.pid).items()}
    by_thread = sorted((count for count in woken.values() if count), reverse=True)
    spent = round(cpu_s(process.pid) - busy, 2)
    row = {"op": what, "seconds": seconds, "woken": sum(by_thread), "by thread": by_thread, "cpu": spent}
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


def _doze(seconds: float) -> None:
    """Nothing is asked of the laptop meanwhile: even a question would wake it."""
    time.sleep(seconds)  # what is measured is that nothing happens


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(prog="bench.local.rest", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with running_office(folder) as office:
            worker = office.person("Robin Recorder")
            office.case(worker, family="Exampleton")
            words = ("--policy", str(write_policy(folder)))
            laptop = Laptop("worker", folder / "laptop", folder / "pictures", words)
            Driver(laptop).begin(office.url, office.code(worker), "RR")
            assert laptop.process is not None
            rested(laptop.process, given.seconds, "at rest, unlocked")
            laptop.close()
            locked = subprocess.Popen(
                [sys.executable, "-m", "desktop", *words],
                env={"QT_QPA_PLATFORM": "offscreen", **os.environ, "DOORSTEP_HOME": str(folder / "laptop")},
                text=True,
            )
            try:
                rested(locked, given.seconds, "at rest, locked")
            finally:
                locked.terminate()
                locked.wait()


if __name__ == "__main__":
    main()
