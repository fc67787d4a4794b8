"""The desktop's portal for settings, on a bus of its own: says what contrast the desktop is set to, and when that
changes.
"""

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from queue import Empty, SimpleQueue
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_NAME = "org.freedesktop.portal.Desktop"
_SETTINGS = DBusAddress("/org/freedesktop/portal/desktop", interface="org.freedesktop.portal.Settings")
_APPEARANCE = "org.freedesktop.appearance"
_LOOK_EVERY_S = 0.05


class Portal:
    """Answers for one desktop until ``close``. ``change`` sets its contrast: 0 usual, 1 more."""

    def __init__(self, address: str, contrast: int) -> None:
        self._contrast = contrast
        self._changes: SimpleQueue[int | None] = SimpleQueue()
        self._connection = open_dbus_connection(address)
        self._connection.send_and_get_reply(message_bus.RequestName(_NAME))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def change(self, contrast: int) -> None:
        """Set the desktop to another contrast; whoever listens is told."""
        self._changes.put(contrast)

    def close(self) -> None:
        """Answer nobody any more."""
        self._changes.put(None)
        self._thread.join()
        self._connection.close()

    def _serve(self) -> None:
        while True:
            try:
                wanted = self._changes.get_nowait()
            except Empty:
                self._answer_next(self._connection)
                continue
            if wanted is None:
                return
            self._contrast = wanted
            told = (_APPEARANCE, "contrast", ("u", wanted))
            self._connection.send(new_signal(_SETTINGS, "SettingChanged", "ssv", told))

    def _answer_next(self, connection: DBusConnection) -> None:
        try:
            asked = connection.receive(timeout=_LOOK_EVERY_S)
        except TimeoutError:
            return
        if asked.header.message_type is MessageType.method_call:
            connection.send(self._answer(asked))

    def _answer(self, asked: Message) -> Message:
        value: Any = ("u", self._contrast)
        member = asked.header.fields.get(HeaderFields.member)
        if member == "ReadAll":
            return new_method_return(asked, "a{sa{sv}}", ({_APPEARANCE: {"contrast": value}},))
        if member in {"Read", "ReadOne"} and tuple(asked.body) == (_APPEARANCE, "contrast"):
            return new_method_return(asked, "v", (("v", value) if member == "Read" else value,))
        return new_error(asked, "org.freedesktop.DBus.Error.UnknownMethod", "s", ("not here",))


@contextmanager
def running_bus() -> Iterator[str]:
    """Start a session bus that nobody else is on; yields its address."""
    reading, writing = os.pipe()
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", f"--print-address={writing}"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield told.readline().strip()
    finally:
        bus.terminate()
        bus.wait()


@contextmanager
def running_portal(address: str, contrast: int) -> Iterator[Portal]:
    """The portal of a desktop on a bus."""
    with closing(Portal(address, contrast)) as portal:
        yield portal
