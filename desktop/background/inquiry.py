"""Questions that a person asks of the office and waits for, beside the sync."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject

from casework.errors import UserError
from casework.ledger.lookup import LocateRequest, LocateResponse
from desktop.background.lane import NetworkLane


class LookupCalls(Protocol):
    """What an inquiry needs of the office. Every call raises the faults of `desktop.sync.fault`."""

    def locate(self, request: LocateRequest) -> LocateResponse:
        """Ask who works with a person."""
        ...


class Inquiry:
    """Asks on the network's lane: after a sync that is under way, never beside it."""

    def __init__(self, lane: NetworkLane, calls: LookupCalls) -> None:
        self._lane, self._calls = lane, calls

    def locate(
        self,
        request: LocateRequest,
        done: Callable[[LocateResponse], None],
        failed: Callable[[UserError], None],
        owner: QObject,
    ) -> None:
        """Ask who works with a person; the answer comes to the thread of the windows, unless `owner` is gone."""
        self._lane.run(lambda: self._calls.locate(request), done, failed, owner)
