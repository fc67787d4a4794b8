"""The laptop locks when nobody is there, and not while somebody is."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.views.shell.idle import IdleWatch
from tests.fakes.clock import FakeClock


@pytest.fixture
def watch(qapp: QApplication, clock: FakeClock) -> Iterator[IdleWatch]:
    watch = IdleWatch(clock, 5, qapp)
    yield watch
    shiboken6.delete(watch)


@pytest.fixture
def box(qtbot: QtBot) -> QLineEdit:
    box = QLineEdit()
    qtbot.addWidget(box)
    with qtbot.waitExposed(box):
        box.show()
    return box


def test_it_locks_once_after_the_minutes_without_input(watch: IdleWatch, clock: FakeClock, qtbot: QtBot) -> None:
    clock.advance(minutes=4, seconds=59)
    assert not watch.look()
    clock.advance(seconds=1)
    with qtbot.waitSignal(watch.idled):
        assert watch.look()
    with qtbot.assertNotEmitted(watch.idled):
        assert not watch.look()


def test_a_key_or_the_mouse_begins_the_wait_again(
    watch: IdleWatch, clock: FakeClock, box: QLineEdit, qtbot: QtBot
) -> None:
    clock.advance(minutes=4)
    QTest.keyClicks(box, "a")
    clock.advance(minutes=4)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    clock.advance(minutes=4)
    with qtbot.assertNotEmitted(watch.idled):
        assert not watch.look()
    assert box.text() == "a"


def test_the_first_key_after_the_laptop_slept_locks_and_is_not_written(
    watch: IdleWatch, clock: FakeClock, box: QLineEdit, qtbot: QtBot
) -> None:
    clock.advance(hours=8)
    with qtbot.waitSignal(watch.idled):
        QTest.keyClicks(box, "a")
    assert not box.text()


def test_a_clock_set_back_does_not_keep_it_open_for_longer(watch: IdleWatch, clock: FakeClock) -> None:
    clock.advance(days=-1)
    assert not watch.look()
    clock.advance(minutes=5)
    assert watch.look()


def test_it_looks_by_itself(watch: IdleWatch, clock: FakeClock, qtbot: QtBot) -> None:
    clock.advance(minutes=5)
    watch._timer.start(1)
    with qtbot.waitSignal(watch.idled):
        pass


def test_it_looks_when_the_time_may_be_over_and_seldom_before(watch: IdleWatch, clock: FakeClock) -> None:
    """Each look wakes a laptop that rests; one that slept without a word is locked soon after all the same."""
    timer = watch.findChild(QTimer)
    assert isinstance(timer, QTimer)
    assert timer.isSingleShot()
    assert 10_000 < timer.interval() <= 15_000
    clock.advance(minutes=4, seconds=58)
    timer.stop()
    assert not watch.look()
    assert 0 < timer.interval() <= 2_000


def test_it_tells_that_somebody_is_there_once_a_second_at_most(
    watch: IdleWatch, clock: FakeClock, box: QLineEdit, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(watch.touched):
        QTest.keyClicks(box, "abc")
    clock.advance(seconds=1)
    with qtbot.waitSignal(watch.touched):
        QTest.keyClicks(box, "d")
    with qtbot.assertNotEmitted(watch.touched):
        QTest.keyClicks(box, "ef")
