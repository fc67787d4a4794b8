"""Brings results from a lane's thread to the thread of the windows.

What a caller hands over (the work, the callbacks) stays here, in the windows' thread, until it has been
answered: the lane's thread never holds the last reference to a widget, so none is ever destroyed by the wrong
thread.
"""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from casework.errors import UserError
from casework.words import say


class LaneClosed(Exception):
    """The lane does no more work: the application is locking or ending."""


class ProgramFault(UserError):
    """What a person is told when the program itself is wrong; the details go to the crash report."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Doorstep itself has made a mistake here. What was saved before is safe. Try once more, and tell your "
                "IT team if it happens again."
            )
        )


@dataclass(frozen=True)
class Crash:
    """An exception that is a bug: its type and where it came from, innermost last. Never a value."""

    type_name: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class Call:
    """What somebody asked a lane to do, and what follows. `owner` ends the interest when it is destroyed."""

    work: Callable[[], Any]
    done: Callable[[Any], None] | None = None
    failed: Callable[[UserError], None] | None = None
    owner: QObject | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether somebody is still there to be answered."""
        return self.owner is None or shiboken6.isValid(self.owner)


@dataclass(frozen=True)
class Delivery:
    """The end of one call: its ticket, and the result or the error."""

    ticket: int
    result: Any = None
    error: Exception | None = None


def describe_crash(error: BaseException) -> Crash:
    """Say of a bug what may be written down: the exception's type and the lines it came through.

    Modules are named, not files: a path may hold the name of whoever is logged in.
    """
    places = tuple(
        f"{frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    )
    return Crash(type(error).__qualname__, places)


class Courier(QObject):
    """Lives in the windows' thread. `crashed`: a `Crash`; `unanswered`: a `UserError` nobody waited for."""

    crashed = Signal(object)
    unanswered = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls: dict[int, Call] = {}
        self._last_ticket = 0
        self._ended = False
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def take(self, call: Call) -> int:
        """Keep a call and return the ticket under which its end is delivered. In the windows' thread."""
        self._last_ticket += 1
        self._calls[self._last_ticket] = call
        return self._last_ticket

    def work_of(self, ticket: int) -> Callable[[], Any]:
        """What is to be done. In the lane's thread."""
        return self._calls[ticket].work

    def deliver(self, delivery: Delivery) -> None:
        """Send a result on its way. In the lane's thread."""
        self._arrived.emit(delivery)

    def end(self) -> None:
        """From now on nobody is told that something was done; what failed is still reported."""
        self._ended = True

    def forget(self, ticket: int) -> None:
        """Give up a call that will not be done. In the windows' thread."""
        self._calls.pop(ticket, None)

    @Slot(object)
    def _on_arrived(self, delivery: Delivery) -> None:
        call = self._calls.pop(delivery.ticket, None)
        if call is None:
            return
        if delivery.error is not None:
            self._report(call, delivery.error)
        elif call.done is not None and call.is_wanted and not self._ended:
            call.done(delivery.result)

    def _report(self, call: Call, error: Exception) -> None:
        """A bug is always reported; a sentence goes to who asked, or else to whoever shows such things."""
        if isinstance(error, LaneClosed):
            return
        told = error if isinstance(error, UserError) else ProgramFault()
        if told is not error:
            self.crashed.emit(describe_crash(error))
        if call.failed is not None:
            if call.is_wanted:
                call.failed(told)
        elif told is error:
            self.unanswered.emit(error)
