"""Who this laptop is, and the few single values that the store keeps beside the records."""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from casework.records.identifier import CaseId, DeviceId, StaffId
from desktop.store.connection import Connection

_IDENTITY = "identity"
_SYNCED_AT = "synced_at"
_VERIFIED_AT = "verified_at"
_WAITING = "waiting"
_ESCALATED = "escalated"
_FORKED = "forked"
_STOPPED = "stopped"
_OFFICE_CHAIN = "office_chain"
_KEPT_SEQ = "kept_seq"
_PLACE = "place"
_TOUR = "tour"
_GENERATION = "generation"
_OPENED_FROM = "opened_from"
_BYTES = ("server_key", "signing_key", "box_key")


@dataclass(frozen=True)
class Identity:
    """Whose laptop this is and the keys of its enrolment (raw Ed25519: the server's public, the device's private).

    `box_key`: the server's raw X25519 key, to which this laptop seals; empty if it was enrolled before there was one.
    """

    device: DeviceId
    staff: StaffId
    staff_name: str
    agency: str
    server_key: bytes = field(repr=False)
    server_url: str
    signing_key: bytes = field(repr=False)
    box_key: bytes = field(default=b"", repr=False)


class FactTable:
    """Single values by name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save_identity(self, identity: Identity) -> None:
        """Keep who this laptop is. Inside a transaction."""
        body = asdict(identity)
        body.update({name: b64encode(body[name]).decode() for name in _BYTES})
        self._save(_IDENTITY, json.dumps(body))

    def load_identity(self) -> Identity | None:
        """Return who this laptop is; None before it is enrolled."""
        text = self._load(_IDENTITY)
        if text is None:
            return None
        body = json.loads(text)
        return Identity(**{**body, **{name: b64decode(body.get(name, "")) for name in _BYTES}})

    def save_synced_at(self, at: datetime) -> None:
        """Keep the office's time of the last complete pull. Inside a transaction."""
        self._save(_SYNCED_AT, at.isoformat())

    def load_synced_at(self) -> datetime | None:
        """Return the office's time of the last complete pull; None before the first."""
        text = self._load(_SYNCED_AT)
        return datetime.fromisoformat(text) if text else None

    def save_verified_at(self, at: datetime) -> None:
        """Keep the office's time of the last comparison that found no difference. Inside a transaction."""
        self._save(_VERIFIED_AT, at.isoformat())

    def load_verified_at(self) -> datetime | None:
        """Return the office's time of the last comparison that found no difference; None before the first."""
        text = self._load(_VERIFIED_AT)
        return datetime.fromisoformat(text) if text else None

    def forget_verified_at(self) -> None:
        """Let everything be compared at the next exchange. Inside a transaction."""
        self._connection.execute("DELETE FROM fact WHERE name = ?", (_VERIFIED_AT,))

    def save_generation(self, generation: int) -> None:
        """Keep how often this store was opened. Inside a transaction."""
        self._save(_GENERATION, str(generation))

    def load_generation(self) -> int:
        """Return how often this store was opened with the key store's seal; 0: never."""
        return int(self._load(_GENERATION) or 0)

    def save_opened_from(self, digest: str) -> None:
        """Keep which closed file this one was, where the key store would not hear that it is open. In a transaction."""
        self._save(_OPENED_FROM, digest)

    def load_opened_from(self) -> str:
        """Return which closed file this one was when the key store last would not hear that it is open."""
        return self._load(_OPENED_FROM) or ""

    def save_waiting(self, cases: Sequence[CaseId]) -> None:
        """Keep in which cases something waits for the person, as the office says. Inside a transaction."""
        self._save(_WAITING, json.dumps(sorted(cases)))

    def load_waiting(self) -> list[CaseId]:
        """Return in which cases something waits for the person, as the office said last."""
        return [CaseId(case) for case in json.loads(self._load(_WAITING) or "[]")]

    def save_escalated(self, cases: Sequence[CaseId]) -> None:
        """Keep in which of them nobody answered, as the office says. Inside a transaction."""
        self._save(_ESCALATED, json.dumps(sorted(cases)))

    def load_escalated(self) -> list[CaseId]:
        """Return in which of them nobody answered, as the office said last."""
        return [CaseId(case) for case in json.loads(self._load(_ESCALATED) or "[]")]

    def load_opened(self) -> tuple[set[CaseId], set[CaseId]]:
        """Return in which cases something waits for the person, and in which of them nobody answered."""
        return set(self.load_waiting()), set(self.load_escalated())

    def save_kept_seq(self, seq: int) -> None:
        """Keep how far a verified backup of the office has this laptop's chain. Inside a transaction."""
        self._save(_KEPT_SEQ, str(seq))

    def load_kept_seq(self) -> int:
        """Return how far a verified backup of the office has this laptop's chain, as it said last."""
        return int(self._load(_KEPT_SEQ) or 0)

    def save_office_chain(self, device: DeviceId, seq: int) -> None:
        """Keep that the office knows the chain only so far, and less than it has acknowledged. Inside a transaction."""
        self._save(_OFFICE_CHAIN, json.dumps([device, seq]))

    def load_office_chain(self, device: DeviceId) -> int | None:
        """Return how far the office knows the chain, if that is less than it has acknowledged; None where it is not."""
        known, seq = json.loads(self._load(_OFFICE_CHAIN) or "[null, 0]")
        return int(seq) if known == device else None

    def forget_office_chain(self) -> None:
        """Keep that the office knows all that it has acknowledged. Inside a transaction."""
        self._connection.execute("DELETE FROM fact WHERE name = ?", (_OFFICE_CHAIN,))

    def save_stopped(self, how: str) -> None:
        """Keep that the office has stopped this laptop, and whether it is to be wiped. Inside a transaction."""
        self._save(_STOPPED, how)

    def load_stopped(self) -> str:
        """Return how the office has stopped this laptop; empty where it has not."""
        return self._load(_STOPPED) or ""

    def save_forked(self, forked: bool) -> None:
        """Keep whether the office knows other entries of this laptop than are here. Inside a transaction."""
        self._save(_FORKED, "1" if forked else "")

    def load_forked(self) -> bool:
        """Return whether the office knows other entries of this laptop than are here."""
        return bool(self._load(_FORKED))

    def save_place(self, text: str) -> None:
        """Keep where the person at the keyboard is. Inside a transaction."""
        self._save(_PLACE, text)

    def load_place(self) -> str | None:
        """Return where the person at the keyboard was last; None where that is not known."""
        return self._load(_PLACE)

    def save_tour_settled(self) -> None:
        """Keep that the person took the tour or does not want it. Inside a transaction."""
        self._save(_TOUR, "settled")

    def load_tour_settled(self) -> bool:
        """Tell whether the person took the tour or does not want it."""
        return self._load(_TOUR) is not None

    def forget_place_in(self, case: CaseId) -> None:
        """Forget where the person was, if that was in a case: it leaves this laptop. Inside a transaction."""
        self._connection.execute(
            "DELETE FROM fact WHERE name = ? AND json_extract(value, '$.parts.case') = ?", (_PLACE, case)
        )

    def _save(self, name: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", (name, value))

    def _load(self, name: str) -> str | None:
        row = self._connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None
