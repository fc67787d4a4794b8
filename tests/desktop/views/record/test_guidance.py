"""Guidance on recording stands above the form of each kind that has any, and nowhere else (standards.md 199)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from desktop.views.assessment.writing_page import WritingPage
from desktop.views.desk import Place
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path) -> Iterator[DeskRig]:
    del switch
    with desk_rig(tmp_path) as made:
        yield made


def test_it_is_read_with_the_form_and_goes_with_the_next_one(rig: DeskRig, qtbot: QtBot) -> None:
    page = WritingPage(rig.desk)
    show_window(page, qtbot)
    page.show_place(Place("record", rig.case, kind="incident"))
    qtbot.waitUntil(lambda: page.body is not None)
    assert page.guidance.isVisible()
    assert page.guidance.text().startswith("What happened, and what you saw yourself")
    page.show_place(Place("record", rig.case, kind="protection_concern"))
    qtbot.waitUntil(lambda: not page.guidance.isVisible())
    shiboken6.delete(page)
