"""Help on one screen (F1): the keys, and what to do in the situations that worry people."""

from importlib.metadata import version

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.services.documents.loose import blank_forms
from desktop.views.desk import Desk
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

GUIDE = (
    (
        "I am going on a visit",
        "Read the brief before you knock, and press Start visit. The office's clock misses you at the time to be back, "
        "whether you pressed it or not, but only once the office has the plan: until then the brief says that the "
        "office does not know you are here, with the number to phone. End visit leads to the contact, with your notes.",
    ),
    (
        "I am going to be away",
        "On the page of each person choose More, then Give cover: who, from which day to which, why, and what they "
        "have to know. The case goes to their laptop for these days. Under Who has access you see it and end it early.",
    ),
    (
        "There is no signal",
        "Go on working. Everything you save is on this laptop, encrypted, and goes to the office by itself when there "
        "is a connection and Doorstep is unlocked. Top right says how much the office has not received yet.",
    ),
    (
        "I was interrupted while writing",
        "What you type is kept within two seconds, even if the battery goes flat. Unlock, and your draft is offered.",
    ),
    (
        "I recorded something wrong",
        "A finished contact does not change, because others may have acted on it. Open it and choose Correct this "
        "record: the correction stands beside it and both can be read.",
    ),
    (
        "Two views",
        "Two people recorded different things without seeing each other's. Both are kept, the more cautious one stands "
        "for risk and warnings, and somebody decides with a reason. Nothing is lost meanwhile.",
    ),
    (
        "Lowering a high level",
        "Raising a level counts at once. Lowering a high or very high one, or removing a warning, is for a senior: "
        "what you sign becomes a proposal, and the higher level stands until it is answered.",
    ),
    (
        "I forgot my passphrase",
        "On the locked page choose I cannot unlock, with a connection, and ring your IT administrator. Two officers "
        "ring you back, you read the code out to them, and they let you in again; nothing that you wrote is lost. "
        "Where there is no recovery key, the page says so.",
    ),
    (
        "The laptop is lost",
        "Phone your IT administrator at once. Nobody can read the records on a lost laptop without your passphrase, "
        "and the administrator stops the laptop so that it receives nothing more.",
    ),
)

ANOTHER_PASSPHRASE = (
    "Change it when you like, and at once if somebody has seen you type it. Nothing that you wrote is touched, and no "
    "connection is needed."
)

TAKE_SOME = (
    "Take some with you where a laptop may fail. What is written on them is recorded in Doorstep the same day, with "
    "the time at which it happened, and the paper is destroyed."
)
FORMS = "Forms to fill in by hand: contact, concern, incident, risk, and the visits of a day. They are about nobody."


ABOUT = (
    "This is Doorstep {version}. Let it look at the laptop — key store, policy, connection, clock, disk, records — and "
    "save the report for whoever helps you. Nothing personal is in it, and you see all of it first."
)


class HelpPage(ScrollPage):
    """The page behind F1."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("help_page", widest_px=900)
        self._desk = desk
        self.body.addWidget(self._keys())
        if desk.passphrase is not None:
            self.body.addWidget(self._passphrase())
        self.body.addWidget(self._forms())
        self.body.addWidget(self._about())
        for title, text in GUIDE:
            card = Card(title)
            card.add_row(Words(text))
            self.body.addWidget(card)
        self.body.addStretch(1)

    def _passphrase(self) -> Card:
        card = Card("I want another passphrase")
        card.add_row(Words(ANOTHER_PASSPHRASE))
        self.passphrase_button = Button("Change your &passphrase…", name="help_passphrase")
        self.passphrase_button.clicked.connect(self._on_passphrase)
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.passphrase_button)
        inner.addStretch(1)
        card.add_row(row)
        return card

    def _forms(self) -> Card:
        card = Card("I may be without a laptop")
        card.add_row(Words(FORMS))
        self.forms_button = Button("Paper &forms…", name="help_forms")
        self.forms_button.clicked.connect(self._on_forms)
        card.add_row(held(self.forms_button))
        return card

    def _about(self) -> Card:
        card = Card("Something does not work")
        card.add_row(Words(ABOUT.format(version=version("doorstep"))))
        self.doctor_button = Button("Chec&k this laptop…", name="help_doctor")
        self.licence_button = Button("&Licences…", name="help_licences")
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
    def _on_doctor(self) -> None:
        open_doctor_sheet(self._desk, self)

    @Slot()
    def _on_licences(self) -> None:
        open_licence_sheet(self)

    @Slot()
    def _on_forms(self) -> None:
        open_loose_sheet(self._desk, self, "Paper forms", TAKE_SOME, blank_forms())

    @Slot()
    def _on_passphrase(self) -> None:
        open_passphrase_sheet(self._desk, self)

    def _keys(self) -> Card:
        card = Card("Keys")
        card.add_row(key_table())
        return card
