"""To be keyed elsewhere: what was recorded here and is kept in another system, too, one record after the other."""

from datetime import date
from functools import partial

from PySide6.QtCore import Slot

from casework.words import say
from desktop.services.copy_out.page import KeyingCase, KeyingView, read_keying
from desktop.services.copy_out.ticking import take_back, tick
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views.copy_out.block_view import COPIED
from desktop.views.copy_out.keying_sheet import KeyingSheet
from desktop.views.copy_out.words import NOTHING, WHAT_SHOWS, off_words, place_words, state_words, summary
from desktop.views.desk import Desk, Place
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.list_delegate import RowLook
from desktop.views.theme.token import SPACE_16, SPACE_24
from desktop.views.worklist.worklist_page import Work, WorklistPage, WorklistWords

SETTLED_ELSEWHERE = say("Somebody else has ticked this off meanwhile.")
TICKED = say("Ticked off. Everybody on the case sees that it is keyed.")
TAKEN_BACK = say("Taken back. It is to be keyed again.")


class KeyingPage(WorklistPage[KeyingCase]):
    """What is to be taken out or mended there first, then the oldest; at the end what was keyed in the last days."""

    def __init__(self, desk: Desk) -> None:
        self.nothing = EmptyState(
            "ph.check-circle", NOTHING, WHAT_SHOWS, name="no_keying", action=say("Go to the &caseload")
        )
        words = WorklistWords("keying", say("To be keyed elsewhere, what was changed since first"), SETTLED_ELSEWHERE)
        sheet = KeyingSheet()
        super().__init__(desk, words, read_keying, sheet, self.nothing)
        self.sheet = sheet
        self.summary, self.off = Words("", TextRole.STRONG), Words("", TextRole.MUTED)
        for label in (self.off, self.summary):
            label.setContentsMargins(SPACE_24, SPACE_16, SPACE_24, 0)
            self.column.insertWidget(0, label)
        self.nothing.action_requested.connect(self._on_caseload)
        self.sheet.ticked.connect(self._on_tick)
        self.sheet.taken_back.connect(self._on_taken_back)
        self.sheet.block.copied.connect(self._on_copied)

    def is_about(self, place: Place, case: KeyingCase) -> bool:
        """Whether it is about the person of the place, and the record where one is named."""
        return place.case == case.person.case and place.record in {None, case.line.record}

    def show_page(self, work: Work[KeyingCase]) -> None:
        """Show what there is, with how much of it is whose."""
        super().show_page(work)
        if isinstance(work, KeyingView):
            for label, words in ((self.summary, summary(work)), (self.off, off_words(work))):
                label.setText(words)
                label.setVisible(bool(words))

    def row_of(self, case: KeyingCase, today: date) -> RowLook:
        """How it looks in the list."""
        del today
        return RowLook(
            key=case.key,
            name=case.person.name,
            detail=place_words(case),
            second=case.line.title,
            trailing=state_words(case),
        )

    @Slot(KeyingCase)
    def _on_tick(self, case: KeyingCase) -> None:
        self.settle(case.key, partial(_tick, case=case), TICKED, partial(self._undo, case))

    @Slot(KeyingCase)
    def _on_taken_back(self, case: KeyingCase) -> None:
        self.settle(case.key, partial(_take_back, case=case), TAKEN_BACK)

    def _undo(self, case: KeyingCase) -> None:
        self.desk.act(partial(_take_back, case=case), self._on_undone, self)

    def _on_undone(self, _change: Change) -> None:
        self.desk.say(TAKEN_BACK)

    @Slot()
    def _on_caseload(self) -> None:
        self.desk.go(Place("caseload"))

    @Slot()
    def _on_copied(self) -> None:
        self.desk.say(COPIED)


def _tick(session: Session, case: KeyingCase) -> Change:
    return tick(session, case)


def _take_back(session: Session, case: KeyingCase) -> Change:
    return take_back(session, case)
