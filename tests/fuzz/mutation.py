"""Turns good messages into others: values of the wrong sort, too long, too deep, missing, twice."""

import copy
import json
import random
from typing import Any

ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**63,
    2**70,
    1.5,
    1e308,
    "",
    "\x00",
    "\ud800",
    "﻿",
    "a" * 70_000,
    "../../etc/passwd",
    "'; DROP TABLE entry; --",
    "0199a000-0000-7000-8000-00000000aaaa",
    "case:0199a000-0000-7000-8000-00000000aaaa",
    "agency",
    "grants:x/../y",
    "0",
    "f" * 64,
    "AAAA",
    "2026-11-22T25:61:00Z",
    "9999-12-31T23:59:59.999999+14:00",
    "0001-01-01T00:00:00-14:00",
    [],
    {},
    [[[[[[]]]]]],
    {"v": {"v": {"v": 1}}},
)


def mutate(chance: random.Random, message: Any) -> Any:
    """The message with one to three of its places changed."""
    changed = json.loads(json.dumps(message))
    for _ in range(chance.randint(1, 3)):
        changed = _once(chance, changed)
    return changed


def _once(chance: random.Random, message: Any) -> Any:
    if not isinstance(message, dict | list) or not message or chance.random() < 0.15:
        # A copy: what is changed later must not be changed for every request after this one.
        return copy.deepcopy(chance.choice(ODD))
    if isinstance(message, list):
        return _in_list(chance, message)
    name = chance.choice(sorted(message))
    way = chance.random()
    if way < 0.2:
        del message[name]
    elif way < 0.3:
        message[name + "x"] = message[name]
    else:
        message[name] = _once(chance, message[name])
    return message


def _in_list(chance: random.Random, message: list[Any]) -> list[Any]:
    at = chance.randrange(len(message))
    if chance.random() < 0.3:
        return [*message, message[at]] * chance.choice([1, 1, 40])
    message[at] = _once(chance, message[at])
    return message


def broken_text(chance: random.Random, message: Any) -> bytes:
    """The message as bytes, now and then cut, flipped or followed by more."""
    data = json.dumps(message).encode()
    way = chance.random()
    if way < 0.05:
        return data[: chance.randrange(len(data) + 1)]
    if way < 0.1 and data:
        at = chance.randrange(len(data))
        return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
    if way < 0.12:
        return data + b"]" * chance.randrange(100)
    if way < 0.13:
        return b"[" * 50_000
    return data
