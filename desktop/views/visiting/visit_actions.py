"""Starts, ends and takes back the start of a visit, from whatever page: and goes where one works on."""

from functools import partial

from PySide6.QtCore import QObject

from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.check_in.step import end_visit, start_visit, undo_start
from desktop.store.change import Change
from desktop.views.desk import Desk, Place

STARTED = say("Visit started.")
UNDONE = say("The start was taken back. The visit is planned as before.")
ENDED = say("Visit ended. Record the contact while it is fresh.")


class VisitActions(QObject):
    """Belongs to a page. What is refused is said in a sentence and changes nothing."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def start(self, case: CaseId, appointment: str) -> None:
        """Say that somebody is at the visit, and go to the page for while it is on."""
        self._desk.act(
            lambda session: start_visit(session, case, appointment),
            partial(self._on_started, case, appointment),
            self,
        )

    def end(self, case: CaseId, appointment: str) -> None:
        """Say that somebody is out again, and go to the contact sheet with what was noted."""
        self._desk.act(
            lambda session: end_visit(session, case, appointment),
            partial(self._on_ended, case, appointment),
            self,
        )

    def undo(self, case: CaseId, appointment: str) -> None:
        """Take back a start by mistake."""
        # Owned by the desk: the message with Undo outlives the page it was pressed on.
        self._desk.act(lambda session: undo_start(session, case, appointment), self._on_undone, self._desk)

    def _on_started(self, case: CaseId, appointment: str, _change: Change) -> None:
        self._desk.say(STARTED, partial(self.undo, case, appointment))
        self._desk.go(Place("visit", case, appointment=appointment))

    def _on_ended(self, case: CaseId, appointment: str, _change: Change) -> None:
        self._desk.say(ENDED)
        self._desk.go(Place("contact", case, appointment=appointment))

    def _on_undone(self, _change: Change) -> None:
        self._desk.say(UNDONE)
