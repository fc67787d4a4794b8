"""Spoils good examples: as JSON, with values of the wrong sort and values of other examples, or byte by byte."""

import copy
import json
import random
import re
from collections.abc import Sequence
from typing import Any

from tests.fuzz.mutation import ODD, broken_text, mutate
from tests.parsers.brought_in import packed, unpacked
from tests.parsers.target import Target

Path = tuple[Any, ...]
_WORD = re.compile(rb"[A-Za-z0-9.:/-]+")
_WORDS = (
    b"",
    b"0",
    b"-1",
    b"99999999999",
    b"1e308",
    b"nan",
    b"A1048577",
    b"XFE1",
    b"s",
    b"d",
    b"e",
    b"inlineStr",
    b"&x;",
)
_RUNS = (b"\x00", b"\xff", b'"', b"\\", b"{", b"[", b",", b"\n", b"\xef\xbb\xbf", b"\xff\xd8\xff", b"%PDF-", b"endobj")


def spoilt(chance: random.Random, target: Target, data: bytes, others: Sequence[bytes]) -> bytes:
    """Another example of the same reader's."""
    if target.is_json and chance.random() < 0.8:
        try:
            return _json(chance, target, data, others)
        except (ValueError, RecursionError):
            pass
    if target.may_be_zip and chance.random() < 0.8:
        try:
            return data[: target.begins] + _archive(chance, data[target.begins :])
        except Exception:
            pass
    return _bytes(chance, data, others)[: target.longest]


def _archive(chance: random.Random, data: bytes) -> bytes:
    """With one of its parts spoilt, or gone, and packed again as it should be."""
    parts = unpacked(data)
    name = chance.choice(sorted(parts))
    way = chance.random()
    if way < 0.05:
        del parts[name]
    elif way < 0.5:
        parts[name] = _with_other_words(chance, parts[name])
    else:
        parts[name] = _bytes(chance, parts[name], list(parts.values()))
    return packed(parts)


def _with_other_words(chance: random.Random, part: bytes) -> bytes:
    """One number, name or value of some XML for another."""
    found = list(_WORD.finditer(part))
    if not found:
        return part
    one = chance.choice(found)
    other = chance.choice((*_WORDS, chance.choice(found)[0]))
    return part[: one.start()] + other + part[one.end() :]


def _json(chance: random.Random, target: Target, data: bytes, others: Sequence[bytes]) -> bytes:
    head, message = data[: target.begins], json.loads(data[target.begins :])
    way = chance.random()
    if way < 0.2:
        message = mutate(chance, message)
    else:
        for _ in range(chance.choice((1, 1, 2, 4))):
            part = chance.choice(ODD)
            if way < 0.7 and others:
                part = chance.choice(_places(json.loads(chance.choice(others)[target.begins :])))[1]
            message = _grafted(chance, message, copy.deepcopy(part))
    return head + broken_text(chance, message)


def _places(message: Any) -> list[tuple[Path, Any]]:
    """Every value inside, with the way to it, the whole first."""
    found: list[tuple[Path, Any]] = [((), message)]
    for way, value in found:
        found += [((*way, name), part) for name, part in _inside(value)]
    return found


def _inside(value: Any) -> list[tuple[Any, Any]]:
    """The parts of one value by name or number."""
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def _grafted(chance: random.Random, message: Any, part: Any) -> Any:
    """The message with another value at one of its places, each as likely as the others."""
    way, _ = chance.choice(_places(message))
    if not way:
        return part
    inside = message
    for name in way[:-1]:
        inside = inside[name]
    if chance.random() < 0.15:
        del inside[way[-1]]
    else:
        inside[way[-1]] = part
    return message


def _bytes(chance: random.Random, data: bytes, others: Sequence[bytes]) -> bytes:
    for _ in range(chance.randint(1, 4)):
        at, way = chance.randrange(len(data) + 1), chance.random()
        end = min(len(data), at + chance.choice((1, 1, 2, 4, 16, 200)))
        if way < 0.3 and at < len(data):
            data = data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
        elif way < 0.45:
            data = data[:at] + data[end:]
        elif way < 0.6:
            data = data[:at] + chance.choice(_RUNS) * chance.choice((1, 1, 3, 100)) + data[at:]
        elif way < 0.75:
            data = data[:end] + data[at:]
        elif way < 0.9 and others:
            other = chance.choice(others)
            begin = chance.randrange(len(other) + 1)
            data = data[:at] + other[begin : begin + chance.choice((8, 64, 512))] + data[end:]
        else:
            data = data[:at]
    return data
