"""Good examples, everything that was ever found, and some spoilt examples, of everything that reads bytes from outside.

The coverage-guided fuzzer itself runs by `make fuzz-parsers` (docs/fuzzing.md).
"""

import random

import pytest

from casework.errors import Damaged
from casework.ledger.entry import read_entry
from tests.fakes.scale import scaled
from tests.parsers.mutator import spoilt
from tests.parsers.seed import entries, seeds
from tests.parsers.target import FINDINGS, TARGETS, findings
from tests.parsers.wire import messages

SPOILT = scaled(20_000, 60)


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_whatever_is_read_is_read_or_refused(name: str) -> None:
    target, good = TARGETS[name], seeds(name)
    for data in (*good, *findings(name), b""):
        target.read(data)
    chance = random.Random(name)
    data = chance.choice(good)
    for number in range(SPOILT):
        # Spoilt further and further, and begun anew now and then.
        data = spoilt(chance, target, data if number % 5 else chance.choice(good), good)
        target.read(data)


def test_the_good_examples_are_good() -> None:
    """Else nothing behind the first check would be reached."""
    assert len({edit.kind for data in entries() for edit in read_entry(data).entry.edits}) > 40
    assert len(messages()) > 20
    read = 0
    for data in seeds("message"):
        try:
            messages()[data[0]].model_validate_json(data[1:])
            read += 1
        except ValueError:
            continue
    assert read > len(messages()) * 2 // 3


def test_a_spoilt_entry_is_seldom_refused_at_once() -> None:
    """What is spoilt as JSON gets past the reader often enough to try what comes behind it."""
    chance, read = random.Random(1), 0
    for _ in range(300):
        try:
            read_entry(spoilt(chance, TARGETS["entry"], chance.choice(entries()), entries()))
            read += 1
        except Damaged:
            continue
    assert read > 60


def test_every_finding_belongs_to_a_reader() -> None:
    assert {path.name for path in FINDINGS.glob("*") if path.is_dir()} <= set(TARGETS)
