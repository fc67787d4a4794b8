"""A laptop of a few lines, written from the protocol's text and sharing nothing with the real one but the messages."""

import base64
import ssl
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Self, TypeVar

import httpx2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel

from casework.ledger.chain import check_receipt, sign_tip, token_request_bytes
from casework.ledger.entry import Edit, Link, Sealed, Seen, Signed, seal_entry
from casework.ledger.proof import NO_BODY, PROOF_HEADER, SIGNED_HEADERS, Asked, body_digest, sign_request
from casework.ledger.protocol import (
    ChainTip,
    EnrolRequest,
    EnrolResponse,
    HandoverRequest,
    HandoverResponse,
    Holding,
    NonceRequest,
    NonceResponse,
    Page,
    PageItem,
    Problem,
    PullRequest,
    PullResponse,
    PushItem,
    PushRequest,
    PushResponse,
    Receipt,
    ReceiptItem,
    TokenRequest,
    TokenResponse,
    enrol_proof_bytes,
    holdings_digest,
)
from casework.records.identifier import EntryId, Scope, StaffId

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

_Answer = TypeVar("_Answer", bound=BaseModel)


class Refusal(Exception):
    """An answer other than 200."""

    def __init__(self, status: int, problem: Problem) -> None:
        super().__init__(f"{status} {problem.code}")
        self.status = status
        self.code = problem.code


@dataclass
class HeldScope:
    """One scope as this laptop holds it."""

    generation: int
    position: int = 0
    items: list[PageItem] = field(default_factory=list)
    complete: bool = False


class Line:
    """Posts messages to a server."""

    def __init__(self, url: str, trust: ssl.SSLContext | None = None) -> None:
        # Nobody is trusted unless named: to read all of the system's authorities takes longer than most tests.
        trust = trust or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.client = httpx2.Client(base_url=url, verify=trust, trust_env=False, timeout=30)

    def post(self, name: str, message: BaseModel, answer: type[_Answer], token: str | None = None) -> _Answer:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        response = self.client.post(f"/sync/v1/{name}", content=message.model_dump_json(), headers=headers)
        if response.status_code != 200:
            raise Refusal(response.status_code, Problem.model_validate_json(response.content))
        return answer.model_validate_json(response.content)


class _Signing(httpx2.Auth):
    """Signs every request that shows a token, unless somebody has put a proof there."""

    requires_request_body = True

    def __init__(self, laptop: "BareLaptop") -> None:
        self._laptop = laptop

    def auth_flow(self, request: httpx2.Request) -> Generator[httpx2.Request, httpx2.Response, None]:
        _, _, token = request.headers.get("authorization", "").partition(" ")
        if token and PROOF_HEADER not in request.headers:
            headers = {name: request.headers[name] for name in SIGNED_HEADERS if name in request.headers}
            target = request.url.raw_path.decode()
            asked = Asked(request.method, target, headers, body_digest(request.content))
            request.headers[PROOF_HEADER] = self._laptop.last_proof = self._laptop.prove(token, asked)
        yield request


