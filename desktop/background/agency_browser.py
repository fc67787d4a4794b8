"""Signing in with the agency again, while the store is open: the system's browser, and what came of it."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from casework.errors import UserError
from casework.words import say
from desktop.background.lane import NetworkLane
from desktop.sync.signin import Browser

NO_BROWSER = say("This laptop has no browser that Doorstep can open. Ask your administrator for a one-time code.")
NO_BROWSER_AGAIN = say(
    "This laptop has no browser that Doorstep can open. Ring your administrator, who can let this laptop go on without."
)


def in_browser(address: str) -> bool:
    """Open the system's browser; whether it could be."""
    return QDesktopServices.openUrl(QUrl(address))


class SignInAgain(QObject):
    """Has the person sign in, one time at once. `lane`: of its own, because somebody has minutes in their browser.

    `waiting`: whether their browser is waited for. `ended`: what went wrong, in a sentence; empty once they have
    signed in.
    """

    waiting = Signal(bool)
    ended = Signal(str)
    _browser_wanted = Signal(str)

    def __init__(self, lane: NetworkLane, ask: Callable[[Browser], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane, self._ask = lane, ask
        self._given_up: threading.Event | None = None
        self.show_address: Callable[[str], bool] = in_browser
        # From the lane's thread to the windows'.
        self._browser_wanted.connect(self._on_browser_wanted)

    @property
    def is_waiting(self) -> bool:
        """Whether their browser is waited for."""
        return self._given_up is not None

    @Slot()
    def turn(self) -> None:
        """Begin, or give up what was begun."""
        if self._given_up is not None:
            self.give_up()
            return
        given_up = self._given_up = threading.Event()
        browser = Browser(self._browser_wanted.emit, given_up)
        self.waiting.emit(True)
        ask = self._ask

        def done(_: None) -> None:
            self._end(given_up, "")

        def failed(error: UserError) -> None:
            self._end(given_up, error.sentence)

        self._lane.run(lambda: ask(browser), done, failed, self)

    def give_up(self) -> None:
        """The person does not want to any more, or the application locks."""
        given_up, self._given_up = self._given_up, None
        if given_up is not None:
            given_up.set()
            self.waiting.emit(False)

    @Slot(str)
    def _on_browser_wanted(self, address: str) -> None:
        if self._given_up is not None and not self.show_address(address):
            self.give_up()
            self.ended.emit(NO_BROWSER_AGAIN)

    def _end(self, given_up: threading.Event, sentence: str) -> None:
        # Whoever gave it up knows, and may have begun anew.
        if self._given_up is given_up:
            self._given_up = None
            self.waiting.emit(False)
            self.ended.emit(sentence)
