"""Who has returned, signed a NIL return, or not answered; and the figures of all returns together."""

from datetime import date

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.records.high_risk.criterion import HighRiskSort
from casework.records.high_risk.sweep import Figures
from casework.rules.high_risk.sweep import ReturnState
from casework.words import say, say_count
from desktop.services.high_risk.sweep import AnsweredLine, SweepView
from desktop.views import wording
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import OneLine, TextRole, Words
from desktop.views.partials.warning_chip import Chip, ChipKind
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12

_KINDS = {ReturnState.RETURNED: ChipKind.OK, ReturnState.NIL: ChipKind.OK, ReturnState.NOT_ANSWERED: ChipKind.DANGER}


class ReturnTable(QWidget):
    """Names, states, days and figures: nothing that is told of a person."""

    def __init__(self, view: SweepView, today: date) -> None:
        super().__init__()
        self.setObjectName(f"returns_{view.sweep}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        found = view.collation
        counts = ", ".join(f"{found.count(state)} {words}" for state, words in _COUNTED.items())
        column.addWidget(
            Words(
                say(
                    "Of {counted} asked: {counts}",
                    counted=say_count(len(view.lines), "{number} person", "{number} people"),
                    counts=counts,
                ),
                TextRole.LABEL,
            )
        )
        for line in view.lines:
            column.addWidget(_row(line, today, overdue=line.answered.staff in found.overdue(today)))
        column.addSpacing(SPACE_4)
        column.addWidget(Words(say("Together: {figure}", figure=figure_words(found.total))))


_COUNTED = {ReturnState.RETURNED: "returned", ReturnState.NIL: "NIL", ReturnState.NOT_ANSWERED: say("not answered")}


def _row(line: AnsweredLine, today: date, *, overdue: bool) -> QWidget:
    row, head = QWidget(), QWidget()
    row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_4)
    flow = FlowLayout(head, gap_px=SPACE_12, row_gap_px=SPACE_4)
    column.addWidget(head)
    answered = line.answered
    flow.addWidget(OneLine(line.name, TextRole.STRONG))
    flow.addWidget(Chip(answered.state.words, _KINDS[answered.state]))
    words = []
    if answered.signed_on is not None:
        words.append(say("signed {near_day}", near_day=wording.near_day(answered.signed_on, today)))
    words += [say("after the day")] * answered.late + [say("overdue")] * overdue
    words += [say_count(answered.returns, "{number} return", "{number} returns, the last counts")] * (
        answered.returns > 1
    )
    if answered.figures is not None:
        words.append(figure_words(answered.figures))
    if words:
        column.addWidget(Words(" · ".join(words), TextRole.MUTED))
    if line.against:
        cases = say_count(line.against, "{number} case", "{number} cases")
        column.addWidget(
            Words(say("{cases} of theirs on the list, proposed, or answered otherwise", cases=cases), TextRole.DANGER)
        )
    return row


def figure_words(figures: Figures) -> str:
    """Such as "4 cases: 1 meets the definition, 3 do not, 0 unsure; 1 proposed (1 serious violent)"."""
    cases = say_count(figures.cases, "{number} case", "{number} cases")
    meets = say_count(figures.meets, "{number} meets the definition", "{number} meet the definition")
    sorts = [(getattr(figures, sort.value), sort.words.lower()) for sort in HighRiskSort]
    named = ", ".join(f"{count} {words}" for count, words in sorts if count)
    proposed = say("; {proposed} proposed ({named})", proposed=figures.proposed, named=named) if named else ""
    return say(
        "{cases}: {meets}, {does_not_meet} not, {unsure} unsure{proposed}",
        cases=cases,
        meets=meets,
        does_not_meet=figures.does_not_meet,
        unsure=figures.unsure,
        proposed=proposed,
    )
