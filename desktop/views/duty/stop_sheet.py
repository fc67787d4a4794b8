"""Stop a laptop that was lost or stolen: whose, which, what happened; then the list of people it held."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from casework.errors import UserError
from casework.ledger.stopping import (
    REASON_MOST,
    LaptopsRequest,
    LaptopsResponse,
    StopRequest,
    StopResponse,
)
from casework.records.identifier import DeviceId
from casework.words import say
from desktop.services.on_duty.stopping import Owner, Owners, read_owners
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.desk import Desk
from desktop.views.duty.stop_words import held_words, laptop_words, people_words
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import NoticeKind

WHAT = say(
    "From its next request on, the office no longer answers a stopped laptop. If it is switched on and "
    "reaches the office, it hands over what was written, and is wiped once a backup has that."
)
NO_OFFICE = say("The office cannot be asked from here. Ring the administrator.")
NONE = say("All of their laptops that the office knows of are stopped already.")
CHOOSE, WHICH, SAY_WHAT = (
    say("Choose whose laptop it is."),
    say("Choose which laptop."),
    say("Write what has happened to it."),
)
NOT_STOPPED = say("The office did not stop it. Ring the administrator.")
_ASKING, _STOPPING = say("Asking the office."), say("Stopping it.")


@dataclass(frozen=True)
class Stopped:
    """Whose laptop was stopped, and what the office said that it held. Kept in no file: it goes when one locks."""

    owner: str
    answer: StopResponse
    today: date


class StopSheet(SheetFrame):
    """Who is chosen is asked about at once. Once it is stopped, the sheet stays for reading and copying the list.

    ``stopped`` carries what it held.
    """

    stopped = Signal(Stopped)

    def __init__(self, desk: Desk, owners: Owners, parent: QWidget) -> None:
        super().__init__(parent, say("Stop a laptop"), say("&Stop this laptop"), danger=True)
        self._desk, self._today = desk, owners.today
        self._asked = 0
        self._busy = False
        self.who = DropList()
        self.who.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.who.setSizeAdjustPolicy(DropList.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.who.setMinimumContentsLength(20)
        self.who.addItem(say("Choose a colleague"), None)
        for one in owners.people:
            self.who.addItem(one.name, one)
        self.whose = FormField(say("&Whose laptop"), self.who, name="stop_whose")
        self.which = FormField(say("Wh&ich one"), _choice(LaptopsResponse(), owners), name="stop_which")
        self.reason = LineField(
            say("What has &happened"), "stop_reason", REASON_MOST, hint=say("Such as: left on a bus")
        )
        self.held, self.people = Words("", TextRole.STRONG), Words("")
        self.people.let_select()
        self.held.setObjectName("stop_held")
        self.people.setObjectName("stop_people")
        self._owners = owners
        self._arrange_sheet()

    def _arrange_sheet(self) -> None:
        self._what = Words(WHAT, TextRole.MUTED)
        for widget in (self._what, self.whose, self.which, self.reason, self.held, self.people):
            self.column.addWidget(widget)
        for hidden in (self._whose, self.which, self.held, self.people):
            hidden.hide()
        self.who.currentIndexChanged.connect(self._on_who)
        self.save_requested.connect(self.stop)

    @property
    def device(self) -> DeviceId | None:
        """Which laptop is chosen."""
        editor = self.which.editor
        key = editor.key if isinstance(editor, Choice) else ""
        return DeviceId(key) if key and not self.which.isHidden() else None

    @Slot()
    def _on_who(self) -> None:
        owner, inquiry = self.who.currentData(), self._desk.inquiry
        self._asked += 1
        self.which.hide()
        self.whose.set_error("")
        self.say(NoticeKind.INFO, "")
        if not isinstance(owner, Owner):
            return
        if inquiry is None:
            self.say(NoticeKind.DANGER, NO_OFFICE)
            return
        asked = self._asked
        self.say(NoticeKind.INFO, _ASKING)
        inquiry.laptops(
            LaptopsRequest(staff=owner.staff), lambda answer: self._on_laptops(asked, answer), self._on_failed, self
        )

    def _on_laptops(self, asked: int, answer: LaptopsResponse) -> None:
        if asked != self._asked:
            return
        self.say(NoticeKind.WARNING if not answer.laptops else NoticeKind.INFO, "" if answer.laptops else NONE)
        choice = _choice(answer, self._owners)
        if len(answer.laptops) == 1:
            choice.set_keys([answer.laptops[0].device])
        self.which.replace_editor(choice)
        self.which.setVisible(bool(answer.laptops))
        self.fit()

    @Slot()
    def stop(self) -> None:
        """Stop it, or say what is missing."""
        inquiry, device, reason = self._desk.inquiry, self.device, self.reason.text.strip()
        if self._busy or self.save_button.isHidden():
            return
        chosen = isinstance(self.who.currentData(), Owner)
        self.whose.set_error("" if chosen else CHOOSE)
        self.which.set_error("" if device or self.which.isHidden() else WHICH)
        self.reason.set_error("" if reason else SAY_WHAT)
        if not device or not reason:
            missing = self.reason if device else self.which if chosen else self.whose
            missing.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.fit()
            return
        if inquiry is not None:
            self._set_busy(True)
            self.say(NoticeKind.INFO, _STOPPING)
            inquiry.stop(StopRequest(device=device, reason=reason), self._on_stopped, self._on_failed, self)

    def _on_stopped(self, answer: StopResponse) -> None:
        self._set_busy(False)
        if not answer.stopped:
            self.say(NoticeKind.DANGER, NOT_STOPPED)
            return
        for widget in (self._what, self.whose, self.which, self.reason, self.save_button):
            widget.hide()
        self.held.setText(held_words(answer))
        self.people.setText(people_words(answer, self._today))
        self.held.show()
        self.people.setVisible(bool(answer.people))
        self.leave_button.setText(say("&Close"))
        self.leave_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.say(NoticeKind.OK, say("{name}'s laptop is stopped.", name=self.who.currentText()))
        self.stopped.emit(Stopped(self.who.currentText(), answer, self._today))

    def _on_failed(self, error: UserError) -> None:
        self._set_busy(False)
        self.say(NoticeKind.DANGER, error.sentence)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.save_button.setEnabled(not busy)


def _choice(answer: LaptopsResponse, owners: Owners) -> Choice:
    options = [Option(one.device, laptop_words(one, owners.today)) for one in answer.laptops]
    return Choice(options or (Option("none", say("None")),), name="stop_which")


class HeldSheet(SheetFrame):
    """The list once more, to be copied into the report. Only read."""

    def __init__(self, stopped: Stopped, parent: QWidget) -> None:
        super().__init__(parent, say("Stopped: {owner}'s laptop", owner=stopped.owner), say("Close"))
        self.save_button.hide()
        self._whose.hide()
        self.people = Words(people_words(stopped.answer, stopped.today))
        self.people.setObjectName("held_people")
        self.people.let_select()
        self.column.addWidget(Words(held_words(stopped.answer), TextRole.STRONG))
        self.column.addWidget(self.people)


def open_stop_sheet(desk: Desk, parent: QWidget, stopped: Callable[[Stopped], None] | None = None) -> None:
    """Open the sheet over a page, for somebody who may stop laptops; `stopped` is a slot of that page."""

    def opened(owners: Owners) -> None:
        sheet = StopSheet(desk, owners, parent)
        if stopped is not None:
            sheet.stopped.connect(stopped)
        sheet.appear()

    def refused(error: Exception) -> None:
        if isinstance(error, UserError):
            desk.say(error.sentence)

    desk.ask(read_owners, opened, parent, refused)
