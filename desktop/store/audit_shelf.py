"""What happened on this laptop alone, until the office has noted it; and whether the office's audit is still the same.

An event is kept in the encrypted store before what it tells of is done, and goes only when the office has said that it
is noted. The office gives the last checkpoint that it has signed; it is remembered and shown again with each report. An
audit that was cut short or written anew cannot have it.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from casework.errors import Damaged
from casework.ledger.audit import (
    MOST_EVENTS,
    WHY_MOST,
    AuditEvent,
    AuditRequest,
    AuditResponse,
    AuditWhat,
    SignedCheckpoint,
    can_follow,
    read_checkpoint,
)
from casework.records.identifier import CaseId
from casework.words import say
from desktop.clock import Clock
from desktop.store.tables import Tables

ONE_OPENING = timedelta(minutes=30)
"""Going to and fro between a case and other pages for so long is one opening of it."""

REPORT_EVERY = timedelta(minutes=10)
"""So long is collected before it is told, unless there is very much."""

COMPARE_EVERY = timedelta(days=1)
"""So often the remembered checkpoint is shown to the office, also where nothing happened."""

MOST_KEPT = 50_000
"""Above so many events the first opening of each case and day alone is kept. A lease ends long before."""

_EAGER = 100


class StrangeCheckpoint(Damaged):
    """The office's checkpoint is not signed by the server of the enrolment."""

    def __init__(self) -> None:
        super().__init__(say("The office's server has sent something that it did not sign. Nothing was kept; tell IT."))


class AuditShelf:
    """Used on the store's thread. Each call is one transaction, or only reads."""

    def __init__(
        self,
        tables: Tables,
        clock: Clock,
        new_id: Callable[[], str],
        commit: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._tables, self._clock, self._new_id, self._commit = tables, clock, new_id, commit

    def note(self, what: AuditWhat, case: CaseId, *, record: str = "", why: str = "") -> str:
        """Keep that something happens now; the event's id, to take it back if it did not happen after all."""
        with self._commit():
            return self._add(what, case, record, why)

    def note_opening(self, case: CaseId, why: str = "") -> bool:
        """Keep that a case is opened, unless it was noted as that a short while ago; whether it was kept."""
        now, table = self._clock.now(), self._tables.audit
        before = table.opened_at(case)
        if before is not None and before <= now < before + ONE_OPENING:
            return False
        with self._commit():
            self._add(AuditWhat.OPENED, case, "", why)
            table.save_opened(case, now, now - ONE_OPENING)
        return True

    def take_back(self, event: str) -> None:
        """Forget what was kept a moment ago and did not happen."""
        with self._commit():
            self._tables.audit.drop([event])

    def unsent(self) -> int:
        """Return how many events the office has not noted."""
        return self._tables.audit.count()

    def next_events(self) -> list[AuditEvent]:
        """Return the oldest events, as many as go at once."""
        return self._tables.audit.first(MOST_EVENTS)

    def plan_report(self, now: datetime) -> AuditRequest | None:
        """What to tell the office next; None: nothing is due."""
        table = self._tables.audit
        told_at, unsent = table.load_reported_at(), table.count()
        waited = COMPARE_EVERY if told_at is None else abs(now - told_at)
        is_due = unsent > _EAGER or (unsent and waited >= REPORT_EVERY) or (told_at and waited >= COMPARE_EVERY)
        return AuditRequest(events=self.next_events(), checkpoint=table.load_checkpoint()) if is_due else None

    def take_report(self, request: AuditRequest, response: AuditResponse) -> None:
        """Forget what is noted now, and compare the office's audit with what is remembered of it.

        Raises:
            StrangeCheckpoint: if a checkpoint is not signed by the pinned server; nothing is kept.
        """
        table, now = self._tables.audit, self._clock.now()
        follows = self._follows(request.checkpoint, response)
        with self._commit():
            table.drop([*response.noted, *response.passed_over])
            table.save_reported_at(now)
            if not follows:
                table.save_broken_at(table.load_broken_at() or now)
            else:
                table.save_broken_at(None)
                if response.checkpoint:
                    table.save_checkpoint(response.checkpoint)

    def broken_at(self) -> datetime | None:
        """Return since when the office's audit does not follow from what this laptop remembers; None: it does."""
        return self._tables.audit.load_broken_at()

    def _follows(self, shown: SignedCheckpoint | None, response: AuditResponse) -> bool:
        key = Ed25519PublicKey.from_public_bytes(self._tables.identity().server_key)
        newest = read_checkpoint(key, response.checkpoint) if response.checkpoint else None
        if response.checkpoint and newest is None:
            raise StrangeCheckpoint
        before = read_checkpoint(key, shown) if shown else None
        if before is None:
            return True
        # The office's own word, and what follows without it.
        return response.holds and (newest is None or can_follow(before, newest, response.epoch))

    def _add(self, what: AuditWhat, case: CaseId, record: str, why: str) -> str:
        table = self._tables.audit
        if table.count() >= MOST_KEPT:
            table.thin()
        event = AuditEvent(
            id=self._new_id(), at=self._clock.now(), what=what, case=case, record=record, why=_plain(why)
        )
        table.add(event)
        return event.id


def _plain(why: str) -> str:
    return " ".join(why.replace("\x00", "").split())[:WHY_MOST]
