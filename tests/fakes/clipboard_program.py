"""A program with the application's clipboard, on a real screen: ``python -m tests.fakes.clipboard_program guard MS``.

Reads a line at a time and answers each with one: ``copy WORDS``, ``mark WORDS`` (with the mouse), ``put WORDS`` (as a
program of somebody else's does), ``look``, ``lock``, ``quit``.
"""

import json
import sys
import threading

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.views.shell.clipboard_guard import ClipboardGuard


class ClipboardProgram(QObject):
    """Does what the lines say."""

    _came = Signal(str)

    def __init__(self, guard: ClipboardGuard | None) -> None:
        super().__init__()
        self._guard, self._field = guard, QLineEdit()
        self._field.show()
        self._came.connect(self._on_line, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self._came.emit(line.strip())

    @Slot(str)
    def _on_line(self, line: str) -> None:
        verb, _, words = line.partition(" ")
        answer = getattr(self, f"_{verb}")(words)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()

    def _copy(self, words: str) -> None:
        self._field.setText(words)
        self._field.selectAll()
        self._field.copy()

    def _mark(self, words: str) -> None:
        QApplication.clipboard().setText(words, QClipboard.Mode.Selection)

    def _put(self, words: str) -> None:
        QApplication.clipboard().setText(words)

    def _read_all(self) -> dict[str, str]:
        found = QApplication.clipboard().mimeData()
        given = {name: bytes(found.data(name).data()).hex() for name in found.formats()}
        marked = QApplication.clipboard().text(QClipboard.Mode.Selection)
        return {"text": QApplication.clipboard().text(), "marked": marked, **given}

    def _look(self, _words: str) -> dict[str, str]:
        return self._read_all()

    def _lock(self, _words: str) -> None:
        assert self._guard is not None
        self._guard.clear()

    def _quit(self, _words: str) -> None:
        QApplication.quit()


def main() -> None:
    """Run until told to quit."""
    app = QApplication(sys.argv[:1])
    guard = ClipboardGuard(after_ms=int(sys.argv[2])) if sys.argv[1:2] == ["guard"] else None
    program = ClipboardProgram(guard)
    sys.stdout.write('"ready"\n')
    sys.stdout.flush()
    app.exec()
    del program


if __name__ == "__main__":
    main()
