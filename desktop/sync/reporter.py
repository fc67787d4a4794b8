"""Telling the office what happened on this laptop alone, and comparing its audit with what is remembered of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from casework.ledger.audit import AuditRequest, AuditResponse
from desktop.clock import Clock
from desktop.sync.fault import OfficeBusy
from desktop.sync.ports import Gate


class Events(Protocol):
    """What a store keeps for the audit. Each call is one transaction, or only reads."""

    def plan_report(self, now: datetime) -> AuditRequest | None:
        """What to tell next; None: nothing is due."""
        ...

    def take_report(self, request: AuditRequest, response: AuditResponse) -> None:
        """Take the office's answer in."""
        ...


class ReportCall(Protocol):
    """What a report needs of the office."""

    def report(self, request: AuditRequest) -> AuditResponse:
        """Tell what happened."""
        ...


@dataclass
class Reporter:
    """Tells when it is due. Used on the network's thread; the store is behind its gate."""

    events: Events
    gate: Gate
    office: ReportCall
    clock: Clock
    _not_before: datetime | None = field(default=None, init=False)

    def report(self) -> bool:
        """Tell what is due; whether as much again may be waiting. Raises the usual faults.

        An office that has heard enough for now is told later: that keeps no record from coming or going.
        """
        now = self.clock.now()
        if self._not_before is not None and now < self._not_before:
            return False
        request = self.gate(partial(self.events.plan_report, now))
        if request is None:
            return False
        try:
            answer = self.office.report(request)
        except OfficeBusy as busy:
            self._not_before = now + timedelta(seconds=busy.retry_after_s)
            return False
        self.gate(partial(self.events.take_report, request, answer))
        return self.gate(partial(self.events.plan_report, now)) is not None
