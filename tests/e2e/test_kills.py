"""The plug is pulled, again and again, while contacts are saved and synced."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest

from casework.records.contact.contact import Contact
from desktop.store.connection import check_integrity, open_store
from server.storage.folded import load_kind
from tests.e2e.colleague import KEY, Colleague, make_colleague
from tests.e2e.kill_worker import SENT, open_case_store
from tests.fakes.office import RunningOffice, running_office
from tests.fakes.program import start_program
from tests.fakes.scale import scaled

KILLS = scaled(2_000, least=60)
OF_ONE_LAPTOP = min(KILLS, 200)
LONGEST_LIFE_S = 0.6
LONGEST_START_S = 0.3
"""The store is open, and the first contact saved, within this on a quiet machine."""
LONGEST_WAIT_S = 20.0


def _enrolled(folder: Path, office: RunningOffice) -> Colleague:
    """A laptop in `folder` with three cases on it."""
    worker = office.person("Robin Recorder")
    for name in ("Exampleton", "Fixture", "Sample"):
        office.case(worker, family=name)
    return make_colleague(folder, office, worker)


def _live_and_die(folder: Path, dice: random.Random) -> list[str]:
    """Let a worker record for a while, pull the plug, and return what the screen had acknowledged.

    One in five is killed while it begins, two after their first contact, two once the office has taken something.
    """
    with (folder / "worker.log").open("ab") as log:
        process = start_program("tests.e2e.kill_worker", [str(folder)], os.environ, None, log)
    assert process.stdout is not None
    until = dice.choice(("", "a contact", "a contact", SENT, SENT))
    lines = list(_said(process.stdout, until)) if until else []
    try:
        process.wait(dice.uniform(0, LONGEST_LIFE_S if until else LONGEST_START_S))
    except subprocess.TimeoutExpired:
        process.kill()
    rest = process.stdout.read()
    assert process.wait() == -signal.SIGKILL, (folder / "worker.log").read_text("utf-8")[-2000:]
    process.stdout.close()
    # The last line may be cut off by the kill: what has no end was not shown.
    return [*lines, *rest.split("\n")[:-1]]


def _said(stdout: IO[str], until: str) -> Iterator[str]:
    """The lines up to the one that is waited for, or until that takes too long."""
    begun_s = time.monotonic()
    for line in stdout:
        yield line.rstrip("\n")
        if until in {"a contact", line.rstrip("\n")} or time.monotonic() - begun_s > LONGEST_WAIT_S:
            return


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("laptop", range(KILLS // OF_ONE_LAPTOP))
def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(laptop: int, tmp_path: Path) -> None:
    """SIGKILL at random moments of saving and syncing: every contact shown as saved is there once, on both sides."""
    dice = random.Random(20261122 + laptop)
    with running_office(tmp_path, asks_to_wait=False) as office:
        folder = tmp_path / "laptop"
        with closing(_enrolled(folder, office)) as worker:
            staff = worker.staff
        lives = [_live_and_die(folder, dice) for _ in range(OF_ONE_LAPTOP)]
        shown = [line for life in lives for line in life if line != SENT]
        sending = sum(SENT in life for life in lives)
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
        sys.stdout.write(f"{OF_ONE_LAPTOP} kills, {sending} while sending, {waiting} not yet sent, {counts}\n")
        assert len(shown) > OF_ONE_LAPTOP
        assert sending > OF_ONE_LAPTOP // 5
        assert set(shown) <= set(here)
        assert here == there
        assert set(here.values()) == set(narratives.values()) == {1}
        assert store.unsent() == 0
