"""Where a person is in a set-up of several steps: what is done, what is now, what is to come."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from casework.words import say
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.icon_label import IconLabel
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.icon import Ink
from desktop.views.theme.token import SPACE_4, SPACE_24

_NUMBERS = ("one", "two", "three", "four", "five")


class StepLine(QWidget):
    """The names of the steps in a row, that wraps; the one that is now is bold, those done have a tick."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._signs = [IconLabel("ph.circle", Ink.MUTED, 20) for _ in names]
        self._words = [Words(name, TextRole.MUTED, wraps=False) for name in names]
        flow = FlowLayout(self, SPACE_24)
        for sign, words in zip(self._signs, self._words, strict=True):
            flow.addWidget(_pair(sign, words))
        self.set_step(0)

    def set_step(self, index: int) -> None:
        """Show step ``index``, from 0, as the one that is now."""
        for place, (sign, words) in enumerate(zip(self._signs, self._words, strict=True)):
            if place < index:
                sign.set_icon("ph.check-circle-fill", Ink.OK)
            else:
                fill = "-fill" if place == index else ""
                sign.set_icon(f"ph.number-circle-{_NUMBERS[place]}{fill}", Ink.ACCENT if fill else Ink.MUTED)
            words.set_role(TextRole.STRONG if place == index else TextRole.MUTED)
        self.setAccessibleName(
            say(
                "Step {index} of {names}: {names_2}",
                index=index + 1,
                names=len(self._names),
                names_2=self._names[index],
            )
        )


def _pair(sign: IconLabel, words: Words) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_4)
    row.addWidget(sign)
    row.addWidget(words)
    return pair
