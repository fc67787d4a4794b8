"""The matter that is marked in the queue, whole: whose, what is known, and the button that settles it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.duty_desk import DutyDesk, DutyItem
from desktop.services.duty_matter import MatterPart
from desktop.views.capture.head import glance
from desktop.views.case.facts import FactLines
from desktop.views.duty.wording import VERBS, part_title, title_of, waits_words
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.card import Card
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.item_layout import empty_layout
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.person_line import PersonLine
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_24

_RING = say("Ring")


class MatterPane(QWidget):
    """``wanted`` where somebody wants to settle what is shown. ``buttons`` take those of the page beside it."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("duty_matter")
        self.item: DutyItem | None = None
        self._desk: DutyDesk | None = None
        self._title = ""
        self._read: tuple[MatterPart, ...] = ()
        self.reading = ScrollPage("duty_matter_reading")
        self._head, self._parts = QVBoxLayout(), QVBoxLayout()
        for column in (self._head, self._parts):
            column.setSpacing(SPACE_16)
            self.reading.body.addLayout(column)
        self.reading.body.setSpacing(SPACE_16)
        self.reading.body.addStretch(1)
        self.settle = Button("", ButtonKind.PRIMARY, name="duty_settle")
        self.settle.clicked.connect(self._on_settle)
        foot = QWidget()
        self.buttons = FlowLayout(foot, gap_px=SPACE_8, row_gap_px=SPACE_8)
        self._foot_room = QVBoxLayout()
        self._foot_room.addWidget(foot)
        self.buttons.addWidget(self.settle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addWidget(self.reading, 1)
        column.addLayout(self._foot_room)

    def show_beside(self, *, beside: bool) -> None:
        """All of the matter where there is room beside the queue, else its buttons alone."""
        self.reading.setVisible(beside)
        self._foot_room.setContentsMargins(SPACE_24 if beside else 0, 0, 0, 0)

    def show_item(self, item: DutyItem, desk: DutyDesk) -> None:
        """Show a matter of a desk; of another one than before no parts yet."""
        before, day = self.item, self._desk.today if self._desk else None
        self.item, self._desk = item, desk
        self.settle.setText(VERBS[item.sort])
        self.settle.setAccessibleName(f"{VERBS[item.sort].replace('&', '')}, {item.person.name}")
        if before is None or before.key != item.key:
            self.show_parts(())
            self.reading.verticalScrollBar().setValue(0)
        if before != item or day != desk.today or title_of(item, desk) != self._title:
            self._fill_head(item, desk)

    def show_parts(self, parts: tuple[MatterPart, ...]) -> None:
        """Show what it consists of."""
        if parts == self._read:
            return
        self._read = parts
        empty_layout(self._parts)
        for part in parts:
            card = Card(part_title(part, self._desk.today)) if self._desk else Card(part.title)
            card.add_row(FactLines(part.lines))
            self._parts.addWidget(card)

    def _fill_head(self, item: DutyItem, desk: DutyDesk) -> None:
        empty_layout(self._head)
        self._title = title_of(item, desk)
        head = QWidget()
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(PersonLine(glance(item.person), desk.today, large=True))
        column.addWidget(Words(self._title, TextRole.HEADING))
        waits = waits_words(item, desk)
        if waits:
            column.addWidget(Words(waits, TextRole.MUTED))
        self._head.addWidget(head)
        if item.facts:
            self._head.addWidget(_facts_card(item))
        else:
            self._head.addWidget(Words(item.detail))

    @Slot()
    def _on_settle(self) -> None:
        if self.item is not None:
            self.wanted.emit()


def _facts_card(item: DutyItem) -> Card:
    """Whom to ring in large letters, then the rest of it."""
    card = Card()
    ring = [words for title, words in item.facts if title == _RING]
    rest = tuple((title, words) for title, words in item.facts if title != _RING)
    for words in ring:
        card.add_row(Words(f"{_RING}: {words}", TextRole.HEADING))
    card.add_row(FactLines(rest))
    return card
