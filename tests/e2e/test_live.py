"""An online laptop shows what a colleague has just saved, without asking by the clock."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.background.lane import NetworkLane, StoreLane
from desktop.background.news import NewsThread
from desktop.background.syncer import Lanes, Syncer
from desktop.clock import SystemClock
from desktop.store.case_store import Save
from desktop.store.change import Change
from desktop.sync.engine import SyncEngine
from desktop.sync.listener import Listener
from desktop.sync.schedule import Pace
from tests.desktop.background.test_syncer import in_lane
from tests.e2e.colleague import Colleague, make_colleague, open_transport
from tests.fakes.office import RunningOffice, running_office
from tests.server.sample import warning_edit

SOON_MS = 20_000
NEVER = Pace(debounce_s=0.01, idle_s=36_000, listening_s=36_000)
"""Of itself such a laptop asks once, when it begins."""


class LiveLaptop:
    """A laptop with its background: store, lanes, syncer, and the thread that listens."""

    def __init__(self, make: Callable[[], Colleague], stack: ExitStack) -> None:
        self.lanes = Lanes(StoreLane(), NetworkLane())
        self.colleague = in_lane(self.lanes.store, make)
        self._calls, self._line = in_lane(
            self.lanes.store, lambda: (open_transport(self.colleague.store), open_transport(self.colleague.store))
        )
        gate = self.lanes.store.gate()
        engine: SyncEngine[Change] = SyncEngine(self.colleague.store, gate, self._calls, SystemClock())
        self.syncer = Syncer(self.lanes, self.colleague.store, engine, NEVER)
        self.changes: list[Change] = []
        self.syncer.changed.connect(self.changes.append)
        self.news = NewsThread(Listener(self._line), self.syncer)
        stack.callback(self.close)

    def close(self) -> None:
        assert self.news.stop(10)
        assert self.syncer.finish(10)
        assert self.lanes.network.close(10)
        in_lane(self.lanes.store, self.colleague.close)
        assert self.lanes.store.close(10)
        self._calls.close()
        self._line.close()

    def heard(self, kind: str) -> bool:
        return any(kind in change.kinds for change in self.changes)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[RunningOffice]:
    with running_office(tmp_path) as running:
        yield running


def test_a_colleagues_save_comes_by_itself_and_not_while_the_laptop_is_locked(
    office: RunningOffice, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    una, cora = office.person("Una Worker"), office.person("Cora Coworker")
    office.case(una, cora)
    with closing(make_colleague(tmp_path / "writes", office, una)) as writes, ExitStack() as stack:
        reads = LiveLaptop(lambda: make_colleague(tmp_path / "reads", office, cora), stack)
        reads.syncer.start()
        reads.news.start()
        qtbot.waitUntil(lambda: reads.syncer.is_listening, timeout=SOON_MS)
        assert not reads.heard("warning")
        save_warning(writes, "Loose dog")
        qtbot.waitUntil(lambda: reads.heard("warning"), timeout=SOON_MS)
        # Locking ends the stream: the office has nobody to tell.
        assert reads.news.stop(10)
        qtbot.waitUntil(lambda: not reads.syncer.is_listening, timeout=SOON_MS)
        qtbot.waitUntil(lambda: '"route": "/sync/v1/events"' in office.log(), timeout=SOON_MS)


def save_warning(laptop: Colleague, text: str) -> None:
    laptop.store.append([Save(laptop.scopes()[0], (warning_edit(text),))])
    laptop.sync()
