"""How often a laptop on which nothing happens is woken: ``python -m bench.local.rest --seconds 60``.

The real program at a real office, unlocked and then locked, without a hand on it. Counted are the times that one of its
threads went to sleep of its own accord (`voluntary_ctxt_switches`), each of which ends with a wake-up; and its
processor seconds. A laptop rests well where both are near nothing.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from bench.process import cpu_s
from demonstration.driver import Driver
from demonstration.laptop import Laptop
from demonstration.policy import write_policy
from tests.fakes.office import running_office

SETTLES_MS = 15_000


def wakings(pid: int) -> dict[str, int]:
    """How often each thread has slept until now, by its name."""
    found: dict[str, int] = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        lines = dict(line.split(":", 1) for line in (task / "status").read_text().splitlines() if ":" in line)
        name = f"{lines['Name'].strip()} {task.name}"
        found[name] = int(lines["voluntary_ctxt_switches"])
    return found


def rested(laptop: Laptop, seconds: int, what: str) -> None:
    """Let the laptop settle, watch it rest, and print one line."""
    laptop.rest(SETTLES_MS)
    assert laptop.process is not None
    pid = laptop.process.pid
    before, busy, begun = wakings(pid), cpu_s(pid), time.monotonic()
    while (left := begun + seconds - time.monotonic()) > 0:
        laptop.process.poll()
        _doze(left)
    after = wakings(pid)
    woken = {name: count - before.get(name, 0) for name, count in after.items()}
    woken = {name: count for name, count in sorted(woken.items(), key=lambda one: -one[1]) if count}
    row = {"op": what, "seconds": seconds, "woken": sum(woken.values()), "cpu": round(cpu_s(pid) - busy, 2), **woken}
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


def _doze(seconds: float) -> None:
    """Nothing is asked of the laptop meanwhile: even a question would wake it."""
    time.sleep(min(seconds, 1.0))  # what is measured is that nothing happens


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
            rested(laptop, given.seconds, "at rest, unlocked")
            laptop.lock()
            rested(laptop, given.seconds, "at rest, locked")
            laptop.close()


if __name__ == "__main__":
    main()
