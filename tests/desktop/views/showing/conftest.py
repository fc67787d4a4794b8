"""The application, unlocked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.showing.whole import Whole, whole


@pytest.fixture
def unlocked(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[Whole]:
    """The application over a filled case, after the passphrase."""
    del switch
    with whole(tmp_path, qtbot) as made:
        made.unlock()
        yield made
