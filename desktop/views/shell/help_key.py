"""What F1 does over the pages: the help at the part that belongs to where one is, and the ways on from there."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.views.desk import Desk, Place
from desktop.views.help.help_sheet import TOUR
from desktop.views.help.opening import open_help
from desktop.views.help.topic import topic_of

_WRITING = frozenset({"visit", "contact", "record", "plan", "absence"})
"""The tour is not shown over what somebody is writing."""


class HelpKey(QObject):
    """``tour_requested``: somebody wants to be shown where things are. `standing` says where one is on the page."""

    tour_requested = Signal()

    def __init__(self, desk: Desk, window: QWidget, standing: Callable[[], Place]) -> None:
        super().__init__(window)
        self._desk, self._window, self._standing = desk, window, standing

    @Slot()
    def show_help(self) -> None:
        """Show the help over the page: what is being written stays as it is."""
        place = self._standing()
        sheet = open_help(self._window, topic_of(place), leads_on=True)
        sheet.tour_button.setVisible(place.name not in _WRITING)
        sheet.wished.connect(self._on_wished, Qt.ConnectionType.UniqueConnection)

    @Slot(str)
    def _on_wished(self, wish: str) -> None:
        if wish == TOUR:
            self.tour_requested.emit()
        else:
            self._desk.go(Place("help"))
