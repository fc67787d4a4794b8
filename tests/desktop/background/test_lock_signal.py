"""The application hears that the person has left: on Linux over D-Bus, on Windows by messages; and nothing besides."""

import ctypes
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QByteArray
from PySide6.QtDBus import QDBusConnection
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.background import windows_session
from desktop.background.lock_signal import LockSignal
from desktop.background.session_watch import SAVERS, SessionWatch
from desktop.background.windows_session import Message, WindowsSession
from tests.fakes.session_bus import OTHER_SESSION, Session, private_bus, session_on

NAME = "doorstep-test"
LEAVING: dict[str, Callable[[Session], None]] = {
    "sleep": lambda session: session.suspend(),
    "lock": lambda session: session.lock_session(),
    "another user": lambda session: session.change("Active", False),
    "locked hint": lambda session: session.change("LockedHint", True),
    **{saver: lambda session, saver=saver: session.save_screen(saver) for saver in SAVERS},  # type: ignore[misc]
}
STAYING: dict[str, Callable[[Session], None]] = {
    "waking": lambda session: session.suspend(False),
    "here again": lambda session: session.change("Active", True),
    "no longer locked": lambda session: session.change("LockedHint", False),
    "another session's lock": lambda session: session.lock_session(OTHER_SESSION),
    "another session goes": lambda session: session.change("Active", False, OTHER_SESSION),
    "the saver ends": lambda session: session.save_screen(SAVERS[0], active=False),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with private_bus(tmp_path_factory.mktemp("bus")) as found:
        yield found


@pytest.fixture
def bus(qapp: QApplication, address: str) -> Iterator[QDBusConnection]:
    del qapp
    yield QDBusConnection.connectToBus(address, NAME)
    QDBusConnection.disconnectFromBus(NAME)


@pytest.fixture
def session(address: str) -> Iterator[Session]:
    with session_on(address) as made:
        yield made


@pytest.fixture
def watch(bus: QDBusConnection, session: Session, qtbot: QtBot) -> Iterator[SessionWatch]:
    """It has found out which session this is, and sleep waits for it."""
    made = SessionWatch(bus, bus)
    qtbot.waitUntil(lambda: bool(made.session and made._held))
    # What was asked of the bus before has been done when this is answered.
    assert bus.interface().isServiceRegistered("org.freedesktop.DBus").isValid()
    yield made
    shiboken6.delete(made)


@pytest.mark.parametrize("sort", LEAVING)
def test_each_way_of_leaving_locks(watch: SessionWatch, session: Session, qtbot: QtBot, sort: str) -> None:
    with qtbot.waitSignal(watch.lock_wanted):
        LEAVING[sort](session)


def test_nothing_else_does(watch: SessionWatch, session: Session, qtbot: QtBot) -> None:
    spy = QSignalSpy(watch.lock_wanted)
    for say in STAYING.values():
        say(session)
    # What is said last is heard last.
    session.save_screen(SAVERS[-1])
    qtbot.waitUntil(lambda: spy.count() > 0)
    assert spy.count() == 1


def test_sleep_waits_until_the_process_has_been_replaced(watch: SessionWatch, session: Session) -> None:
    assert session.holds_up_sleep()
    watch._held = []
    assert not session.holds_up_sleep()


def test_without_logind_the_screen_saver_is_heard(bus: QDBusConnection, address: str, qtbot: QtBot) -> None:
    with session_on(address, has_logind=False) as session:
        watch = SessionWatch(bus, bus)
        with qtbot.waitSignal(watch.lock_wanted):
            session.save_screen(SAVERS[0])
        shiboken6.delete(watch)


def test_without_any_bus_nothing_breaks(qapp: QApplication) -> None:
    del qapp
    nowhere = QDBusConnection.connectToBus("unix:path=/nonexistent/bus", "doorstep-nowhere")
    watch = SessionWatch(nowhere, nowhere)
    assert not nowhere.isConnected()
    shiboken6.delete(watch)
    QDBusConnection.disconnectFromBus("doorstep-nowhere")


@pytest.mark.parametrize(
    ("message", "wide", "leaves"),
    [
        (windows_session.WM_WTSSESSION_CHANGE, 0x7, True),
        (windows_session.WM_WTSSESSION_CHANGE, 0x2, True),
        (windows_session.WM_WTSSESSION_CHANGE, 0x4, True),
        (windows_session.WM_WTSSESSION_CHANGE, 0x8, False),
        (windows_session.WM_WTSSESSION_CHANGE, 0x1, False),
        (windows_session.WM_POWERBROADCAST, windows_session.PBT_APMSUSPEND, True),
        (windows_session.WM_POWERBROADCAST, 0x12, False),
        (0x0100, 0x7, False),
    ],
)
def test_of_the_messages_of_windows_leaving_locks(qapp: QApplication, message: int, wide: int, leaves: bool) -> None:
    """As Qt gives them; that Windows sends them is not tried here."""
    registered: list[int] = []

    def register(window: int) -> bool:
        registered.append(window)
        return True

    session = WindowsSession(77, register)
    spy, sent = QSignalSpy(session.lock_wanted), Message(message=message, wide=wide)
    answer = session._filter.nativeEventFilter(QByteArray(b"windows_generic_MSG"), ctypes.addressof(sent))
    assert answer == (False, 0)
    assert spy.count() == int(leaves)
    assert registered == [77]
    assert session.is_told
    qapp.removeNativeEventFilter(session._filter)
    shiboken6.delete(session)


def test_on_a_mac_nothing_is_heard_and_nothing_breaks(qapp: QApplication) -> None:
    del qapp
    window = QWidget()
    shiboken6.delete(LockSignal(window, platform="darwin"))
    shiboken6.delete(window)
