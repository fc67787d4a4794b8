"""Several processes of the server behind one address: begun together, ended together, replaced where one fails."""

import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from casework.errors import UserError
from server.office import open_office
from server.serving import STOP_WITHIN_S, bind, serve_on
from server.settings import Settings

_SPAWN = multiprocessing.get_context("spawn")
_LAST_WORDS_S = 5.0
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def serve_together(settings: Settings) -> None:
    """Serve in as many processes as the settings say, until this one is asked to end.

    Raises:
        UserError: if the server may not, or cannot, serve so.
    """
    if not settings.database:
        raise UserError(
            "Several processes need PostgreSQL: the embedded file has one writer at a time, and one process serves it "
            "as well. Leave --processes out, or move to PostgreSQL (docs/server.md)."
        )
    listener, say = bind(settings)
    # The processes take their connections from one queue; it has to be there before the first of them is.
    listener.listen()
    with listener:
        _Group(settings, listener, say).run()


@dataclass(eq=False)
class _Child:
    process: SpawnProcess
    word: Connection
    ready: bool = False


class _Group:
    """The processes of one server, as their parent sees them."""

    def __init__(self, settings: Settings, listener: socket.socket, say: Callable[[], None]) -> None:
        self._settings = settings
        self._listener = listener
        self._say = say
        self._said = False
        self._children: list[_Child] = []

    def run(self) -> None:
        """Begin all, replace what fails, end all."""
        called, caller = socket.socketpair()
        caller.setblocking(False)
        with called, caller:
            signal.set_wakeup_fd(caller.fileno())
            for number in _SIGNALS:
                signal.signal(number, lambda *_: None)
            try:
                self._children = [self._begin() for _ in range(self._settings.processes)]
                while called not in self._look(called):
                    pass
            finally:
                signal.set_wakeup_fd(-1)
                self._end()

    def _begin(self) -> _Child:
        word, mouth = _SPAWN.Pipe(duplex=False)
        values = self._settings.model_dump(exclude={"folder"})
        process = _SPAWN.Process(target=_serve_one, args=(self._settings.folder, values, self._listener, mouth))
        process.start()
        mouth.close()
        return _Child(process, word)

    def _look(self, called: socket.socket) -> list[object]:
        """Wait until something happens to a process, or a signal comes."""
        waiting = [child.word for child in self._children if not child.ready]
        found = wait([called, *waiting, *(child.process.sentinel for child in self._children)])
        for child in list(self._children):
            # The end of a process closes its line too: only what was said on it is a word.
            if child.word in found and child.word.poll():
                child.ready = _has_spoken(child.word)
            if child.process.sentinel in found:
                self._replace(child)
        if not self._said and all(child.ready for child in self._children):
            self._said = True
            self._say()
        return list(found)

    def _replace(self, child: _Child) -> None:
        self._children.remove(child)
        child.process.join()
        child.word.close()
        if not child.ready:
            raise UserError("A process of the server ended before it could serve. The log says why.")
        self._children.append(self._begin())

    def _end(self) -> None:
        for child in self._children:
            child.process.terminate()
        deadline = time.monotonic() + STOP_WITHIN_S + _LAST_WORDS_S
        for child in self._children:
            child.process.join(max(0.0, deadline - time.monotonic()))
            if child.process.exitcode is None:
                child.process.kill()
                child.process.join()
            child.word.close()


def _has_spoken(word: Connection) -> bool:
    try:
        return bool(word.recv_bytes())
    except EOFError:
        return False


def _serve_one(folder: Path, values: Mapping[str, object], listener: socket.socket, mouth: Connection) -> None:
    """The whole life of one of the processes."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        with open_office(folder, settings=values) as office:
            serve_on(office, listener, partial(mouth.send_bytes, b"ready"))
    except UserError as error:
        sys.stderr.write(f"{error.sentence}\n")
        sys.exit(2)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
