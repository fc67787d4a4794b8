"""The table of what happened on this laptop alone, and what the office has signed of its audit. Inside transactions."""

from collections.abc import Collection
from datetime import datetime

from casework.ledger.audit import AuditEvent, AuditWhat, SignedCheckpoint
from desktop.store.connection import Connection

_CHECKPOINT = "audit_checkpoint"
_REPORTED_AT = "audit_reported_at"
_BROKEN = "audit_broken"
_CHUNK = 400


class AuditTable:
    """Events in the order in which they happened; a few single values beside them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, event: AuditEvent) -> None:
        """Keep an event."""
        self._connection.execute(
            "INSERT INTO audit_event (id, at, what, case_id, record, why) VALUES (?, ?, ?, ?, ?, ?)",
            (event.id, event.at.isoformat(), event.what.value, event.case, event.record, event.why),
        )

    def first(self, most: int) -> list[AuditEvent]:
        """Return the oldest events."""
        rows = self._connection.execute(
            "SELECT id, at, what, case_id, record, why FROM audit_event ORDER BY number LIMIT ?", (most,)
        )
        return [
            AuditEvent(
                id=row[0],
                at=datetime.fromisoformat(row[1]),
                what=AuditWhat(row[2]),
                case=row[3],
                record=row[4],
                why=row[5],
            )
            for row in rows
        ]

    def drop(self, ids: Collection[str]) -> None:
        """Forget events that the office has."""
        wanted = list(ids)
        for start in range(0, len(wanted), _CHUNK):
            part = wanted[start : start + _CHUNK]
            marks = ", ".join("?" for _ in part)
            self._connection.execute(f"DELETE FROM audit_event WHERE id IN ({marks})", part)  # noqa: S608 — marks only

    def count(self) -> int:
        """Return how many events are kept."""
        return int(self._connection.execute("SELECT count(*) FROM audit_event").fetchone()[0])

    def thin(self) -> None:
        """Of each case and day keep the first opening only. Whatever else happened stays."""
        self._connection.execute(
            "DELETE FROM audit_event WHERE what = ? AND number NOT IN ("
            " SELECT min(number) FROM audit_event WHERE what = ? GROUP BY case_id, substr(at, 1, 10))",
            (AuditWhat.OPENED.value, AuditWhat.OPENED.value),
        )

    def opened_at(self, case: str) -> datetime | None:
        """Return when a case was last noted as opened, if that is remembered."""
        row = self._connection.execute("SELECT at FROM audit_opening WHERE case_id = ?", (case,)).fetchone()
        return datetime.fromisoformat(row[0]) if row else None

    def save_opened(self, case: str, at: datetime, forget_before: datetime) -> None:
        """Remember that a case was noted as opened, and no opening of earlier than a moment."""
        self._connection.execute("DELETE FROM audit_opening WHERE at < ?", (forget_before.isoformat(),))
        self._connection.execute(
            "INSERT OR REPLACE INTO audit_opening (case_id, at) VALUES (?, ?)", (case, at.isoformat())
        )

    def save_checkpoint(self, signed: SignedCheckpoint) -> None:
        """Remember the checkpoint that the office has signed."""
        self._save(_CHECKPOINT, signed.model_dump_json())

    def load_checkpoint(self) -> SignedCheckpoint | None:
        """Return the checkpoint that is remembered; None before the first."""
        text = self._load(_CHECKPOINT)
        return SignedCheckpoint.model_validate_json(text) if text else None

    def save_reported_at(self, at: datetime) -> None:
        """Keep when the office was last told."""
        self._save(_REPORTED_AT, at.isoformat())

    def load_reported_at(self) -> datetime | None:
        """Return when the office was last told; None: never yet."""
        text = self._load(_REPORTED_AT)
        return datetime.fromisoformat(text) if text else None

    def save_broken_at(self, at: datetime | None) -> None:
        """Keep since when the office's audit does not have what was remembered; None: it has."""
        self._save(_BROKEN, at.isoformat() if at else "")

    def load_broken_at(self) -> datetime | None:
        """Return since when the office's audit does not have what was remembered; None: it has."""
        text = self._load(_BROKEN)
        return datetime.fromisoformat(text) if text else None

    def _save(self, name: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", (name, value))

    def _load(self, name: str) -> str | None:
        row = self._connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None
