"""Comparing and keeping JSON values: one canonical text, for equality and digests only, never for entries."""

import hashlib
import json

from pydantic import JsonValue


def canonical(value: JsonValue) -> str:
    """One text for equal JSON values: sorted keys, no spaces. Entries themselves are never re-serialised."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def same(one: JsonValue, other: JsonValue) -> bool:
    """Whether two JSON values are equal, whatever the order of their keys."""
    return canonical(one) == canonical(other)


def digest(*parts: str) -> str:
    """SHA-256 over the parts, each with its length before it, in hexadecimal."""
    pieces = [part.encode() for part in parts]
    # In one go: a laptop with a large caseload says at every page what it holds.
    return hashlib.sha256(b"".join([part for one in pieces for part in (len(one).to_bytes(8), one)])).hexdigest()
