"""Everything that is fuzzed, by name: what reads it, and how it is spoilt."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.parsers import file, wire
from tests.parsers.brought_in import brought_in

FINDINGS = Path(__file__).parent / "findings"


@dataclass(frozen=True)
class Target:
    """One reader. `is_json`: from byte `begins` on it is JSON, and is mostly spoilt as such; `may_be_zip`: it may be an
    archive whose parts are spoilt. `longest`: in bytes.
    """

    read: Callable[[bytes], None]
    is_json: bool = False
    may_be_zip: bool = False
    begins: int = 0
    longest: int = 16_384


TARGETS = {
    "entry": Target(wire.entry, is_json=True),
    "message": Target(wire.message, is_json=True, begins=1),
    "header": Target(wire.header, longest=2_048),
    "events": Target(wire.events, longest=6_000),
    "csv": Target(file.csv, longest=4_096),
    "brought_in": Target(brought_in, may_be_zip=True, begins=1, longest=12_288),
    "picture": Target(file.picture, longest=32_768),
    "paper": Target(file.paper, longest=32_768),
    "policy": Target(file.policy, is_json=True, longest=4_096),
    "stored": Target(file.stored, is_json=True, longest=4_096),
}


def findings(name: str) -> list[bytes]:
    """What was found once, and must never fail again."""
    return [path.read_bytes() for path in sorted((FINDINGS / name).glob("*"))]
