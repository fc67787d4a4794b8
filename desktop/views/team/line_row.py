"""One line of a card of the team: words about somebody, and one button that leads to where it is dealt with."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casework.words import say
from desktop.views.desk import Place
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.label import StrongLine, TextRole, Words
from desktop.views.today.row import Row, stacked


@dataclass(frozen=True)
class LineLook:
    """What a line says. `key` names its button; `place`: where that leads, None where nothing is to be done."""

    key: str
    strong: str
    muted: str = ""
    lines: tuple[tuple[str, TextRole], ...] = ()
    verb: str = say("Open")
    place: Place | None = None
    chips: tuple[QWidget, ...] = field(default=(), compare=False)


class LineRow(Row):
    """Strong words, muted ones behind them, further lines below, one button."""

    def __init__(self, look: LineLook) -> None:
        super().__init__()
        self._place = look.place
        self.setAccessibleName(spoken(look))
        words: list[QWidget] = [StrongLine(look.strong, look.muted), *look.chips, *_lines(look.lines)]
        if look.place is None:
            self.fill(stacked(words))
            return
        about = f"{look.strong}, {look.muted}" if look.muted else look.strong
        self.button = Button(look.verb, ButtonKind.SECONDARY, name=f"team_{look.key}", about=about)
        self.button.clicked.connect(self._on_clicked)
        self.fill(stacked(words), [self.button])

    @Slot()
    def _on_clicked(self) -> None:
        if self._place is not None:
            self.place_wanted.emit(self._place)


def _lines(lines: Sequence[tuple[str, TextRole]]) -> list[QWidget]:
    return [Words(words, role) for words, role in lines]


def spoken(look: LineLook) -> str:
    """The whole line as one text for a screen reader."""
    parts = (look.strong, look.muted, *(words for words, _ in look.lines))
    return ". ".join(part.rstrip(".") for part in parts if part)
