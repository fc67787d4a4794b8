"""One of one's own open cases in a sweep: meets the definition, does not, or unsure."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from casework.records.high_risk.sweep import MeetsAnswer
from casework.words import say
from desktop.services.high_risk.sweep import SweepCase
from desktop.views.capture.form_field import FormField
from desktop.views.high_risk.asked import Asked
from desktop.views.partials.button import Button
from desktop.views.partials.choice import Choice, Chosen, Option
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.person_line import PersonLine
from desktop.views.person_look import glance_of
from desktop.views.theme.token import SPACE_8

_OPTIONS = tuple(Option(one.value, one.words) for one in (MeetsAnswer.MEETS, MeetsAnswer.DOES_NOT, MeetsAnswer.UNSURE))
PROPOSE = "propose"
_NOTE_MAX = 2000


class SweepRow(QWidget):
    """``answered`` with the key of an answer, ``propose_requested`` to write a proposal."""

    answered = Signal(Asked)
    propose_requested = Signal(Asked)

    def __init__(self, case: SweepCase, sweep: str, today: date) -> None:
        super().__init__()
        person = case.person
        self.setObjectName(f"sweep_{person.case}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.case, self._sweep = case, sweep
        self.choice = Choice(_OPTIONS, name=f"meets_{person.case}", segmented=True)
        self.choice.setAccessibleName(say("{person}: meets the definition of the high-risk list", person=person.name))
        self.choice.chosen.connect(self._on_chosen)
        self.note = QLineEdit()
        self.note.setMaxLength(_NOTE_MAX)
        self.field = FormField(say("What is not clear"), self.note, name=f"note_{person.case}", optional=True)
        self.note.setObjectName(f"note_{person.case}")
        self.note.setAccessibleName(say("What is not clear, {person}", person=person.name))
        self.note.editingFinished.connect(self._on_noted)
        self.state = Words("", TextRole.MUTED)
        self.propose_button = Button(say("Propose for the list…"), name=f"propose_{person.case}", about=person.name)
        self.propose_button.clicked.connect(self._on_propose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        for widget in (PersonLine(glance_of(person), today), self.choice, self.field, self.state, self.propose_button):
            column.addWidget(widget)
        self.show_case(case)

    def show_case(self, case: SweepCase) -> None:
        """Show what is answered now; nothing is emitted."""
        self.case = case
        self.choice.set_keys([case.answer.value] if case.answer else [])
        self.field.setVisible(case.answer is MeetsAnswer.UNSURE)
        if not self.note.hasFocus():
            self.note.setText(case.note)
        words = _state_words(case)
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self.propose_button.setVisible(case.wants_proposal)

    @Slot(Chosen)
    def _on_chosen(self, chosen: Chosen) -> None:
        if chosen.key:
            note = self.note.text() if chosen.key == MeetsAnswer.UNSURE.value else ""
            self.answered.emit(Asked(chosen.key, self.case.person.case, self._sweep, note))

    @Slot()
    def _on_noted(self) -> None:
        unsure = self.case.answer is MeetsAnswer.UNSURE
        if unsure and self.note.text().strip() != self.case.note:
            asked = Asked(MeetsAnswer.UNSURE.value, self.case.person.case, self._sweep, self.note.text())
            self.answered.emit(asked)

    @Slot()
    def _on_propose(self) -> None:
        self.propose_requested.emit(Asked(PROPOSE, self.case.person.case, self._sweep))


def _state_words(case: SweepCase) -> str:
    parts = (
        [say("On the list already.")]
        if case.listed
        else [say("Proposed; waits for a senior.")]
        if case.proposed
        else []
    )
    if case.programme:
        parts.append(say("On a programme, which neither puts anybody on the list nor keeps them off it."))
    if case.wants_proposal:
        parts.append(say("A proposal is needed: it says what carries it."))
    if case.by:
        parts.append(say("Answered by {by}.", by=case.by))
    return " ".join(parts)
