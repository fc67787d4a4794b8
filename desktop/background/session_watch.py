"""Notices on Linux that the screen is locked, that the laptop goes to sleep, or that another user takes the screen.

logind tells of sleep, of its own Lock and of who is in front (org.freedesktop.login1, systemd); the desktop's screen
saver tells of the screen. Whoever sends them falsely locks the application, and nothing else.
"""

from typing import Any, Final

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

SAVERS: Final = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_LOGIND: Final = "org.freedesktop.login1"
_MANAGER: Final = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager")
_SESSION: Final = "org.freedesktop.login1.Session"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_LONGEST_ANSWER_MS: Final = 10_000


class SessionWatch(QObject):
    """``lock_wanted`` at each of them. A bus that is not there, or a service on it, tells nothing and harms nothing.

    Sleep waits a moment for this process (five seconds, as logind is set up ordinarily): what it holds for that goes
    with the process, which locking replaces.
    """

    lock_wanted = Signal()

    def __init__(self, session: QDBusConnection, system: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._system = system
        self._held: list[object] = []
        self.session = ""
        """Where logind has this session; empty until it has said so."""
        for saver in SAVERS:
            session.connect("", "", saver, "ActiveChanged", self, _slot("_on_state(bool)"))
        path, manager = _MANAGER
        system.connect(_LOGIND, path, manager, "PrepareForSleep", self, _slot("_on_state(bool)"))
        # Which session this is; logind knows it of whoever asks.
        self._ask(f"{path}/session/auto", _PROPERTIES, "Get", [_SESSION, "Id"], "_on_id(QDBusMessage)")
        held = ["sleep", "Doorstep", "Locks its records", "delay"]
        self._ask(path, manager, "Inhibit", held, "_on_inhibited(QDBusMessage)")

    def _ask(self, path: str, interface: str, method: str, arguments: list[str], answered: str) -> None:
        message = QDBusMessage.createMethodCall(_LOGIND, path, interface, method)
        message.setArguments(arguments)
        failed = _slot("_on_refused(QDBusError,QDBusMessage)")
        self._system.callWithCallback(message, self, _slot(answered), failed, _LONGEST_ANSWER_MS)

    @Slot("QDBusMessage")
    def _on_id(self, message: QDBusMessage) -> None:
        (found,) = message.arguments()
        self._ask(*_MANAGER, "GetSession", [str(found.variant())], "_on_session(QDBusMessage)")

    @Slot("QDBusMessage")
    def _on_session(self, message: QDBusMessage) -> None:
        (found,) = message.arguments()
        self.session = path = found.path()
        self._system.connect(_LOGIND, path, _SESSION, "Lock", self, _slot("_on_lock()"))
        changed = _slot("_on_properties(QString,QVariantMap,QStringList)")
        self._system.connect(_LOGIND, path, _PROPERTIES, "PropertiesChanged", self, changed)

    @Slot("QDBusMessage")
    def _on_inhibited(self, message: QDBusMessage) -> None:
        # The file descriptor in it: logind waits until it is closed.
        self._held = message.arguments()

    @Slot("QDBusError", "QDBusMessage")
    def _on_refused(self, _error: object, _message: object) -> None:
        """There is no logind, or an old one: what the others tell is enough, and the wait for input is there anyway."""

    @Slot("bool")
    def _on_state(self, begins: bool) -> None:
        if begins:
            self.lock_wanted.emit()

    @Slot()
    def _on_lock(self) -> None:
        self.lock_wanted.emit()

    @Slot("QString", "QVariantMap", "QStringList")
    def _on_properties(self, _interface: str, changed: dict[str, object], _lost: list[str]) -> None:
        if changed.get("Active") is False or changed.get("LockedHint") is True:
            self.lock_wanted.emit()


def _slot(words: str) -> Any:
    """Return a slot as Qt's D-Bus names it, by its signature in C++. PySide asks for bytes and takes a str only."""
    return SLOT(words)
