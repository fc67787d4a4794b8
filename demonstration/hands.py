"""Hands for the tour: the real application, with keys and mouse moved by lines on standard input.

    python -m demonstration.hands [arguments of the application]

Reads one JSON object a line, for instance `{"do": "keys", "text": "visited as arranged"}`, and answers each with one
line. Nothing of the application is replaced: events go to its real windows, and waiting is done by its own event loop.
"""

import faulthandler
import json
import os
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

from desktop.hardening import harden_process

harden_process()

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal, Slot  # noqa: E402
from PySide6.QtGui import QAction, QKeySequence, QPainter  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import (  # noqa: E402
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from desktop.app import Application  # noqa: E402
from desktop.first import end_process  # noqa: E402
from desktop.views.theme.theme import Theme, ThemeMode  # noqa: E402

Order = dict[str, Any]
_LOOK_EVERY_MS = 30
_TRIES = 20
_BEAT_MS = 5


def visible_widgets() -> list[QWidget]:
    """Every widget that is on the screen now."""
    return [widget for widget in QApplication.allWidgets() if widget.isVisible()]


def find(name: str) -> QWidget | None:
    """The visible widget of this object name; the one in the active window where there are several."""
    named = [widget for widget in visible_widgets() if widget.objectName() == name]
    active = QApplication.activeModalWidget() or QApplication.activeWindow()
    return next((widget for widget in named if widget.window() is active), named[0] if named else None)


def words_of(widget: QWidget) -> str:
    """What a widget says to somebody who looks at it."""
    if isinstance(widget, QLineEdit | QLabel | QAbstractButton):
        return widget.text()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QAbstractItemView):
        return "\n".join(rows_of(widget))
    return widget.accessibleName()


def rows_of(view: QAbstractItemView) -> list[str]:
    """What each row of a list says to a screen reader, from the top."""
    model = view.model()
    rows = (model.index(number, 0) for number in range(model.rowCount()))
    return [str(row.data(Qt.ItemDataRole.AccessibleTextRole) or row.data() or "") for row in rows]


def screen_words() -> str:
    """All words on the screen, for waiting until something is shown."""
    parts = []
    for widget in visible_widgets():
        parts += [words_of(widget), widget.accessibleName()]
    return "\n".join(part for part in parts if part)


