"""Where the system can keep windows out of pictures of the screen, it is asked for each, unless policy says no."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.shell.capture_guard import CaptureGuard, guard_capture, system_protection


class Screen:
    """A system that notes which windows are kept out of pictures."""

    def __init__(self) -> None:
        self.kept_out: set[int] = set()

    def protect(self, window: int, stays_out: bool) -> bool:
        if stays_out:
            self.kept_out.add(window)
        else:
            self.kept_out.discard(window)
        return True


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    del qapp
    made = QObject()
    yield made
    shiboken6.delete(made)


def test_every_window_is_kept_out_as_it_is_shown(owner: QObject, qtbot: QtBot) -> None:
    """The window, a dialog and a menu over it; not what is inside them."""
    screen = Screen()
    guard = guard_capture(False, owner, screen.protect)
    assert isinstance(guard, CaptureGuard)
    window = QWidget()
    qtbot.addWidget(window)
    inside, dialog, menu = QPushButton("inside", window), QDialog(window), QMenu(window)
    for one in (window, dialog):
        one.show()
    menu.popup(window.pos())
    assert screen.kept_out == {int(one.winId()) for one in (window, dialog, menu)}
    assert inside.isVisible()
    menu.close()


def test_pictures_are_allowed_once_the_policy_has_been_read_and_says_so(owner: QObject, qtbot: QtBot) -> None:
    """The first window is shown before anybody knows what the agency has decided: until then, no pictures."""
    screen = Screen()
    guard = guard_capture(False, owner, screen.protect)
    assert guard is not None
    window, later = QWidget(), QDialog()
    for one in (window, later):
        qtbot.addWidget(one)
    window.show()
    assert screen.kept_out == {int(window.winId())}
    guard.end()
    later.show()
    assert not screen.kept_out


def test_an_agency_that_allows_pictures_gets_them(owner: QObject, qtbot: QtBot) -> None:
    screen = Screen()
    assert guard_capture(True, owner, screen.protect) is None
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    assert not screen.kept_out


def test_where_the_system_has_no_such_thing_nothing_is_asked(owner: QObject) -> None:
    assert system_protection("linux") is None
    assert system_protection("win32") is not None
    assert system_protection("darwin") is not None
