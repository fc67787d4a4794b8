"""A shell over a real desk and a real store, with two pages of its own and one that stands for the others."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from casework.records.identifier import case_scope
from desktop.services.capture import FORM
from desktop.store.draft import Draft
from desktop.views.caseload.caseload_page import CaseloadPage
from desktop.views.desk import Desk, Place, PlaceName
from desktop.views.shell.help_page import HelpPage
from desktop.views.shell.page_stack import PageMaker
from desktop.views.shell.shell import Shell
from desktop.views.theme.theme import ThemeSwitch
from desktop.views.today.today_page import TodayPage
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window


class PlainPage(QWidget):
    """A page with two fields that remembers where it was asked to go."""

    def __init__(self, _desk: Desk) -> None:
        super().__init__()
        self.places: list[Place] = []
        self.first, self.second = QLineEdit(), QLineEdit()
        column = QVBoxLayout(self)
        for number, box in enumerate((self.first, self.second)):
            box.setObjectName(f"plain_{number}")
            box.setAccessibleName("A field")
            column.addWidget(box)

    def show_place(self, place: Place) -> None:
        self.places.append(place)


MAKERS: dict[PlaceName, PageMaker] = {
    "today": TodayPage,
    "caseload": CaseloadPage,
    "person": PlainPage,
    "contact": PlainPage,
    "two_views": PlainPage,
    "help": HelpPage,
}


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    with desk_rig(tmp_path, cases=2) as rig:
        yield rig


@pytest.fixture
def shell(rig: DeskRig, qtbot: QtBot) -> Iterator[Shell]:
    """A shell on the screen that has begun."""
    shell = Shell(rig.desk, MAKERS)
    shell.resize(1366, 768)
    show_window(shell, qtbot)
    shell.start()
    yield shell
    shiboken6.delete(shell)


def keep_draft(rig: DeskRig, ident: str = "a-draft") -> None:
    """Let somebody have been interrupted while writing, five minutes ago."""
    at = rig.ready.clock.now() - timedelta(minutes=5)
    draft = Draft(ident, case_scope(rig.case), FORM, "{}", at, at)
    rig.look(lambda session: session.store.save_draft(draft))
