"""The strip that offers the tour: it takes no key and no room from anybody who has to work at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.views.partials.announce import announce
from desktop.views.partials.button import Button
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import Words
from desktop.views.theme.token import SPACE_8, SPACE_12

WORDS = say("New to Doorstep? A tour of two minutes shows where things are, on your own screen.")


class TourOffer(QFrame):
    """``taken``: they want it; ``declined``: not now. Hidden until it is offered."""

    taken = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tour_offer")
        self.setProperty("role", "notice")
        self.setProperty("kind", "info")
        self.setAccessibleName(WORDS)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.take_button = Button(say("Take the tour"), name="tour_take")
        self.decline_button = Button(say("Not now"), name="tour_decline")
        self.take_button.clicked.connect(self.taken)
        self.decline_button.clicked.connect(self.declined)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap_px=SPACE_8)
        flow.addWidget(self.take_button)
        flow.addWidget(self.decline_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
        column.addWidget(FoldRow(Words(WORDS), buttons, narrow_px=620))
        self.hide()

    def offer(self) -> None:
        """Show it, and have it read out."""
        self.show()
        announce(self, WORDS)
