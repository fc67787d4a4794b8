"""The cursor blinks while somebody types, and stands still, to be seen, when nobody does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.views.partials.cursor_rest import CursorRest


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[QLineEdit]:
    blinks_ms = QApplication.cursorFlashTime()
    made = QLineEdit()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    QApplication.setCursorFlashTime(blinks_ms)


def test_it_stands_still_when_nobody_types_and_blinks_when_somebody_does(line: QLineEdit) -> None:
    blinks_ms = QApplication.cursorFlashTime()
    cursor = CursorRest(line)
    timer = cursor.findChild(QTimer)
    assert isinstance(timer, QTimer)
    assert timer.isActive()
    assert timer.isSingleShot()
    cursor.rest()
    assert QApplication.cursorFlashTime() == 0
    handle = line.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_A)
    assert QApplication.cursorFlashTime() == blinks_ms > 0
