"""Keeps for the audit whose case is opened, wherever somebody goes in the application."""

from contextlib import suppress

from PySide6.QtCore import QObject, Slot

from casework.errors import UserError
from casework.records.identifier import CaseId
from desktop.background.courier import LaneClosed
from desktop.background.lane import StoreLane
from desktop.services.audit import note_opening
from desktop.services.session import Session
from desktop.views.desk import Desk, Place


class OpeningWatch(QObject):
    """Hears where the desk goes before the pages do, and notes it before they read.

    Where the disk is full, reading goes on: who stands at a door has to know of the dog. It is noted with the next.
    """

    def __init__(self, desk: Desk, lane: StoreLane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._lane = desk.session, lane
        self._owed: list[CaseId] = []
        desk.went.connect(self._on_went)
        desk.read.connect(self._on_read)

    @Slot(object)
    def _on_went(self, place: Place) -> None:
        if place.case is not None:
            self._on_read(place.case)

    @Slot(object)
    def _on_read(self, case: CaseId) -> None:
        if case not in self._owed:
            self._owed.append(case)
        session = self._session
        with suppress(LaneClosed):
            self._lane.run(lambda: self._note(session))

    def _note(self, session: Session) -> None:
        """In the store's thread."""
        try:
            while self._owed:
                note_opening(session, self._owed[0])
                self._owed.pop(0)
        except UserError:
            return
