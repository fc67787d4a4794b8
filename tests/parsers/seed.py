"""Good examples of everything that is read: entries of every kind, messages, tables, small pictures and PDFs."""

import json
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from pydantic import BaseModel, JsonValue

from casework.importing.folder import SHEETS
from casework.ledger.protocol import PullRequest, PushItem, PushRequest
from casework.ledger.recovery import share_text
from desktop.store.slot_file import Escrow, KdfCost, Slot
from tests.fakes.chain import ident
from tests.fakes.sample_file import bomb, locked_paper, paper, photograph, picture, screenshot
from tests.parsers.brought_in import files
from tests.parsers.wire import messages
from tests.server.importing.agency import agency_files, file_bytes

ENTRIES = Path(__file__).with_name("entries.jsonl")
"""Their format is frozen, so they stay good; `python -m tests.parsers.sample` writes them anew, with newer kinds."""


def seeds(name: str) -> list[bytes]:
    """The good examples of a reader, always the same ones."""
    return list(_SEEDS[name]())


@cache
def entries() -> tuple[bytes, ...]:
    """One of every kind that there was when they were written, and one with every sort of edit."""
    return tuple(ENTRIES.read_bytes().splitlines())


def _messages() -> list[bytes]:
    """A push, a pull, and for every other message the example that its own schema suggests."""
    pushed = [PushItem(seq=number, id="f" * 64, data=data.decode()) for number, data in enumerate(entries()[:2], 1)]
    made: list[tuple[type[BaseModel], object]] = [
        (PushRequest, {"entries": [item.model_dump() for item in pushed], "tip": {"seq": 2}, "signature": "AAAA"}),
        (PullRequest, {"digest": "", "holdings": [], "left": [], "expunged": [ident(1)], "unsent": 1}),
    ]
    made += [(model, _example(model.model_json_schema())) for model in messages()]
    return [bytes([messages().index(model)]) + json.dumps(value).encode() for model, value in made]


def _example(schema: JsonValue, whole: JsonValue = None, depth: int = 0) -> JsonValue:
    """Something of the shape of a JSON schema, with every part that it may have."""
    assert isinstance(schema, dict)
    whole = whole or schema
    if "$ref" in schema and isinstance(whole, dict):
        definitions = whole["$defs"]
        assert isinstance(definitions, dict)
        return _example(definitions[str(schema["$ref"]).rpartition("/")[2]], whole, depth + 1)
    for choice in ("anyOf", "allOf", "oneOf", "enum"):
        options = schema.get(choice)
        if isinstance(options, list):
            return options[0] if choice == "enum" else _example(options[0], whole, depth + 1)
    if schema.get("type") == "object":
        parts = schema.get("properties")
        return (
            {name: _example(part, whole, depth + 1) for name, part in parts.items()} if isinstance(parts, dict) else {}
        )
    if schema.get("type") == "array":
        items = schema.get("items")
        return [_example(items, whole, depth + 1)] if isinstance(items, dict) and depth < 20 else []
    return _scalar(schema)


def _scalar(schema: dict[str, JsonValue]) -> JsonValue:
    text = {"date-time": "2026-11-02T09:00:00Z", "date": "2026-11-02"}.get(str(schema.get("format")), "AAAA")
    if "{64}" in str(schema.get("pattern")):
        text = "f" * 64
    known: dict[str, JsonValue] = {"integer": 1, "number": 1.5, "boolean": True, "string": text}
    return known.get(str(schema.get("type")))


def _headers() -> list[bytes]:
    proof = "1.7." + "f" * 64 + "." + "A" * 86 + "=="
    texts = (proof, "Bearer abc", "bytes=0-99", "bytes=5-", "bytes 0-99/1000", "30|", ident(1), f"case:{ident(1)}")
    date = "Mon, 02 Nov 2026 09:00:30 GMT|Mon, 02 Nov 2026 09:00:00 GMT"
    return [
        *(text.encode() for text in (*texts, date, share_text(1, bytes(32)))),
        b"doorstep/blob/v1\n" + bytes(32) + b"ab",
    ]


def _tables() -> list[bytes]:
    files = agency_files()
    numbers = {sheet.name: number for number, sheet in enumerate(SHEETS)}
    return [bytes([numbers[name]]) + file_bytes(rows) for name, rows in files.items()]


def _pictures() -> list[bytes]:
    small = picture(24, 16)
    found = [photograph(6, 48, 32), bomb()]
    for mode, sort in (("RGB", "PNG"), ("P", "PNG"), ("LA", "PNG"), ("I;16", "PNG"), ("L", "JPEG"), ("CMYK", "JPEG")):
        out = BytesIO()
        (small.convert("L") if mode == "I;16" else small).convert(mode).save(out, sort)
        found.append(out.getvalue())
    return [*found, screenshot()] if len(screenshot()) < 32_768 else found


def _papers() -> list[bytes]:
    return [paper(1), paper(2, packed=True), locked_paper()]


def _policies() -> list[bytes]:
    whole = {
        "server_url": "https://doorstep.example",
        "agency_ca_file": "/etc/doorstep/ca.pem",
        "recovery_public_key": "A" * 85 + "AA=",
        "idle_lock_minutes": 3,
        "require_key_store": False,
        "argon2_memory_kib": 65536,
        "photographs": True,
        "screen_capture": False,
    }
    return [b"{}", json.dumps(whole, indent=1).encode(), *(json.dumps({k: v}).encode() for k, v in whole.items())]


def _stored() -> list[bytes]:
    cost = KdfCost(65536)
    slot = Slot("a1", "b1", 1, cost, bytes(16), bytes(8), Escrow("k", bytes(64), "l1"), bytes(12), bytes(48), bytes(60))
    plain = Slot("a1", "b1", 1, cost, bytes(16), None, None, bytes(12), bytes(48))
    profile = {"version": 1, "profile_id": "0" * 32, "label": "P1", "server_url": "http://localhost:1"}
    settings_file = b'host = "127.0.0.1"\nport = 8443\nlease_days = 14\nprocesses = 1\nconnections = 40\n'
    tally = {"count": 3, "since": "2026-11-02T09:00:00+00:00"}
    return [slot.to_json(), plain.to_json(), json.dumps(profile).encode(), json.dumps(tally).encode(), settings_file]


def _streams() -> list[bytes]:
    return [
        b"\x03: up\n\ndata: news\n\n: beat\n\ndata: news\n\n",
        b"\xff" + b"data: news\r\n" * 9,
        b"\x00" + b"x" * 5000,
    ]


_SEEDS: dict[str, Callable[[], Sequence[bytes]]] = {
    "entry": entries,
    "message": _messages,
    "header": _headers,
    "events": _streams,
    "csv": _tables,
    "brought_in": files,
    "picture": _pictures,
    "paper": _papers,
    "policy": _policies,
    "stored": _stored,
}
