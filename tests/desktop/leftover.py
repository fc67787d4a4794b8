"""What one test may not leave to the next: what listens to the whole application, or holds its keys or mouse."""

import threading
import weakref
from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import SIGNAL, QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.theme.theme import ThemeSwitch


class ListenedTo:
    """The application, with what filters its events. Qt names nobody, so it is noted as it is installed."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._filters: list[weakref.ref[QObject]] = []
        self._install, self._remove = app.installEventFilter, app.removeEventFilter
        # On the one object that stands for the application in Python.
        app.installEventFilter = self._on_install  # type: ignore[method-assign]
        app.removeEventFilter = self._on_remove  # type: ignore[method-assign]

    def _on_install(self, one: QObject) -> None:
        self._install(one)
        self._filters.append(weakref.ref(one))

    def _on_remove(self, one: QObject) -> None:
        self._remove(one)
        self._filters = [ref for ref in self._filters if ref() is not one]

    def end(self) -> list[str]:
        """Remove what filters still, and name it."""
        left = [one for ref in self._filters if (one := ref()) is not None and shiboken6.isValid(one)]
        self._filters = []
        for one in left:
            self._remove(one)
        return [f"an event filter of the application: {type(one).__name__}" for one in left]


def running() -> frozenset[threading.Thread]:
    """The threads that Python knows of."""
    return frozenset(threading.enumerate())


def theme_listeners(app: QApplication) -> int:
    """How much follows the theme."""
    switch = app.findChild(ThemeSwitch)
    return switch.receivers(SIGNAL("changed(PyObject)")) if isinstance(switch, ThemeSwitch) else 0


def end_holds() -> Iterator[str]:
    """End whatever holds the keys, the mouse or the pointer's shape, and name it."""
    for what, holder in (("keyboard", QWidget.keyboardGrabber()), ("mouse", QWidget.mouseGrabber())):
        if holder is not None:
            (holder.releaseKeyboard if what == "keyboard" else holder.releaseMouse)()
            yield f"{type(holder).__name__}, which holds the {what}"
    while QApplication.overrideCursor() is not None:
        QApplication.restoreOverrideCursor()
        yield "a pointer in another shape"
    for window in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
        if window is not None:
            window.close()
            yield f"an open {type(window).__name__}"
