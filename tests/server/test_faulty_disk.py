"""The server's disk is full, or fails, at one of the first 500 writes and syncs: nothing acknowledged is lost."""

import json

import pytest

from tests.fakes.faulty_disk import can_fail, run_on_faulty_disk
from tests.fakes.scale import scaled

WRITES, WRITES_LEAST = 500, 4


@pytest.mark.timeout(0)
@pytest.mark.skipif(not can_fail(), reason="needs Linux and a compiler")
def test_whichever_write_fails_nothing_acknowledged_is_lost_and_nothing_is_there_twice() -> None:
    """Full for good, or failing once. With room again pages, chains, receipts and audit are whole, and it goes on."""
    step = WRITES // scaled(WRITES, WRITES_LEAST)
    out = run_on_faulty_disk("tests.server.push_under_faults", "0", str(WRITES), str(step))
    trials = [json.loads(line) for line in out.splitlines()]
    assert len(trials) == 2 * len(range(0, WRITES, step))
    assert [trial for trial in trials if not trial["reached"]] == []
    assert [trial for trial in trials if trial["wrong"]] == []
    assert {said for trial in trials for said in trial["said"]} <= {"OperationalError", "Unavailable"}
