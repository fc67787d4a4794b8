"""What the application does about somebody who leaves: it locks once, and leaves nothing to paste or to picture.

And about somebody who had the laptop meanwhile.
"""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.services.unlock import PUT_BACK, RECOVERY_ASKED, unlock
from desktop.store.profile_list import load_profiles
from desktop.store.recovery import RequestKey, is_asked
from desktop.views.partials.notice import Notice
from desktop.views.shell import capture_guard
from desktop.views.shell.clipboard_guard import ClipboardGuard
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.showing.whole import PASSPHRASE, WAIT_MS, whole


def test_the_signal_that_somebody_left_locks_once_and_clears_the_clipboard(
    switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the window was kept out of pictures from the first moment."""
    del switch
    cleared: list[str] = []
    pictured: list[int] = []
    monkeypatch.setattr(ClipboardGuard, "clear", lambda _guard: cleared.append("cleared"))

    def protect(window: int, _stays_out: bool) -> bool:
        pictured.append(window)
        return True

    monkeypatch.setattr(capture_guard, "system_protection", lambda: protect)
    with whole(tmp_path, qtbot) as made:
        application = made.application
        assert int(application.window.winId()) in pictured
        made.unlock()
        assert made.locked == []
        application.lock_signal.lock_wanted.emit()
        application.lock_signal.lock_wanted.emit()
        assert application.opened is None
        assert made.locked == ["again"]
        assert cleared == ["cleared"]


def test_once_locked_nobody_waits_for_a_touch_any_more(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> None:
    """What was typed next, hours later, would be taken away by a watch that has nothing to lock."""
    del switch
    with whole(tmp_path, qtbot) as made:
        made.unlock()
        made.application.lock()
        made.clock.advance(hours=8)
        line = QLineEdit()
        qtbot.addWidget(line)
        QTest.keyClicks(line, "a")
        assert line.text() == "a"


def test_an_older_copy_of_the_records_is_told_and_compared_with_the_office(
    switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot
) -> None:
    """Of the same store with the same key: nothing else would notice."""
    del switch
    with whole(tmp_path, qtbot) as made:
        laptop = made.application.laptop
        (profile,) = load_profiles(laptop.folders).profiles
        unlock(laptop, profile, PASSPHRASE).close()
        old = profile.store_path.read_bytes()
        again = unlock(laptop, profile, PASSPHRASE)
        again.close()
        assert not again.changed
        profile.store_path.write_bytes(old)
        made.unlock()
        shell = made.application.main
        assert shell is not None
        strip = shell.findChild(Notice, "store_changed")
        assert isinstance(strip, Notice)
        qtbot.waitUntil(strip.isVisible, timeout=WAIT_MS)
        assert strip.sentence == PUT_BACK
        assert made.application.opened is not None
        assert made.application.opened.changed


def test_whoever_unlocks_is_told_that_somebody_asked_to_be_let_in(
    switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot
) -> None:
    """It has ended with that: the next time there is nothing to be said of it."""
    del switch
    with whole(tmp_path, qtbot) as made:
        laptop = made.application.laptop
        (profile,) = load_profiles(laptop.folders).profiles
        RequestKey(profile, laptop.key_store()).load_or_make()
        made.unlock()
        shell = made.application.main
        assert shell is not None
        strip = shell.findChild(Notice, "recovery_was_asked")
        assert isinstance(strip, Notice)
        qtbot.waitUntil(strip.isVisible, timeout=WAIT_MS)
        assert strip.sentence == RECOVERY_ASKED
        assert not is_asked(profile)
