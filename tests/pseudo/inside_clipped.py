"""Run by `test_clipped` in the pseudo-language: every view at 1366×768 with text at 200 %, and what of it is cut."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.help.help_sheet import HelpSheet
from desktop.views.partials.label import Words
from desktop.views.theme.theme import Theme, ThemeMode, apply_theme
from desktop.views.tour.keeper import TourKeeper
from tests.accessibility.views import Views
from tests.desktop.views import desk_rig
from tests.desktop.views.whole_window import Window, settle, whole_window
from tests.pseudo.clipped import clipped, shown, words_of
from tests.pseudo.words import OPENS

FIGURES_VARIABLE = "DOORSTEP_CLIPPED"
PICTURES_VARIABLE = "DOORSTEP_PICTURES"
"""A folder for a picture of each view, where somebody wants to look."""

DARK_VARIABLE = "DOORSTEP_DARK"
PLACES_WITH_HELP = ("today", "person", "contact", "measures", "plan")
QTS_OWN = {"dialog file", "dialog new file"}
"""In the words of Qt's own translation."""

STOPS = 12
MOST_VIEWS = 130


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    # It is one of the long suite, beside whatever else the machine does.
    monkeypatch.setattr(desk_rig, "TIMEOUT_S", 120.0)
    mode = ThemeMode.DARK if os.environ.get(DARK_VARIABLE) else ThemeMode.LIGHT
    apply_theme(qapp, Theme(mode, 2.0, reduced_motion=True))
    with whole_window(tmp_path, qtbot) as made:
        made.shell.resize(1366, 768)
        yield made


def test_nothing_is_clipped(window: Window, qtbot: QtBot) -> None:
    """Pages with their tabs, forms, sheets, dialogs, what stands before the records, the help, and the tour."""
    found: list[str] = []
    seen: dict[str, int] = {}
    for name, widget in screens(window, qtbot):
        rest(qtbot)
        picture(name, widget)
        found += [f"{name}: {fault}" for fault in sorted(clipped(widget))]
        said = [words_of(one) for one in shown(widget)]
        assert name in QTS_OWN or any(OPENS in words for words in said), f"{name} is not in the pseudo-language"
        seen[name] = sum(bool(words) for words in said)
    if os.environ.get(FIGURES_VARIABLE):
        Path(os.environ[FIGURES_VARIABLE]).write_text(json.dumps([len(seen), sum(seen.values())]), "utf-8")
    assert not found, "\n" + "\n".join(found)
    assert len(seen) > MOST_VIEWS


def test_a_label_that_is_cut_is_found(window: Window, qtbot: QtBot) -> None:
    """In width and in height, outside of its parent, on another, and painted: each is planted and found."""
    page = window.go("today", qtbot)
    rest(qtbot)
    assert not clipped(window.shell)
    planted = QWidget(page)
    row = QHBoxLayout(planted)
    one, other = Words("⟦Né véŵ víšít⟧", wraps=False), Words("⟦Dó ñót víšít álóñé⟧")
    row.addWidget(one)
    row.addWidget(other)
    planted.setGeometry(0, 0, 800, 100)
    planted.show()
    rest(qtbot)
    one.setFixedWidth(40)
    other.setFixedHeight(8)
    rest(qtbot)
    lines = "\n".join(sorted(clipped(window.shell)))
    assert "Né véŵ víšít⟧': needs" in lines
    assert "álóñé⟧': needs" in lines
    one.move(790, 0)
    other.move(795, 0)
    lines = "\n".join(sorted(clipped(window.shell)))
    assert "in what is 800 px wide" in lines
    assert "lies on" in lines
    one.setText("⟦Né véŵ")
    assert any("cut within its words" in line for line in clipped(window.shell))
    planted.deleteLater()


def screens(window: Window, qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    """Every view by its name, one after the other on the screen."""
    views = Views(window, qtbot)
    for name in views.names():
        views.show(name)
        yield name, views.over[-1] if views.over else window.shell
    views.clear()
    window.shell.show()
    yield from _helps(window, qtbot)
    yield from _stops(window, qtbot)


def _helps(window: Window, qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    for name in PLACES_WITH_HELP:
        window.go(name, qtbot)  # type: ignore[arg-type]
        window.shell.help_key.show_help()
        settle(window.rig, qtbot)
        sheet = window.shell.findChildren(HelpSheet)[-1]
        yield f"help {name}", sheet
        sheet.accept()
        settle(window.rig, qtbot)


def _stops(window: Window, qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    keeper = TourKeeper(window.rig.desk, window.shell, window.shell)
    window.go("today", qtbot)
    window.shell.begun.emit()
    settle(window.rig, qtbot)
    keeper.begin()
    for number in range(STOPS):
        settle(window.rig, qtbot)
        if not keeper.is_on:
            break
        yield f"tour {number}", window.shell
        keeper.card.next_button.click()
    keeper.end()


def rest(qtbot: QtBot) -> None:
    """Until sizes that follow from one another are settled."""
    for _ in range(6):
        qtbot.wait(1)
        QApplication.sendPostedEvents()


def picture(name: str, widget: QWidget) -> None:
    """Keep a picture, where somebody asks for it."""
    folder = os.environ.get(PICTURES_VARIABLE)
    if folder:
        widget.grab().save(str(Path(folder) / f"{name.replace(' ', '-')}.png"))
