"""The calls an enrolled laptop makes, each signed by its key under a short-lived token.

A token is given for a signed nonce and opens nothing by itself. It is refreshed before it runs out, and once when the
server does not take it.
"""

import base64
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel

from casework.ledger.arrival import ArrivalRequest, ArrivalResponse
from casework.ledger.audit import AuditEvent, AuditRequest, AuditResponse
from casework.ledger.chain import token_request_bytes
from casework.ledger.lookup import LocateRequest, LocateResponse
from casework.ledger.measures import MeasuresRequest, MeasuresResponse
from casework.ledger.proof import PROOF_HEADER, Asked, sign_request
from casework.ledger.protocol import (
    HandoverRequest,
    HandoverResponse,
    NonceRequest,
    NonceResponse,
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
    TokenRequest,
    TokenResponse,
    VerifyRequest,
    VerifyResponse,
)
from casework.ledger.signin import SignInAgainResponse, SignInRequest
from casework.ledger.stopping import LaptopsRequest, LaptopsResponse, StopRequest, StopResponse
from casework.records.identifier import DeviceId
from desktop.sync.channel import Channel, OpenStream, RawAnswer, RawCall, TokenRefused, Voucher
from desktop.sync.fault import LaptopNotKnown

_REFRESH_BEFORE_S = 30.0

Answer = TypeVar("Answer", bound=BaseModel)
Given = TypeVar("Given")


class OfficeCalls(Protocol):
    """What the engine needs of the office. Every call raises the faults of `desktop.sync.fault`."""

    def push(self, request: PushRequest) -> PushResponse:
        """Send entries; the answer holds a receipt for each."""
        ...

    def pull(self, request: PullRequest) -> PullResponse:
        """Ask what this laptop may hold and for what is new."""
        ...


@dataclass(frozen=True)
class Credential:
    """What a laptop proves itself by: its device id and its private key (raw Ed25519, 32 bytes)."""

    device: DeviceId
    signing_key: bytes = field(repr=False)


class _Token:
    """A token, and the proofs under it: each with the next number."""

    def __init__(self, key: Ed25519PrivateKey, device: DeviceId, text: str, good_until: float) -> None:
        self._key = key
        self._device = device
        self._text = text
        self._numbers = count(1)
        self.good_until = good_until

    def headers(self, asked: Asked) -> Mapping[str, str]:
        proof = sign_request(self._key, self._device, self._text, next(self._numbers), asked)
        return {"authorization": f"Bearer {self._text}", PROOF_HEADER: proof}


@dataclass(frozen=True)
class _Nonce:
    """A nonce in the place of a token: one request."""

    key: Ed25519PrivateKey
    device: DeviceId
    text: str = field(repr=False)

    def headers(self, asked: Asked) -> Mapping[str, str]:
        return {PROOF_HEADER: sign_request(self.key, self.device, self.text, 1, asked)}


class Transport:
    """An enrolled laptop's calls. Used from one thread at a time."""

    def __init__(self, channel: Channel, credential: Credential) -> None:
        self._channel = channel
        self._device = credential.device
        self._key = Ed25519PrivateKey.from_private_bytes(credential.signing_key)
        self._token: _Token | None = None

    def push(self, request: PushRequest) -> PushResponse:
        """Send entries in chain order. Sent twice, they get their first receipts again.

        Raises `ChainForked` besides the faults that every call may raise.
        """
        return self._call("push", request, PushResponse)

    def pull(self, request: PullRequest) -> PullResponse:
        """Ask what this laptop may hold. Raises `UpdateFirst` besides every call's faults."""
        return self._call("pull", request, PullResponse)

    def locate(self, request: LocateRequest) -> LocateResponse:
        """Ask who works with a person. Raises `OfficeBusy` after a few times an hour."""
        return self._call("locate", request, LocateResponse)

    def arrival(self, request: ArrivalRequest) -> ArrivalResponse:
        """Ask how far cover has come. Raises the faults that every call may raise."""
        return self._call("arrival", request, ArrivalResponse)

    def laptops(self, request: LaptopsRequest) -> LaptopsResponse:
        """Ask which laptops somebody has. Raises the faults that every call may raise."""
        return self._call("laptops", request, LaptopsResponse)

    def measures(self, request: MeasuresRequest) -> MeasuresResponse:
        """Ask for the figures of the whole agency. Raises `OfficeBusy` after many times an hour."""
        return self._call("measures", request, MeasuresResponse)

    def stop(self, request: StopRequest) -> StopResponse:
        """Stop a laptop. Raises the faults that every call may raise."""
        return self._call("stop", request, StopResponse)

    def sign_in_again(self, request: SignInRequest) -> SignInAgainResponse:
        """Hand in a fresh sign-in with the agency. Raises `OfficeBusy` while the agency's sign-in does not answer."""
        return self._call("sign-in/again", request, SignInAgainResponse)

    def exchange(self, call: RawCall) -> RawAnswer:
        """Send bytes, or ask for some. Raises the faults that every call may raise."""
        return self._with_token(lambda voucher: self._channel.exchange(call, voucher))

    def listen(self) -> OpenStream:
        """Begin to listen for news. Raises the faults that every call may raise."""
        return self._with_token(lambda voucher: self._channel.open_stream("events", voucher))

    def verify(self, request: VerifyRequest) -> VerifyResponse:
        """Compare digests of heads with the office's."""
        return self._call("verify", request, VerifyResponse)

    def report(self, request: AuditRequest) -> AuditResponse:
        """Tell what happened on this laptop alone. Raises `OfficeBusy` after a number of times an hour."""
        return self._call("audit", request, AuditResponse)

    def hand_over(self, push: PushRequest, events: list[AuditEvent]) -> HandoverResponse:
        """Hand over what is unsent, as a laptop that the office has stopped: no token is given to it any more."""
        asked = self._channel.call("nonce", NonceRequest(device=self._device), NonceResponse)
        request = HandoverRequest(device=self._device, nonce=asked.nonce, push=push, events=events)
        voucher = _Nonce(self._key, self._device, asked.nonce)
        try:
            return self._channel.call("handover", request, HandoverResponse, voucher)
        except TokenRefused:
            raise LaptopNotKnown from None

    def close(self) -> None:
        """Close the connections and forget the token."""
        self._token = None
        self._channel.close()

    def _call(self, name: str, message: BaseModel, answer: type[Answer]) -> Answer:
        return self._with_token(lambda voucher: self._channel.call(name, message, answer, voucher))

    def _with_token(self, work: Callable[[Voucher], Given]) -> Given:
        try:
            return work(self._current_token())
        except TokenRefused:
            self._token = None
        try:
            return work(self._current_token())
        except TokenRefused:
            self._token = None
            raise LaptopNotKnown from None

    def _current_token(self) -> Voucher:
        if self._token is None or time.monotonic() >= self._token.good_until:
            self._token = self._fetch_token()
        return self._token

    def _fetch_token(self) -> _Token:
        try:
            asked = self._channel.call("nonce", NonceRequest(device=self._device), NonceResponse)
            signature = self._key.sign(token_request_bytes(self._device, asked.nonce))
            given = self._channel.call(
                "token",
                TokenRequest(device=self._device, nonce=asked.nonce, signature=base64.b64encode(signature).decode()),
                TokenResponse,
            )
        except TokenRefused:
            raise LaptopNotKnown from None
        good_until = time.monotonic() + given.expires_in_s - _REFRESH_BEFORE_S
        return _Token(self._key, self._device, given.token, good_until)
