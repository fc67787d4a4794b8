"""Processes that are measured: begun, made ready, let go together, and read off /proc: time, CPU, memory, bytes."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

_TICKS = os.sysconf("SC_CLK_TCK")
_ROOT = Path(__file__).parents[1]
READY, GO = "READY", "GO"
_CHILD = os.environ.get("BENCH_CHILD", "-m bench.laptop").split()
"""What a client is; another program may do the same under a profiler."""


def family(pid: int) -> list[int]:
    """A process and everything it has begun."""
    found = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [one for child in children.read_text().split() for one in family(int(child))]
        except OSError:
            continue
    return found


def forget_peak(pid: int) -> None:
    """Let the highest memory of a process count from now on."""
    for one in family(pid):
        Path(f"/proc/{one}/clear_refs").write_text("5")


def peak_mb(pid: int) -> float:
    """The highest resident memory of a process and its children, each by itself, since it was forgotten."""
    total = 0
    for one in family(pid):
        lines = Path(f"/proc/{one}/status").read_text().splitlines()
        total += sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return round(total / 1024, 1)


def cpu_s(pid: int) -> float:
    """Processor seconds of a process and its children until now."""
    total = 0
    for one in family(pid):
        parts = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(parts[11]) + int(parts[12])
    return total / _TICKS


def line_bytes() -> int:
    """What has gone over this machine's own network until now, both ways, headers and all."""
    rows = Path("/proc/self/net/dev").read_text().splitlines()
    return sum(int(row.split(":")[1].split()[0]) for row in rows if row.strip().startswith("lo:"))


@dataclass
class Child:
    """A client in a process of its own that says READY, waits for GO, and answers with one line of JSON."""

    arguments: Sequence[str]
    process: subprocess.Popen[str] = field(init=False)
    _is_ready: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *_CHILD, *self.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=_ROOT,
        )

    def ready(self) -> "Child":
        """Wait until everything that is not measured is done."""
        said = READY if self._is_ready else self._out().readline().strip()
        if said != READY:
            raise RuntimeError(f"a client has not begun: {said!r}")
        self._is_ready = True
        return self

    def go(self) -> None:
        """Begin what is measured."""
        assert self.process.stdin
        self.process.stdin.write(GO + "\n")
        self.process.stdin.flush()

    def answered(self) -> dict[str, Any]:
        """Wait for its answer and its end."""
        line = self._out().readline()
        if not line:
            raise RuntimeError("a client ended without an answer")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> None:
        """Let it end."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(60)
        self._out().close()

    def kill(self) -> None:
        """End it at once: another one has failed."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                stream.close()

    def _out(self) -> IO[str]:
        assert self.process.stdout
        return self.process.stdout


def measured(work: Callable[[], dict[str, Any] | None]) -> None:
    """In a client: say that it is ready, wait, do the work, answer."""
    sys.stdout.write(READY + "\n")
    sys.stdout.flush()
    sys.stdin.readline()
    forget_peak(os.getpid())
    cpu, begun = time.process_time(), time.perf_counter()
    extra = work() or {}
    took = time.perf_counter() - begun
    answer = {"s": took, "cpu": time.process_time() - cpu, "mb": peak_mb(os.getpid()), **extra}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def run_together(clients: Sequence[Child], server: int) -> dict[str, Any]:
    """Let clients go at once; the time of the one, or from go to the last answer of several."""
    for client in clients:
        client.ready()
    forget_peak(server)
    cpu, wire, begun = cpu_s(server), line_bytes(), time.perf_counter()
    for client in clients:
        client.go()
    answers = [client.answered() for client in clients]
    took, wire = time.perf_counter() - begun, line_bytes() - wire
    found = {"server_cpu": round(cpu_s(server) - cpu, 3), "server_mb": peak_mb(server)}
    for client in clients:
        client.end()
    extra = {name: value for name, value in answers[0].items() if name not in {"s", "cpu", "mb"}}
    return {
        "s": round(answers[0]["s"] if len(answers) == 1 else took, 5),
        "wire": wire,
        "client_mb": max(answer["mb"] for answer in answers),
        "client_cpu": round(sum(answer["cpu"] for answer in answers), 3),
        **found,
        **extra,
    }