class Heartbeat(QObject):
    """Beats in the thread of the windows; where a beat comes late, nothing on the screen moved meanwhile."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.late_ms: list[float] = []
        self._since = QElapsedTimer()
        self._beat = QTimer(self, interval=_BEAT_MS)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._on_beat)

    def start(self) -> None:
        """Begin to count, from nothing."""
        self.late_ms = []
        self._since.start()
        self._beat.start()

    def stop(self) -> list[float]:
        """How late each beat was, in ms."""
        self._beat.stop()
        return self.late_ms

    @Slot()
    def _on_beat(self) -> None:
        self.late_ms.append(max(0.0, self._since.nsecsElapsed() / 1e6 - _BEAT_MS))
        self._since.start()


class Hands(QObject):
    """Does what the lines say. Orders are done one after the other; a wait ends the order when it is over."""

    _came = Signal(str)

    def __init__(self, application: Application) -> None:
        super().__init__()
        self._application = application
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)
        self._orders: list[Order] = []
        self._busy = False
        self._tries = 0
        self._waiting = QTimer(self)
        self._waiting.setInterval(_LOOK_EVERY_MS)
        self._waiting.timeout.connect(self._on_look)
        self._since = QElapsedTimer()
        self._heartbeat = Heartbeat(self)
        threading.Thread(target=self._read, name="hands", daemon=True).start()
        self._say({"ok": True, "value": "ready"})

    def _read(self) -> None:
        for line in sys.stdin:
            self._came.emit(line)
        self._came.emit('{"do": "quit"}')

    @Slot(str)
    def _on_came(self, line: str) -> None:
        self._orders.append(json.loads(line))
        if not self._busy:
            self._next()

    def _next(self) -> None:
        if not self._orders:
            return
        self._busy = True
        order = self._orders[0]
        if order["do"] == "wait":
            self._since.start()
            self._waiting.start()
            return
        if order["do"] == "rest":
            QTimer.singleShot(int(order["ms"]), self._on_rested)
            return
        if QApplication.activeWindow() is None and self._tries < _TRIES:
            # Without a window manager nobody else makes the window the active one again after a dialog.
            self._tries += 1
            (QApplication.activeModalWidget() or self._application.window).activateWindow()
            QTimer.singleShot(_LOOK_EVERY_MS, self._next)
            return
        self._tries = 0
        doing: Callable[[Order], object] = getattr(self, f"_do_{order['do']}")
        try:
            answer: Order = {"ok": True, "value": doing(order)}
        except LookupError as error:
            answer = {"ok": False, "error": str(error)}
        self._answer(answer)

    def _answer(self, answer: Order) -> None:
        self._orders.pop(0)
        self._busy = False
        self._say(answer)
        if self._orders:
            QTimer.singleShot(0, self._next)

    def _say(self, answer: Order) -> None:
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()

    @Slot()
    def _on_rested(self) -> None:
        self._answer({"ok": True})

    @Slot()
    def _on_look(self) -> None:
        order = self._orders[0]
        if self._holds(order):
            self._waiting.stop()
            self._answer({"ok": True, "value": self._since.elapsed()})
        elif self._since.elapsed() > order.get("timeout_s", 20) * 1000:
            self._waiting.stop()
            self._answer({"ok": False, "error": f"waited in vain for {order}", "screen": screen_words()[:3000]})

    def _holds(self, order: Order) -> bool:
        if "gone" in order:
            return find(order["gone"]) is None
        if "focus" in order:
            return self._typed_into().objectName() == str(order["focus"])
        if "name" in order:
            widget = find(order["name"])
            return widget is not None and widget.isEnabled() and order.get("text", "") in words_of(widget)
        return str(order["text"]) in screen_words()

    def _named(self, order: Order) -> QWidget:
        widget = find(str(order["name"]))
        if widget is None:
            raise LookupError(f"no visible widget is called {order['name']}")
        return widget

    def _do_click(self, order: Order) -> None:
        widget = self._named(order)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, widget.rect().center())

    def _do_choose(self, order: Order) -> None:
        """Choose from a menu: a menu runs a loop of its own while it is open, in which no line would be read."""
        actions = self._application.window.findChildren(QAction, str(order["name"]))
        if not actions:
            raise LookupError(f"no menu has {order['name']}")
        QTimer.singleShot(0, actions[0].trigger)

    def _do_focus(self, order: Order) -> None:
        self._named(order).setFocus(Qt.FocusReason.TabFocusReason)

    def _do_keys(self, order: Order) -> None:
        QTest.keyClicks(self._typed_into(), str(order["text"]))

    def _do_press(self, order: Order) -> None:
        if order.get("later"):
            # What ends this process is done after the answer, or there would be none.
            QTimer.singleShot(_LOOK_EVERY_MS, partial(self._do_press, {"keys": order["keys"]}))
            return
        for combination in QKeySequence(str(order["keys"])):  # type: ignore[attr-defined]
            QTest.keyClick(self._typed_into(), combination.key(), combination.keyboardModifiers())

    def _typed_into(self) -> QWidget:
        return QApplication.focusWidget() or QApplication.activeModalWidget() or self._application.window

    def _do_words(self, order: Order) -> str:
        return words_of(self._named(order)) if "name" in order else screen_words()

    def _do_focused(self, _order: Order) -> str:
        return self._typed_into().objectName()

    def _do_names(self, _order: Order) -> list[str]:
        return sorted({widget.objectName() for widget in visible_widgets() if widget.objectName()})

    def _do_titles(self, _order: Order) -> list[str]:
        return [widget.windowTitle() for widget in QApplication.topLevelWidgets() if widget.isVisible()]

    def _do_shot(self, order: Order) -> None:
        QApplication.sendPostedEvents()
        window, modal = self._application.window, QApplication.activeModalWidget()
        picture = window.grab()
        if modal is not None:
            painter = QPainter(picture)
            painter.drawPixmap(window.rect().center() - modal.rect().center(), modal.grab())
            painter.end()
        picture.save(str(order["path"]))

    def _do_look(self, order: Order) -> None:
        themes = self._application.themes
        themes.show(Theme(ThemeMode(str(order["mode"])), float(order["scale"]), reduced_motion=True))

    def _do_reveal(self, order: Order) -> None:
        """Scroll what is named into sight, as somebody would with the wheel."""
        widget = self._named(order)
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                # From the top, so that what was seen before does not decide what is seen around it.
                above.verticalScrollBar().setValue(0)
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()

    def _do_unseen(self, order: Order) -> int:
        above = self._named(order).parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return 0 if above is None else above.verticalScrollBar().maximum()

    def _do_watch(self, _order: Order) -> None:
        self._heartbeat.start()

    def _do_stalls(self, _order: Order) -> list[float]:
        return self._heartbeat.stop()

    def _do_state(self, _order: Order) -> dict[str, str]:
        named = {
            "active": QApplication.activeWindow(),
            "modal": QApplication.activeModalWidget(),
            "focus": QApplication.focusWidget(),
        }
        return {what: repr(widget) for what, widget in named.items()}

    def _do_size(self, order: Order) -> None:
        self._application.window.resize(int(order["width"]), int(order["height"]))

    def _do_quit(self, _order: Order) -> None:
        QTimer.singleShot(0, self._application.leave)


def main() -> NoReturn:
    """Run the application with hands."""
    faulthandler.enable()
    application = Application(sys.argv)
    application.begin()
    hands = Hands(application)
    code = application.run()
    hands.deleteLater()
    end_process(code)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
