"""The messages of the sync protocol, `/sync/v1/` (protocol, section 4). Entries travel as their exact text."""

from collections.abc import Iterable
from enum import StrEnum
from operator import not_
from typing import Annotated

from pydantic import AwareDatetime, Field

from casework.ledger.audit import MOST_EVENTS, AuditEvent
from casework.ledger.message import Message, Part
from casework.ledger.plain import digest
from casework.records.identifier import CaseId, DeviceId, EntryId, Scope, StaffId

MAX_PUSH_ENTRIES = 500
MAX_PUSH_BYTES = 1024 * 1024
MAX_BODY_BYTES = 10 * 1024 * 1024
TOKEN_LIFE_S = 900

_Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Number = Annotated[int, Field(ge=0, le=2**62)]
"""What both databases can hold."""
_Base64 = Annotated[str, Field(max_length=200, pattern=r"^[A-Za-z0-9+/=]*$")]
_PLAIN = r"^[^\x00]*$"
"""What a database can look for: no zero character."""
_Box = Annotated[str, Field(max_length=1_000_000, pattern=r"^[A-Za-z0-9+/=]*$")]
"""A sealed box of at most one entry or draft, as base64."""


class Verdict(StrEnum):
    """What the server made of an entry. Never an error for the batch."""

    ACCEPTED = "accepted"
    LATE = "accepted late"
    QUARANTINED = "quarantined"
    DAMAGED = "damaged, kept"


class ChainTip(Part):
    """Where a device's chain stands: 0 and None when it is empty."""

    seq: _Number
    id: EntryId | None = None


class EnrolRequest(Message):
    """A laptop asks to be enrolled with a one-time code; `proof` is its signature over code and key."""

    code: str = Field(min_length=1, max_length=100)
    public_key: _Base64
    proof: _Base64
    previous: DeviceId | None = Field(default=None, max_length=64)
    """The device that this laptop was before it was restored or copied; the code must be one given for it."""


class EnrolResponse(Message):
    """Who the laptop is from now on, and the server's key, pinned from now on."""

    device: DeviceId
    staff: StaffId
    staff_name: str
    agency: str
    server_key: _Base64
    box_key: _Base64 = ""
    """The server's X25519 key, to which unsent work is sealed when a case leaves the laptop."""
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
    """An opaque token and how long it lasts. It opens nothing but with a proof of each request."""

    token: str = Field(max_length=200, pattern=r"^[!-~]+$")
    expires_in_s: int = Field(le=86_400)


class PushItem(Part):
    """One entry with its skeleton, so that the chain goes on even where the text cannot be read.

    Its exact text stands in `data`; or in `sealed`, a box only the server can open, if its case has left the laptop.
    `carried` is the exact text of the entry that an adoption names (`carried_sealed` the same in a box).
    """

    seq: int = Field(ge=1)
    id: _Hash
    data: str = ""
    sealed: _Box | None = None
    carried: str | None = None
    carried_sealed: _Box | None = None


class SealedNote(Part):
    """A draft whose case has left the laptop: its id and a box only the server can open."""

    id: str = Field(min_length=1, max_length=64, pattern=_PLAIN)
    scope: Scope = Field(max_length=100, pattern=_PLAIN)
    box: _Box


class SignedReceipt(Part):
    """A receipt as its exact text, with the server's signature."""

    data: str
    signature: _Base64


class PushRequest(Message):
    """Entries in chain order with the signature over the last of them.

    `receipts`: the server's own word on entries that it had before it was restored, word for word. `notes`: drafts.
    """

    entries: list[PushItem] = Field(max_length=MAX_PUSH_ENTRIES)
    tip: ChainTip
    signature: _Base64
    receipts: list[SignedReceipt] = Field(default_factory=list, max_length=MAX_PUSH_ENTRIES)
    notes: list[SealedNote] = Field(default_factory=list, max_length=50)


class ReceiptItem(Part):
    """What became of one entry. `reason` is a code of `casework.rules.intake`."""

    entry: _Hash
    seq: _Number
    position: _Number
    verdict: Verdict
    reason: str | None = None


class Receipt(Message):
    """The server's word on the entries of one batch; its exact bytes are signed.

    `scope`: where they lie, if all lie in one; empty if not, or if some could not be read. Releases before this one
    signed for each scope of a batch.
    """

    epoch: _Number
    scope: str
    device: DeviceId
    at: AwareDatetime
    items: list[ReceiptItem]


class PushResponse(Message):
    """Receipts for everything that was sent, and where the chain stands at the server."""

    receipts: list[SignedReceipt]
    chain: ChainTip
    server_time: AwareDatetime
    held: bool = False
    """The server is being restored: what was sent is kept and judged later; it stays in the outbox."""
    noted: list[str] = Field(default_factory=list)
    """The notes that arrived, by id."""
    kept_seq: _Number = 0
    """How far into the device's chain a verified backup of the server reaches."""


class Holding(Part):
    """How far a device holds one scope."""

    scope: Scope = Field(pattern=_PLAIN)
    generation: _Number
    position: _Number


class Leave(Holding):
    """A scope to be purged. `at_once`: no open draft delays it, because access was ended for cause or excluded."""

    at_once: bool = False


