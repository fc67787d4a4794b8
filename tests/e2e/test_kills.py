"""The plug is pulled, again and again, while contacts are saved and synced."""

import random
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from casework.records.contact.contact import Contact
from desktop.store.connection import check_integrity, open_store
from server.storage.folded import load_kind
from tests.e2e.colleague import KEY, Colleague, make_colleague
from tests.e2e.kill_worker import open_case_store
from tests.fakes.office import RunningOffice, running_office
from tests.fakes.scale import scaled

KILLS = scaled(200, least=60)
LONGEST_LIFE_S = 1.0


def _enrolled(folder: Path, office: RunningOffice) -> Colleague:
    """A laptop in `folder` with three cases on it."""
    worker = office.person("Robin Recorder")
    for name in ("Exampleton", "Fixture", "Sample"):
        office.case(worker, family=name)
    return make_colleague(folder, office, worker)


def _live_and_die(folder: Path, life_s: float) -> list[str]:
    """Let a worker record for so long, pull the plug, and return what the screen had acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.kill_worker", str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    try:
        process.wait(life_s)
    except subprocess.TimeoutExpired:
        process.kill()
    rest = process.stdout.read()
    process.wait()
    process.stdout.close()
    # The last line may be cut off by the kill: what has no end was not shown.
    return [line for line in f"{first}{rest}".split("\n")[:-1] if line]


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(tmp_path: Path) -> None:
    """SIGKILL at random moments of saving and syncing: every contact shown as saved is there once, on both sides."""
    dice = random.Random(20261122)
    with running_office(tmp_path) as office:
        folder = tmp_path / "laptop"
        with closing(_enrolled(folder, office)) as worker:
            staff = worker.staff
        shown = [contact for _ in range(KILLS) for contact in _live_and_die(folder, dice.uniform(0, LONGEST_LIFE_S))]
        connection = open_store(folder / "store.db", KEY)
        check_integrity(connection)
        connection.close()
        store = open_case_store(folder)
        waiting = store.unsent()
        with closing(Colleague(staff, store, folder)) as worker:
            worker.sync()
        here = Counter(state.record for state in store.records(Contact.kind))
        narratives = Counter(state.fields["narrative"].heads[0].entry for state in store.records(Contact.kind))
        with office.parts.database.read() as reading:
            there = Counter(state.record for state in load_kind(reading, Contact.kind))
        counts = f"{len(shown)} acknowledged, {sum(here.values())} kept, {sum(there.values())} at the office"
        sys.stdout.write(f"{KILLS} kills, {waiting} not yet sent after the last, {counts}\n")
        assert len(shown) > KILLS
        assert set(shown) <= set(here)
        assert here == there
        assert set(here.values()) == set(narratives.values()) == {1}
        assert store.unsent() == 0
