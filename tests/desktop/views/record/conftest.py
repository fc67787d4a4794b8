"""A form page and a person's page on a real desk and store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from desktop.views.case.person_page import PersonPage
from desktop.views.record.form_page import RecordFormPage
from desktop.views.theme.theme import ThemeSwitch
from tests.desktop.views.desk_rig import DeskRig, desk_rig, show_window


@pytest.fixture
def rig(switch: ThemeSwitch, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskRig]:
    """A desk over a filled case."""
    del switch, qtbot
    with desk_rig(tmp_path) as made:
        yield made


@pytest.fixture
def form(rig: DeskRig, qtbot: QtBot) -> Iterator[RecordFormPage]:
    """The form page in a window that has the focus."""
    made = RecordFormPage(rig.desk)
    show_window(made, qtbot)
    yield made
    shiboken6.delete(made)


@pytest.fixture
def page(rig: DeskRig, qtbot: QtBot) -> Iterator[PersonPage]:
    """The person's page in a window that has the focus."""
    made = PersonPage(rig.desk)
    show_window(made, qtbot)
    yield made
    shiboken6.delete(made)
