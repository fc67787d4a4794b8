"""One line of a plan to be read: what is done, by whom, by when, what the person may be told, what changed."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.planning.opening import LineFacts
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.warning_chip import Chip, ChipKind
from desktop.views.planning.wish import LineDeed, LineWish
from desktop.views.shortcut import LINE_DOWN, LINE_UP, WITHIN, bind
from desktop.views.theme.token import SPACE_4, SPACE_8

_ABOUT_LONGEST = 40
_CHANGES_SHOWN = 4


@dataclass(frozen=True)
class LineLook:
    """How a line looks. ``said``: short words below it; ``tells``: what the person may be told; ``place``: "2 of 5"."""

    key: str
    text: str
    said: str
    tells: str
    place: str
    first: bool
    last: bool
    restricted: bool = False
    unsaved: bool = False
    facts: LineFacts | None = None

    @property
    def about(self) -> str:
        """What tells its buttons from those of other lines when they are read out."""
        short = self.text if len(self.text) <= _ABOUT_LONGEST else f"{self.text[:_ABOUT_LONGEST].rstrip()}…"
        return f"{short} ({self.place})"


class LineRow(QFrame):
    """Asks with ``wanted`` to be opened or moved; Alt and an arrow moves it from the keyboard."""

    wanted = Signal(LineWish)

    def __init__(self, look: LineLook) -> None:
        super().__init__()
        self.look = look
        self.setObjectName(f"line_{look.key}")
        self.setAccessibleName(f"{look.text} {look.said}".strip())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.buttons = self._buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FoldRow(self._words(), self._button_row(), narrow_px=680))
        bind(LINE_UP, self, self._on_up, within=WITHIN)
        bind(LINE_DOWN, self, self._on_down, within=WITHIN)

    def enter(self, deed: LineDeed = LineDeed.OPEN) -> None:
        """Take the focus: the button for ``deed``, or where that is of no use any more, the one that opens it."""
        button = self.buttons[deed]
        if not button.isEnabled():
            button = self.buttons[LineDeed.OPEN]
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _words(self) -> QWidget:
        look = self.look
        words = QWidget()
        words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(Words(look.text or say("Nothing written yet")))
        if look.said:
            column.addWidget(Words(look.said, TextRole.MUTED))
        column.addWidget(Words(say("The person: {tells}.", tells=look.tells), TextRole.SMALL))
        if chips := self._chips():
            column.addWidget(chips)
        for sentence in self._since():
            column.addWidget(Words(sentence, TextRole.MUTED))
        return words

    def _chips(self) -> QWidget | None:
        look, facts = self.look, self.look.facts
        since = facts.since if facts else None
        marks = (
            (say("Restricted"), ChipKind.DANGER, look.restricted),
            (say("2 views"), ChipKind.DANGER, facts is not None and facts.two_views),
            (say("Not saved yet"), ChipKind.WARNING, look.unsaved),
            (say("New since approved"), ChipKind.PLAIN, since is not None and since.added),
            (say("Changed since approved"), ChipKind.PLAIN, since is not None and bool(since.changes)),
        )
        if not any(there for _, _, there in marks):
            return None
        row = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        flow = FlowLayout(row, gap_px=SPACE_8)
        for words, kind, there in marks:
            if there:
                flow.addWidget(Chip(words, kind))
        return row

    def _since(self) -> list[str]:
        changes = self.look.facts.since.changes if self.look.facts else ()
        return [say("{title}: was “{before}”.", title=one.title, before=one.before) for one in changes[:_CHANGES_SHOWN]]

    def _buttons(self) -> dict[LineDeed, Button]:
        found = {}
        for deed, words, enabled in (
            (LineDeed.OPEN, say("Change"), True),
            (LineDeed.UP, say("Up"), not self.look.first),
            (LineDeed.DOWN, say("Down"), not self.look.last),
        ):
            button = Button(words, ButtonKind.QUIET, name=f"{deed.value}_{self.look.key}", about=self.look.about)
            button.setEnabled(enabled)
            found[deed] = button
        found[LineDeed.OPEN].clicked.connect(self._on_open)
        found[LineDeed.UP].clicked.connect(self._on_up)
        found[LineDeed.DOWN].clicked.connect(self._on_down)
        found[LineDeed.UP].setToolTip(LINE_UP.label)
        found[LineDeed.DOWN].setToolTip(LINE_DOWN.label)
        return found

    def _button_row(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, gap_px=SPACE_4)
        for button in self.buttons.values():
            flow.addWidget(button)
        return row

    @Slot()
    def _on_open(self) -> None:
        self.wanted.emit(LineWish(LineDeed.OPEN, self.look.key))

    @Slot()
    def _on_up(self) -> None:
        if not self.look.first:
            self.wanted.emit(LineWish(LineDeed.UP, self.look.key))

    @Slot()
    def _on_down(self) -> None:
        if not self.look.last:
            self.wanted.emit(LineWish(LineDeed.DOWN, self.look.key))