class BareLaptop:
    """An enrolled laptop. Entries are written with `write` and sent with `push`."""

    def __init__(self, line: Line, key: Ed25519PrivateKey, enrolled: EnrolResponse) -> None:
        self.line = line
        self.key = key
        self.enrolled = enrolled
        self.device = enrolled.device
        self.staff = enrolled.staff
        self.server_key = Ed25519PublicKey.from_public_bytes(base64.b64decode(enrolled.server_key))
        self.written: list[Sealed] = []
        self.holds: dict[Scope, HeldScope] = {}
        self.ever_held: dict[Scope, HeldScope] = {}
        self.left: list[Holding] = []
        self.verdicts: dict[EntryId, ReceiptItem] = {}
        self._token: str | None = None
        self._numbers = count(1)
        self.last_proof = ""
        line.client.auth = _Signing(self)

    @classmethod
    def enrol(
        cls, url: str, code: str, key: Ed25519PrivateKey | None = None, trust: ssl.SSLContext | None = None
    ) -> Self:
        """Enrol with a one-time code."""
        line, own = Line(url, trust), key or Ed25519PrivateKey.generate()
        try:
            return cls(line, own, line.post("enrol", enrol_request(code, own), EnrolResponse))
        except BaseException:
            line.client.close()
            raise

    def close(self) -> None:
        self.line.client.close()

    def prove(self, secret: str, asked: Asked) -> str:
        """The signature over one request, under a token or for a nonce."""
        return sign_request(self.key, self.device, secret, next(self._numbers), asked)

    def proven(self, method: str, target: str, digest: str = NO_BODY) -> dict[str, str]:
        """The headers of one request on somebody else's line."""
        token = self.token()
        return {"authorization": f"Bearer {token}", PROOF_HEADER: self.prove(token, Asked(method, target, {}, digest))}

    def hand_over(self, request: HandoverRequest) -> HandoverResponse:
        """Hand over as a stopped laptop: signed for a nonce, without a token."""
        body = request.model_dump_json().encode()
        asked = Asked("POST", "/sync/v1/handover", {}, body_digest(body))
        proof = {PROOF_HEADER: self.prove(request.nonce, asked)}
        response = self.line.client.post("/sync/v1/handover", content=body, headers=proof)
        if response.status_code != 200:
            raise Refusal(response.status_code, Problem.model_validate_json(response.content))
        return HandoverResponse.model_validate_json(response.content)

    def token(self, fresh: bool = False) -> str:
        """The token, asked for when needed."""
        if self._token is None or fresh:
            nonce = self.line.post("nonce", NonceRequest(device=self.device), NonceResponse).nonce
            signature = base64.b64encode(self.key.sign(token_request_bytes(self.device, nonce))).decode()
            asked = TokenRequest(device=self.device, nonce=nonce, signature=signature)
            self._token = self.line.post("token", asked, TokenResponse).token
        return self._token

    def write(
        self,
        scope: Scope,
        *edits: Edit,
        author: StaffId | None = None,
        after_leaving: bool = False,
        at: datetime | None = None,
    ) -> Sealed:
        """Write the next entry of the chain: while the scope was held, unless it is written `after_leaving` it.

        `at`: by the laptop's clock; without it, a minute after the entry before.
        """
        link = Link(self.written[-1].entry.seq, self.written[-1].id) if self.written else Link()
        at = at or START + timedelta(minutes=link.seq)
        held = None if after_leaving else self.ever_held.get(scope)
        seen = Seen(epoch=1, generation=held.generation, position=held.position) if held else None
        sealed = seal_entry(link, Signed(self.device, author or self.staff, scope, at, 1, seen), edits)
        self.written.append(sealed)
        return sealed

    def batch(self, entries: list[Sealed] | None = None) -> PushRequest:
        """The message that sends entries (all of them, unless told otherwise)."""
        sent = self.written if entries is None else entries
        items = [PushItem(seq=s.entry.seq, id=s.id, data=s.data.decode()) for s in sent]
        tip = Link(sent[-1].entry.seq, sent[-1].id) if sent else Link()
        return signed_batch(self, items, tip)

    def push(self, entries: list[Sealed] | None = None) -> PushResponse:
        """Send entries and check every receipt's signature."""
        return self.send(self.batch(entries))

    def send(self, request: PushRequest) -> PushResponse:
        """Send a batch as it is and check every receipt's signature."""
        response = self.line.post("push", request, PushResponse, self.token())
        for signed in response.receipts:
            assert check_receipt(self.server_key, signed.data.encode(), base64.b64decode(signed.signature))
            receipt = Receipt.model_validate_json(signed.data)
            assert receipt.device == self.device
            self.verdicts.update((EntryId(item.entry), item) for item in receipt.items)
        return response

    def holdings(self) -> list[Holding]:
        """What this laptop says it holds."""
        return [Holding(scope=s, generation=h.generation, position=h.position) for s, h in self.holds.items()]

    def pull_once(self, full: bool = False) -> PullResponse:
        """One pull, not yet taken in."""
        held = self.holdings()
        request = PullRequest(digest=holdings_digest(held), holdings=held if full else None, left=self.left)
        return self.line.post("pull", request, PullResponse, self.token())

    def take(self, response: PullResponse) -> None:
        """Take an answer in."""
        for holding in response.enter:
            self.holds[holding.scope] = self.ever_held[holding.scope] = HeldScope(holding.generation)
        for page in response.pages:
            self._take_page(page)
        self.left = list(response.leave)
        for holding in response.leave:
            self.holds.pop(holding.scope, None)

    def pull(self) -> list[PullResponse]:
        """Pull until there is nothing more and every purge is confirmed."""
        answers: list[PullResponse] = []
        while not answers or answers[-1].more or answers[-1].want_holdings or answers[-1].leave:
            full = bool(answers) and answers[-1].want_holdings
            answers.append(self.pull_once(full))
            if not answers[-1].want_holdings:
                self.take(answers[-1])
            assert len(answers) < 100
        return answers

    def texts(self, scope: Scope) -> list[str]:
        """The entries that it holds of a scope."""
        return [item.data for item in self.holds[scope].items] if scope in self.holds else []

    def _take_page(self, page: Page) -> None:
        held = self.holds[page.scope]
        assert (page.generation, page.after) == (held.generation, held.position)
        assert page.position >= page.after
        positions = [item.position for item in page.entries]
        assert positions == sorted(set(positions))
        held.items += page.entries
        held.position, held.complete = page.position, page.complete


def signed_batch(laptop: BareLaptop, items: list[PushItem], tip: Link) -> PushRequest:
    """A batch of any items with a good signature over any tip."""
    signature = base64.b64encode(sign_tip(laptop.key, laptop.device, tip)).decode()
    return PushRequest(entries=items, tip=ChainTip(seq=tip.seq, id=tip.id), signature=signature)


def enrol_request(code: str, key: Ed25519PrivateKey) -> EnrolRequest:
    """What a laptop sends to be enrolled."""
    public_key = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    proof = base64.b64encode(key.sign(enrol_proof_bytes(code, public_key))).decode()
    return EnrolRequest(code=code, public_key=public_key, proof=proof)
