"""Carries attachments: what was made here goes after the entries that name it, what is missing comes last of all.

Piece by piece, each from where both sides stand, so that a broken connection costs one piece. Nothing is kept in
memory between runs: how far an upload has come the office says, how far a download the store.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, Protocol, TypeVar

from pydantic import ValidationError

from casework.errors import Damaged, UserError
from casework.ledger.blob import (
    BOX_HEADER,
    CASE_HEADER,
    OFFSET_HEADER,
    PIECE_BYTES,
    SIZE_HEADER,
    BlobUpload,
    read_content_range,
)
from casework.records.identifier import Scope, case_of
from desktop.sync.channel import RawAnswer, RawCall
from desktop.sync.fault import AnswerGarbled, OfficeFault, RequestRefused
from desktop.sync.ports import Gate

_PIECES = 16
"""Calls in one run. What is left goes into the next, after whatever was saved meanwhile."""


class Blob(Protocol):
    """One attachment as the store knows it. `got`: how many bytes of it are here."""

    @property
    def scope(self) -> Scope: ...  # noqa: D102 — a case's scope

    @property
    def sha256(self) -> str: ...  # noqa: D102

    @property
    def size_bytes(self) -> int: ...  # noqa: D102

    @property
    def box(self) -> bytes | None: ...  # noqa: D102 — its key for the office alone, where its case has left

    @property
    def got(self) -> int: ...  # noqa: D102


BlobT = TypeVar("BlobT", bound=Blob)


class BlobShelf(Protocol[BlobT]):
    """What is needed of the store, on its own thread."""

    def next_to_send(self) -> BlobT | None:
        """What is to be sent next; None where nothing is due."""
        ...

    def piece_to_send(self, row: BlobT, offset: int) -> bytes:
        """The piece from `offset`. Raises `Damaged`."""
        ...

    def note_sent(self, row: BlobT) -> None:
        """The office has the whole."""
        ...

    def next_missing(self) -> BlobT | None:
        """What is to be fetched next; None where nothing is due."""
        ...

    def take_piece(self, row: BlobT, data: bytes) -> BlobT | None:
        """Keep the piece that follows what is here, and say how it stands; None where it is not wanted any more.

        Raises `Damaged` for a wrong whole.
        """
        ...

    def note_failed(self, row: BlobT) -> None:
        """It neither went nor came: later again."""
        ...


class RawCalls(Protocol):
    """What is needed of the office. Raises the faults of `desktop.sync.fault`."""

    def exchange(self, call: RawCall) -> RawAnswer:
        """Send bytes, or ask for some."""
        ...


@dataclass(frozen=True)
class Carried:
    """What one run did. `more`: something is due still, or has left with what was sent. `refused`: what to tell."""

    more: bool = False
    refused: UserError | None = None


class Carrier(Protocol):
    """What the engine needs."""

    def carry(self, stop: Callable[[], bool]) -> Carried:
        """Carry what is due."""
        ...


class BlobCarrier(Generic[BlobT]):
    """Used on the network's thread; the store is behind its gate."""

    def __init__(self, shelf: BlobShelf[BlobT], gate: Gate, office: RawCalls) -> None:
        self._shelf = shelf
        self._gate = gate
        self._office = office

    def carry(self, stop: Callable[[], bool]) -> Carried:
        """Send, then fetch, for about sixteen calls or until `stop` answers True.

        Raises what every call may raise: what was carried before it is kept.
        """
        run = _Run(stop)
        while not run.must_end() and (row := self._gate(self._shelf.next_to_send)):
            self._attempt(run, row, self._send)
        while not run.must_end() and (row := self._gate(self._shelf.next_missing)):
            self._attempt(run, row, self._fetch)
        return Carried(run.sent or (run.must_end() and not stop()), run.refused)

    def _attempt(self, run: "_Run", row: BlobT, work: "Callable[[_Run, BlobT], None]") -> None:
        """What the office does not take or does not give is left for later; the rest goes on."""
        try:
            work(run, row)
        except RequestRefused as refused:
            self._gate(partial(self._shelf.note_failed, row))
            # Nobody is told of what is not there yet: its author's laptop has not sent it.
            run.refused = refused if work == self._send else run.refused
        except Damaged as damaged:
            self._gate(partial(self._shelf.note_failed, row))
            run.refused = damaged

    def _send(self, run: "_Run", row: BlobT) -> None:
        run.calls += 1
        state = _upload(self._office.exchange(RawCall("GET", f"blobs/{row.sha256}/upload", _headers(row))))
        while not state.done and not run.must_end():
            before = state.offset
            data = self._gate(partial(self._shelf.piece_to_send, row, before))
            run.calls += 1
            headers = {**_headers(row), OFFSET_HEADER: str(before), SIZE_HEADER: str(row.size_bytes)}
            if row.box is not None:
                headers[BOX_HEADER] = base64.b64encode(row.box).decode()
            state = _upload(self._office.exchange(RawCall("PUT", f"blobs/{row.sha256}/upload", headers, data)))
            if not state.done and state.offset <= before:
                raise OfficeFault  # It answers and takes nothing.
        if state.done:
            self._gate(partial(self._shelf.note_sent, row))
            run.sent = True

    def _fetch(self, run: "_Run", row: BlobT) -> None:
        while row.got < row.size_bytes and not run.must_end():
            run.calls += 1
            headers = {**_headers(row), "range": f"bytes={row.got}-{row.got + PIECE_BYTES - 1}"}
            answer = self._office.exchange(RawCall("GET", f"blobs/{row.sha256}", headers))
            stands = self._gate(partial(self._shelf.take_piece, row, _checked(answer, row)))
            if stands is None:
                return
            if stands.got <= row.got:
                raise AnswerGarbled
            row = stands


@dataclass
class _Run:
    stop: Callable[[], bool]
    calls: int = 0
    sent: bool = False
    refused: UserError | None = None

    def must_end(self) -> bool:
        return self.calls >= _PIECES or self.stop()


def _headers(row: Blob) -> dict[str, str]:
    return {CASE_HEADER: case_of(row.scope) or ""}


def _upload(answer: RawAnswer) -> BlobUpload:
    try:
        return BlobUpload.model_validate_json(answer.body)
    except ValidationError:
        raise AnswerGarbled from None


def _checked(answer: RawAnswer, row: Blob) -> bytes:
    """The bytes of a piece that is the one that was asked for."""
    found = read_content_range(answer.content_range)
    if found is None or found != (row.got, row.got + len(answer.body), row.size_bytes) or not answer.body:
        raise AnswerGarbled
    return answer.body
