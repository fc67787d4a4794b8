"""A lane: one thread that does what it is given, one thing after the other.

Python's own threads, not Qt's: they can be joined with a time-out, and one that hangs in a call to a dead
server does not keep the program from ending.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThread, Signal

from casework.errors import UserError
from desktop.background.courier import Call, Courier, Delivery, LaneClosed
from desktop.sync.ports import Gate

T = TypeVar("T")


@dataclass
class _Passage:
    """One piece of work that another thread waits for at the gate."""

    work: Callable[[], Any]
    ended: threading.Event = field(default_factory=threading.Event)
    result: Any = None
    error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self.work()
        except BaseException as error:
            self.error = error
        finally:
            self.ended.set()


class _End:
    """The last thing in a lane's queue."""


class Lane(QObject):
    """One worker thread. Made, used and closed in the windows' thread.

    Signals, both in the windows' thread: `crashed` (a `Crash`) for every exception that is a bug, `unanswered`
    (a `UserError`) for a sentence that no `failed` was waiting for.
    """

    crashed = Signal(object)
    unanswered = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[int | _Passage | _End] = SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._courier = Courier(self)
        self._courier.crashed.connect(self.crashed)
        self._courier.unanswered.connect(self.unanswered)
        self._thread = threading.Thread(target=_work, args=(self._queue, self._courier), name=name, daemon=True)
        self._thread.start()

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Have `work` done in the lane's thread, after everything asked before.

        `done` gets what it returns, `failed` the `UserError` it raises, both in the windows' thread and neither
        once `owner` is destroyed. Every other exception is a bug: `crashed` tells what it was, and `failed` gets
        a `ProgramFault`.

        Raises `LaneClosed` after `close`.
        """
        if QThread.currentThread() is not self.thread():
            raise RuntimeError("a lane takes work from the windows' thread only; others use the gate")
        ticket = self._courier.take(Call(work, done, failed, owner))
        try:
            self._put(ticket)
        except LaneClosed:
            self._courier.forget(ticket)
            raise

    def close(self, timeout_s: float) -> bool:
        """Do what was asked until now and end the thread; False if it has not ended by then."""
        self._courier.end()
        with self._closing:
            if not self._closed:
                self._closed = True
                self._queue.put(_End())
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _put(self, item: int | _Passage) -> None:
        with self._closing:
            if self._closed:
                raise LaneClosed
            self._queue.put(item)

    def _pass(self, work: Callable[[], T]) -> T:
        if threading.current_thread() is self._thread:
            return work()
        if QThread.currentThread() is self.thread():
            raise RuntimeError("the windows' thread never waits for the store")
        passage = _Passage(work)
        self._put(passage)
        passage.ended.wait()
        if passage.error is not None:
            raise passage.error
        result: T = passage.result
        return result


class StoreLane(Lane):
    """The thread of the store: all of its work is done here, in order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("store", parent)

    def gate(self) -> Gate:
        """What the network's thread reaches the store through: does the work here and waits for it.

        Raises what the work raises, and `LaneClosed` after `close`.
        """
        return self._pass


class NetworkLane(Lane):
    """A thread of calls to the office: the sync's, and one each for what must not wait for it."""

    def __init__(self, parent: QObject | None = None, name: str = "network") -> None:
        super().__init__(name, parent)


def _work(queue: "SimpleQueue[int | _Passage | _End]", courier: Courier) -> None:
    """The whole life of a lane's thread."""
    while True:
        item = queue.get()
        if isinstance(item, _End):
            return
        if isinstance(item, _Passage):
            item.run()
            continue
        _deliver(courier, item)


def _deliver(courier: Courier, ticket: int) -> None:
    try:
        delivery = Delivery(ticket, courier.work_of(ticket)())
    except Exception as error:
        delivery = Delivery(ticket, error=error)
    try:
        courier.deliver(delivery)
    except RuntimeError:
        # The program ended while this was under way: the windows are gone and nobody waits.
        return
    finally:
        # An error's traceback holds this frame, and would so hold itself.
        del delivery
