"""Begins programs that have been imported already: ``python -m tests.fakes.starter SOCKET MODULE...``.

Importing a program takes seconds, and the tests begin one hundreds of times. This process imports the modules once and
forks for each program that is asked for; the program then runs as ``python -m`` would run it, in a process of its own.
Beside it stands its keeper, which waits for its end and tells it. `tests/fakes/program.py` asks.
"""

import gc
import importlib
import json
import os
import runpy
import selectors
import shutil
import signal
import socket
import sys
from pathlib import Path
from typing import Any

MOST_BYTES = 1 << 20


def main() -> None:
    """Serve until whoever began this has ended, which closes its standard input."""
    path, *modules = sys.argv[1:]
    for module in modules:
        importlib.import_module(module)
    # What was imported is never garbage: the collector would touch, and so copy, every page of it in each program.
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listener, selectors.DefaultSelector() as ready:
        listener.bind(path)
        listener.listen()
        ready.register(listener, selectors.EVENT_READ)
        ready.register(sys.stdin, selectors.EVENT_READ)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while all(key.fileobj is listener for key, _ in ready.select()):
            asker, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _keep(asker)
            asker.close()
    shutil.rmtree(Path(path).parent)


def _keep(asker: socket.socket) -> None:
    """Begin one program, tell its number, wait for it, and tell how it ended. Never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    data, streams, _, _ = socket.recv_fds(asker, MOST_BYTES, 2)
    while not data.endswith(b"\n"):
        data += asker.recv(MOST_BYTES)
    number = os.fork()
    if number == 0:
        asker.close()
        _run(json.loads(data), streams)
    for stream in streams:
        os.close(stream)
    asker.sendall(f"{number}\n".encode())
    _, status = os.waitpid(number, 0)
    asker.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _run(wanted: dict[str, Any], streams: list[int]) -> None:
    """Be the program, as ``python -m`` would have begun it. Never returns."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, stream in enumerate(streams, 1):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(wanted["environment"])
    os.chdir(wanted["folder"])
    sys.argv = [wanted["module"], *wanted["arguments"]]
    sys.orig_argv = [sys.executable, "-m", *sys.argv]
    code = 1
    try:
        runpy.run_module(wanted["module"], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        for written in (sys.stdout, sys.stderr):
            written.flush()
        # Nothing of the starter is tidied up by its programs.
        os._exit(code)


if __name__ == "__main__":
    main()
