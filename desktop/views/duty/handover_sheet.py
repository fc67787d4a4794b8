"""Hand the rest of one's turn of duty to somebody else: to whom, and which number is rung from now on."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from casework.errors import UserError
from casework.words import say
from desktop.services.on_duty.handover import OwnTurn, Successor, hand_over
from desktop.services.session import Session
from desktop.store.change import Change
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.desk import Desk
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import NoticeKind

_MOST = 40
_WHAT = say("You stay on duty until the office has this. Ring them first: they have to know.")
_NOBODY = say("No other senior or service manager is known on this laptop. Ring the administrator.")


class HandoverSheet(SheetFrame):
    """Whoever takes over is chosen from the seniors and service managers; their own number is suggested."""

    def __init__(self, desk: Desk, turn: OwnTurn, parent: QWidget) -> None:
        super().__init__(parent, say("Hand duty over"), say("&Hand over now"))
        self._desk, self._turn = desk, turn
        self.who = DropList()
        self.who.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.who.setSizeAdjustPolicy(DropList.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.who.setMinimumContentsLength(20)
        self.who.addItem(say("Choose a colleague"), None)
        for one in turn.successors:
            self.who.addItem(f"{one.name}, {one.role_words}", one)
        self.number = LineField(say("&Telephone on duty"), "telephone", _MOST)
        self.column.addWidget(Words(_WHAT if turn.successors else _NOBODY, TextRole.MUTED))
        self.to = FormField(say("Hand &over to"), self.who, name="who")
        self.column.addWidget(self.to)
        self.column.addWidget(self.number)
        self.save_button.setEnabled(bool(turn.successors))
        self.who.currentIndexChanged.connect(self._on_chosen)
        self.save_requested.connect(self.save)
        self._on_chosen()

    @property
    def chosen(self) -> Successor | None:
        """Who takes over; None where nobody can."""
        found = self.who.currentData()
        return found if isinstance(found, Successor) else None

    @Slot()
    def save(self) -> None:
        """Hand over, or say what is missing."""
        successor, number = self.chosen, self.number.text
        if not self.save_button.isEnabled():
            return
        self.to.set_error("" if successor else say("Choose who takes over."))
        self.number.set_error("" if number else say("Telephone on duty: write the number that is rung from now on."))
        if successor is None or not number:
            (self.number if successor else self.to).editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.save_button.setEnabled(False)

        def work(session: Session) -> Change:
            return hand_over(session, successor.staff, number)

        self._desk.act(work, self._on_saved, self, self._on_refused)

    @Slot()
    def _on_chosen(self) -> None:
        self.number.set_text((self.chosen.telephone if self.chosen else "") or self._turn.telephone)

    def _on_saved(self, _change: Change) -> None:
        self._desk.say(say("Handed over, as soon as the office has it."))
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, UserError):
            self.say(NoticeKind.DANGER, error.sentence)
