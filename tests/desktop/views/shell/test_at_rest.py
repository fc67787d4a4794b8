"""A laptop on which nothing happens is not woken: every timer of the whole program, counted.

How often it is woken for real, its threads and its cursor with it: `python -m bench.local.rest`.
"""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from desktop.app import Application
from desktop.views.shell.idle import IdleWatch
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.showing.whole import whole

LEAST_MS = 15_000
"""Nothing comes round more often than this while somebody looks at a page without touching anything."""


def coming_round(application: Application) -> dict[str, int]:
    """The timers that run again and again, by whose they are, with their interval in milliseconds.

    One that runs once is over in a moment; that of the sync waits longer each time the office is not there.
    """
    roots: tuple[QObject, ...] = (application, application.first, application.window)
    timers = {id(timer): timer for root in roots for timer in root.findChildren(QTimer)}
    found: dict[str, int] = {}
    for timer in timers.values():
        if not timer.isActive() or (timer.isSingleShot() and not isinstance(timer.parent(), IdleWatch)):
            continue
        name = type(timer.parent()).__name__
        found[name] = min(timer.interval(), found.get(name, timer.interval()))
    return found


def test_nothing_comes_round_more_often_than_four_times_a_minute_and_nothing_when_locked(
    switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot
) -> None:
    del switch
    with whole(tmp_path, qtbot) as made:
        made.unlock()
        application = made.application
        # The first page is made when Qt's loop comes round to it.
        qtbot.waitUntil(lambda: {"IdleWatch", "Front", "TodayPage"} <= coming_round(application).keys())
        found = coming_round(application)
        assert all(interval >= LEAST_MS for interval in found.values()), found
        application.lock()
        assert application.opened is None
        assert "IdleWatch" not in coming_round(application)
        assert all(interval >= LEAST_MS for interval in coming_round(application).values())
