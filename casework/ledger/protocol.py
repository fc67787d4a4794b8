"""The messages of the sync protocol, `/sync/v1/` (protocol, section 4). Entries travel as their exact text."""

from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from casework.ledger.plain import digest
from casework.records.identifier import DeviceId, EntryId, Scope, StaffId

PROTOCOL_VERSION = 1
MAX_PUSH_ENTRIES = 500
MAX_PUSH_BYTES = 1024 * 1024
MAX_BODY_BYTES = 10 * 1024 * 1024
TOKEN_LIFE_S = 900

_Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Number = Annotated[int, Field(ge=0, le=2**62)]
"""What both databases can hold."""
_Base64 = Annotated[str, Field(max_length=200, pattern=r"^[A-Za-z0-9+/=]*$")]


class Verdict(StrEnum):
    """What the server made of an entry. Never an error for the batch."""

    ACCEPTED = "accepted"
    LATE = "accepted late"
    QUARANTINED = "quarantined"
    DAMAGED = "damaged, kept"


class Message(BaseModel):
    """Base of all messages: parts a newer version added are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    v: int = PROTOCOL_VERSION


class Part(BaseModel):
    """Base of what messages are made of."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ChainTip(Part):
    """Where a device's chain stands: 0 and None when it is empty."""

    seq: _Number
    id: EntryId | None = None


class EnrolRequest(Message):
    """A laptop asks to be enrolled with a one-time code; `proof` is its signature over code and key."""

    code: str = Field(min_length=1, max_length=100)
    public_key: _Base64
    proof: _Base64


class EnrolResponse(Message):
    """Who the laptop is from now on, and the server's key, pinned from now on."""

    device: DeviceId
    staff: StaffId
    staff_name: str
    agency: str
    server_key: _Base64
    epoch: int
    server_time: AwareDatetime


class NonceRequest(Message):
    """A device asks for something to sign."""

    device: DeviceId = Field(max_length=512)


class NonceResponse(Message):
    """What to sign to be given a token; good for a minute, once."""

    nonce: str = Field(max_length=200)


class TokenRequest(Message):
    """The signed nonce (see `chain.token_request_bytes`)."""

    device: DeviceId = Field(max_length=512)
    nonce: str = Field(max_length=200)
    signature: _Base64


class TokenResponse(Message):
    """An opaque bearer token and how long it lasts."""

    token: str = Field(max_length=200, pattern=r"^[!-~]+$")
    expires_in_s: int = Field(le=86_400)


class PushItem(Part):
    """One entry with its skeleton, so that the chain goes on even where the text cannot be read."""

    seq: int = Field(ge=1)
    id: _Hash
    data: str


class PushRequest(Message):
    """Entries in chain order with the signature over the last of them."""

    entries: list[PushItem] = Field(max_length=MAX_PUSH_ENTRIES)
    tip: ChainTip
    signature: _Base64


class ReceiptItem(Part):
    """What became of one entry. `reason` is a code of `casework.rules.intake`."""

    entry: _Hash
    seq: _Number
    position: _Number
    verdict: Verdict
    reason: str | None = None


class Receipt(Message):
    """The server's word on the entries of one batch in one scope; its exact bytes are signed."""

    epoch: _Number
    scope: str
    device: DeviceId
    at: AwareDatetime
    items: list[ReceiptItem]


class SignedReceipt(Part):
    """A receipt as its exact text, with the server's signature."""

    data: str
    signature: _Base64


class PushResponse(Message):
    """Receipts for everything that was sent, and where the chain stands at the server."""

    receipts: list[SignedReceipt]
    chain: ChainTip
    server_time: AwareDatetime


class Holding(Part):
    """How far a device holds one scope."""

    scope: Scope
    generation: _Number
    position: _Number


class PullRequest(Message):
    """What the laptop holds: as a digest when nothing may have changed, in full where the server asks for it."""

    digest: str = Field(max_length=64)
    holdings: list[Holding] | None = Field(default=None, max_length=50_000)
    left: list[Holding] = Field(default_factory=list, max_length=50_000)


class PageItem(Part):
    """One entry of a scope's log, as state: with its verdict as it stands now."""

    position: _Number
    id: _Hash
    data: str
    verdict: Verdict
    reason: str | None = None


class Page(Part):
    """The next entries of one scope: what lies after the position `after`, as far as `position`.

    Some positions in between may be missing, because what was withheld is not sent; so a laptop takes a page only if
    `after` is where its own cursor stands. `complete` once nothing more is waiting in the scope.
    """

    scope: Scope
    generation: _Number
    after: _Number
    entries: list[PageItem]
    position: _Number
    complete: bool


class PullResponse(Message):
    """What this device may hold, recomputed from the grants, and the next entries of it.

    `enter`: scopes that begin from nothing in a new generation. `leave`: repeated until the laptop confirms that it
    holds them no more. With `want_holdings` the server asks for the full list and sends nothing else.
    """

    server_time: AwareDatetime
    epoch: _Number
    chain: ChainTip
    want_holdings: bool = False
    enter: list[Holding] = Field(default_factory=list)
    leave: list[Holding] = Field(default_factory=list)
    pages: list[Page] = Field(default_factory=list)
    more: bool = False
    total: int = 0


class Problem(Message):
    """Why a whole request could not be served, in a code and a sentence without content."""

    code: str
    sentence: str


def holdings_digest(holdings: list[Holding]) -> str:
    """The digest by which both sides see that they agree on what the laptop holds."""
    return digest(*sorted(f"{h.scope} {h.generation} {h.position}" for h in holdings))


def enrol_proof_bytes(code: str, public_key: str) -> bytes:
    """What a laptop signs at enrolment, so that nobody can enrol a key that is not theirs."""
    return f"doorstep/enrol/v1\n{code}\n{public_key}".encode()
