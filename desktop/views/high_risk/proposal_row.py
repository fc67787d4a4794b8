"""One proposal for the list: who, by whom, what carries it and on what it rests; a senior's decision."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.high_risk.deciding import ProposalLine
from desktop.views import wording
from desktop.views.high_risk.asked import Asked
from desktop.views.high_risk.reasoned import Deed, Done, Reasoned
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.person_line import PersonLine
from desktop.views.person_look import glance_of
from desktop.views.theme.token import SPACE_4, SPACE_12

ACCEPT, DECLINE = "accept", "decline"
_DEEDS = (Deed(ACCEPT, say("Put on the list"), primary=True), Deed(DECLINE, say("Decline")))
WAITS = say("Waits for a senior of the case. Nobody decides about their own proposal.")


class ProposalRow(QWidget):
    """``asked`` when a senior decides, ``open_requested`` when somebody wants to read all of it."""

    asked = Signal(Asked)
    open_requested = Signal(Asked)

    def __init__(self, line: ProposalLine, today: date) -> None:
        super().__init__()
        self.setObjectName(f"high_risk_proposal_{line.record}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.line = line
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addWidget(PersonLine(glance_of(line.person), today))
        column.addWidget(_facts(line))
        button = Button(say("Read the proposal"), ButtonKind.LINK, name=f"read_{line.record}", about=line.person.name)
        button.clicked.connect(self._on_read)
        column.addWidget(button)
        self.decision: Reasoned | None = None
        if line.may_decide:
            self.decision = Reasoned(_DEEDS, name=line.record, about=line.person.name)
            self.decision.chosen.connect(self._on_chosen)
            column.addWidget(self.decision)
        else:
            column.addWidget(Words(WAITS, TextRole.MUTED))

    @Slot(Done)
    def _on_chosen(self, done: Done) -> None:
        self.asked.emit(Asked(done.key, self.line.case, self.line.record, done.reason, self.line))

    @Slot()
    def _on_read(self) -> None:
        self.open_requested.emit(Asked("read", self.line.case, self.line.record))


def _facts(line: ProposalLine) -> QWidget:
    facts = QWidget()
    facts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    column = QVBoxLayout(facts)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_4)
    sort = line.sort.words if line.sort else say("Type not known here")
    who = say(
        "Proposed by {by}, {plain_date}, as {sort}",
        by=line.by,
        plain_date=wording.plain_date(line.on),
        sort=sort.lower(),
    )
    column.addWidget(Words(who, TextRole.MUTED))
    codes = wording.listed(tuple(code for code, _ in line.carried))
    column.addWidget(
        Words(
            say(
                "Carried by {codes} (definition {version})",
                codes=codes or say("nothing known here"),
                version=line.version,
            ),
            TextRole.LABEL,
        )
    )
    for code, words in line.carried:
        column.addWidget(Words(f"{code}) {words}"))
        for ground in (text for of, text in line.grounds if of == code):
            column.addWidget(Words(f"     {ground}", TextRole.MUTED))
    for text in (text for of, text in line.grounds if not of and text):
        column.addWidget(Words(say("Why it goes on: {text}", text=text)))
    for title, text in (
        (say("High risk of serious harm to"), line.at_risk),
        (say("Where it is managed"), line.handling),
    ):
        if text:
            column.addWidget(Words(f"{title}: {text}"))
    return facts
