"""Asks the office how far cover has come, and again three times a minute while somebody looks."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from casework.errors import UserError
from casework.ledger.arrival import MOST_CASES, MOST_STAFF, ArrivalRequest, ArrivalResponse
from desktop.services.covering.absence import Absence
from desktop.views.desk import Desk

_AGAIN_MS = 20_000


class ArrivalAsker(QObject):
    """``answered`` with an `ArrivalResponse`, or with None where the office cannot be asked now."""

    answered = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._request: ArrivalRequest | None = None
        self._at_office: tuple[bool, ...] = ()
        self._clock = QTimer(self)
        self._clock.setInterval(_AGAIN_MS)
        self._clock.timeout.connect(self.ask_again)

    def ask_about(self, found: Absence) -> None:
        """Ask about these cases, from now on."""
        covering = {one.staff for case in found.cases for one in case.covered}
        request = ArrivalRequest(
            cases=[case.case for case in found.cases][:MOST_CASES], staff=[found.staff, *sorted(covering)][:MOST_STAFF]
        )
        at_office = tuple(one.sent for case in found.cases for one in case.covered)
        if (request, at_office) != (self._request, self._at_office):
            self._request, self._at_office = request, at_office
            self.ask_again()
        self._clock.start()

    def stop(self) -> None:
        """Ask no more: nobody looks."""
        self._clock.stop()
        self._request = None

    @Slot()
    def ask_again(self) -> None:
        """Ask the same once more."""
        inquiry, request = self._desk.inquiry, self._request
        if inquiry is None:
            self.answered.emit(None)
        elif request is not None and request.cases:
            inquiry.arrival(request, self._on_answer, self._on_failed, self)

    def _on_answer(self, answer: ArrivalResponse) -> None:
        self.answered.emit(answer)

    def _on_failed(self, _error: UserError) -> None:
        self.answered.emit(None)
