"""Opening the sheet of a new contact as far as a person sees it."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.capture.capture_page import CapturePage
from desktop.views.desk import Place
from tests.desktop.views.desk_rig import DeskRig


def open_new(page: CapturePage, rig: DeskRig, qtbot: QtBot) -> None:
    """Open a new contact, and wait until it is on the screen.

    Qt shows what was built for the sheet only at its next turn: before that, Tab has nothing there to go to.
    """
    page.show_place(Place("contact", rig.case))
    qtbot.waitUntil(lambda: page.case == rig.case and _is_shown(page))


def _is_shown(page: CapturePage) -> bool:
    built = page.findChild(QWidget, "condition_0")
    return isinstance(built, QWidget) and built.isVisible()
