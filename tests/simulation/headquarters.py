"""The office of a run: the real server's parts without its process, on either database, with crash points."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from sqlalchemy import event, text

from casework.ledger.fold import RecordState
from casework.ledger.keep import load_state
from casework.ledger.proof import Asked, body_digest, read_proof
from casework.ledger.protocol import (
    HandoverRequest,
    HandoverResponse,
    NonceRequest,
    PullRequest,
    PushRequest,
    VerifyRequest,
)
from casework.records.identifier import DeviceId, EntryId, Scope
from server.admission import give_nonce
from server.backup import make_backup
from server.epoch import confirm_epoch
from server.handover import Signed, take_handover
from server.key_file import BOX_KEY, load_key
from server.office import Office, open_office
from server.problem import RESTORING, Refused
from server.pulls import answer_pull
from server.push import take_push
from server.restoring import restore_backup
from server.routes.message import parse
from server.storage.agency import load_epoch
from server.verify import answer_verify
from tests.fakes.clock import FakeClock


class ServerKilled(BaseException):
    """The server's process is gone in the middle of a request."""


@dataclass(frozen=True)
class Row:
    """One row of the server's log, as it lies in the database."""

    id: EntryId
    device: DeviceId
    seq: int
    data: bytes
    scope: Scope | None
    position: int
    order: tuple[int, int]
    epoch: int
    verdict: str
    reason: str | None
    withheld: bool
    received_at: int
    adopted: bool = False
    outline: bool = False


_LOG = (
    "SELECT id, device, seq, data, scope, position, order_epoch, order_position, epoch, verdict, reason, withheld,"
    " received_at, adopted, outline FROM entry ORDER BY receipt, seq"
)


def _hand_over(office: Office, request: bytes) -> HandoverResponse:
    """The call of a stopped laptop, with its proof in the first line."""
    proof, _, body = request.partition(b"\n")
    asked = Asked("POST", "/sync/v1/handover", {}, body_digest(body))
    return take_handover(office, parse(HandoverRequest, body), Signed(read_proof(proof.decode()), asked))


class Headquarters:
    """A server that can be asked, killed and started again."""

    def __init__(self, folder: Path, clock: FakeClock, settings: dict[str, object]) -> None:
        self.folder = folder
        self.clock = clock
        self._settings = settings
        self._stack = ExitStack()
        self._left = -1
        self._only_commits = False
        self._rows: list[Row] | None = None
        self.office = self._opened()

    def serve(self, device: DeviceId, call: str, body: bytes) -> bytes:
        """Answer one request of an admitted laptop. Raises `Refused` or `ServerKilled`."""
        self.changed()
        office = self.office
        calls: dict[str, Callable[[], BaseModel]] = {
            "push": lambda: take_push(office, device, parse(PushRequest, body)),
            "pull": lambda: answer_pull(office, device, parse(PullRequest, body)),
            "verify": lambda: answer_verify(office, device, parse(VerifyRequest, body)),
            "handover": lambda: _hand_over(office, body),
        }
        if call in {"pull", "verify"} and not self.is_confirmed():
            raise Refused(RESTORING)  # As `admission.admit` does, in whose place this stands.
        return calls[call]().model_dump_json().encode()

    def serve_and_die(self, device: DeviceId, call: str, body: bytes, statements: int, *, only_commits: bool) -> bool:
        """Serve a request and die at one of its statements; whether it came so far."""
        self._left, self._only_commits = statements, only_commits
        try:
            self.serve(device, call, body)
        except ServerKilled:
            return True
        except Refused:
            return False
        finally:
            self._left = -1
        return False

    def give_nonce(self, device: DeviceId) -> str:
        """Something to sign."""
        return give_nonce(self.office, NonceRequest(device=device)).nonce

    def is_confirmed(self) -> bool:
        """Whether the epoch is served."""
        with self.office.database.read() as connection:
            return load_epoch(connection).confirmed

    def epoch(self) -> int:
        """The number of the epoch."""
        with self.office.database.read() as connection:
            return load_epoch(connection).number

    def waiting(self) -> set[str]:
        """The cases in which something waits for a senior, as the server keeps it."""
        with self.office.database.read() as connection:
            return {str(row[0]) for row in connection.exec_driver_sql('SELECT DISTINCT "case" FROM matter').all()}

    def notes(self) -> list[bytes]:
        """Every sealed draft that has arrived."""
        with self.office.database.read() as connection:
            return [bytes(row[0]) for row in connection.exec_driver_sql("SELECT box FROM note").all()]

    def box_key(self) -> bytes:
        """The key that opens what laptops sealed."""
        return load_key(self.folder, BOX_KEY)

    def back_up(self, file: Path) -> list[Row]:
        """Make a backup with the server's own command, which verifies it, and return its log."""
        rows = self.rows()
        file.unlink(missing_ok=True)
        make_backup(self.office, file)
        return rows

    def restore(self, file: Path) -> None:
        """Put the backup back with the server's own command; a new epoch begins, unconfirmed."""
        self._stack.close()
        restore_backup(self.folder, file, self.clock)
        self.changed()
        self.office = self._opened()

    def confirm(self) -> bool:
        """Let an administrator confirm the epoch, if it waits for it."""
        self.changed()
        if self.is_confirmed():
            return False
        confirm_epoch(self.office)
        return True

    def rows(self) -> list[Row]:
        """Everything in the log, in the order of arrival."""
        if self._rows is None:
            with self.office.database.read() as connection:
                found = connection.exec_driver_sql(_LOG).all()
            self._rows = [_row(*row) for row in found]
        return self._rows

    def ends(self) -> dict[Scope, int]:
        """How far the log of each scope goes by the scope's own row."""
        with self.office.database.read() as connection:
            found = connection.exec_driver_sql("SELECT id, last_position FROM scope").all()
        return {Scope(row[0]): row[1] for row in found}

    def states(self, scope: Scope) -> list[RecordState]:
        """Every record of a scope as it lies folded."""
        with self.office.database.read() as connection:
            query = text("SELECT state FROM record WHERE scope = :scope")
            return [load_state(found) for found in connection.execute(query, {"scope": scope}).scalars()]

    def changed(self) -> None:
        """Note that somebody may have written."""
        self._rows = None

    def restart(self) -> None:
        """End the process and start another."""
        self._stack.close()
        self.changed()
        self.office = self._opened()

    def close(self) -> None:
        """End."""
        self._stack.close()

    def _opened(self) -> Office:
        office = self._stack.enter_context(open_office(self.folder, self.clock, self._settings))
        # A default argument keeps the machine's own randomness from before the run's was installed.
        office.zero._entropy = os.urandom
        engine = office.database._engine
        event.listen(engine, "before_cursor_execute", self._on_statement)
        event.listen(engine, "commit", self._on_commit)
        return office

    def _on_statement(self, *arguments: Any) -> None:
        del arguments
        if not self._only_commits:
            self._count()

    def _on_commit(self, *arguments: Any) -> None:
        del arguments
        self._count()

    def _count(self) -> None:
        if self._left < 0:
            return
        self._left -= 1
        if self._left < 0:
            raise ServerKilled


def _row(*values: Any) -> Row:
    ident, device, seq, data, scope, position, order_epoch, order_position, epoch, *rest = values
    verdict, reason, withheld, received_at, adopted, outline = rest
    return Row(
        EntryId(ident),
        DeviceId(device),
        seq,
        bytes(data),
        Scope(scope) if scope else None,
        position or 0,
        (order_epoch, order_position),
        epoch,
        verdict,
        reason,
        bool(withheld),
        received_at,
        adopted is not None,
        bool(outline),
    )
