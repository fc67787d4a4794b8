"""The network between one laptop and the office: every message is bytes, and every fault is drawn from the seed."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ValidationError

from casework.errors import UserError
from casework.ledger.audit import AuditEvent
from casework.ledger.proof import Asked, body_digest, sign_request
from casework.ledger.protocol import (
    HandoverRequest,
    HandoverResponse,
    PullRequest,
    PullResponse,
    PushRequest,
    PushResponse,
    VerifyRequest,
    VerifyResponse,
)
from desktop.sync.fault import (
    AnswerCutShort,
    AnswerGarbled,
    ChainForked,
    LaptopNotKnown,
    OfficeBusy,
    OfficeFault,
    OfficeUnreachable,
    RequestRefused,
    UpdateFirst,
)
from server.problem import Refused
from tests.simulation.laptop import Laptop

if TYPE_CHECKING:
    from tests.simulation.world import World

Answer = TypeVar("Answer", bound=BaseModel)

_ARCHIVED = 12
_CONTENT = re.compile(r'"data":"')
_REFUSALS: dict[int, Callable[[], UserError]] = {
    401: LaptopNotKnown,
    403: LaptopNotKnown,
    409: ChainForked,
    426: UpdateFirst,
    429: lambda: OfficeBusy(1.0),
    503: lambda: OfficeBusy(1.0),
}


class Wire:
    """The calls of one laptop."""

    def __init__(self, world: "World", laptop: Laptop) -> None:
        self._world = world
        self._laptop = laptop
        self.requests: list[tuple[str, bytes]] = []
        self.was_altered = False
        self.answers: dict[str, list[bytes]] = {}

    def push(self, request: PushRequest) -> PushResponse:
        """Send entries."""
        return self._call("push", request, PushResponse)

    def pull(self, request: PullRequest) -> PullResponse:
        """Ask for news."""
        return self._call("pull", request, PullResponse)

    def verify(self, request: VerifyRequest) -> VerifyResponse:
        """Compare heads."""
        return self._call("verify", request, VerifyResponse)

    def hand_over(self, push: PushRequest, events: list[AuditEvent]) -> HandoverResponse:
        """Hand over what is unsent, as a laptop that was stopped: with a nonce of its own, as the transport does."""
        device, key = self._laptop.device, Ed25519PrivateKey.from_private_bytes(self._laptop.identity.signing_key)
        nonce = self._world.server.give_nonce(device)
        request = HandoverRequest(device=device, nonce=nonce, push=push, events=events)
        asked = Asked("POST", "/sync/v1/handover", {}, body_digest(request.model_dump_json().encode()))
        proof = sign_request(key, device, nonce, 1, asked)
        return self._call("handover", request, HandoverResponse, proof.encode() + b"\n")

    def _call(self, name: str, message: BaseModel, answer: type[Answer], head: bytes = b"") -> Answer:
        """`head`: a line that goes before the body, as headers do."""
        body = head + message.model_dump_json().encode()
        fault = self._world.draw_fault()
        if fault:
            self._world.tally.fault(fault)
        self.requests = [*self.requests[-_ARCHIVED:], (name, body)]
        self._before(fault, name, body)
        data = self._after(fault, self._serve(name, body), name, body)
        try:
            return answer.model_validate_json(data)
        except ValidationError:
            raise AnswerGarbled from None

    def _before(self, fault: str, name: str, body: bytes) -> None:
        """What happens before a request is served."""
        if fault == "request lost":
            raise OfficeUnreachable
        if fault == "old request first":
            self.repeat(self._world.entropy.choice.choice(self.requests))  # At least the present one is there.
        if fault == "meanwhile before":
            self._world.meanwhile(self._laptop)
        if fault in {"server killed", "server killed at commit"}:
            self._kill_server(name, body, only_commits=fault.endswith("commit"))

    def _after(self, fault: str, data: bytes, name: str, body: bytes) -> bytes:
        """What happens to an answer on its way."""
        if fault == "request twice":
            return self._serve(name, body)
        if fault == "server restarted":
            self._world.server.restart()
        if fault in {"answer lost", "server restarted"}:
            raise AnswerCutShort
        if fault == "answer altered":
            return self._altered(data)
        if fault == "old answer":
            # What came late on another line: it is taken for the answer, and the true one is lost.
            data = self._world.entropy.choice.choice([*self.answers.get(name, []), data])
        self.answers[name] = [*self.answers.get(name, [])[-3:], data]
        if fault == "meanwhile after":
            self._world.meanwhile(self._laptop)
        return data

    def repeat(self, request: tuple[str, bytes]) -> None:
        """Let an old request arrive (again); nobody waits for the answer any more."""
        try:
            self._serve(*request)
        except UserError:
            return

    def _altered(self, data: bytes) -> bytes:
        """Exchange one sign in an entry or a receipt, where the answer has one."""
        text = data.decode()
        begins = [place.end() for place in _CONTENT.finditer(text)]
        if not begins:
            return data
        at = self._world.entropy.choice.choice(begins) + self._world.entropy.choice.randrange(60)
        self.was_altered = True
        return (text[:at] + ("0" if text[at] != "0" else "1") + text[at + 1 :]).encode()

    def _kill_server(self, name: str, body: bytes, *, only_commits: bool) -> None:
        count = 1 if only_commits else 25
        at = self._world.entropy.choice.randrange(count)
        if self._world.server.serve_and_die(self._laptop.device, name, body, at, only_commits=only_commits):
            if self._world.entropy.choice.random() < 0.7:
                self._world.server.restart()
            raise AnswerCutShort

    def _serve(self, name: str, body: bytes) -> bytes:
        try:
            data = self._world.server.serve(self._laptop.device, name, body)
        except Refused as refusal:
            status = refusal.refusal.status
            self._world.note(f"{self._laptop.name} {name} refused {refusal.refusal.code}")
            raise _REFUSALS.get(status, RequestRefused if status < 500 else OfficeFault)() from None
        self._world.look_at_answer(self._laptop, data)
        return data