class Expunge(Part):
    """Entries whose bytes are to be destroyed, each with its outline; repeated until the laptop confirms."""

    id: str = Field(max_length=64)
    scope: Scope
    entries: dict[str, str]


class PullRequest(Message):
    """What the laptop holds: as a digest when nothing may have changed, in full where the server asks for it.

    `expunged`: the orders it has carried out. `unsent` and `at`: how much the office does not have, and the laptop's
    own clock, for the administrator's view.
    """

    digest: str = Field(max_length=64)
    holdings: list[Holding] | None = Field(default=None, max_length=50_000)
    left: list[Holding] = Field(default_factory=list, max_length=50_000)
    expunged: list[Annotated[str, Field(max_length=64, pattern=_PLAIN)]] = Field(default_factory=list, max_length=1000)
    unsent: _Number = 0
    at: AwareDatetime | None = None
    bare: bool = False
    """Whether the laptop's own entries need not come back with their words: it keeps them."""
    ahead: bool = Field(default=False, exclude_if=not_)
    """The digest is of what will be held once the answer under way is taken in: nothing of it counts as held yet."""


class PageItem(Part):
    """One entry of a scope's log, as state: with its verdict as it stands now.

    `position` is its place in the log, by which cursors move. `order` (epoch, position) is its place in the fold where
    that is another: an entry that came again after the server was restored keeps the place it first had. `outline`:
    its words were destroyed and `data` is what is left.
    """

    position: _Number
    id: _Hash
    data: str
    verdict: Verdict
    reason: str | None = None
    order: tuple[_Number, _Number] | None = None
    outline: bool = False
    bare: bool = False
    """An own entry without its words (`data` is empty), because the laptop has said that it keeps them."""


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
    leave: list[Leave] = Field(default_factory=list)
    pages: list[Page] = Field(default_factory=list)
    more: bool = False
    total: int = 0
    waiting: list[CaseId] = Field(default_factory=list)
    """The cases in which something waits for the person, who decides in them. State, like `leave`."""
    escalated: list[CaseId] = Field(default_factory=list)
    """Those of them in which nobody answered, so that the service managers are called in."""
    confirm: bool = False
    """Something here is about a visit of today: the laptop is to ask again at once, which says that it has it."""
    lease_until: AwareDatetime | None = None
    """Until when this laptop may show what it holds without having been here again."""
    sign_in_by: AwareDatetime | None = None
    """When at the latest its person has to have signed in with the agency again; None where nobody asks for that."""
    kept_seq: _Number = 0
    """How far into the device's chain a verified backup of the server reaches."""
    expunge: list[Expunge] = Field(default_factory=list)
    box_key: _Base64 = ""
    """The server's X25519 key, given with every order to leave: a laptop enrolled long ago does not know it yet."""
    ahead: bool = Field(default=False, exclude_if=not_)
    """The next page may be asked for ahead; an older server would take it that all is held."""


class ScopeDigest(Part):
    """The digest of a scope's heads (`keep.heads_digest`) as one side has them at a position of one generation."""

    scope: Scope = Field(pattern=_PLAIN)
    generation: _Number
    position: _Number
    digest: _Hash


class VerifyRequest(Message):
    """The laptop's digests, to be compared with the server's."""

    scopes: list[ScopeDigest] = Field(max_length=1000)


class VerifyResponse(Message):
    """The scopes whose heads differ. One that the laptop does not hold to its end is compared another time: `behind`.

    `chain` is where the server has the laptop's chain.
    """

    differ: list[Scope]
    behind: list[Scope]
    chain: ChainTip
    server_time: AwareDatetime


class HandoverRequest(Message):
    """What a stopped laptop has not sent yet, with a nonce of its own: it is given no token any more.

    The request is signed as every other is (`casework.ledger.proof`), with the nonce in the place of a token.
    """

    device: DeviceId = Field(max_length=512)
    nonce: str = Field(max_length=200)
    push: PushRequest
    events: list[AuditEvent] = Field(default_factory=list, max_length=MOST_EVENTS)
    """What happened on it alone, for the audit."""


class HandoverResponse(Message):
    """Receipts, and the order to wipe once a verified backup has everything. Signed: see `chain.check_wipe`."""

    push: PushResponse
    wipe: _Base64 | None = None
    settled: list[str] = Field(default_factory=list, max_length=MOST_EVENTS)
    """The events, by id, that the laptop need not keep any more: noted, or nothing that may be reported."""


class Problem(Message):
    """Why a whole request could not be served, in a code and a sentence without content."""

    code: str
    sentence: str


def holdings_digest(holdings: Iterable[Holding]) -> str:
    """The digest by which both sides see that they agree on what the laptop holds."""
    return held_digest((h.scope, h.generation, h.position) for h in holdings)


def held_digest(held: Iterable[tuple[Scope, int, int]]) -> str:
    """The same digest of scopes with their generations and positions."""
    return digest(*sorted(f"{scope} {generation} {position}" for scope, generation, position in held))


def enrol_proof_bytes(code: str, public_key: str) -> bytes:
    """What a laptop signs at enrolment, so that nobody can enrol a key that is not theirs."""
    return f"doorstep/enrol/v1\n{code}\n{public_key}".encode()
