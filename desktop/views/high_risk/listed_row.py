"""Somebody on the list: since when and by whose decision, what must be put right, and taking them off."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.high_risk.page import ListedLine
from desktop.views import wording
from desktop.views.high_risk.asked import Asked
from desktop.views.high_risk.reasoned import Deed, Done, Reasoned
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.person_line import PersonLine
from desktop.views.partials.warning_chip import Chip, ChipKind
from desktop.views.person_look import glance_of
from desktop.views.theme.token import SPACE_4, SPACE_8

OFF, AGAIN = "off", "again"
_OFF = Deed(OFF, say("Take off the list"))
_AGAIN = Deed(AGAIN, say("Still meets the definition"), primary=True)


class ListedRow(QWidget):
    """``asked`` with a senior's decision, ``open_requested`` to go to the person."""

    asked = Signal(Asked)
    open_requested = Signal(Asked)

    def __init__(self, line: ListedLine, today: date) -> None:
        super().__init__()
        self.setObjectName(f"listed_{line.member.proposal}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.line = line
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_4)
        self.column.addWidget(PersonLine(glance_of(line.person), today))
        for words, role in _words(line, today):
            self.column.addWidget(Words(words, role))
        if line.alerts:
            self.column.addWidget(_alerts(line))
        self.decision: Reasoned | None = None
        self.column.addWidget(self._buttons(line))

    def _buttons(self, line: ListedLine) -> QWidget:
        buttons = QWidget(self)
        flow = FlowLayout(buttons, gap_px=SPACE_8)
        name, about = line.member.proposal, line.person.name
        self.open_button = Button(say("Open the person"), ButtonKind.LINK, name=f"open_{name}", about=about)
        self.open_button.clicked.connect(self._on_open)
        flow.addWidget(self.open_button)
        self.decide_button = Button(
            say("Decide…"), ButtonKind.LINK, name=f"decide_{name}", about=say("high-risk list, {about}", about=about)
        )
        self.decide_button.clicked.connect(self.show_decision)
        flow.addWidget(self.decide_button)
        self.decide_button.setVisible(line.may_decide)
        return buttons

    @Slot()
    def show_decision(self) -> None:
        """Ask for the reason, below what is known."""
        if self.decision is None:
            deeds = (_AGAIN, _OFF) if self.line.needs_look else (_OFF,)
            self.decision = Reasoned(deeds, name=self.line.member.proposal, about=self.line.person.name)
            self.decision.chosen.connect(self._on_chosen)
            self.column.addWidget(self.decision)
            self.decide_button.hide()
        self.decision.reason.setFocus()

    @Slot(Done)
    def _on_chosen(self, done: Done) -> None:
        self.asked.emit(Asked(done.key, self.line.case, self.line.member.proposal, done.reason, self.line))

    @Slot()
    def _on_open(self) -> None:
        self.open_requested.emit(Asked("open", self.line.person.case, self.line.member.proposal))


def _words(line: ListedLine, today: date) -> list[tuple[str, TextRole]]:
    member = line.member
    views = say(" Two views: a senior has to decide.") if member.two_views else ""
    day, sort = wording.plain_date(member.since), member.sort.words.lower()
    since = say("On the list since {day}, {sort}. Decided by {by}.{views}", day=day, sort=sort, by=line.by, views=views)
    found = [(since, TextRole.BODY), (line.definition, TextRole.MUTED)]
    if line.due_on is not None:
        found.append(
            (
                say("Risk management plan: review {due_words}", due_words=wording.due_words(line.due_on, today)),
                TextRole.MUTED,
            )
        )
    if line.rekey is not None:
        found.append(
            (say("To key into {rekey}: {rekey_2}", rekey=line.rekey[0], rekey_2=line.rekey[1]), TextRole.MUTED)
        )
    return found


def _alerts(line: ListedLine) -> QWidget:
    row = QWidget()
    row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    column = QVBoxLayout(row)
    column.setContentsMargins(0, SPACE_4, 0, SPACE_4)
    column.setSpacing(SPACE_4)
    for alert in line.alerts:
        line_of = QHBoxLayout()
        line_of.setSpacing(SPACE_8)
        chip = Chip(say("To put right"), ChipKind.DANGER) if alert.hard else Chip(say("To look at"))
        line_of.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        line_of.addWidget(Words(alert.words, TextRole.STRONG if alert.hard else TextRole.BODY), 1)
        column.addLayout(line_of)
    return row
