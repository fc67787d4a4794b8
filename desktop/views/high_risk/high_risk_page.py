"""The page of the high-risk list: sweeps, proposals that wait, and who is on the list, by risk and what is due."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casework.errors import UserError
from casework.records.high_risk.proposal import HighRiskProposal
from casework.records.high_risk.sweep import MeetsAnswer
from casework.words import say
from desktop.services.documents.loose import return_papers
from desktop.services.high_risk.deciding import ProposalLine, decide_proposal, look_again
from desktop.services.high_risk.page import HighRiskPage as PageView
from desktop.services.high_risk.page import (
    ListedLine,
    ListMoved,
    decline_as_shown,
    read_high_risk_page,
    take_off_as_shown,
)
from desktop.services.high_risk.sweep import SweepView
from desktop.services.high_risk.sweeping import answer_case, mark_collated, open_sweep, sign_return
from desktop.services.recorder import NotComplete
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views.asker import Asker
from desktop.views.desk import Desk, Place
from desktop.views.high_risk.asked import Asked
from desktop.views.high_risk.listed_row import AGAIN, OFF, ListedRow
from desktop.views.high_risk.opening_row import OpeningRow
from desktop.views.high_risk.proposal_row import ACCEPT, DECLINE, ProposalRow
from desktop.views.high_risk.reasoned import Reasoned
from desktop.views.high_risk.sweep_card import SweepCard
from desktop.views.partials.card import Card
from desktop.views.partials.empty_state import EmptyState
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import NoticeKind
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.partials.tab_order import set_reading_order
from desktop.views.printing.loose_sheet import open_loose_sheet

_WIDEST_PX = 1000
_SAID = {
    ACCEPT: say("On the high-risk list now."),
    DECLINE: say("Declined. The reason is kept with the proposal."),
    OFF: say("Taken off the high-risk list."),
    AGAIN: say("Noted: still meets the definition."),
}
ON_PAPER = say(
    "What counts is what is signed in Doorstep. Your own return names people: hand it over, and keep no copy. The "
    "collated returns are figures only."
)
_DEEDS: dict[str, Callable[[Session, Asked], Change]] = {
    ACCEPT: lambda session, asked: decide_proposal(session, asked.case, asked.record, accept=True, reason=asked.reason),
    AGAIN: lambda session, asked: look_again(session, asked.case, asked.record, asked.reason),
}


def _do(session: Session, asked: Asked) -> Change:
    if asked.key == OFF and isinstance(asked.line, ListedLine):
        return take_off_as_shown(session, asked.line, asked.reason)
    if asked.key == DECLINE and isinstance(asked.line, ProposalLine):
        return decline_as_shown(session, asked.line, asked.reason)
    return _DEEDS[asked.key](session, asked)


class HighRiskPage(QWidget):
    """Rows stay while what they show is the same, so that nothing written and no focus is lost."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("high_risk_page")
        self.setProperty("role", "canvas")
        self._desk = desk
        self.view: PageView | None = None
        self.sweeps: dict[str, SweepCard] = {}
        self.proposals: dict[str, ProposalRow] = {}
        self.listed: dict[str, ListedRow] = {}
        self.opening: OpeningRow | None = None
        self.area = ScrollPage("high_risk", widest_px=_WIDEST_PX)
        self.open_card = Card(say("Open a sweep"))
        self.waiting, self.on_list = Card(say("Proposed")), Card(say("On the list"))
        self.empty = EmptyState(
            "ph.shield-warning",
            say("Nobody is on the high-risk list here."),
            say("Propose somebody from their page, under Records. When a senior opens a sweep, your cases stand here."),
            name="nobody_listed",
        )
        for card in (self.waiting, self.on_list, self.open_card):
            self.area.body.addWidget(card)
        self.area.body.addStretch(1)
        self._stack = QStackedWidget()
        for page in (QWidget(), self.area, self.empty):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._asker = Asker(desk, read_high_risk_page, self.show_page, self)
        desk.changed.connect(self._on_changed)

    def show_place(self, place: Place) -> None:
        """Show the list as it is now."""
        del place
        self._asker.ask()

    def show_page(self, view: PageView) -> None:
        """Show everything; what is the same stays as it is on the screen."""
        before, self.view = self.view, view
        self._show_sweeps(view)
        if before is None or before.proposals != view.proposals:
            self._show_proposals(view)
        if before is None or (before.listed, before.casework) != (view.listed, view.casework):
            self._show_listed(view)
        if self.opening is None and view.may_open:
            self._add_opening(view)
        self.open_card.setVisible(view.may_open)
        anything = view.sweeps or view.proposals or view.listed or view.may_open
        self._stack.setCurrentWidget(self.area if anything else self.empty)
        set_reading_order(self.area.content)

    def _show_sweeps(self, view: PageView) -> None:
        for sweep, card in list(self.sweeps.items()):
            found = next((one for one in view.sweeps if one.sweep == sweep), None)
            if found is None or not card.fits(found):
                self.area.body.removeWidget(card)
                card.hide()
                card.deleteLater()
                del self.sweeps[sweep]
        for number, one in enumerate(view.sweeps):
            if one.sweep in self.sweeps:
                self.sweeps[one.sweep].show_view(one)
            else:
                self.area.body.insertWidget(number, self._sweep_card(one, view))

    def _sweep_card(self, one: SweepView, view: PageView) -> SweepCard:
        card = self.sweeps[one.sweep] = SweepCard(one, view.today)
        card.answered.connect(self._on_answered)
        card.propose_requested.connect(self._on_propose)
        card.sign_requested.connect(self._on_sign)
        card.collate_requested.connect(self._on_collate)
        card.open_requested.connect(self._on_open)
        card.paper_requested.connect(self._on_paper)
        return card

    @Slot(object)
    def _on_paper(self, view: SweepView) -> None:
        open_loose_sheet(self._desk, self, say("Returns on paper"), ON_PAPER, return_papers(view))

    def _show_proposals(self, view: PageView) -> None:
        written = {record: _written(row.decision) for record, row in self.proposals.items()}
        self.waiting.clear()
        self.proposals = {}
        for line in view.proposals:
            row = self.proposals[line.record] = ProposalRow(line, view.today)
            row.asked.connect(self._on_asked)
            row.open_requested.connect(self._on_read)
            if row.decision is not None:
                row.decision.reason.set_text(written.get(line.record, ""))
            self.waiting.add_row(row)
        self.waiting.setVisible(bool(view.proposals))

    def _show_listed(self, view: PageView) -> None:
        written = {record: _written(row.decision) for record, row in self.listed.items()}
        self.on_list.clear()
        self.listed = {}
        if view.listed:
            counts = [f"{count} {sort.words.lower()}" for sort, count in view.by_sort if count]
            self.on_list.add_row(
                Words(
                    say("{listed} on the list: {counts}", listed=len(view.listed), counts=", ".join(counts)),
                    TextRole.MUTED,
                )
            )
        for line in view.listed:
            row = self.listed[line.member.proposal] = ListedRow(line, view.today)
            row.asked.connect(self._on_asked)
            row.open_requested.connect(self._on_open)
            if (reason := written.get(line.member.proposal)) and line.may_decide:
                row.show_decision()
                if row.decision is not None:
                    row.decision.reason.set_text(reason)
            self.on_list.add_row(row)
        if not view.listed:
            self.on_list.add_row(Words(say("Nobody of the cases on this laptop."), TextRole.MUTED))
        self.on_list.setVisible(view.casework)

    def _add_opening(self, view: PageView) -> None:
        self.opening = OpeningRow(view.today)
        self.opening.open_requested.connect(self._on_open_sweep)
        self.open_card.add_row(self.opening)

    @Slot(Asked)
    def _on_answered(self, asked: Asked) -> None:
        self._desk.act(
            lambda session: answer_case(session, asked.record, asked.case, MeetsAnswer(asked.key), asked.reason),
            self._on_saved,
            self,
            partial(self._on_refused, asked.record),
        )

    @Slot(Asked)
    def _on_propose(self, asked: Asked) -> None:
        self._desk.go(Place("record", asked.case, kind=HighRiskProposal.kind))

    @Slot(Asked)
    def _on_read(self, asked: Asked) -> None:
        self._desk.go(Place("person", asked.case, asked.record, tab="records"))

    @Slot(Asked)
    def _on_open(self, asked: Asked) -> None:
        self._desk.go(Place("person", asked.case))

    @Slot(object)
    def _on_sign(self, sweep: SweepView) -> None:
        self._desk.act(
            lambda session: sign_return(session, sweep),
            partial(self._on_told, say("Signed. It goes to the office with the next sync.")),
            self,
            partial(self._on_refused, sweep.sweep),
        )

    @Slot(object)
    def _on_collate(self, sweep: SweepView) -> None:
        self._desk.act(
            lambda session: mark_collated(session, sweep),
            partial(self._on_told, say("Noted as collated.")),
            self,
            partial(self._on_refused, sweep.sweep),
        )

    @Slot()
    def _on_open_sweep(self) -> None:
        answer_by = self.opening.answer_by if self.opening else None
        self._desk.act(lambda session: open_sweep(session, answer_by), self._on_sweep_opened, self, self._on_not_opened)

    @Slot(Asked)
    def _on_asked(self, asked: Asked) -> None:
        self._desk.act(
            partial(_do, asked=asked),
            partial(self._on_told, _SAID[asked.key]),
            self,
            partial(self._on_not_decided, asked.record),
        )

    def _on_saved(self, _change: Change) -> None:
        self._asker.ask()

    def _on_told(self, words: str, _change: Change) -> None:
        self._desk.say(words)
        self._asker.ask()

    def _on_sweep_opened(self, _change: Change) -> None:
        if self.opening is not None:
            self.opening.day.set_value(None)
            self.opening.button.setEnabled(True)
        self._on_told(say("The sweep is open. Everybody of the team sees it after their next sync."), _change)

    def _on_not_opened(self, error: Exception) -> None:
        if self.opening is not None and isinstance(error, UserError):
            self.opening.refuse(" ".join(error.problems) if isinstance(error, NotComplete) else error.sentence)

    def _on_refused(self, sweep: str, error: Exception) -> None:
        card = self.sweeps.get(sweep)
        if card is not None and isinstance(error, UserError):
            card.trouble.set_notice(NoticeKind.WARNING, error.sentence)
        self._asker.ask()

    def _on_not_decided(self, record: str, error: Exception) -> None:
        row = self.proposals.get(record) or self.listed.get(record)
        if row is not None and row.decision is not None and isinstance(error, UserError):
            row.decision.refuse(error.sentence, of_reason=isinstance(error, NotComplete))
        if isinstance(error, ListMoved):
            # The row is made anew, with what is there now and what was written.
            self._desk.say(error.sentence)
        self._asker.ask()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if self.view is not None and change.scopes:
            self._asker.ask()


def _written(decision: Reasoned | None) -> str:
    return decision.reason.text if decision is not None else ""
