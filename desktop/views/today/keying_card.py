"""On Today: how much this person still has to key into other systems, and the way there."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.words import say, say_count
from desktop.services.copy_out.page import count_keying
from desktop.views.asker import Asker
from desktop.views.desk import Desk, Place
from desktop.views.partials.button import Button
from desktop.views.partials.card import Card
from desktop.views.partials.label import Words
from desktop.views.today.row import stacked

TITLE = say("To be keyed elsewhere")


class KeyingCard(QWidget):
    """Takes no room where nothing is to be keyed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("keying_card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk = desk
        self._count = 0
        self.card = Card(TITLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        self._asker = Asker(desk, count_keying, self.show_count, self)
        self.hide()

    def ask(self) -> None:
        """Count it anew."""
        self._asker.ask()

    def show_count(self, count: int) -> None:
        """Say how much there is."""
        if count != self._count:
            self._count = count
            self.card.clear()
            button = Button(say("&Key them in"), name="today_keying")
            button.clicked.connect(self._on_wanted)
            words = say(
                "{counted} still to be keyed into other systems",
                counted=say_count(count, "{number} record", "{number} records"),
            )
            self.card.add_row(stacked([Words(words), button]))
        self.setVisible(count > 0)

    @Slot()
    def _on_wanted(self) -> None:
        self._desk.go(Place("keying"))
