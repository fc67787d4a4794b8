"""The sheet on which somebody changes their passphrase: the present one, then the new one twice."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from casework.errors import UserError
from casework.words import say
from desktop.services.showing.passphrase import PassphraseCheck
from desktop.services.unlock import strength_of
from desktop.store.keyslot import WrongPassphrase
from desktop.store.wrong_tries import TooSoon
from desktop.views.case_sheets.sheet_frame import SheetFrame
from desktop.views.desk import Desk
from desktop.views.partials.label import Words
from desktop.views.partials.notice import NoticeKind
from desktop.views.unlock.countdown import Countdown
from desktop.views.unlock.new_passphrase import NO_RECOVERY, NewPassphrase
from desktop.views.unlock.passphrase_field import PassphraseField
from desktop.views.unlock.wish import StrengthLook

TITLE = say("Change your passphrase")
VERB = say("&Change passphrase")
EXPLAINED = say(
    "From then on this laptop unlocks with the new passphrase, and no longer with the old one. The next time you "
    "unlock, your records get a new key, too, which takes a moment; nothing in them changes, nor in what has not been "
    "sent or is being written. Another laptop of yours keeps its own passphrase."
)
MISSING = say("Enter your present passphrase.")
THE_SAME = say("That is your present passphrase. Choose another one.")
CHANGING = say("Changing it, which takes some seconds. Do not switch the laptop off.")
CHANGED = say("Passphrase changed. Unlock with the new one from now on.")


class PassphraseSheet(SheetFrame):
    """What is typed stays on the sheet until it has worked, and then goes with it. Wrong tries wait as at unlocking."""

    def __init__(self, desk: Desk, check: PassphraseCheck, parent: QWidget) -> None:
        super().__init__(parent, TITLE, VERB)
        self.setAccessibleDescription(EXPLAINED)
        self._desk, self._check = desk, check
        self._busy = False
        self._wait = Countdown(self)
        self.present = PassphraseField(say("&Present passphrase"), name="present_passphrase", with_toggle=False)
        self.new = NewPassphrase(_strength, say("&New passphrase"))
        for widget in (Words(EXPLAINED), self.present, self.new):
            self.column.addWidget(widget)
        self._whose.hide()
        self._wait.told.connect(self._on_told)
        self.present.line.returnPressed.connect(self.new.first.line.setFocus)
        self.new.entered.connect(self._on_wanted)
        self.save_requested.connect(self._on_wanted)
        desk.ask(lambda _session: check.has_recovery_key(), self._on_recovery_known, self)

    @property
    def busy(self) -> bool:
        """Whether the change is under way."""
        return self._busy

    def may_leave(self) -> bool:
        """Not while it is being changed: nobody would know which passphrase it is now."""
        return not self._busy

    def _on_recovery_known(self, known: bool) -> None:
        if not known and not self.notice.sentence:
            self.say(NoticeKind.WARNING, NO_RECOVERY)

    @Slot()
    def _on_wanted(self) -> None:
        if self._busy or self._wait.running:
            return
        self.present.clear_error()
        present = self.present.text
        if not present:
            self.present.set_error(MISSING)
            self._aim()
        elif self.new.is_good():
            if self.new.passphrase == present:
                self.new.first.set_error(THE_SAME)
                self.new.first.line.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self._change(present, self.new.passphrase)

    def _change(self, present: str, new: str) -> None:
        self._set_busy(True)
        self.say(NoticeKind.INFO, CHANGING)
        check = self._check
        self._desk.ask(lambda _session: check.change(present, new), self._on_changed, self, self._on_failed)

    def _on_changed(self, _nothing: None) -> None:
        self._forget()
        self._set_busy(False)
        self._desk.say(CHANGED)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, WrongPassphrase | TooSoon):
            self.present.forget()
            self._wait.start(self._check.wait_s())
        else:
            self.say(NoticeKind.DANGER, error.sentence if isinstance(error, UserError) else str(error))
        self._aim()

    @Slot(str)
    def _on_told(self, told: str) -> None:
        self.save_button.setEnabled(not self._busy and not self._wait.running)
        if told != self.notice.sentence:
            self.say(NoticeKind.DANGER, told)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for field in (self.present, self.new.first, self.new.again):
            # Not disabled: that would take the focus away.
            field.line.setReadOnly(busy)
        self.leave_button.setEnabled(not busy)
        self.save_button.setText(say("Changing…") if busy else VERB)
        self.save_button.setAccessibleName(self.save_button.text().replace("&", ""))
        self.save_button.setEnabled(not busy)

    def _forget(self) -> None:
        self.present.forget()
        self.new.forget()

    def _aim(self) -> None:
        self.present.line.setFocus(Qt.FocusReason.OtherFocusReason)


def open_passphrase_sheet(desk: Desk, parent: QWidget) -> PassphraseSheet | None:
    """Open the sheet over a page; None where there is no passphrase to change."""
    if desk.passphrase is None:
        return None
    sheet = PassphraseSheet(desk, desk.passphrase, parent)
    sheet.appear()
    return sheet


def _strength(text: str) -> StrengthLook:
    strength = strength_of(text)
    return StrengthLook(strength.score, strength.sentence, strength.acceptable)
