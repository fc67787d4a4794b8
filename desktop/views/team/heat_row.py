"""What is running out in the cases of one worker: the most pressing lines, and all of them once somebody asks."""

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.team.hot import WorkerHeat
from desktop.views.desk import Place
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.label import TextRole, Words
from desktop.views.team.line_row import LineRow
from desktop.views.team.wording import heat_title, hot_look
from desktop.views.theme.token import SPACE_12
from desktop.views.today.row import Row

_SHOWN = 3


class HeatRow(Row):
    """``place_wanted`` with the case of a line."""

    def __init__(self, heat: WorkerHeat, today: date, *, whole: bool = False) -> None:
        super().__init__()
        self._heat, self._today = heat, today
        self.title = Words(heat_title(heat), TextRole.DANGER if heat.overdue else TextRole.STRONG)
        body = QWidget()
        body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._lines = QVBoxLayout(body)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(SPACE_12)
        self._lines.addWidget(self.title)
        left = len(heat.lines) - _SHOWN
        self.more = Button(
            say("Show {left} more", left=left), ButtonKind.QUIET, name=f"heat_more_{heat.worker}", about=heat.name
        )
        self.more.clicked.connect(self.show_whole)
        self._lines.addWidget(self.more)
        self._add(0, _SHOWN)
        self.is_whole = left <= 0
        self.fill(body)
        if whole or left <= 0:
            self.show_whole()

    @Slot()
    def show_whole(self) -> None:
        """Show every line."""
        if not self.is_whole:
            self._add(_SHOWN, len(self._heat.lines))
        self.is_whole = True
        self.more.hide()

    def _add(self, first: int, last: int) -> None:
        for line in self._heat.lines[first:last]:
            row = LineRow(hot_look(line, self._today))
            row.place_wanted.connect(self._on_place)
            self._lines.insertWidget(self._lines.indexOf(self.more), row)
            row.show()

    @Slot(Place)
    def _on_place(self, place: Place) -> None:
        self.place_wanted.emit(place)

    @property
    def worker(self) -> str:
        """Whose cases they are."""
        return self._heat.worker
