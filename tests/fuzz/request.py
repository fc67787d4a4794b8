"""One request from a seed: a good message of one call, or a changed one, under a good, a wrong or no proof."""

import random
from dataclasses import dataclass, field
from typing import Any

from casework.ledger.entry import Link, Signed, seal_entry
from casework.ledger.proof import PROOF_HEADER
from casework.ledger.protocol import PushItem, holdings_digest
from casework.records.identifier import DeviceId, EntryId, Scope, case_scope, grants_scope, restricted_scope
from server.authorisation import ENTRANCES, Proof
from tests.fakes.bare_laptop import START, signed_batch
from tests.fuzz.mutation import ODD, broken_text, mutate
from tests.fuzz.target import CONTENT, Target
from tests.server.sample import new_record, warning_edit

_NEVER_FOR_LONG = {("GET", "/sync/v1/events")}
"""A stream goes on; it is asked for by its own test."""

ADDRESSES = [key for key in ENTRANCES if key not in _NEVER_FOR_LONG]


@dataclass(frozen=True)
class Wish:
    """A request, and whether what it shows as its proof lets nobody in."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    is_outside: bool = False
    proof: Proof = Proof.NOTHING


def wish(chance: random.Random, target: Target) -> Wish:
    """The next request."""
    method, template = chance.choice(ADDRESSES)
    proof = ENTRANCES[method, template].proof
    path = template.replace("{sha256}", _hash(chance, target))
    if chance.random() < 0.03:
        path += chance.choice(["/", "/x", "?v=1", "%00", "/../pull", "//"])
    headers, outside = _proof(chance, target)
    message = _message(chance, target, template)
    if chance.random() < 0.75:
        message = mutate(chance, message)
    body = broken_text(chance, message)
    if "blobs" in template:
        headers |= _blob_headers(chance, target)
        body = CONTENT if chance.random() < 0.5 else body
    return Wish(method, path, body if method in {"POST", "PUT"} else b"", headers, outside, proof)


def _proof(chance: random.Random, target: Target) -> tuple[dict[str, str], bool]:
    """By far the most are signed when they are sent; of the others some show a good token that somebody else signs."""
    way, good = chance.random(), f"Bearer {target.asker.token()}"
    if way < 0.75:
        return {"authorization": good}, False
    if way < 0.85:
        odd = ["1.1.x.y", "2" + target.proof[1:], target.proof, target.proof[:-3] + "A==", "1." + "9" * 400, "\x7f"]
        return {"authorization": good, PROOF_HEADER: chance.choice(odd)}, True
    wrong = ["", "Bearer", "Bearer x", f"Bearer {target.stopped}", "Basic YTpi", "Bearer " + "a" * 300]
    text = chance.choice(wrong)
    return ({"authorization": text} if text else {}), True


def _hash(chance: random.Random, target: Target) -> str:
    return chance.choice([target.ids[7], target.ids[7], "f" * 64, "x", "0" * 63, target.entry])


def _blob_headers(chance: random.Random, target: Target) -> dict[str, str]:
    case = chance.choice([target.case, target.case, target.own, new_record(), "x", ""])
    size = chance.choice([str(len(CONTENT)), "0", "-1", "9" * 14, "1", "x"])
    offset = chance.choice(["0", "0", "1", str(len(CONTENT)), "9" * 14, ""])
    ranges = chance.choice(["bytes=0-", "bytes=0-0", "bytes=5-2", "bytes=-1", "bytes=99999999999-", "x", ""])
    found = {"doorstep-case": case, "doorstep-size": size, "doorstep-offset": offset, "range": ranges}
    if chance.random() < 0.1:
        found["doorstep-box"] = chance.choice(["AAAA", "!", "A" * 4000])
    return found


def _message(chance: random.Random, target: Target, template: str) -> Any:
    made = {
        "push": _push,
        "handover": _handover,
        "pull": _pull,
        "verify": _verify,
    }.get(template.rpartition("/")[2])
    if made is not None:
        return made(chance, target)
    scalar = chance.choice(target.ids)
    messages: dict[str, Any] = {
        "enrol": {"code": "A" * 28, "public_key": "AAAA", "proof": "AAAA", "previous": scalar},
        "sign-in": {},
        "done": {"code": "x", "verifier": "v" * 43, "redirect": "http://127.0.0.1:1/signed-in", "nonce": "x"},
        "nonce": {"device": scalar},
        "token": {"device": scalar, "nonce": "x", "signature": "AAAA"},
        "arrival": {"cases": [target.case, target.own], "staff": [target.officer, scalar]},
        "locate": {"name": "Robin Example", "born": "1990-05-01", "identifier": scalar},
        "laptops": {"staff": target.officer},
        "measures": {"period": "quarter", "day": "2026-11-02"},
        "stop": {"device": target.ids[3], "reason": "Left on a bus."},
        "audit": {"events": [_event(chance, target)], "checkpoint": {"data": "{}", "signature": "AAAA"}},
    }
    return messages.get(template.rpartition("/")[2], {})


def _event(chance: random.Random, target: Target) -> Any:
    what = chance.choice(["opened", "printed", "stopped", "x"])
    return {"id": new_record(), "at": "2026-11-02T09:00:00Z", "what": what, "case": target.case, "why": "Court"}


def _scope(chance: random.Random, target: Target) -> Scope:
    ways = [case_scope(target.case), restricted_scope(target.case), grants_scope(target.case), case_scope(target.own)]
    return chance.choice([*ways, Scope("agency"), Scope("team:x"), Scope(str(chance.choice(ODD)))])


def _push(chance: random.Random, target: Target) -> Any:
    """A signed batch of one entry, good as far as the chain goes, in any scope and any kind."""
    asker = target.asker
    seq = chance.choice([1, 1, 2, 7])
    link = Link(seq - 1, EntryId("f" * 64)) if seq > 1 else Link()
    signed = Signed(DeviceId(asker.device), asker.staff, _scope(chance, target), START, 1)
    edit = warning_edit("hostile")
    if chance.random() < 0.5:
        values = mutate(chance, dict(edit.set))
        edit = edit.model_copy(update={"set": values if isinstance(values, dict) else {}})
    try:
        sealed = seal_entry(link, signed, [edit])
    except (ValueError, TypeError, UnicodeError):
        return {"entries": [], "tip": {"seq": 0}, "signature": ""}
    item = PushItem(seq=seq, id=sealed.id, data=sealed.data.decode())
    return signed_batch(asker, [item], Link(seq, sealed.id)).model_dump(mode="json")


def _handover(chance: random.Random, target: Target) -> Any:
    push = _push(chance, target)
    return {"device": target.ids[3], "nonce": "x", "push": push}


def _pull(chance: random.Random, target: Target) -> Any:
    held = [{"scope": _scope(chance, target), "generation": 1, "position": chance.choice([0, 1, 2**40])}]
    return {"digest": holdings_digest([]), "holdings": held, "left": held, "expunged": [new_record()], "unsent": 1}


def _verify(chance: random.Random, target: Target) -> Any:
    one = {"scope": _scope(chance, target), "generation": 1, "position": 1, "digest": "f" * 64}
    return {"scopes": [one] * chance.choice([1, 3])}
