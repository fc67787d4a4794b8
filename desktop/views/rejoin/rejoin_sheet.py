"""The sheet on which somebody types the new code for a laptop that was restored from a backup or copied."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from casework.errors import UserError
from casework.words import say
from desktop.services.rejoin import take_rejoin
from desktop.store.change import Change
from desktop.sync.enrol import Enrolment
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.desk import Desk
from desktop.views.partials.label import Words
from desktop.views.partials.notice import NoticeKind

TITLE = say("Go on with this laptop")
VERB = say("Go &on")
EXPLAINED = say(
    "The office has records from this laptop that are not on it: an older copy of its disk was brought back, or there "
    "is a second copy of it. Nothing you wrote is lost, and nothing is sent until this is settled. Ring your "
    "administrator and tell them that this laptop needs a new code."
)
AFTERWARDS = say("Doorstep locks itself then. Unlock it as usual; everything that was kept here goes to the office.")
CODE_MISSING = say("Type the code that your administrator gives you.")
ASKING = say("Asking the office.")
NO_OFFICE = say("The office cannot be asked from here.")


class RejoinSheet(SheetFrame):
    """One field. `began_anew` once the store is the new device's: the application then has to begin again."""

    began_anew = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, TITLE, VERB)
        self._desk = desk
        self.code = LineField(say("&Code"), "rejoin_code", 100, hint=say("Seven groups of four letters and figures"))
        for widget in (Words(EXPLAINED), self.code, Words(AFTERWARDS)):
            self.column.addWidget(widget)
        self._whose.hide()
        self.save_requested.connect(self._on_wanted)
        self.code.line.returnPressed.connect(self._on_wanted)

    @Slot()
    def _on_wanted(self) -> None:
        if not self.save_button.isEnabled():
            return
        self.code.clear_error()
        inquiry = self._desk.inquiry
        if not self.code.text.strip():
            self.code.set_error(CODE_MISSING)
            self.code.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        elif inquiry is None:
            self.say(NoticeKind.DANGER, NO_OFFICE)
        else:
            self._set_busy(True)
            self.say(NoticeKind.INFO, ASKING)
            inquiry.rejoin(self.code.text, self._on_answer, self._on_failed, self)

    def _on_answer(self, done: Enrolment) -> None:
        # The code is spent: from here on nothing may keep the new key from being kept.
        self._desk.act(partial(take_rejoin, done=done), self._on_taken, self)

    def _on_taken(self, _change: Change) -> None:
        self.began_anew.emit()
        self.accept()

    def _on_failed(self, error: UserError) -> None:
        self._set_busy(False)
        self.say(NoticeKind.INFO, "")
        self.code.set_error(error.sentence)
        self.code.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_busy(self, busy: bool) -> None:
        self.save_button.setEnabled(not busy)


def open_rejoin_sheet(desk: Desk, parent: QWidget) -> RejoinSheet:
    """Open the sheet over a page."""
    sheet = RejoinSheet(desk, parent)
    sheet.appear()
    return sheet
