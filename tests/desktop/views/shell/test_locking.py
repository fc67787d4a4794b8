"""What the application does about somebody who leaves: it locks once, and leaves nothing to paste or to picture."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.views.shell import capture_guard
from desktop.views.shell.clipboard_guard import ClipboardGuard
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.showing.whole import whole


def test_the_signal_that_somebody_left_locks_once_and_clears_the_clipboard(
    switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the window was kept out of pictures from the first moment."""
    del switch
    cleared: list[str] = []
    pictured: list[int] = []
    monkeypatch.setattr(ClipboardGuard, "clear", lambda _guard: cleared.append("cleared"))
    monkeypatch.setattr(capture_guard, "system_protection", lambda: pictured.append)
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
