"""Proposed lower levels: seniors answer them, everybody sees their own waiting."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.records.identifier import case_scope
from casework.records.risk.risk_level import ProposalAnswer
from casework.words import say
from desktop.services.recorder import NotComplete
from desktop.services.risk import ProposalLine, answer_proposal
from desktop.services.session import Session
from desktop.services.sheet_draft import save_sheet
from desktop.store.change import Change
from desktop.views.asker import Asker
from desktop.views.desk import Desk, Place
from desktop.views.partials.card import Card
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.proposals.proposal_row import Answered, ProposalRow
from desktop.views.proposals.reading import ProposalsView, read_proposals
from desktop.views.worklist.memory import WorklistMemory

_SAID = {
    ProposalAnswer.AGREED: say("Agreed. The lower level stands now."),
    ProposalAnswer.DECLINED: say("Declined. The standing level stays."),
}
_WIDEST_PX = 1000


class ProposalsPage(QWidget):
    """The oldest first. Rows stay while what they show changes, so that nothing written is lost."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proposals_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self._view: ProposalsView | None = None
        self._wanted = ""
        self.rows: dict[str, ProposalRow] = {}
        self.to_answer, self.waiting = Card(say("For you to answer")), Card(say("Waiting for a senior"))
        self.area = ScrollPage("proposals", widest_px=_WIDEST_PX)
        self.area.body.addWidget(self.to_answer)
        self.area.body.addWidget(self.waiting)
        self.area.body.addStretch(1)
        self.empty = EmptyState(
            "ph.scales",
            say("No proposals."),
            say("When a worker records a level below a standing high or very high one, it waits here for a senior."),
            name="no_proposals",
        )
        self._stack = QStackedWidget()
        for page in (QWidget(), self.area, self.empty):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._asker = Asker(desk, read_proposals, self.show_page, self)
        desk.changed.connect(self._on_changed)

    def show_place(self, place: Place) -> None:
        """Show the proposals, and bring ``place.record`` into sight where given."""
        self._wanted = place.record or ""
        self._asker.ask()

    def show_page(self, view: ProposalsView) -> None:
        """Show proposals; a row that is shown already stays, with what was written in it."""
        before, self._view = self._view, view
        if view != before:
            self._show_rows(view)
        self._stack.setCurrentWidget(self.area if view.lines else self.empty)
        wanted = self.rows.get(self._wanted)
        if wanted is not None:
            self._wanted = ""
            self.area.ensureWidgetVisible(wanted)
            wanted.reason.setFocus()

    def _show_rows(self, view: ProposalsView) -> None:
        order = [(line.record, line.may_answer) for line in view.lines]
        shown = [(row.line.record, row.line.may_answer) for row in self.rows.values()]
        if order != shown:
            self._rebuild(view)
        for line in view.lines:
            self.rows[line.record].show_line(line, view.today)
        self.to_answer.setVisible(bool(view.to_answer))
        self.waiting.setVisible(bool(view.waiting))

    def _rebuild(self, view: ProposalsView) -> None:
        """Other rows than before: what had been written is carried over."""
        stay = {line.record for line in view.lines}
        for record, row in self.rows.items():
            if row.memory is not None and record not in stay:
                row.memory.end()  # Answered, by whomever.
            row.keep()
        written = {record: row.reason.text for record, row in self.rows.items()}
        focused = next((record for record, row in self.rows.items() if row.reason.hasFocus()), "")
        self.rows = {}
        for card, lines in ((self.to_answer, view.to_answer), (self.waiting, view.waiting)):
            card.clear()
            for line in lines:
                card.add_row(self._row(line, view, written.get(line.record, "")))
        self.rows = {line.record: self.rows[line.record] for line in view.lines}
        if focused in self.rows:
            self.rows[focused].reason.setFocus()

    def _row(self, line: ProposalLine, view: ProposalsView, written: str) -> ProposalRow:
        row = ProposalRow(line, view.today)
        row.reason.set_text(written)
        row.answered.connect(self._on_answered)
        self.rows[line.record] = row
        row.memory = WorklistMemory(self._desk, row, "proposal")
        if line.may_answer:
            row.memory.show(line.record, line.case, case_scope(line.case))
            if written:
                row.memory.keeper.touch()
        return row

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is written: somebody goes elsewhere, or locks."""
        super().hideEvent(event)
        for row in self.rows.values():
            row.keep()

    @Slot(Answered)
    def _on_answered(self, answered: Answered) -> None:
        record, row = answered.line.record, self.rows[answered.line.record]
        done, refused = partial(self._on_saved, answered.answer), partial(self._on_refused, record)
        saving = partial(save_sheet, work=partial(_answer, answered=answered), draft=row.rest())
        self._desk.act(saving, done, self, refused)

    def _on_saved(self, answer: ProposalAnswer, _change: Change) -> None:
        self._desk.say(_SAID[answer])
        self._asker.ask()

    def _on_refused(self, record: str, error: Exception) -> None:
        row = self.rows.get(record)
        if row is None or not isinstance(error, UserError):
            return
        row.refuse(error.sentence, of_reason=isinstance(error, NotComplete))
        row.go_on()
        self._asker.ask()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if self._view is not None and change.scopes:
            self._asker.ask()


def _answer(session: Session, answered: Answered) -> Change:
    line = answered.line
    return answer_proposal(session, line.case, line.record, answered.answer, answered.reason, line.person.risk)
