"""The form of a proposal: the definition first, each limb with what it rests on, and live what carries it."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from casework.records.high_risk.proposal import HighRiskProposal
from casework.records.part import Answer
from casework.records.shape import Shape, shapes_of
from desktop.services.high_risk.proposing import Proposing
from desktop.services.record_check import RecordForm
from desktop.services.record_form import RecordOpening
from desktop.views.high_risk.definition_card import DefinitionCard, HarmWords
from desktop.views.partials.label import TextRole, Words
from desktop.views.record.form_body import FormBody

_EVIDENCE = {
    "convictions": "limb_a",
    "public_safety": "limb_b",
    "concerns": "limb_c",
    "assessments": "condition_i",
    "reports": "condition_ii",
}
"""What an answer rests on is asked for once it is yes."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the definition is met, and in words by what, or what is missing."""

    meets: bool
    words: str


class ProposalBody(FormBody):
    """``weighed`` with the verdict, after every change."""

    weighed = Signal(Verdict)

    def __init__(self, opening: RecordOpening, proposing: Proposing) -> None:
        self._proposing = proposing
        self.card: DefinitionCard | None = None
        super().__init__(replace(opening, shapes=tuple(sorted(opening.shapes, key=_place))))
        self.card = DefinitionCard(proposing.definition)
        self.column.insertWidget(0, self.card)
        self._insert("limb_a", Words(_heading(proposing, 0), TextRole.HEADING))
        self._insert("condition_i", Words(_heading(proposing, 1), TextRole.HEADING))
        self._insert("continues", HarmWords(proposing.definition))
        for part in self.parts.values():
            part.edited.connect(self._on_edited)
        self.show_form(opening.form)

    def show_form(self, form: RecordForm) -> None:
        """Show what a form holds; nothing is emitted."""
        super().show_form(form)
        if self.card is not None:
            self._weigh()

    def verdict(self) -> Verdict:
        """Whether the definition is met by what stands on the form."""
        values = self.form().values
        return Verdict(self._proposing.eligibility(values).meets, self._proposing.words(values))

    def _insert(self, before: str, widget: QWidget) -> None:
        part = self.parts.get(before)
        if part is not None:
            self.column.insertWidget(self.column.indexOf(part), widget)

    def _weigh(self) -> bool:
        """Show what is asked for now and what is met. Returns whether other fields are shown than before."""
        moved = False
        values = self.form().values
        for name, answer in _EVIDENCE.items():
            part = self.parts.get(name)
            wanted = values.get(answer) == Answer.YES.value or bool(values.get(name))
            if part is not None and part.isHidden() is wanted:
                part.setVisible(wanted)
                moved = True
        if self.card is not None:
            self.card.show_eligibility(self._proposing.eligibility(values))
        self.weighed.emit(self.verdict())
        return moved

    @Slot()
    def _on_edited(self) -> None:
        if self._weigh():
            # The fields lie elsewhere now, once Qt has laid them out.
            QTimer.singleShot(0, self, self.resized.emit)


def _heading(proposing: Proposing, side: int) -> str:
    sides = proposing.definition.side
    return sides[side].title if side < len(sides) else ""


_ORDER = [shape.name for shape in shapes_of(HighRiskProposal.kind)]
_FIRST = ("proposed_on", "sort")


def _place(shape: Shape) -> int:
    return _FIRST.index(shape.name) - len(_FIRST) if shape.name in _FIRST else _ORDER.index(shape.name)
