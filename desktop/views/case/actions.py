"""What can be done on a person's page: at the top right, the same for everybody, with the same keys."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from casework.words import say
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.theme.token import SPACE_8


@dataclass(frozen=True, slots=True)
class ActionWanted:
    """A person wants to do something: ``verb`` is a key of ``MORE``, record_contact, brief or plan_appointment."""

    verb: str


MORE = {
    "new_record": say("New rec&ord…\tCtrl+Shift+N"),
    "concern": say("&Protection concern…\tCtrl+Shift+P"),
    "plan": say("Risk &management and safety plan…"),
    "risk": say("Record &risk of serious harm…"),
    "warning": say("Add &warning…"),
    "telephone": say("Change &telephone…"),
    "name": say("Change &name…"),
    "language": say("Change &language and needs…"),
    "interpreter": say("Arrange &interpreter…"),
    "address": say("Add a&ddress…"),
    "agency": say("Add a&gency contact…"),
    "access": say("&Who has access…"),
    "cover": say("Give &cover…"),
    "status": say("Change &status…"),
    "transfer": say("&Transfer in or out…"),
    "review": say("Serious incident re&view…"),
    "print": say("Pr&int or save a paper…\tCtrl+P"),
    "keying": say("To be ke&yed elsewhere…"),
    "access_request": say("Re&quest for access…"),
    "person_copy": say("&Copy for the person…"),
    "show": say("S&how to the person…"),
    "ending": say("&End of the work…"),
    "hold": say("Legal &hold…"),
    "wrong_file": say("In the wrong &file…"),
    "taken_out": say("Ta&ken out of this file…"),
    "same_person": say("Another file of the same &person…"),
}


class CaseActions(QWidget):
    """Record contact, read the doorstep brief, plan an appointment, and the rest behind More."""

    wanted = Signal(ActionWanted)

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.record_button = Button(
            say("Record contact"), ButtonKind.PRIMARY, name="record_contact", icon="ph.note-pencil"
        )
        self.record_button.setToolTip("Ctrl+N")
        self.brief_button = Button(say("&Brief"), name="brief")
        self.brief_button.setToolTip("Ctrl+B")
        self.plan_button = Button(say("&Plan appointment"), name="plan_appointment")
        self.more_button = Button(say("&More"), name="more")
        self.menu = QMenu(self)
        self.menu.setObjectName("more_menu")
        for verb, words in MORE.items():
            action = QAction(words, self.menu)
            action.setObjectName(f"more_{verb}")
            action.triggered.connect(partial(self._ask, verb))
            self.menu.addAction(action)
        self.more_button.setMenu(self.menu)
        self.record_button.clicked.connect(partial(self._ask, "record_contact"))
        self.brief_button.clicked.connect(partial(self._ask, "brief"))
        self.plan_button.clicked.connect(partial(self._ask, "plan_appointment"))
        flow = FlowLayout(self, gap_px=SPACE_8)
        for button in (self.record_button, self.brief_button, self.plan_button, self.more_button):
            flow.addWidget(button)

    def show_dead(self, *, dead: bool) -> None:
        """After a death nothing is planned with the person: it would be refused."""
        self.plan_button.setVisible(not dead)

    def _ask(self, verb: str, _checked: bool = False) -> None:
        self.wanted.emit(ActionWanted(verb))
