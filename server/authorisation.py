"""Who may come in by which address: one table, asked before anything else of a request is read. Deny by default.

What the table does not name is not there, whatever a route says of itself. What somebody may do with a record is
worked out behind it, by the same pure functions that laptops use (`casework.rules.access` and `permission`).
`docs/authorisation.md` is written from this table; a test takes every cell of it to a real office.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from casework.ledger.proof import NO_BODY, Asked, RequestProof
from casework.ledger.protocol import MAX_BODY_BYTES
from server.admission import Shown, admit_request
from server.limit import Limits
from server.office import Office
from server.problem import NOT_ADMITTED, NOT_FOUND, Refused
from server.sign_in_due import check_signed_in
from server.storage.device import Device

_SMALL = 128 * 1024
_MIDDLE = 256 * 1024
_PIECE = 2 * 1024 * 1024
_LONGEST_TOKEN = 200


class Proof(Enum):
    """By what somebody is let in."""

    NOTHING = "nothing"
    CODE = "a one-time code and a key"
    SIGN_IN = "what the agency's sign-in gave, and what the laptop kept for itself"
    DEVICE = "the id of a laptop"
    SIGNATURE = "a nonce that the laptop's key has signed"
    STOPPED = "a nonce that a stopped laptop's key has signed, with the request"
    TOKEN = "the token of an admitted laptop, and the request signed by its key"


@dataclass(frozen=True)
class Entrance:
    """One address: what is asked for, how long a request is at most, and what is decided of records behind it.

    `in_restore`: it is served while an epoch waits to be confirmed. `lookup`: it counts as looking a person up;
    `stop`: as stopping a laptop, which names people, too; `report`: as a report of what happened on it;
    `figures`: as counting all cases. `signed_in`: nothing is told where they have to sign in with the agency first.
    """

    proof: Proof
    body_bytes: int
    behind: str
    in_restore: bool = False
    lookup: bool = False
    stop: bool = False
    report: bool = False
    figures: bool = False
    signed_in: bool = False


_V1 = "/sync/v1"
_BLOB = f"{_V1}/blobs/{{sha256}}"
NONCE, TOKEN = f"{_V1}/nonce", f"{_V1}/token"
CALLS_FOR_A_TOKEN = 2

ENTRANCES: Mapping[tuple[str, str], Entrance] = {
    ("GET", "/health"): Entrance(Proof.NOTHING, 0, "nothing is told but that the database answers", in_restore=True),
    ("POST", f"{_V1}/enrol"): Entrance(Proof.CODE, _SMALL, "the code says whose laptop it becomes"),
    ("POST", f"{_V1}/sign-in"): Entrance(Proof.NOTHING, _SMALL, "where the agency's sign-in is, if it has one"),
    ("POST", f"{_V1}/sign-in/done"): Entrance(
        Proof.SIGN_IN, _SMALL, "the agency's provider says whose laptop it becomes"
    ),
    ("POST", f"{_V1}/sign-in/again"): Entrance(
        Proof.TOKEN, _SMALL, "the agency's provider says whether it is the laptop's own person"
    ),
    ("POST", NONCE): Entrance(Proof.DEVICE, _SMALL, "an unknown laptop is answered alike", in_restore=True),
    ("POST", TOKEN): Entrance(Proof.SIGNATURE, _SMALL, "none for a stopped laptop", in_restore=True),
    ("POST", f"{_V1}/handover"): Entrance(Proof.STOPPED, MAX_BODY_BYTES, "everything is quarantined"),
    ("POST", f"{_V1}/recovery"): Entrance(
        Proof.DEVICE, _SMALL, "kept for two officers; an unknown laptop is answered alike"
    ),
    ("POST", f"{_V1}/recovery/answer"): Entrance(Proof.DEVICE, _SMALL, "halves, sealed to the laptop that asked"),
    ("POST", f"{_V1}/push"): Entrance(
        Proof.TOKEN, MAX_BODY_BYTES, "each entry is judged; what may not count is quarantined", in_restore=True
    ),
    ("POST", f"{_V1}/pull"): Entrance(Proof.TOKEN, MAX_BODY_BYTES, "what the person may hold, worked out anew"),
    ("POST", f"{_V1}/verify"): Entrance(
        Proof.TOKEN, _MIDDLE * 4, "compared only with what the laptop may hold", signed_in=True
    ),
    ("GET", f"{_V1}/events"): Entrance(Proof.TOKEN, 0, "news only of what the person may hold, and no content"),
    ("POST", f"{_V1}/arrival"): Entrance(
        Proof.TOKEN, _MIDDLE, "of cases in which the person gives cover", signed_in=True
    ),
    ("POST", f"{_V1}/locate"): Entrance(
        Proof.TOKEN, _SMALL, "for who does casework, of cases that exclude them not", lookup=True, signed_in=True
    ),
    ("POST", f"{_V1}/laptops"): Entrance(Proof.TOKEN, _SMALL, "for who may stop a laptop", signed_in=True),
    ("POST", f"{_V1}/stop"): Entrance(Proof.TOKEN, _SMALL, "for who may stop a laptop", stop=True, signed_in=True),
    ("POST", f"{_V1}/measures"): Entrance(
        Proof.TOKEN, _SMALL, "numbers alone, for service managers", figures=True, signed_in=True
    ),
    ("POST", f"{_V1}/audit"): Entrance(Proof.TOKEN, _MIDDLE * 4, "noted of this laptop, told of nobody", report=True),
    ("HEAD", _BLOB): Entrance(Proof.TOKEN, 0, "for who may read the record that names it", signed_in=True),
    ("GET", _BLOB): Entrance(Proof.TOKEN, 0, "for who may read the record that names it", signed_in=True),
    ("GET", f"{_BLOB}/upload"): Entrance(Proof.TOKEN, 0, "of the person's own upload only"),
    ("PUT", f"{_BLOB}/upload"): Entrance(Proof.TOKEN, _PIECE, "of the person's own upload only"),
}


@dataclass(frozen=True)
class Approach:
    """A request before it is let in: where to, by whom, from where, and what its laptop has signed of it.

    `path`: the address's template.
    """

    method: str
    path: str
    authorization: str
    origin: str
    proof: RequestProof | None
    asked: Asked


def let_in(office: Office, limits: Limits, approach: Approach) -> Device | None:
    """Let a request in, or not; the laptop where one has to prove itself.

    Raises:
        Refused: as for something that is not there, if no entrance is known; if no good token and proof are shown; 429.
    """
    entrance = entrance_of(approach.method, approach.path)
    if entrance.proof in {Proof.CODE, Proof.SIGN_IN}:
        # Only failures count, and are noted by the route: a whole agency may share one address on its first day.
        limits.enrolments.check(approach.origin)
        return None
    if entrance.proof is not Proof.TOKEN:
        limits.addresses.spend(tries_of(approach.path, approach.origin))
        return None
    return _admitted(office, limits, approach, entrance)


def tries_of(path: str, origin: str) -> str:
    """Under which name what no laptop has signed yet counts for its address.

    Who asks for a token waits for nobody who watches the server, asks for recovery or hands over behind that address.
    """
    return f"{'token' if path in {NONCE, TOKEN} else path} {origin}"


def entrance_of(method: str, path: str) -> Entrance:
    """The entrance of an address's template. Raises `Refused` where there is none."""
    entrance = ENTRANCES.get((method, path))
    if entrance is None:
        raise Refused(NOT_FOUND)
    return entrance


