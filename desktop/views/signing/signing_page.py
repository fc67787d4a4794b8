"""To countersign: what waits for this senior, the longest first."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Slot

from casework.records.identifier import Scope
from casework.records.oversight.countersignature import SeniorAnswer
from casework.words import say
from desktop.services.countersign import agree, give_back
from desktop.services.session import Session
from desktop.services.signing import SignCase, read_signing
from desktop.store.change import Change
from desktop.views import wording
from desktop.views.desk import Desk, Place
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.list_delegate import RowLook
from desktop.views.signing.signing_sheet import Answered, RecordWanted, SigningSheet, asked_words
from desktop.views.worklist.worklist_page import WorklistPage, WorklistWords

SAID = {
    SeniorAnswer.AGREED: say("Countersigned, in the version you read."),
    SeniorAnswer.RETURNED: say("Returned with your note."),
}
SETTLED_ELSEWHERE = say("Another senior has answered meanwhile. What you had written was not needed.")


@dataclass(frozen=True)
class SigningView:
    """What waits, and the day to reckon from."""

    today: date
    cases: tuple[SignCase, ...]


def read_page(session: Session) -> SigningView:
    """Everything that waits for whoever is at the keyboard."""
    return SigningView(session.today(), read_signing(session))


class SigningPage(WorklistPage[SignCase]):
    """Nobody finds their own work here."""

    def __init__(self, desk: Desk) -> None:
        empty = EmptyState(
            "ph.pen-nib",
            say("Nothing waits to be countersigned."),
            say(
                "When a colleague asks the seniors of a case to countersign a record, it shows here with what it says."
            ),
            name="no_signing",
        )
        sheet = SigningSheet()
        words = WorklistWords("signing", say("What waits to be countersigned, the longest first"), SETTLED_ELSEWHERE)
        super().__init__(desk, words, read_page, sheet, empty)
        self.sheet = sheet
        self.sheet.answered.connect(self._on_answered)
        self.sheet.record_wanted.connect(self._on_record)

    def is_about(self, place: Place, case: SignCase) -> bool:
        """Whether it is about the person of the place."""
        return place.case == case.waiting.case

    def scope_of(self, case: SignCase) -> Scope:
        """Where what is signed lies."""
        return case.waiting.scope

    def row_of(self, case: SignCase, today: date) -> RowLook:
        """How it looks in the list."""
        return RowLook(
            key=case.key,
            name=case.person.name,
            detail=wording.born_words(case.person.born, today),
            second=case.waiting.kind_title,
            trailing=asked_words(case, today),
        )

    @Slot(Answered)
    def _on_answered(self, answered: Answered) -> None:
        self.settle(answered.case.key, partial(_answer, answered=answered), SAID[answered.answer])

    @Slot(RecordWanted)
    def _on_record(self, wanted: RecordWanted) -> None:
        line = wanted.case.waiting
        self.desk.go(Place("person", line.case, record=line.record, tab="records"))


def _answer(session: Session, answered: Answered) -> Change:
    line, version = answered.case.waiting, answered.case.version
    how = agree if answered.answer is SeniorAnswer.AGREED else give_back
    return how(session, line.scope, line.record, version, answered.note)
