"""A test that leaves something that listens to the whole application is the one that fails, not another one later."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

_LEAVES = """
import threading
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from desktop.views.theme.theme import theme_switch

kept = []


class Listener(QObject):
    def hear(self, _theme):
        pass


def test_a_filter_stays(qtbot, qapp):
    kept.append(QObject())
    qapp.installEventFilter(kept[-1])


def test_a_filter_that_is_taken_away_is_no_leftover(qtbot, qapp):
    one = QObject()
    qapp.installEventFilter(one)
    qapp.removeEventFilter(one)


def test_something_follows_the_theme(qtbot, qapp):
    kept.append(Listener())
    theme_switch(qapp).changed.connect(kept[-1].hear)


def test_a_thread_runs_on(qtbot):
    ended = threading.Event()
    kept.append(ended)
    threading.Thread(target=ended.wait, daemon=True, name="left").start()


def test_a_pointer_stays_an_hourglass(qtbot, qapp):
    qapp.setOverrideCursor(Qt.CursorShape.WaitCursor)


def test_the_next_one_is_not_blamed(qtbot):
    pass
"""


def test_who_leaves_something_fails_and_nobody_else(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    pytester.makepyfile(test_leaves=_LEAVES)
    pytester.makeconftest('pytest_plugins = ["tests.desktop.conftest"]')
    result = pytester.runpytest_subprocess("-p", "no:randomly", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=6, errors=4)
    result.stdout.fnmatch_lines_random(
        [
            "*this test left behind an event filter of the application: QObject",
            "*this test left behind something that follows the theme: 1 listeners, 0 before",
            "*this test left behind a running thread: left",
            "*a pointer in another shape",
        ]
    )
