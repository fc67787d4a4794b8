"""One attachment: what is said of it, where it is, and the ways to open it."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from casework.words import say
from desktop.services.attachment import WHEREABOUTS_SENTENCES, AttachmentLine, Whereabouts
from desktop.views.case.documents.words import moment_words, size_words
from desktop.views.case.facts import FactLines
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.card import Card
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.held_row import held
from desktop.views.partials.item_layout import empty_layout
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.partials.warning_chip import Chip, ChipKind
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_16

WHERE_WORDS = {
    Whereabouts.HERE_ONLY: say("On this laptop only"),
    Whereabouts.AT_OFFICE: say("At the office"),
    Whereabouts.COMING: say("Coming"),
    Whereabouts.AWAITED: say("Not on this laptop yet"),
}


class DocumentPane(ScrollPage):
    """Asks with ``open_wanted`` and ``original_wanted``; which one it is stands in ``record``."""

    open_wanted = Signal()
    original_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("document_pane")
        self.setAccessibleName(say("The chosen attachment"))
        self.body.setSpacing(SPACE_16)
        self._line: AttachmentLine | None = None
        self._today = date.min

    @property
    def record(self) -> str:
        """The record shown, empty where there is none."""
        return self._line.record if self._line else ""

    def enter(self) -> None:
        """Put the focus on the button that opens it."""
        button = self.findChild(Button, "open_attachment")
        if button is not None:
            button.setFocus()

    def show_line(self, line: AttachmentLine | None, today: date) -> None:
        """Show one attachment, or nothing. The same again stays as it is."""
        if line == self._line and today == self._today:
            return
        focused = next((button.objectName() for button in self.findChildren(Button) if button.hasFocus()), "")
        self._line, self._today = line, today
        empty_layout(self.body)
        if line is not None:
            for part in self._parts(line):
                self.body.addWidget(part)
            self.body.addStretch(1)
        if focused:
            # The old buttons go when Qt's loop comes round: the last of the name is the new one.
            for button in self.findChildren(Button, focused)[-1:]:
                button.setFocus()

    def _parts(self, line: AttachmentLine) -> list[QWidget]:
        chips = QWidget()
        flow = FlowLayout(chips, gap_px=SPACE_8)
        flow.addWidget(Chip(line.media_words))
        flow.addWidget(Chip(line.handling_words, ChipKind.DANGER if line.withheld else ChipKind.PLAIN))
        facts = [
            (say("Belongs to"), line.belongs_words),
            (say("Attached"), say("{moment} by {by}", moment=moment_words(line.added_at), by=line.by)),
            (say("Size"), size_words(line.size_bytes)),
        ]
        if line.taken_at:
            facts.insert(
                2, (say("Taken"), say("{moment} by the camera's own clock", moment=moment_words(line.taken_at)))
            )
        return [
            Words(line.caption, TextRole.HEADING),
            chips,
            FactLines(tuple(facts)),
            self._buttons(line),
            _where(line),
        ]

    def _buttons(self, line: AttachmentLine) -> QWidget:
        opened = Button(say("&View"), ButtonKind.PRIMARY, name="open_attachment", icon="ph.eye", about=line.caption)
        opened.setEnabled(line.may_open)
        opened.clicked.connect(self._on_open)
        buttons = [opened]
        if line.original_open:
            words = say("View the o&riginal") if line.original_here else say("Fetch the o&riginal")
            original = Button(words, name="open_original", about=line.caption)
            original.clicked.connect(self._on_original)
            buttons.append(original)
        return held(*buttons)

    @Slot()
    def _on_open(self) -> None:
        self.open_wanted.emit()

    @Slot()
    def _on_original(self) -> None:
        self.original_wanted.emit()


def _where(line: AttachmentLine) -> Card:
    card = Card(say("Where it is"))
    card.body.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
    card.body.setSpacing(SPACE_8)
    percent = say(": {percent} % is here", percent=line.percent) if line.where is Whereabouts.COMING else ""
    state = Words(f"{WHERE_WORDS[line.where]}{percent}", TextRole.STRONG)
    state.setObjectName("whereabouts")
    card.body.addWidget(state)
    card.body.addWidget(Words(WHEREABOUTS_SENTENCES[line.where], TextRole.MUTED))
    return card
