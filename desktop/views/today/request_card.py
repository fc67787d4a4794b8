"""On Today: who has asked for what is held about them, and by when it is to be answered."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.records.identifier import CaseId
from casework.rules.day_words import plain_date
from casework.words import say
from desktop.services.person_line import person_line
from desktop.services.session import Session
from desktop.services.subject_access.page import open_requests
from desktop.views.asker import Asker
from desktop.views.desk import Desk, Place
from desktop.views.partials.button import Button
from desktop.views.partials.card import Card
from desktop.views.partials.label import StrongLine
from desktop.views.today.row import stacked

TITLE = say("Requests for access")


@dataclass(frozen=True)
class WaitingRequest:
    """One request: of whom, and by when."""

    case: CaseId
    name: str
    due: date | None


class RequestCard(QWidget):
    """Takes no room where nobody has asked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("request_card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk = desk
        self._shown: tuple[date, tuple[WaitingRequest, ...]] | None = None
        self.card = Card(TITLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        self._asker = Asker(desk, _read, self.show_requests, self)
        self.hide()

    def ask(self) -> None:
        """Read them anew."""
        self._asker.ask()

    def show_requests(self, found: tuple[date, tuple[WaitingRequest, ...]]) -> None:
        """Say whose they are, and by when each is to be answered."""
        if found == self._shown:
            return
        self._shown = found
        today, waiting = found
        self.card.clear()
        for one in waiting:
            button = Button(say("Go on with it"), name="today_access", about=one.name)
            button.clicked.connect(partial(self._on_wanted, one.case))
            row = stacked([StrongLine(one.name, due_words(one.due, today)), button])
            self.card.add_row(row)
            row.show()
        self.setVisible(bool(waiting))

    def _on_wanted(self, case: CaseId, _checked: bool = False) -> None:
        self._desk.go(Place("access", case))


def due_words(due: date | None, today: date) -> str:
    """By when, and whether that is over."""
    if due is None:
        return say("no time is set in your agency")
    return say(
        "{part} by {due}", part=say("late: was to be answered") if due < today else say("answer"), due=plain_date(due)
    )


def _read(session: Session) -> tuple[date, tuple[WaitingRequest, ...]]:
    found = (WaitingRequest(one.case, person_line(session, one.case).name, one.due) for one in open_requests(session))
    return session.today(), tuple(found)
