"""The keys, and what concerns this laptop: another passphrase, paper forms, looking at it. The guide itself is F1."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casework.words import say
from desktop.installed import version
from desktop.services.documents.loose import blank_forms
from desktop.views.desk import Desk
from desktop.views.help.opening import open_help
from desktop.views.help.topic import BEGINNING
from desktop.views.partials.button import Button
from desktop.views.partials.card import Card
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.held_row import held
from desktop.views.partials.label import Words
from desktop.views.partials.scroll_page import ScrollPage
from desktop.views.printing.loose_sheet import open_loose_sheet
from desktop.views.shell.doctor_sheet import open_doctor_sheet
from desktop.views.shell.key_sheet import key_table
from desktop.views.shell.licence_sheet import open_licence_sheet
from desktop.views.shell.passphrase_sheet import open_passphrase_sheet
from desktop.views.shortcut import HELP

READ = say(
    "F1 opens the help at the part that belongs to what is on the screen, over a page and over a sheet. What you are "
    "writing stays as it is, and Escape leads back to it. No connection is needed."
)

ANOTHER_PASSPHRASE = say(
    "Change it when you like, and at once if somebody has seen you type it. Nothing that you wrote is touched, and no "
    "connection is needed."
)

TAKE_SOME = say(
    "Take some with you where a laptop may fail. What is written on them is recorded in Doorstep the same day, with "
    "the time at which it happened, and the paper is destroyed."
)
FORMS = say(
    "Forms to fill in by hand: contact, concern, incident, risk, and the visits of a day. They are about nobody."
)


ABOUT = say(
    "This is Doorstep {version}. Let it look at the laptop — key store, policy, connection, clock, disk, records — and "
    "save the report for whoever helps you. Nothing personal is in it, and you see all of it first."
)


class HelpPage(ScrollPage):
    """What is not about a person or a page, but about the keys and the laptop itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("help_page", widest_px=900)
        self._desk = desk
        self.body.addWidget(self._guide())
        self.body.addWidget(self._keys())
        if desk.passphrase is not None:
            self.body.addWidget(self._passphrase())
        self.body.addWidget(self._forms())
        self.body.addWidget(self._about())
        self.body.addStretch(1)

    def _guide(self) -> Card:
        card = Card(say("Help"))
        card.add_row(Words(READ))
        self.guide_button = Button(say("Open the &help"), name="help_guide")
        self.guide_button.setToolTip(HELP.label)
        self.guide_button.clicked.connect(self._on_guide)
        card.add_row(held(self.guide_button))
        return card

    def _passphrase(self) -> Card:
        card = Card(say("I want another passphrase"))
        card.add_row(Words(ANOTHER_PASSPHRASE))
        self.passphrase_button = Button(say("Change your &passphrase…"), name="help_passphrase")
        self.passphrase_button.clicked.connect(self._on_passphrase)
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.passphrase_button)
        inner.addStretch(1)
        card.add_row(row)
        return card

    def _forms(self) -> Card:
        card = Card(say("I may be without a laptop"))
        card.add_row(Words(FORMS))
        self.forms_button = Button(say("Paper &forms…"), name="help_forms")
        self.forms_button.clicked.connect(self._on_forms)
        card.add_row(held(self.forms_button))
        return card

    def _about(self) -> Card:
        card = Card(say("Something does not work"))
        card.add_row(Words(ABOUT.format(version=version())))
        self.doctor_button = Button(say("Chec&k this laptop…"), name="help_doctor")
        self.licence_button = Button(say("&Licences…"), name="help_licences")
        self.doctor_button.setVisible(self._desk.examination is not None)
        row = QWidget()
        inner = FlowLayout(row)
        inner.addWidget(self.doctor_button)
        inner.addWidget(self.licence_button)
        self.doctor_button.clicked.connect(self._on_doctor)
        self.licence_button.clicked.connect(self._on_licences)
        card.add_row(row)
        return card

    @Slot()
    def _on_guide(self) -> None:
        open_help(self, BEGINNING)

    @Slot()
    def _on_doctor(self) -> None:
        open_doctor_sheet(self._desk, self)

    @Slot()
    def _on_licences(self) -> None:
        open_licence_sheet(self)

    @Slot()
    def _on_forms(self) -> None:
        open_loose_sheet(self._desk, self, say("Paper forms"), TAKE_SOME, blank_forms())

    @Slot()
    def _on_passphrase(self) -> None:
        open_passphrase_sheet(self._desk, self)

    def _keys(self) -> Card:
        card = Card(say("Keys"))
        card.add_row(key_table())
        return card
