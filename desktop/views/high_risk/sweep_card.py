"""A sweep: one's own cases with what is to be signed, and who has answered."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.records.high_risk.sweep import ReturnSort
from casework.records.identifier import CaseId
from casework.rules.high_risk.sweep import ReturnState
from casework.words import say
from desktop.services.high_risk.sweep import DoubtLine, OwnReturn, SweepView
from desktop.views import wording
from desktop.views.high_risk.asked import Asked
from desktop.views.high_risk.return_table import ReturnTable, figure_words
from desktop.views.high_risk.sweep_row import SweepRow
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.card import Card
from desktop.views.partials.held_row import held
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.person_line import PersonLine
from desktop.views.person_look import glance_of
from desktop.views.theme.token import SPACE_12, SPACE_16

SIGN_NIL, SIGN = say("Sign a &NIL return"), say("Sign the &return")
NO_CASES = say("You hold no open case. A NIL return says so expressly.")


class SweepCard(Card):
    """``answered``, ``propose_requested`` from its rows; ``sign_requested`` and ``collate_requested`` with the view."""

    answered = Signal(Asked)
    propose_requested = Signal(Asked)
    sign_requested = Signal(object)
    collate_requested = Signal(object)
    open_requested = Signal(Asked)
    paper_requested = Signal(object)

    def __init__(self, view: SweepView, today: date) -> None:
        by = say(", answer by {long_day}", long_day=wording.long_day(view.answer_by, today)) if view.answer_by else ""
        super().__init__(say("Sweep of {team}{by}", team=view.team, by=by))
        self.view, self._today = view, today
        self.rows: dict[str, SweepRow] = {}
        self._shown_doubts: tuple[DoubtLine, ...] | None = None
        self._in_table: SweepView | None = None
        self.trouble = Notice(NoticeKind.WARNING, "", name=f"sweep_trouble_{view.sweep}")
        self.sign_button = Button(SIGN, ButtonKind.PRIMARY, name=f"sign_{view.sweep}", about=view.team)
        self.collate_button: Button | None = None
        self.state = Words("")
        self.sign_button.clicked.connect(self._on_sign)
        self.add_row(self._about(view))
        if view.own is not None or view.may_collate:
            self.add_row(self._paper(view))
        if view.own is not None:
            self._add_own(view.own)
        self._table = QWidget()
        self._table.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._held = QVBoxLayout(self._table)
        self._held.setContentsMargins(0, 0, 0, 0)
        if view.may_collate:
            self.add_row(self._table)
        self._doubts = QVBoxLayout()
        self._doubts_row = QWidget()
        self._doubts_row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._doubts_row.setLayout(self._doubts)
        self._doubts.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_12)
        self.body.addWidget(self._doubts_row)
        self.show_view(view)

    def _about(self, view: SweepView) -> QWidget:
        record = view.collation.record
        on = say(" on {plain_date}", plain_date=wording.plain_date(record.opened_on)) if record.opened_on else ""
        version = say(" Definition version {version}.", version=record.definition.version) if record.definition else ""
        done = say(" Collated: {collated}.", collated=view.collated) if view.collated else ""
        return Words(
            say(
                "Opened by {opened_by}{on}.{version}{done}", opened_by=view.opened_by, on=on, version=version, done=done
            ),
            TextRole.MUTED,
        )

    def _paper(self, view: SweepView) -> QWidget:
        self.paper_button = Button(say("Print or save on paper…"), name=f"paper_{view.sweep}", about=view.team)
        self.paper_button.clicked.connect(self._on_paper)
        return held(self.paper_button)

    @Slot()
    def _on_paper(self) -> None:
        self.paper_requested.emit(self.view)

    def _add_own(self, own: OwnReturn) -> None:
        for case in own.cases:
            row = SweepRow(case, self.view.sweep, self._today)
            row.answered.connect(self.answered)
            row.propose_requested.connect(self.propose_requested)
            self.rows[case.person.case] = row
            self.add_row(row)
        foot = QWidget()
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.state)
        column.addWidget(self.trouble)
        column.addWidget(self.sign_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_row(foot)

    def fits(self, view: SweepView) -> bool:
        """Whether a sweep can be shown in this card as it is: the same one, with the same cases."""
        mine = list(self.rows) == [case.person.case for case in view.own.cases] if view.own else not self.rows
        same = (view.sweep, view.answer_by, view.collated) == (self.view.sweep, self.view.answer_by, self.view.collated)
        return same and mine and (view.own is None) == (self.view.own is None)

    def show_view(self, view: SweepView) -> None:
        """Show how far it has come; the rows stay, with what has the focus."""
        self.view = view
        if view.own is not None:
            for case in view.own.cases:
                self.rows[case.person.case].show_case(case)
            self._show_foot(view.own)
        if view.may_collate:
            self._show_table(view)
        if view.doubts != self._shown_doubts:
            self._show_doubts(view.doubts)

    def _show_foot(self, own: OwnReturn) -> None:
        nil = own.sort is ReturnSort.NIL
        words = (SIGN_NIL if nil else SIGN) if own.signed is None else say("Sign &again")
        self.sign_button.setText(words)
        self.sign_button.setAccessibleName(f"{words.replace('&', '')}, {self.view.team}")
        self.sign_button.setVisible(not self.view.collated)
        self.sign_button.setEnabled(not own.missing)
        self.state.setText(" ".join(part for part in _own_words(own, self._today) if part))

    def _show_doubts(self, doubts: tuple[DoubtLine, ...]) -> None:
        self._shown_doubts = doubts
        empty_layout(self._doubts)
        self._doubts_row.setVisible(bool(doubts))
        if doubts:
            self._doubts.addWidget(Words(say("Unsure: look at these together"), TextRole.LABEL))
        for line in doubts:
            self._doubts.addWidget(PersonLine(glance_of(line.person), self._today))
            self._doubts.addWidget(Words(f"{line.by}{': ' * bool(line.note)}{line.note}", TextRole.MUTED))
            button = Button(
                say("Open the person"), ButtonKind.LINK, name=f"doubt_{line.person.case}", about=line.person.name
            )
            button.setProperty("case", line.person.case)
            button.clicked.connect(self._on_open)
            self._doubts.addWidget(button)

    @Slot()
    def _on_open(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.open_requested.emit(Asked("open", CaseId(str(sender.property("case"))), self.view.sweep))

    def _show_table(self, view: SweepView) -> None:
        if view == self._in_table:
            # What is the same stays, and with it what has the focus.
            return
        self._in_table = view
        empty_layout(self._held)
        self._held.addWidget(ReturnTable(view, self._today))
        self.collate_button = None
        if not view.collated:
            self.collate_button = Button(say("Note as &collated"), name=f"collate_{view.sweep}", about=view.team)
            self.collate_button.clicked.connect(self._on_collate)
            self._held.addWidget(self.collate_button, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _on_sign(self) -> None:
        self.sign_button.setEnabled(False)
        self.sign_requested.emit(self.view)

    @Slot()
    def _on_collate(self) -> None:
        self.collate_requested.emit(self.view)


def empty_layout(layout: QVBoxLayout) -> None:
    """Take every widget out of a layout, for good."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            # Hidden at once: it goes when Qt's loop comes round. Its parent stays, or Python would own it.
            widget.hide()
            widget.deleteLater()


def _own_words(own: OwnReturn, today: date) -> list[str]:
    found = [own.missing] if own.missing else [say("You sign for {figure}.", figure=figure_words(own.figures))]
    if not own.cases:
        found = [NO_CASES]
    signed = own.signed
    if signed is not None and signed.signed_on is not None:
        what = say("NIL return") if signed.state is ReturnState.NIL else say("Return")
        found.insert(0, say("{what} signed {near_day}.", what=what, near_day=wording.near_day(signed.signed_on, today)))
    return found