def bearer(authorization: str) -> str:
    """The token in a header. Raises `Refused` where there is none."""
    sort, _, token = authorization.partition(" ")
    if sort.lower() != "bearer" or not 0 < len(token) <= _LONGEST_TOKEN:
        raise Refused(NOT_ADMITTED)
    return token


def _admitted(office: Office, limits: Limits, approach: Approach, entrance: Entrance) -> Device:
    # The token is looked at first: a good one is served, whatever else comes from the address that it shares.
    try:
        if not entrance.body_bytes and approach.asked.body_digest != NO_BODY:
            raise Refused(NOT_ADMITTED)
        shown = Shown(bearer(approach.authorization), approach.proof, approach.asked)
        device = admit_request(office, shown, to_push=entrance.in_restore)
    except Refused as error:
        if error.refusal is NOT_ADMITTED:
            limits.strangers.spend(approach.origin)
        raise
    limits.calls.spend(device.id)
    limits.accounts.spend(device.staff)
    if entrance.signed_in:
        check_signed_in(office, device)
    if entrance.lookup:
        limits.lookups.spend(device.staff)
    if entrance.stop:
        limits.stops.spend(device.staff)
    if entrance.report:
        limits.reports.spend(device.staff)
    if entrance.figures:
        limits.figures.spend(device.staff)
    return device
