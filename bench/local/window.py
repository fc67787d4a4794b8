"""One window in a process of its own, until it has been painted: ``python -m bench.local.window bare|doorstep``.

`bare`: what PySide6 itself takes for a window with a line and a button, of the same size. `doorstep`: the program from
its first line, with a profile to unlock, up to the locked page; what it loads behind the page comes afterwards.
Answers with one line of JSON: processor seconds of the whole process and its highest memory until then.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject


def _answer() -> None:
    """Say what it took, and end: what Python does at its end is nobody's wait."""
    cpu_s = time.process_time()
    status = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    sys.stdout.write(json.dumps({"cpu": cpu_s, "mb": round(peak / 1024, 2), "modules": len(sys.modules)}) + "\n")
    sys.stdout.flush()
    os._exit(0)


def _bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget

    class Window(QMainWindow):
        def paintEvent(self, event: object) -> None:  # noqa: N802
            """When this has been painted, everything has."""
            del event
            QTimer.singleShot(0, _answer)

    qt = QApplication(["bare"])
    window, inside = Window(), QWidget()
    column = QVBoxLayout(inside)
    column.addWidget(QLineEdit())
    column.addWidget(QPushButton("Unlock"))
    window.setCentralWidget(inside)
    window.resize(1366, 768)
    window.show()
    qt.exec()


def _doorstep() -> None:
    from desktop.__main__ import show_first

    sys.argv = ["doorstep"]
    first = show_first()
    assert first.locked is not None, "there has to be a profile"
    painting: QObject | None = first._painting  # noqa: SLF001  what comes afterwards is not waited for
    assert painting is not None
    painting.painted.disconnect()  # type: ignore[attr-defined]
    painting.painted.connect(_answer)  # type: ignore[attr-defined]
    first.run()


if __name__ == "__main__":
    {"bare": _bare, "doorstep": _doorstep}[sys.argv[1]]()
