"""Notices on Windows that the screen is locked, that the laptop goes to sleep, or that another user takes the screen.

Written from Microsoft's reference of WM_WTSSESSION_CHANGE and WM_POWERBROADCAST, and not tried on Windows: see
docs/threat-model.md.
"""

import ctypes
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal

WM_POWERBROADCAST: Final = 0x0218
WM_WTSSESSION_CHANGE: Final = 0x02B1
PBT_APMSUSPEND: Final = 0x4
_LEAVING: Final = frozenset({0x2, 0x4, 0x6, 0x7})
"""The console or a remote screen was disconnected (user switch), signed out, locked: winuser.h."""
_THIS_SESSION: Final = 0

Register = Callable[[int], bool]


class Message(ctypes.Structure):
    """What Qt passes for ``windows_generic_MSG``: winuser.h, MSG."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("wide", ctypes.c_size_t),
        ("long", ctypes.c_ssize_t),
        ("time", ctypes.c_uint32),
        ("x", ctypes.c_int32),
        ("y", ctypes.c_int32),
    )


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, told: Callable[[], None]) -> None:
        super().__init__()
        self._told = told

    def nativeEventFilter(  # noqa: N802 — Qt's name
        self, kind: "QByteArray | bytes | bytearray | memoryview[int]", message: int
    ) -> object:
        """Look at a message and let it go on."""
        name = kind.data() if isinstance(kind, QByteArray) else bytes(kind)
        if name == b"windows_generic_MSG" and wants_lock(Message.from_address(int(message))):
            self._told()
        return False, 0


class WindowsSession(QObject):
    """``lock_wanted`` at each of them. ``register`` asks Windows to tell the window of its session's changes."""

    lock_wanted = Signal()

    def __init__(self, window: int, register: Register, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app = QCoreApplication.instance()
        if app is None:
            raise RuntimeError("there is no application whose messages could be noticed")
        self._filter = _Filter(self.lock_wanted.emit)
        app.installNativeEventFilter(self._filter)
        self.is_told = register(window)


def wants_lock(message: Message) -> bool:
    """Whether somebody has left the screen, or the laptop goes to sleep."""
    if message.message == WM_WTSSESSION_CHANGE:
        return message.wide in _LEAVING
    return bool(message.message == WM_POWERBROADCAST and message.wide == PBT_APMSUSPEND)


def register_window(window: int) -> bool:
    """Ask Windows to send the window WM_WTSSESSION_CHANGE; False where it refuses. On Windows only."""
    library = ctypes.WinDLL("wtsapi32")  # type: ignore[attr-defined]  # not on this kind of machine
    return bool(library.WTSRegisterSessionNotification(ctypes.c_void_p(window), _THIS_SESSION))
