"""What was copied out of the records does not stay in the clipboard, nor in what keeps a history of it."""

from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer, Slot
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

CLEARED_AFTER_MS: Final = 30_000
_FORMATS = ("text/plain", "text/html")
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
KDE_HINT: Final = "x-kde-passwordManagerHint"
HINTS: Final[dict[str, bytes]] = {
    KDE_HINT: b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
}
"""What keepers of clipboards look for: KDE's and others on Linux; Windows' own history (not tried on Windows).

On macOS the mark is a type of its own (org.nspasteboard.ConcealedType), which Qt's binding for Python cannot give.
"""


class ClipboardGuard(QObject):
    """Marks every copy made in this application as not to be kept; clears it after half a minute, or on ``clear``.

    What another program has put there since is left alone. Text that is marked with the mouse on X11 goes with it.
    """

    def __init__(self, parent: QObject | None = None, after_ms: int = CLEARED_AFTER_MS) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=after_ms)
        self._timer.timeout.connect(self.clear)
        self._clipboard = QApplication.clipboard()
        self._clipboard.dataChanged.connect(self._on_changed)

    @Slot()
    def clear(self) -> None:
        """Empty the clipboard if it still holds what was copied here, and what was marked with the mouse."""
        self._timer.stop()
        if self._clipboard.ownsClipboard():
            self._clipboard.clear()
        if self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    @Slot()
    def _on_changed(self) -> None:
        if not self._clipboard.ownsClipboard():
            self._timer.stop()
            return
        found = self._clipboard.mimeData()
        if not found.formats() or found.hasFormat(KDE_HINT):
            return
        self._timer.start()
        if not found.hasText():
            return
        marked = QMimeData()
        for name in _FORMATS:
            if found.hasFormat(name):
                marked.setData(name, found.data(name))
        for name, value in HINTS.items():
            marked.setData(name, value)
        self._clipboard.setMimeData(marked)
