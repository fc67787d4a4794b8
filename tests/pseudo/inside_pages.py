"""Run by `test_pages` in the pseudo-language: every page of the whole window, and what on it is not said."""

import json
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.desk import PlaceName
from tests.desktop.views import desk_rig
from tests.desktop.views.desk_rig import DeskRig
from tests.desktop.views.whole_window import whole_window
from tests.pseudo.shown import left_over, strings_in, texts_of, words_of_tables


def test_every_page_is_said(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a worker reads or hears on a page is in English, but for what somebody recorded."""
    # It is one of the long suite, beside whatever else the machine does.
    monkeypatch.setattr(desk_rig, "TIMEOUT_S", 120.0)
    found: set[str] = set()
    with whole_window(tmp_path, qtbot) as window:
        data = recorded(window.rig) | words_of_tables()
        for name in get_args(PlaceName):
            page = window.go(name, qtbot)
            found |= {f"{name}: {line}" for line in unsaid(page, data)}
        found |= {f"window: {line}" for line in unsaid(window.shell, data)}
    assert not found, "\n" + "\n".join(sorted(found))


def unsaid(root: QWidget, data: frozenset[str]) -> set[str]:
    """The texts of what is on the screen that are not said, each with what of it is in English."""
    widgets = [root, *(one for one in root.findChildren(QWidget) if one.isVisibleTo(root))]
    texts = {text for widget in widgets for text in texts_of(widget) if text}
    return {f"{left} — in: {text[:160]!r}" for text in texts if (left := left_over(text, data))}


def recorded(rig: DeskRig) -> frozenset[str]:
    """Whatever stands in an entry of this laptop."""
    rows = rig.look(lambda session: rig.ready.connection.execute("SELECT data FROM entry").fetchall())
    return frozenset(text for (data,) in rows for text in strings_in(json.loads(data)))
