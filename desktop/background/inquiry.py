"""Questions that a person asks of the office and waits for, beside the sync."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from casework.errors import UserError
from casework.ledger.arrival import ArrivalRequest, ArrivalResponse
from casework.ledger.lookup import LocateRequest, LocateResponse
from casework.ledger.measures import MeasuresRequest, MeasuresResponse
from casework.ledger.stopping import LaptopsRequest, LaptopsResponse, StopRequest, StopResponse
from desktop.background.lane import NetworkLane
from desktop.sync.enrol import Enrolment

Rejoin = Callable[[str], Enrolment]
"""Enrols this laptop anew with a code; raises `UserError`."""


class LookupCalls(Protocol):
    """What an inquiry needs of the office. Every call raises the faults of `desktop.sync.fault`."""

    def locate(self, request: LocateRequest) -> LocateResponse:
        """Ask who works with a person."""
        ...

    def arrival(self, request: ArrivalRequest) -> ArrivalResponse:
        """Ask how far cover has come."""
        ...

    def laptops(self, request: LaptopsRequest) -> LaptopsResponse:
        """Ask which laptops somebody has."""
        ...

    def stop(self, request: StopRequest) -> StopResponse:
        """Stop a laptop."""
        ...

    def measures(self, request: MeasuresRequest) -> MeasuresResponse:
        """Ask for the figures of the whole agency."""
        ...


class Inquiry:
    """Asks on a lane with a line of its own, beside a sync that is under way: somebody stands and waits for the answer.

    Enrolling anew alone waits for the sync, on whose lane `rejoin_lane` it is done: it ends the key that the sync has.
    """

    def __init__(
        self,
        lane: NetworkLane,
        calls: LookupCalls,
        rejoin: Rejoin | None = None,
        rejoin_lane: NetworkLane | None = None,
    ) -> None:
        self._lane, self._calls, self._rejoin = lane, calls, rejoin
        self._rejoin_lane = rejoin_lane or lane

    def locate(
        self,
        request: LocateRequest,
        done: Callable[[LocateResponse], None],
        failed: Callable[[UserError], None],
        owner: QObject,
    ) -> None:
        """Ask who works with a person; the answer comes to the thread of the windows, unless `owner` is gone."""
        self._lane.run(lambda: self._calls.locate(request), done, failed, owner)

    def arrival(
        self,
        request: ArrivalRequest,
        done: Callable[[ArrivalResponse], None],
        failed: Callable[[UserError], None],
        owner: QObject,
    ) -> None:
        """Ask how far cover has come; the answer comes to the thread of the windows, unless `owner` is gone."""
        self._lane.run(lambda: self._calls.arrival(request), done, failed, owner)

    def laptops(
        self,
        request: LaptopsRequest,
        done: Callable[[LaptopsResponse], None],
        failed: Callable[[UserError], None],
        owner: QObject,
    ) -> None:
        """Ask which laptops somebody has; the answer comes to the thread of the windows, unless `owner` is gone."""
        self._lane.run(lambda: self._calls.laptops(request), done, failed, owner)

    def stop(
        self,
        request: StopRequest,
        done: Callable[[StopResponse], None],
        failed: Callable[[UserError], None],
        owner: QObject,
    ) -> None:
        """Stop a laptop; the answer comes to the thread of the windows, unless `owner` is gone."""
        self._lane.run(lambda: self._calls.stop(request), done, failed, owner)

    def measures(
        self,
        request: MeasuresRequest,
        done: Callable[[MeasuresResponse], None],
        failed: Callable[[UserError], None],
        owner: QObject,
    ) -> None:
        """Ask for the agency's figures; the answer comes to the thread of the windows, unless `owner` is gone."""
        self._lane.run(lambda: self._calls.measures(request), done, failed, owner)

    def rejoin(
        self, code: str, done: Callable[[Enrolment], None], failed: Callable[[UserError], None], owner: QObject
    ) -> None:
        """Enrol this laptop anew with the administrator's code; the answer comes to the thread of the windows."""
        if self._rejoin is not None:
            self._rejoin_lane.run(partial(self._rejoin, code), done, failed, owner)
