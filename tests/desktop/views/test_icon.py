"""An icon in rubbish is freed once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import qtawesome
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from desktop.views.theme import glyph
from desktop.views.theme.glyph import NoIcons, phosphor
from desktop.views.theme.icon import Ink, colour_of, paint_icon
from desktop.views.theme.theme import ThemeSwitch

_SIDES_PX = (13, 16, 17, 20, 24, 32, 44, 48)
_PLAIN = """
import sys
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication
from desktop.views.theme.icon import Ink, paint_icon

app = QApplication([])
picture = QPixmap(32, 32)
painter = QPainter(picture)
paint_icon(painter, QRect(0, 0, 32, 32), "ph.house", Ink.TEXT)
painter.end()
print(*sys.modules)
"""
_PROGRAM = """
import gc
from PySide6.QtWidgets import QApplication
from desktop.views.theme.icon import token_icon

app = QApplication([])
gc.disable()


class Holder:
    pass


def forget_one():
    icon = token_icon("ph.house")
    holder = Holder()
    holder.itself = holder
    holder.icon = icon


for _ in range(50):
    forget_one()
print("collected", gc.collect() > 0)
"""


def test_the_collector_frees_an_icon_that_somebody_kept() -> None:
    """In a process of its own, which a second freeing ends; the C library is asked to spoil what is freed."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "MALLOC_PERTURB_": "204"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "collected True"), done.stderr


def test_painting_an_icon_loads_no_library_of_icons() -> None:
    """It brought twelve typefaces and every name of Qt, 40 MB, while the first page waited to be painted."""
    done = subprocess.run(
        [sys.executable, "-c", _PLAIN],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert not {"qtawesome", "qtpy"} & set(done.stdout.split())


@pytest.mark.parametrize("name", ["ph.house", "ph.warning", "ph.caret-down", "ph.list-bullets"])
def test_an_icon_looks_as_the_library_paints_it(switch: ThemeSwitch, name: str) -> None:
    for side in _SIDES_PX:
        ours, theirs = (QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied) for _ in range(2))
        for picture in (ours, theirs):
            picture.fill(0)
        painter = QPainter(ours)
        paint_icon(painter, QRect(0, 0, side, side), name, Ink.TEXT)
        painter.end()
        painter = QPainter(theirs)
        qtawesome.icon(name, color=colour_of(Ink.TEXT)).paint(painter, QRect(0, 0, side, side))
        painter.end()
        assert ours == theirs, side
        assert len({ours.pixel(x, y) for x in range(side) for y in range(side)}) > 2


def test_a_program_without_the_typeface_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    phosphor.cache_clear()
    monkeypatch.setattr(glyph, "_folder", lambda: tmp_path)
    with pytest.raises(NoIcons):
        phosphor()
