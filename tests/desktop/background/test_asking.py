"""What a person waits for does not wait for a sync: a line of its own to a real office."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from casework.ledger.lookup import LocateRequest
from casework.records.identifier import StaffId
from casework.records.staff.staff import StaffRole
from desktop.background.asking import Asking
from desktop.background.courier import Crash
from desktop.background.inquiry import Inquiry
from desktop.background.lane import NetworkLane
from desktop.clock import SystemClock
from desktop.settings import Policy
from server.administration import Administration
from server.enrolment import make_code
from server.founding import Founding
from server.office import Office, open_office
from tests.e2e.colleague import Colleague, make_colleague
from tests.fakes.founded import found_copy
from tests.fakes.served import served


@dataclass
class Counter:
    """Where codes are given."""

    office: Office
    url: str

    def code(self, staff: StaffId) -> str:
        return make_code(self.office, staff)


@pytest.fixture
def una(tmp_path: Path) -> Iterator[Colleague]:
    found_copy(Founding(tmp_path / "office", "Example Agency", "Ada Administrator", ""), SystemClock())
    with ExitStack() as stack:
        office = stack.enter_context(open_office(tmp_path / "office"))
        worker = Administration(office).add_person("Una Worker", StaffRole.WORKER, number="1042")
        counter = Counter(office, stack.enter_context(served(office)))
        yield stack.enter_context(closing(make_colleague(tmp_path / "laptop", counter, worker)))


def test_somebody_is_looked_up_while_a_sync_hangs(una: Colleague, qtbot: QtBot) -> None:
    crashes: list[Crash] = []
    hangs, owner, network = threading.Event(), QObject(), NetworkLane()
    laptop, opened = SimpleNamespace(policy=Policy()), SimpleNamespace(store=una.store)
    asking = Asking(cast(Any, laptop), cast(Any, opened), crashes.append)
    ready: list[Inquiry] = []
    answers: list[object] = []
    done: list[object] = []
    try:
        network.run(hangs.wait, done.append, None, owner)
        asking.begin(cast(Any, lambda code: code), network, ready.append)
        qtbot.waitUntil(lambda: bool(ready))
        ready[0].locate(LocateRequest(identifier="CHS1"), answers.append, answers.append, owner)
        qtbot.waitUntil(lambda: bool(answers))
        assert not isinstance(answers[0], Exception)
        # Enrolling anew alone waits: it ends the key that the sync has.
        again: list[object] = []
        ready[0].rejoin("code", again.append, again.append, owner)
        ready[0].locate(LocateRequest(identifier="CHS2"), answers.append, answers.append, owner)
        qtbot.waitUntil(lambda: len(answers) == 2)
        assert (again, done) == ([], [])
        hangs.set()
        qtbot.waitUntil(lambda: bool(again))
    finally:
        hangs.set()
        asking.end()
        assert network.close(10)
    assert crashes == []
