"""Keeps the windows out of pictures of the screen, of recordings and of shared screens, where the system can.

Written from Microsoft's reference of SetWindowDisplayAffinity and Apple's of NSWindow.sharingType, and tried on
neither: see docs/threat-model.md. Linux has no such thing. A camera, and who looks on, see everything.
"""

import sys
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

Protect = Callable[[int, bool], bool]
"""Takes what Qt knows a window by (HWND; NSView) and whether it stays out; False where the system refuses."""

EXCLUDE_FROM_CAPTURE: Final = 0x11
BLACK_IN_CAPTURE: Final = 0x1
"""What Windows before 10.2004 knows instead."""
_ALLOW_CAPTURE: Final = 0x0
_SHARING_NONE: Final = 0
_SHARING_READ_ONLY: Final = 1
_EVENTS: Final = frozenset({QEvent.Type.Show, QEvent.Type.WinIdChange})


class CaptureGuard(QObject):
    """Asks ``protect`` for every window of the application as it is shown: dialogs, menus and tips, too."""

    def __init__(self, protect: Protect, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        if app is None:
            raise RuntimeError("there is no application whose windows could be noticed")
        self._protect = protect
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what is shown; it is shown all the same."""
        if event.type() in _EVENTS and isinstance(watched, QWidget) and watched.isWindow():
            self._protect(int(watched.winId()), True)
        return False

    def end(self) -> None:
        """The agency allows pictures, as has turned out: of what is shown already, and of what will be."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.removeEventFilter(self)
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._protect(int(window.winId()), False)


def system_protection(platform: str = sys.platform) -> Protect | None:
    """What keeps a window out of pictures on this kind of machine; None where nothing does."""
    return {"win32": _protect_on_windows, "darwin": _protect_on_mac}.get(platform)


def guard_capture(allowed: bool, parent: QObject, protect: Protect | None = None) -> CaptureGuard | None:
    """Begin, unless the agency's policy allows pictures of the screen or the system has no such thing."""
    found = protect or system_protection()
    return None if allowed or found is None else CaptureGuard(found, parent)


def _protect_on_windows(window: int, stays_out: bool) -> bool:
    import ctypes  # Only where it is needed: everybody waits for what is loaded before the first window.

    set_affinity = ctypes.WinDLL("user32").SetWindowDisplayAffinity  # type: ignore[attr-defined]  # not on this machine
    handle = ctypes.c_void_p(window)
    wanted = (EXCLUDE_FROM_CAPTURE, BLACK_IN_CAPTURE) if stays_out else (_ALLOW_CAPTURE,)
    return any(set_affinity(handle, affinity) for affinity in wanted)


def _protect_on_mac(view: int, stays_out: bool) -> bool:
    import ctypes

    library = ctypes.CDLL("/usr/lib/libobjc.dylib")
    library.sel_registerName.restype = ctypes.c_void_p
    send = library.objc_msgSend
    send.restype, send.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_void_p]
    window = send(view, library.sel_registerName(b"window"))
    if not window:
        return False
    send.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong]
    send(window, library.sel_registerName(b"setSharingType:"), _SHARING_NONE if stays_out else _SHARING_READ_ONLY)
    return True
