"""The agency's own sign-in on the first page: offered where the office has one, waited for beside everything else."""

import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from casework.ledger.signin import SignInOffer
from desktop.background.agency_browser import NO_BROWSER, in_browser
from desktop.background.lane import NetworkLane
from desktop.services.unlock import Laptop
from desktop.sync.channel import Office
from desktop.sync.signin import Browser, fetch_offer, sign_in
from desktop.views.unlock.first_start_page import FirstStartPage


class AgencySignIn(QObject):
    """Asks the office whether there is a sign-in, opens the system's browser, and brings the code to the page.

    `words` makes a sentence of a fault; `show_address` opens the system's browser and says whether it could.
    """

    _browser_wanted = Signal(str)

    def __init__(
        self, page: FirstStartPage, laptop: Laptop, lane: NetworkLane, words: Callable[[Exception], str]
    ) -> None:
        super().__init__(page)
        self._page, self._laptop, self._lane, self._words = page, laptop, lane, words
        self._given_up = threading.Event()
        self._offers: dict[str, bool] = {}
        self.show_address: Callable[[str], bool] = in_browser
        page.office_named.connect(self._on_office_named)
        page.sign_in_requested.connect(self._on_requested)
        page.sign_in_stopped.connect(self._on_stopped)
        # From the lane's thread to the windows'.
        self._browser_wanted.connect(self._on_browser_wanted)

    @Slot(str)
    def _on_office_named(self, address: str) -> None:
        if address in self._offers:
            self._page.show_offer(address, offered=self._offers[address])
            return
        self._offers[address] = False
        done, failed = partial(self._on_offer, address), partial(self._on_no_offer, address)
        self._lane.run(partial(fetch_offer, self._office(address)), done, failed, self)

    def _on_offer(self, address: str, offer: SignInOffer | None) -> None:
        self._offers[address] = offer is not None
        self._page.show_offer(address, offered=self._offers[address])

    def _on_no_offer(self, address: str, _error: Exception) -> None:
        self._offers.pop(address, None)
        # The code still works, and says what is wrong with the office when it is used.
        self._page.show_offer(address, offered=False)

    @Slot(str)
    def _on_requested(self, address: str) -> None:
        self._given_up = threading.Event()
        browser = Browser(self._browser_wanted.emit, self._given_up)
        self._page.show_signing_in(True)
        given_up = self._given_up
        done, failed = partial(self._on_code, given_up), partial(self._on_fault, given_up)
        self._lane.run(partial(sign_in, self._office(address), browser), done, failed, self)

    @Slot()
    def _on_stopped(self) -> None:
        self._given_up.set()

    @Slot(str)
    def _on_browser_wanted(self, address: str) -> None:
        if not self.show_address(address):
            self._given_up.set()
            self._page.show_signing_in(False)
            self._page.show_fault(NO_BROWSER)

    def _on_code(self, given_up: threading.Event, code: str) -> None:
        if not given_up.is_set():
            self._page.show_signed_in(code)

    def _on_fault(self, given_up: threading.Event, error: Exception) -> None:
        # Whoever gave it up knows; and meanwhile they may have gone on with a code.
        if not given_up.is_set():
            self._page.show_signing_in(False)
            self._page.show_fault(self._words(error))

    def _office(self, address: str) -> Office:
        return Office(address, self._laptop.policy.agency_ca_file)
