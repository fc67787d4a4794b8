"""The server as device 0: what the command line and imports write goes through the same intake as any laptop's."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.errors import UserError
from casework.ledger.chain import sign_tip
from casework.ledger.entry import Edit, Link, Signed, seal_entry
from casework.ledger.fold import RecordState
from casework.ledger.protocol import Verdict
from casework.records.identifier import SERVER_DEVICE, EntryId, RecordId, Scope, StaffId, uuid7
from casework.records.record import SCHEMA
from casework.rules.intake_reason import REASON_SENTENCES, Reason
from server.clock import Clock
from server.intake import Arrival, Intake
from server.placement import Sender
from server.storage.agency import load_agency, load_epoch
from server.storage.database import Connection, Database
from server.storage.device import load_device, save_chain
from server.storage.folded import load_kind, load_record

_ENTROPY_BYTES = 10


@dataclass(frozen=True)
class ServerSave:
    """One entry of the server's own: written by `author`, an administrator, for `on_behalf` where that is another."""

    scope: Scope
    edits: tuple[Edit, ...]
    author: StaffId
    at: datetime
    on_behalf: StaffId | None = None


class DeviceZero:
    """Writes entries as the server itself, and reads what stands."""

    def __init__(
        self,
        database: Database,
        intake: Intake,
        key: Ed25519PrivateKey,
        clock: Clock,
        entropy: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self._database = database
        self._intake = intake
        self._key = key
        self._clock = clock
        self._entropy = entropy

    def new_id(self, at: datetime | None = None) -> str:
        """A new record id, made at a moment (now, unless told otherwise)."""
        return uuid7(at or self._clock.now(), self._entropy(_ENTROPY_BYTES))

    def save(self, saves: Sequence[ServerSave]) -> list[EntryId]:
        """Save entries, all of them or none.

        Raises:
            UserError: if one of them would not be accepted; nothing is saved then.
        """
        with self._database.write() as connection:
            return self.save_within(connection, saves)

    def save_within(self, connection: Connection, saves: Sequence[ServerSave]) -> list[EntryId]:
        """Save entries as part of a writing transaction of the caller's. Raises as `save`."""
        agency = load_agency(connection)
        zero = load_device(connection, SERVER_DEVICE, lock=True)
        if agency is None or zero is None:
            raise UserError("This server was not set up to the end. Run doorstep-server init again.")
        arrivals, link = self._seal(zero.chain, saves)
        sender = Sender(SERVER_DEVICE, agency.administrator)
        kept = self._intake.take_again(connection, sender, arrivals, load_epoch(connection).number, self._clock.now())
        for item in kept:
            if item.verdict is not Verdict.ACCEPTED:
                raise UserError(REASON_SENTENCES[Reason(item.reason or Reason.INVALID)])
        if arrivals:
            self._intake.note(connection, sender, kept)
            save_chain(connection, SERVER_DEVICE, link, sign_tip(self._key, SERVER_DEVICE, link))
        return [item.id for item in kept]

    def _seal(self, link: Link, saves: Sequence[ServerSave]) -> tuple[list[Arrival], Link]:
        arrivals = []
        for save in saves:
            signed = Signed(SERVER_DEVICE, save.author, save.scope, save.at, SCHEMA, on_behalf=save.on_behalf)
            sealed = seal_entry(link, signed, save.edits)
            link = Link(sealed.entry.seq, sealed.id)
            arrivals.append(Arrival(link.seq, sealed.id, sealed.data, sealed))
        return arrivals, link

    def state(self, scope: Scope, record: RecordId) -> RecordState | None:
        """What stands of one record, with its heads; None where there is none."""
        with self._database.read() as connection:
            return load_record(connection, scope, record)

    def states(self, kind: str, scope: Scope | None = None) -> list[RecordState]:
        """Every record of a kind, of one scope or of all, oldest id first."""
        with self._database.read() as connection:
            return load_kind(connection, kind, scope)
