"""The receipt ladder of a record: saved on this laptop, at the office, read by a senior."""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from casework.words import say
from desktop.views import wording
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.icon_label import IconLabel
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.icon import Ink
from desktop.views.theme.token import SPACE_4, SPACE_12

_MOST_STEPS = 3


@dataclass(frozen=True, slots=True)
class Receipt:
    """When a record was saved here, when the office had it, who has read it when; None: not yet. All aware."""

    saved_at: datetime | None
    office_at: datetime | None
    read_by: str = ""
    read_at: datetime | None = None


def ladder_steps(receipt: Receipt, today: date) -> tuple[tuple[bool, str], ...]:
    """Return the steps: whether it has happened, and its words."""
    steps = (
        _step(receipt.saved_at, say("Saved on this laptop"), say("Not saved yet"), today),
        _step(receipt.office_at, say("At the office"), say("Not at the office yet"), today),
    )
    if receipt.read_at is None:
        return steps
    return (*steps, _step(receipt.read_at, say("Read by {read_by},", read_by=receipt.read_by), "", today))


def _step(at: datetime | None, done: str, waiting: str, today: date) -> tuple[bool, str]:
    return (False, waiting) if at is None else (True, f"{done} {wording.time_today(at, today)}")


class Ladder(QWidget):
    """A ticked step for what has happened, an empty one with its words for what has not."""

    def __init__(self, receipt: Receipt, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ladder")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(self, gap_px=SPACE_12)
        self._icons: list[IconLabel] = []
        self._words: list[Words] = []
        self._steps = [self._step() for _ in range(_MOST_STEPS)]
        for step in self._steps:
            flow.addWidget(step)
        self.set_receipt(receipt, today)

    def _step(self) -> QWidget:
        step = QWidget()
        row = QHBoxLayout(step)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_4)
        self._icons.append(IconLabel("ph.circle-dashed", Ink.MUTED, 16))
        self._words.append(Words("", TextRole.MUTED, wraps=False))
        row.addWidget(self._icons[-1])
        row.addWidget(self._words[-1])
        return step

    def set_receipt(self, receipt: Receipt, today: date) -> None:
        """Show how far the record has come."""
        steps = ladder_steps(receipt, today)
        for number, step in enumerate(self._steps):
            # Shown or hidden only within its parent: alone it would become a window.
            step.setVisible(number < len(steps))
        for icon, label, (done, words) in zip(self._icons, self._words, steps, strict=False):
            icon.set_icon("ph.check-circle-fill" if done else "ph.circle-dashed", Ink.OK if done else Ink.MUTED)
            label.setText(words)
        self.setToolTip("" if steps[1][0] else say("It is safe on this laptop and will go when there is a connection."))

    @property
    def words(self) -> str:
        """What the ladder says, as one text."""
        return " · ".join(label.text() for label in self._words if label.text())
