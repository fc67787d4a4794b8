"""To look at: what was held back, came late, was made without sight of others, or in an emergency."""

from datetime import date
from functools import partial

from PySide6.QtCore import Slot

from casework.records.delivery.ruling import Decision
from casework.records.identifier import Scope
from casework.words import say
from desktop.services.looking import note_read, rule
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views.desk import Desk, Place
from desktop.views.looks.look_sheet import LookSheet
from desktop.views.looks.reading import LookCase, read_page
from desktop.views.looks.sentence import sort_words, who_words
from desktop.views.looks.verdict import Read, Ruled
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.list_delegate import RowLook
from desktop.views.wording import born_words
from desktop.views.worklist.worklist_page import WorklistPage, WorklistWords

SAID = {
    Decision.RELEASE: say("Released. It counts, and goes to everybody on the case."),
    Decision.REFUSE: say("Refused. It is kept in the history and does not count."),
}
HAVE_READ = say("Noted. Its author sees that you have read it.")
SETTLED_ELSEWHERE = say("Somebody else has settled this meanwhile. What you had written was not needed.")


class LooksPage(WorklistPage[LookCase]):
    """What was held back first, then the oldest."""

    def __init__(self, desk: Desk) -> None:
        empty = EmptyState(
            "ph.eye",
            say("Nothing to look at."),
            say(
                "What the office held back, what came late and what was written without seeing "
                "something about safety shows here."
            ),
            name="no_looks",
        )
        words = WorklistWords("look", say("To look at, what was held back first"), SETTLED_ELSEWHERE)
        sheet = LookSheet()
        super().__init__(desk, words, read_page, sheet, empty)
        self.sheet = sheet
        self.sheet.verdict.ruled.connect(self._on_ruled)
        self.sheet.verdict.read.connect(self._on_read)

    def is_about(self, place: Place, case: LookCase) -> bool:
        """Whether it is about the person of the place, and the entry where one is named."""
        return place.case == case.line.case and place.record in {None, case.line.entry}

    def scope_of(self, case: LookCase) -> Scope:
        """Where the entry lies."""
        return case.line.scope

    def row_of(self, case: LookCase, today: date) -> RowLook:
        """How it looks in the list."""
        return RowLook(
            key=case.key,
            name=case.person.name,
            detail=born_words(case.person.born, today),
            second=f"{case.line.title}: {sort_words(case.line)}",
            trailing=who_words(case.line, today),
        )

    @Slot(Ruled)
    def _on_ruled(self, ruled: Ruled) -> None:
        self.settle(ruled.entry, partial(_rule, ruled=ruled), SAID[ruled.decision])

    @Slot(Read)
    def _on_read(self, read: Read) -> None:
        self.settle(read.entry, partial(_note, read=read), HAVE_READ)


def _rule(session: Session, ruled: Ruled) -> Change:
    return rule(session, ruled.scope, ruled.entry, ruled.decision, ruled.reason)


def _note(session: Session, read: Read) -> Change:
    return note_read(session, read.scope, [read.entry])
