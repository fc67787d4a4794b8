"""One proposal: what stands, by whom and why, against what is proposed, by whom and why; and the answer."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.records.risk.risk_level import ProposalAnswer
from casework.words import say
from desktop.services.risk import ProposalLine
from desktop.views import wording
from desktop.views.capture.form_field import FormField
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.item_layout import remove_widget
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.person_line import PersonLine
from desktop.views.partials.risk_badge import RiskBadge
from desktop.views.person_look import glance_of
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_24, Level
from desktop.views.worklist.memory import WorklistMemory

SAY_WHY = say("Write why you agree or decline.")
WAITING = say("Waits for a senior of the team. The standing level holds until then.")
_NARROW_PX = 620


@dataclass(frozen=True, slots=True)
class Answered:
    """A senior answers the proposal that was on the screen."""

    line: ProposalLine
    answer: ProposalAnswer
    reason: str


class ProposalRow(QWidget):
    """``answered`` when a senior answers. What is written stays while the row is shown anew."""

    answered = Signal(Answered)

    def __init__(self, line: ProposalLine, today: date) -> None:
        super().__init__()
        self.setObjectName(f"proposal_{line.record}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.line = line
        self.memory: WorklistMemory | None = None
        """What keeps the reason while it is written."""
        self.trouble = Notice(NoticeKind.WARNING, "", name=f"proposal_trouble_{line.record}")
        self.reason = NarrativeEdit(name=f"reason_{line.record}", lines=2)
        self.reason.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field = FormField(
            say("Reason"), self.reason, name=f"reason_{line.record}", hint=say("It is kept with the record.")
        )
        about = line.person.name
        self.agree_button = Button(say("Agree"), ButtonKind.PRIMARY, name=f"agree_{line.record}", about=about)
        self.decline_button = Button(say("Decline"), name=f"decline_{line.record}", about=about)
        self.agree_button.clicked.connect(self._on_agree)
        self.decline_button.clicked.connect(self._on_decline)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_12)
        self._shown = self._facts(line, today)
        self._column.addWidget(self._shown)
        self._column.addWidget(self.trouble)
        self._arrange(line)

    def _arrange(self, line: ProposalLine) -> None:
        # The reason first: whoever is taken in first has the focus first.
        self._column.addWidget(self.field)
        buttons = QWidget(self)
        flow = FlowLayout(buttons, gap_px=SPACE_8)
        flow.addWidget(self.agree_button)
        flow.addWidget(self.decline_button)
        self._column.addWidget(buttons)
        if not line.may_answer:
            self.field.hide()
            buttons.hide()
            self._column.addWidget(Words(WAITING, TextRole.MUTED))

    def _facts(self, line: ProposalLine, today: date) -> QWidget:
        facts = QWidget()
        column = QVBoxLayout(facts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addWidget(PersonLine(glance_of(line.person), today))
        risk = line.person.risk
        stands = _level(say("Stands now"), _level_of(risk.level), risk.assessor, risk.assessed_on, risk.rationale)
        proposed = _level(say("Proposed"), _level_of(line.level), line.by, line.on, line.rationale)
        column.addWidget(FoldRow(stands, proposed, narrow_px=_NARROW_PX, stretch=(1, 1), gap_px=SPACE_24))
        return facts

    def show_line(self, line: ProposalLine, today: date) -> None:
        """Show the same proposal as it is now; the reason stays as it was written."""
        if line == self.line:
            return
        changed = line.person.risk != self.line.person.risk
        self.line = line
        old, self._shown = self._shown, self._facts(line, today)
        self._column.insertWidget(0, self._shown)
        remove_widget(self._column, old)
        if changed:
            self.trouble.set_notice(
                NoticeKind.WARNING, say("The standing level has changed meanwhile. Look at it again.")
            )

    def refuse(self, sentence: str, *, of_reason: bool = False) -> None:
        """Say what is the matter, and let the person try again."""
        self.set_busy(busy=False)
        if of_reason:
            self.field.set_error(sentence)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.trouble.set_notice(NoticeKind.WARNING, sentence)

    def keep(self) -> None:
        """Keep what is written now."""
        if self.memory is not None:
            self.memory.leave()

    def rest(self) -> str:
        """Keep nothing behind an answer that is being saved; the id of what was kept of it, to go with that."""
        if self.memory is None:
            return ""
        self.memory.keeper.rest()
        return self.memory.draft

    def go_on(self) -> None:
        """The answer was refused: what is written is kept again."""
        if self.memory is not None:
            self.memory.keeper.resume()

    def set_busy(self, *, busy: bool) -> None:
        """Take no second answer while the first is being saved."""
        self.agree_button.setEnabled(not busy)
        self.decline_button.setEnabled(not busy)

    @Slot()
    def _on_agree(self) -> None:
        self._answer(ProposalAnswer.AGREED)

    @Slot()
    def _on_decline(self) -> None:
        self._answer(ProposalAnswer.DECLINED)

    def _answer(self, answer: ProposalAnswer) -> None:
        reason = self.reason.text.strip()
        if not reason:
            self.refuse(SAY_WHY, of_reason=True)
            return
        self.set_busy(busy=True)
        self.answered.emit(Answered(self.line, answer, reason))


def _level(title: str, level: Level, by: str, on: date | None, rationale: str) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_4)
    column.addWidget(Words(title, TextRole.LABEL))
    column.addWidget(RiskBadge(level))
    who = ", ".join(part for part in (by, wording.plain_date(on) if on else "") if part)
    for words, role in ((who, TextRole.MUTED), (rationale, TextRole.BODY)):
        if words:
            column.addWidget(Words(words, role))
    return whole


def _level_of(level: object) -> Level:
    return Level(str(level)) if level else Level.NOT_KNOWN
