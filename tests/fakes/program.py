"""Programs of Doorstep for tests, begun from one process that has imported them once (`tests/fakes/starter.py`)."""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Protocol

_ROOT = Path(__file__).parents[2]
_IMPORTED = ("server.cli", "server.serving", "tests.fakes.office_ahead", "tests.fakes.no_limits")
_LAPTOPS = ("tests.e2e.kill_worker",)
"""Begun from a starter of their own: an office that is begun has nothing of a laptop in it."""
_WITHIN_S = 60


class Program(Protocol):
    """What tests use of a program that runs; `subprocess.Popen` is one."""

    pid: int
    returncode: int | None
    stdout: IO[str] | None

    def poll(self) -> int | None:
        """How it ended; None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end. Raises ``subprocess.TimeoutExpired``."""

    def terminate(self) -> None:
        """Ask it to end."""

    def kill(self) -> None:
        """End it."""


def run_program(module: str, arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str, str]:
    """Run a program to its end: how it ended, and what it wrote on both its streams."""
    with tempfile.TemporaryFile("w+b") as out, tempfile.TemporaryFile("w+b") as error:
        code = start_program(module, arguments, environment, out, error).wait()
        said = []
        for stream in (out, error):
            stream.seek(0)
            said.append(stream.read().decode("utf-8").replace("\r\n", "\n"))
    return code, said[0], said[1]


def start_program(
    module: str, arguments: Sequence[str], environment: Mapping[str, str], out: IO[bytes] | None, error: IO[bytes]
) -> Program:
    """Begin a program. Without `out`, what it says can be read from its `stdout`.

    Measured, or of several processes that import it again, it is begun by Python itself.
    """
    if "COVERAGE_PROCESS_CONFIG" in os.environ or "--processes" in arguments:
        command = [sys.executable, "-m", module, *arguments]
        given = out or subprocess.PIPE
        return subprocess.Popen(command, stdout=given, stderr=error, text=True, cwd=_ROOT, env=dict(environment))
    reader, writer = (None, out.fileno()) if out else os.pipe()
    asker = socket.socket(socket.AF_UNIX)
    asker.connect(str(_starter(_LAPTOPS if module in _LAPTOPS else _IMPORTED)))
    wanted = {
        "module": module,
        "arguments": list(arguments),
        "environment": dict(environment),
        "folder": str(_ROOT),
    }
    data = json.dumps(wanted).encode() + b"\n"
    sent = socket.send_fds(asker, [data], [writer, error.fileno()])
    asker.sendall(data[sent:])
    if reader is not None:
        os.close(writer)
    return _Forked(asker, os.fdopen(reader, encoding="utf-8") if reader is not None else None)


class _Forked:
    """A program that the starter has begun."""

    def __init__(self, asker: socket.socket, stdout: IO[str] | None) -> None:
        self.stdout = stdout
        self.returncode: int | None = None
        self._asker = asker
        self._said = asker.makefile("r", encoding="ascii")
        asker.settimeout(_WITHIN_S)
        self.pid = int(self._said.readline())

    def poll(self) -> int | None:
        try:
            return self.wait(0.001)
        except subprocess.TimeoutExpired:
            return None

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            self._asker.settimeout(timeout)
            try:
                said = self._asker.recv(16)
            except TimeoutError:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0) from None
            self.returncode = int(said)
            self._said.close()
            self._asker.close()
        return self.returncode

    def terminate(self) -> None:
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


@cache
def _starter(imported: tuple[str, ...]) -> Path:
    """The socket of this process's starter of such programs, which ends with it and takes its folder away."""
    path = Path(tempfile.mkdtemp(prefix="doorstep-starter-")) / "socket"
    command = [sys.executable, "-m", "tests.fakes.starter", str(path), *imported]
    starter = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=_ROOT)
    if starter.stdin is None or starter.stdout is None or starter.stdout.readline() != "ready\n":
        raise AssertionError("the starter of programs has not begun")
    # Nobody has to remember to end it: its standard input closes with this process.
    atexit.register(starter.communicate)
    return path
