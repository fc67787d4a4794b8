"""Keeps the laptop and the office in step while the store is unlocked, and says what came of it."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from random import SystemRandom
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from casework.errors import Unavailable, UserError
from desktop.background.lane import NetworkLane, StoreLane
from desktop.background.state import Known, SyncState, describe_state
from desktop.sync.engine import Progress, SyncEngine, SyncOutcome
from desktop.sync.fault import LaptopStopped, OfficeBusy
from desktop.sync.ports import SyncStore
from desktop.sync.schedule import DEFAULT_PACE, Pace, Past, plan_after_news_s, plan_after_save_s, plan_next_s

_CHANCE = SystemRandom().random


@dataclass(frozen=True)
class Lanes:
    """The two threads."""

    store: StoreLane
    network: NetworkLane


class Syncer(QObject):
    """Runs the engine when it is time. Made, used and finished in the windows' thread; rests until `start`.

    Signals: `changed` (the store's `Change`), `state_changed` (a `SyncState`), `progressed` (a `Progress`),
    `stopped` (by the office; whether this laptop is to be wiped now).
    """

    changed = Signal(object)
    state_changed = Signal(object)
    progressed = Signal(object)
    stopped = Signal(bool)
    _progress_came = Signal(object)

    def __init__(
        self,
        lanes: Lanes,
        store: SyncStore[Any],
        engine: SyncEngine[Any],
        pace: Pace = DEFAULT_PACE,
        chance: Callable[[], float] = _CHANCE,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lanes, self._store, self._engine = lanes, store, engine
        self._pace, self._chance = pace, chance
        self._past = Past()
        self._known = Known()
        self._state = describe_state(self._known)
        self._active = self._running = self._again = self._finished = False
        self._not_before_s = 0.0
        self._stop = threading.Event()
        self._idle = threading.Event()
        self._idle.set()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)
        self._progress_came.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)

    @property
    def state(self) -> SyncState:
        """How the sync stands; the last that `state_changed` carried."""
        return self._state

    @property
    def is_listening(self) -> bool:
        """Whether the office says by itself when there is news."""
        return self._past.listening

    def start(self) -> None:
        """Begin, or go on after `pause`: at once, and then by itself."""
        self._active = True
        self._stop.clear()
        self._load_counts()
        self.sync_now()

    def sync_soon(self) -> None:
        """Something was saved: sync in a moment, together with what is saved meanwhile."""
        self._load_counts()
        if self._running:
            self._again = True
        elif self._active:
            self._wait(plan_after_save_s(self._past, self._chance(), self._pace), at_most=True)

    def sync_now(self) -> None:
        """The person asks for it: now, unless the office has asked this laptop to wait."""
        if self._running:
            self._again = True
        elif self._active:
            self._wait(max(0.0, self._not_before_s - time.monotonic()))

    @Slot()
    def sync_for_news(self) -> None:
        """The office has said that there is news: in a moment, not everybody in the same one."""
        if self._running:
            self._again = True
        elif self._active:
            self._wait(plan_after_news_s(self._past, self._chance(), self._pace), at_most=True)

    @Slot(bool)
    def set_listening(self, listening: bool) -> None:
        """Whether the office says by itself that there is news: then this laptop asks less often."""
        changed = self._past.listening != listening
        self._past = replace(self._past, listening=listening)
        if changed and not listening and self._active and not self._running:
            # What waits for long now would wait too long.
            self._wait(plan_next_s(self._past, self._chance(), self._pace), at_most=True)

    def pause(self) -> None:
        """Stop after the call under way; nothing begins until `start`."""
        self._active = False
        self._timer.stop()
        self._stop.set()

    def finish(self, timeout_s: float) -> bool:
        """Stop for good and wait for the call under way; False if it has not ended by then.

        Close the lanes after this, the network's first.
        """
        self.pause()
        self._finished = True
        return self._idle.wait(timeout_s)

    def _wait(self, delay_s: float, at_most: bool = False) -> None:
        delay_ms = round(delay_s * 1000)
        if at_most and self._timer.isActive():
            delay_ms = min(delay_ms, self._timer.remainingTime())
        self._timer.start(delay_ms)

    @Slot()
    def _on_time(self) -> None:
        if not self._active or self._running:
            return
        self._running, self._again = True, False
        self._idle.clear()
        # A quiet look for news is not worth a word; nor is every new try while there is no connection.
        busy = bool(self._known.unsent) or self._known.last_synced_at is None
        self._show(replace(self._known, running=busy and self._past.failures == 0))
        self._lanes.network.run(self._run, self._on_ran, self._on_failed, owner=self)

    def _run(self) -> SyncOutcome[Any]:
        """In the network's thread."""
        try:
            return self._engine.run_once(self._progress_came.emit, self._stop.is_set)
        finally:
            self._idle.set()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        if self._running and progress.total:
            self._show(replace(self._known, running=True))
            self.progressed.emit(progress)

    def _on_ran(self, outcome: SyncOutcome[Any]) -> None:
        if self._finished:
            return
        if outcome.change is not None:
            # What was sealed meanwhile is owed, and goes in a moment.
            self._again = self._again or outcome.change.sealed
            self.changed.emit(outcome.change)
        self._end(outcome.fault, outcome.more, outcome.skew_s)
        if isinstance(outcome.fault, LaptopStopped):
            self.stopped.emit(outcome.wipe)

    def _on_failed(self, fault: UserError) -> None:
        self._end(fault, False, self._known.skew_s)

    def _end(self, fault: UserError | None, more: bool, skew_s: float) -> None:
        self._running = False
        retry_after_s = fault.retry_after_s if isinstance(fault, OfficeBusy) else None
        self._not_before_s = time.monotonic() + (retry_after_s or 0.0)
        failures = self._past.failures + 1 if fault else 0
        self._past = Past(failures, isinstance(fault, Unavailable), retry_after_s, more, self._past.listening)
        self._known = replace(self._known, fault=fault, skew_s=skew_s)
        self._load_counts()
        if self._active:
            self._wait(plan_next_s(self._past, self._chance(), self._pace))
            if self._again:
                self._wait(plan_after_save_s(self._past, self._chance(), self._pace), at_most=True)

    def _load_counts(self) -> None:
        if not self._finished:
            self._lanes.store.run(self._counts, self._on_counted, owner=self)

    def _counts(self) -> tuple[int, datetime | None, bool]:
        """In the store's thread."""
        return self._store.unsent(), self._store.last_synced_at(), self._store.audit_broken_at() is not None

    def _on_counted(self, counts: tuple[int, datetime | None, bool]) -> None:
        unsent, last_synced_at, audit_broken = counts
        known = replace(self._known, unsent=unsent, last_synced_at=last_synced_at, audit_broken=audit_broken)
        self._show(replace(known, running=self._known.running and self._running))

    def _show(self, known: Known) -> None:
        self._known = known
        state = describe_state(known)
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
