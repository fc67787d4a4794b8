"""Photographs at a visit: only where the agency allows them, and never without the sentence of what not to do."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.errors import UserError
from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.attachment import NEVER_INDECENT, ContactChoice, Picked, contact_choices, pick_file
from desktop.services.session import Session
from desktop.views import dialogs
from desktop.views.case.documents.attach_sheet import AttachSheet
from desktop.views.desk import Desk
from desktop.views.partials.button import Button
from desktop.views.partials.label import TextRole, Words
from desktop.views.visiting.parts import flowing, part_of_brief

NOT_ALLOWED = say("Your agency does not allow photographs on laptops. Write down what you see.")
_PATTERNS = ("*.jpg", "*.jpeg", "*.png")
_THIS_VISIT = say("This visit, with the contact that will be recorded of it")
_Ready = tuple[Picked, tuple[ContactChoice, ...]]


class PhotoCard(QWidget):
    """One button, and above it what is never photographed. ``adding``: the contact of the visit has to be kept now."""

    adding = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._case: CaseId | None = None
        self._contact = ""
        self.never = Words(NEVER_INDECENT, TextRole.STRONG)
        self.never.setObjectName("visit_never_indecent")
        self.refused = Words(NOT_ALLOWED, TextRole.MUTED)
        self.button = Button(say("&Add a photograph…"), name="visit_photograph")
        self.button.clicked.connect(self._on_clicked)
        card = part_of_brief(
            say("Photographs"), [self.never, self.refused, flowing([self.button])], "visit_photographs"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def show_case(self, case: CaseId, contact: str, *, allowed: bool) -> None:
        """Offer photographs of a visit in a case, where the agency lets them be taken; they go with its `contact`."""
        self._case, self._contact = case, contact
        self.never.setVisible(allowed)
        self.button.setVisible(allowed)
        self.refused.setVisible(not allowed)

    @Slot()
    def _on_clicked(self) -> None:
        question = dialogs.FileQuestion(say("Add a photograph"), say("Photographs"), _PATTERNS)
        dialogs.ask_file(self, question, self.add_file)

    def add_file(self, path: Path) -> None:
        """Read a photograph, make its copy without traces, and ask what it shows."""
        case, contact = self._case, self._contact
        if case is None:
            return
        here = (ContactChoice(contact, _THIS_VISIT, is_on=True),) if contact else ()

        def read(session: Session) -> _Ready:
            return pick_file(session, path), (*here, *contact_choices(session, case))

        if contact:
            self.adding.emit()
        self.button.setEnabled(False)
        self._desk.ask(read, partial(self._on_picked, case), self, self._on_failed)

    def _on_picked(self, case: CaseId, ready: _Ready) -> None:
        self.button.setEnabled(True)
        if case == self._case:
            AttachSheet(self._desk, case, self, *ready).begin()

    def _on_failed(self, error: Exception) -> None:
        self.button.setEnabled(True)
        if isinstance(error, UserError):
            dialogs.show_error(self, error.sentence, say("Nothing was attached"))
