"""The Qt binding in use counts its references."""

import sys

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 10_000
TOLERANCE = 100
"""Other code takes and gives back a few references meanwhile; a faulty binding loses one a call."""


def test_void_calls_take_no_reference_to_the_constants(qtbot: QtBot) -> None:
    """PySide6 6.12.0 on Python 3.11 loses one to None each time, and ends the program after some thousand."""
    widget = QWidget()
    qtbot.addWidget(widget)
    thing = QObject()
    before = counts()
    for number in range(CALLS):
        thing.setObjectName("name")
        widget.setEnabled(number % 2 == 0)
        widget.update()
        assert widget.isEnabled() is (number % 2 == 0)
    lost = [was - now for was, now in zip(before, counts(), strict=True)]
    assert max(lost) < TOLERANCE, f"references lost to None, True, False: {lost}"
    assert QCoreApplication.instance() is not None


def counts() -> tuple[int, int, int]:
    """Return the reference counts of None, True and False. From 3.12 on they are immortal."""
    return sys.getrefcount(None), sys.getrefcount(True), sys.getrefcount(False)
