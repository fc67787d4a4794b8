"""The laptop's disk is full, or fails, at one of the first 500 writes and syncs: said, and nothing saved is lost."""

import json

import pytest

from tests.fakes.faulty_disk import can_fail, run_on_faulty_disk
from tests.fakes.scale import scaled

WRITES, WRITES_LEAST = 500, 12


@pytest.mark.skipif(not can_fail(), reason="needs Linux and a compiler")
def test_whichever_write_fails_it_is_said_and_nothing_acknowledged_is_lost() -> None:
    """Full for good, failing once, failing for good. Once it is mended, what was saved is there and saving goes on."""
    step = WRITES // scaled(WRITES, WRITES_LEAST)
    out = run_on_faulty_disk("tests.desktop.store.save_under_faults", "0", str(WRITES), str(step))
    trials = [json.loads(line) for line in out.splitlines()]
    assert len(trials) == 3 * len(range(0, WRITES, step))
    assert [trial for trial in trials if not trial["reached"]] == []
    assert [trial for trial in trials if trial["wrong"]] == []
    silent = [trial for trial in trials if not trial["said"]]
    # A failure behind the commit, of a log that is folded in later, costs nothing and is not said.
    assert len(silent) <= len(trials) // 10, silent
