"""The title of a window, which the system shows anywhere, names nobody: on no page and on no sheet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.pages import PAGES
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.test_screen_reader import SHEETS
from tests.desktop.views.whole_window import Window, settle, whole_window


@pytest.fixture
def window(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    del switch
    with whole_window(tmp_path, qtbot) as made:
        made.shell.setWindowTitle("Doorstep")
        yield made


def titles() -> set[str]:
    """The titles of all windows that are shown, and the names of the files they stand for."""
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    told = {text for one in shown for text in (one.windowTitle(), one.windowFilePath(), one.windowIconText())}
    handles = {handle.title() for handle in QApplication.topLevelWindows() if handle.isVisible()}
    return {text for text in told | handles if text}


def test_every_window_is_called_doorstep_and_nothing_else(window: Window, qtbot: QtBot) -> None:
    """Each page with the filled case, then each sheet over it."""
    found: dict[str, set[str]] = {}
    sheets = 0
    for name in PAGES:
        window.go(name, qtbot)
        found[name] = titles()
    window.go("person", qtbot)
    for label, opener in SHEETS.items():
        sheet = opener(window.rig.desk, window.rig.case, window.shell)
        settle(window.rig, qtbot)
        sheets += sheet.isVisible()
        found[label] = titles()
        sheet.reject()
        settle(window.rig, qtbot)
    assert {place: said for place, said in found.items() if said != {"Doorstep"}} == {}
    assert sheets > len(SHEETS) // 2
