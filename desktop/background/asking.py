"""The lines of an open store beside the sync's: for questions that a person waits for, and for their sign-in."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from desktop.background.agency_browser import SignInAgain
from desktop.background.courier import Crash
from desktop.background.inquiry import Inquiry, Rejoin
from desktop.background.lane import NetworkLane
from desktop.services.own_line import ask_sign_in, make_line
from desktop.services.unlock import Laptop, Opened
from desktop.sync.transport import Transport

_HANG_UP_S = 0.5
"""Nothing that is asked here is lost with its answer: locking does not wait for it."""


class Asking(QObject):
    """Two threads and their lines, for as long as a store is open. Made, used and ended in the windows' thread.

    `ready` is called with the inquiry once its line is there; until then questions go behind the sync.
    """

    def __init__(
        self, laptop: Laptop, opened: Opened, crashed: Callable[[Crash], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lane, browser = NetworkLane(self, "asking"), NetworkLane(self, "sign-in")
        self._lanes = (self._lane, browser)
        for lane in self._lanes:
            lane.crashed.connect(crashed)
        self._line: Transport | None = None
        self._laptop, self._opened = laptop, opened
        self.sign_in = SignInAgain(browser, partial(ask_sign_in, laptop, opened), self)

    def begin(self, rejoin: Rejoin, rejoin_lane: NetworkLane, ready: Callable[[Inquiry], None]) -> None:
        """Make the line, in its own thread: the system's authorities take a while to load."""

        def made(line: Transport) -> None:
            self._line = line
            ready(Inquiry(self._lane, line, rejoin, rejoin_lane))

        # Where it cannot be made, the sync's own line says why.
        self._lane.run(partial(make_line, self._laptop, self._opened), made, _pass, self)

    def end(self) -> None:
        """Give up what is under way."""
        self.sign_in.give_up()
        ended = [lane.close(_HANG_UP_S) for lane in self._lanes]
        if all(ended) and self._line is not None:
            self._line.close()


def _pass(_: Exception) -> None:
    """Nothing."""
