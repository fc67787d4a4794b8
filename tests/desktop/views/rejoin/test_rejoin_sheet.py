"""A laptop that was restored or copied takes a new code and keeps everything; a stopped one shows nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import shiboken6
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from casework.ledger.protocol import ChainTip
from casework.records.identifier import DeviceId, EntryId
from desktop.background.inquiry import Inquiry
from desktop.background.lane import NetworkLane
from desktop.background.state import Known, describe_state
from desktop.services.amend import change_telephone
from desktop.sync.enrol import Enrolment
from desktop.sync.fault import ChainForked, CodeRefused
from desktop.views.lease.front import Front
from desktop.views.lease.wording import STOPPED_TITLE
from desktop.views.rejoin.rejoin_sheet import CODE_MISSING, RejoinSheet
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.desk_rig import TIMEOUT_S, DeskRig, desk_rig, show_window
from tests.desktop.views.lease.conftest import make_front, reach_office


@dataclass
class Registry:
    """An office that takes one code."""

    good: str = "ABCD"
    asked: list[str] = field(default_factory=list)

    def rejoin(self, code: str) -> Enrolment:
        self.asked.append(code)
        if code != self.good:
            raise CodeRefused
        key = Ed25519PrivateKey.generate().private_bytes_raw()
        device = DeviceId("00000000-0000-7000-8000-00000000abcd")
        return Enrolment(device, self.staff, "", "", b"", "", key, 1, self.now)  # type: ignore[attr-defined]


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    with desk_rig(tmp_path) as made:
        reach_office(made)
        yield made


@pytest.fixture
def registry(rig: DeskRig) -> Iterator[Registry]:
    network, made = NetworkLane(), Registry()
    made.staff, made.now = rig.look(lambda s: (s.me, s.now()))  # type: ignore[attr-defined]
    rig.desk.inquiry = Inquiry(network, made, made.rejoin)  # type: ignore[arg-type]
    yield made
    network.close(TIMEOUT_S)
    shiboken6.delete(network)


@pytest.fixture
def front(rig: DeskRig, registry: Registry, qtbot: QtBot) -> Iterator[Front]:
    made = make_front(rig)
    show_window(made, qtbot)
    made.start()
    qtbot.waitUntil(made.shell.isVisible)
    yield made
    shiboken6.delete(made)


def open_sheet(front: Front, rig: DeskRig, qtbot: QtBot) -> RejoinSheet:
    """What somebody does whose laptop the office does not know again."""
    rig.look(lambda s: s.store.note_chain(ChainTip(seq=99, id=EntryId("0" * 64))))
    rig.desk.syncer.state_changed.emit(describe_state(Known(unsent=2, fault=ChainForked())))
    qtbot.waitUntil(front.shell.trouble.button.isVisible)
    front.shell.trouble.button.click()
    sheet = front.findChildren(RejoinSheet)[0]
    qtbot.waitUntil(sheet.isVisible)
    return sheet


def test_the_new_code_is_asked_for_where_the_trouble_is_told(front: Front, rig: DeskRig, qtbot: QtBot) -> None:
    rig.desk.syncer.state_changed.emit(describe_state(Known(unsent=2)))
    assert not front.shell.trouble.button.isVisible()
    sheet = open_sheet(front, rig, qtbot)
    # A code that is typed is ended with Enter, which does the one thing that there is to do.
    QTest.keyClick(sheet.code.line, Qt.Key.Key_Return)
    assert sheet.code.error == CODE_MISSING


def test_a_wrong_code_is_said_beside_it_and_can_be_corrected(
    front: Front, rig: DeskRig, registry: Registry, qtbot: QtBot
) -> None:
    rig.look(lambda s: change_telephone(s, rig.case, "0131 496 0001"))
    unsent = rig.look(lambda s: s.store.unsent())
    sheet, began = open_sheet(front, rig, qtbot), QSignalSpy(front.shell.began_anew)
    sheet.code.set_text("WXYZ")
    sheet.save_requested.emit()
    qtbot.waitUntil(lambda: sheet.code.error != "")
    assert rig.look(lambda s: s.store.is_forked())
    sheet.code.set_text("ABCD")
    sheet.save_requested.emit()
    qtbot.waitUntil(lambda: began.count() == 1)
    assert registry.asked == ["WXYZ", "ABCD"]
    assert not rig.look(lambda s: s.store.is_forked())
    assert rig.look(lambda s: s.store.unsent()) == unsent


def test_a_stopped_laptop_shows_one_page_and_nothing_of_anybody(front: Front, rig: DeskRig, qtbot: QtBot) -> None:
    rig.look(lambda s: _stop(s.store))
    front.look()
    qtbot.waitUntil(front.stopped.isVisible)
    assert not front.shell.isVisible()
    assert front.stopped._title.text() == STOPPED_TITLE
    asked = QSignalSpy(front.lock_requested)
    front.stopped._close.click()
    assert asked.count() == 1


def _stop(store: object) -> None:
    tables = store._tables  # type: ignore[attr-defined]
    tables.facts.save_stopped("stopped")
    tables.connection.commit()
