"""The window with every page over a filled store, in a process of its own, for a screen reader in another.

``python -m tests.accessibility.host FOLDER``: reads one JSON object a line, `{"show": "page today"}`, and answers each
with one line. The views are put there by the program's own doors; keys come from the X server.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qt_compat import qt_api
from pytestqt.qtbot import QtBot

from desktop.views.theme.theme import Theme, ThemeMode, apply_theme
from tests.accessibility.views import Views
from tests.desktop.views import desk_rig
from tests.desktop.views.whole_window import whole_window

PATIENCE_S = 120.0


class Host(QObject):
    """Does what the lines say, one after the other."""

    def __init__(self, views: Views) -> None:
        super().__init__()
        self._views = views
        self._rest = b""
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_line)
        self._say(views.names())

    @Slot()
    def _on_line(self) -> None:
        came = os.read(sys.stdin.fileno(), 65536)
        *lines, self._rest = (self._rest + came).split(b"\n")
        if not came:
            QApplication.quit()
        self._notifier.setEnabled(False)
        for line in lines:
            self._do(json.loads(line))
        self._notifier.setEnabled(True)

    def _do(self, order: dict[str, Any]) -> None:
        try:
            self._views.show(order["show"])
        except Exception as error:
            self._say(f"{type(error).__name__}: {error}")
        else:
            self._say("shown")

    def _say(self, answer: object) -> None:
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def main(folder: Path) -> int:
    """Run until the lines end."""
    # A busy machine is no fault of the program.
    desk_rig.TIMEOUT_S = PATIENCE_S
    app = QApplication(["doorstep"])
    app.setApplicationName("Doorstep")
    apply_theme(app, Theme(ThemeMode.LIGHT, reduced_motion=True))
    qt_api.set_qt_api("pyside6")  # type: ignore[no-untyped-call]
    qtbot = QtBot(None)  # type: ignore[arg-type]
    with whole_window(folder, qtbot) as window:
        views = Views(window, qtbot)
        host = Host(views)
        code = app.exec()
        views.clear()
        host.deleteLater()
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
