"""A D-Bus of its own with something on it that speaks as logind and the screen saver of a desktop do."""

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

LOGIND = "org.freedesktop.login1"
OWN_SESSION = "/org/freedesktop/login1/session/c7"
OTHER_SESSION = "/org/freedesktop/login1/session/c8"
_LOOK_EVERY_S = 0.05
_SETTINGS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@contextmanager
def private_bus(folder: Path) -> Iterator[str]:
    """The address of a bus on which nobody is yet."""
    settings = folder / "bus.conf"
    settings.write_text(_SETTINGS)
    command = ["dbus-daemon", "--nofork", "--print-address", "--config-file", str(settings)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@dataclass
class Session:
    """Answers as logind does, and says what it is told to. ``calls``: the methods that were called, in order."""

    address: str
    has_logind: bool = True
    calls: list[str] = field(default_factory=list)
    _ended: threading.Event = field(default_factory=threading.Event)
    _held: int | None = None
    _given: int | None = None

    def __post_init__(self) -> None:
        self._connection: DBusConnection = open_dbus_connection(self.address, enable_fds=True)
        if self.has_logind:
            self._connection.send_and_get_reply(message_bus.RequestName(LOGIND))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Leave the bus."""
        self._ended.set()
        self._thread.join()
        self._connection.close()
        if self._held is not None:
            os.close(self._held)

    def suspend(self, begins: bool = True) -> None:
        """The laptop goes to sleep, or wakes."""
        self._say("/org/freedesktop/login1", f"{LOGIND}.Manager", "PrepareForSleep", "b", (begins,))

    def lock_session(self, path: str = OWN_SESSION) -> None:
        """What ``loginctl lock-session`` does."""
        self._say(path, f"{LOGIND}.Session", "Lock", None, ())

    def change(self, name: str, value: bool, path: str = OWN_SESSION) -> None:
        """A property of a session changes: Active, LockedHint."""
        body: tuple[object, ...] = (f"{LOGIND}.Session", {name: ("b", value)}, [])
        self._say(path, "org.freedesktop.DBus.Properties", "PropertiesChanged", "sa{sv}as", body)

    def save_screen(self, saver: str, active: bool = True) -> None:
        """The screen saver begins or ends, which locks the screen."""
        self._say(f"/{saver.replace('.', '/')}", saver, "ActiveChanged", "b", (active,))

    def holds_up_sleep(self) -> bool:
        """Whether sleep waits for somebody."""
        if self._held is None:
            return False
        try:
            return os.read(self._held, 1) != b""
        except BlockingIOError:
            return True

    def _say(self, path: str, interface: str, name: str, signature: str | None, body: tuple[object, ...]) -> None:
        self._connection.send(new_signal(DBusAddress(path, interface=interface), name, signature, body))

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                message = self._connection.receive(timeout=_LOOK_EVERY_S)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._connection.send(self._answer(message))
                if self._given is not None:
                    os.close(self._given)
                    self._given = None
                self.calls.append(str(message.header.fields[HeaderFields.member]))

    def _answer(self, message: Message) -> Message:
        method = message.header.fields[HeaderFields.member]
        if method == "Get" and message.body[-1] == "Id":
            return new_method_return(message, "v", (("s", "c7"),))
        if method == "GetSession" and message.body == ("c7",):
            return new_method_return(message, "o", (OWN_SESSION,))
        if method == "Inhibit" and message.body[0] == "sleep" and message.body[3] == "delay":
            self._held, self._given = os.pipe()
            os.set_blocking(self._held, False)
            return new_method_return(message, "h", (self._given,))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")


@contextmanager
def session_on(address: str, *, has_logind: bool = True) -> Iterator[Session]:
    """The session of a desktop, until the end of the block."""
    made = Session(address, has_logind)
    try:
        yield made
    finally:
        made.close()
