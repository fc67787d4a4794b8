"""Two views: what two people recorded without seeing each other's, in a list and side by side."""

from datetime import date
from functools import partial

from PySide6.QtCore import Slot

from casework.records.identifier import Scope
from casework.words import say
from desktop.services.conflict import decide_conflict
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views.conflicts.conflict_sheet import ConflictSheet
from desktop.views.conflicts.decision import Decided
from desktop.views.conflicts.reading import ConflictCase, read_conflicts
from desktop.views.conflicts.sentence import owner_words, since_words, stands_words
from desktop.views.desk import Desk, Place
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.list_delegate import RowLook
from desktop.views.wording import born_words
from desktop.views.worklist.worklist_page import WorklistPage, WorklistWords

DECIDED = say("Decided. What did not stand is kept in the history.")
DECIDED_ELSEWHERE = say("Somebody else has decided this meanwhile. What you had written was not needed.")


class ConflictsPage(WorklistPage[ConflictCase]):
    """The oldest conflict first; after a decision the next one."""

    def __init__(self, desk: Desk) -> None:
        empty = EmptyState(
            "ph.arrows-left-right",
            say("No two views to decide between."),
            say("When two people record different things without seeing each other's, they show here."),
            name="no_conflicts",
        )
        words = WorklistWords("conflict", say("Two views, the oldest first"), DECIDED_ELSEWHERE)
        sheet = ConflictSheet()
        super().__init__(desk, words, read_conflicts, sheet, empty)
        self.sheet = sheet
        self.sheet.decided.connect(self._on_decide)

    def is_about(self, place: Place, case: ConflictCase) -> bool:
        """Whether it is about the person of the place, and the record where one is named."""
        return place.case == case.line.case and place.record in {None, case.line.record}

    def scope_of(self, case: ConflictCase) -> Scope:
        """Where the record lies."""
        return case.line.scope

    def row_of(self, case: ConflictCase, today: date) -> RowLook:
        """How it looks in the list."""
        line = case.line
        return RowLook(
            key=case.key,
            name=case.person.name,
            detail=born_words(case.person.born, today),
            second=f"{line.title}, {since_words(line, today)}",
            trailing=say("Stands meanwhile: {stands}. {owner}.", stands=stands_words(line), owner=owner_words(line)),
        )

    @Slot(Decided)
    def _on_decide(self, decided: Decided) -> None:
        case = self.sheet.case
        if case is not None:
            self.settle(case.key, partial(_decide, case=case, decided=decided), DECIDED)


def _decide(session: Session, case: ConflictCase, decided: Decided) -> Change:
    return decide_conflict(session, case.line, decided.entry, decided.reason)
