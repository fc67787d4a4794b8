"""“I cannot unlock”: a code to read out, two officers who answer, then a new passphrase."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.words import say
from desktop.views.partials.announce import announce
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.theme.token import SPACE_8, SPACE_16
from desktop.views.unlock.column import CentredColumn
from desktop.views.unlock.passphrase_step import PassphraseStep
from desktop.views.unlock.step_line import StepLine
from desktop.views.unlock.wish import RecoveryLook, StrengthLook, UnlockWish

_COLUMN_PX = 520
_LOOK_EVERY_MS = 15_000
_ASK, _WAIT, _CHOOSE = range(3)
_STEPS = (say("Ask"), say("Two officers"), say("New passphrase"))
_EXPLAINED = say(
    "Two officers of your agency can let you in again. Nothing is lost: notes that were not sent, drafts and "
    "attachments stay on this laptop, and nobody at the office can read them. The laptop has to be connected."
)
_READ_OUT = say(
    "Ring your IT administrator and say that you cannot unlock. Two officers ring you back, on a number they know: "
    "read this code out to them then, and to nobody else. It is good for a day; you may close Doorstep meanwhile."
)
_ANSWERED = say(
    "Both officers have answered. Choose a new passphrase; from then on the old one opens nothing any more."
)
_NOBODY = say("Neither officer has put in their share yet.")
_ONE = say("One officer has put in their share; the other one is still to come.")


class RecoveryPage(QWidget):
    """``asked`` carries the profile's id, ``chosen`` an ``UnlockWish`` with the new passphrase.

    Whoever listens answers with ``show_look``, ``show_fault`` or another page.
    """

    asked = Signal(str)
    chosen = Signal(object)
    back_requested = Signal()

    def __init__(self, strength: Callable[[str], StrengthLook], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "canvas")
        self._profile, self._step, self._busy = "", _ASK, False
        self._line = StepLine(_STEPS)
        self._notice = Notice(NoticeKind.DANGER, "", name="recovery_fault")
        self._words = Words(_EXPLAINED)
        self._words.setObjectName("recovery_words")
        self._code = Words("", TextRole.DISPLAY, wraps=True)
        self._code.setObjectName("recovery_code")
        self._code.let_select()
        self._given = Words("", TextRole.MUTED)
        self._given.setObjectName("recovery_given")
        self._ask = Button("", ButtonKind.PRIMARY, name="recovery_ask_button")
        self._back = Button(say("&Back"), name="recovery_back_button")
        self._passphrase = PassphraseStep(strength)
        self._passphrase.begin_button.setText(say("&Open my records"))
        self._passphrase.begin_button.setAccessibleName(say("Open my records"))
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._arrange()
        self._listen()
        self.begin("")

    def _arrange(self) -> None:
        column = CentredColumn("recovery_column", _COLUMN_PX)
        column.body.setSpacing(SPACE_16)
        for part in (self._line, self._notice, self._words, self._code, self._given, self._passphrase):
            column.body.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_8)
        buttons.addWidget(self._ask)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        column.body.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)

    def _listen(self) -> None:
        for button in (self._ask, self._back):
            button.setAutoDefault(True)
        self._ask.clicked.connect(self._on_ask)
        self._timer.timeout.connect(self._on_look)
        self._back.clicked.connect(self.back_requested)
        self._passphrase.back_requested.connect(self.back_requested)
        self._passphrase.done.connect(self._on_chosen)

    @property
    def profile_id(self) -> str:
        """Whose recovery it is; empty once the page was left."""
        return self._profile

    def begin(self, profile_id: str) -> None:
        """Begin with the first step for a profile."""
        self._profile = profile_id
        self._words.setText(_EXPLAINED)
        self._show_code(RecoveryLook(profile_id, "", 0))
        self._go(_ASK)

    def show_look(self, look: RecoveryLook) -> None:
        """Show the code and how many officers have answered; with both, the passphrase is to be chosen.

        An answer that comes once the page was left, or for another profile, is not shown: a code read out for the
        wrong store, or a page out of sight that goes on asking.
        """
        if look.profile_id != self._profile:
            return
        self._show_code(look)
        self._words.setText(_ANSWERED if look.complete else _READ_OUT)
        self._go(_CHOOSE if look.complete else _WAIT)

    def show_fault(self, sentence: str) -> None:
        """Say what went wrong; it can be tried again from the same step."""
        self._set_busy(False)
        self._notice.set_notice(NoticeKind.DANGER, sentence)

    def showEvent(self, event: QShowEvent) -> None:
        """Let Enter ask at once."""
        super().showEvent(event)
        if not event.spontaneous():
            self._aim_focus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more, and forget what was typed and for whom, when another page takes the place."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._timer.stop()
            self._profile = ""
            self._passphrase.forget()

    def _show_code(self, look: RecoveryLook) -> None:
        self._code.setText(look.code.replace("-", " - "))
        given = _ONE if look.given else _NOBODY
        news = self._given.isVisible() and given != self._given.text()
        self._given.setText(given)
        if news:
            announce(self, given)

    def _go(self, step: int) -> None:
        moved, self._step = step != self._step, step
        self._notice.set_notice(NoticeKind.DANGER, "")
        self._line.set_step(step)
        for part in (self._code, self._given):
            part.setVisible(step == _WAIT)
        for button in (self._ask, self._back):
            button.setVisible(step != _CHOOSE)
        self._passphrase.setVisible(step == _CHOOSE)
        self._set_busy(False)
        if step == _WAIT:
            self._timer.start()
        else:
            self._timer.stop()
        if moved:
            self._aim_focus()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        idle = say("&Look for the answer") if self._step == _WAIT else say("&Ask for recovery")
        words = say("Asking the office…") if busy else idle
        if words != self._ask.text():
            self._ask.setText(words)
            self._ask.setAccessibleName(words.replace("&", ""))
        self._passphrase.begin_button.setEnabled(not busy)

    def _aim_focus(self) -> None:
        if self._step == _CHOOSE:
            self._passphrase.aim_focus()
        else:
            self._ask.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_ask(self) -> None:
        asked = self._busy
        self._set_busy(True)
        if not asked:
            self.asked.emit(self._profile)

    @Slot()
    def _on_look(self) -> None:
        """Ask without a word: whoever reads the code out with a screen reader is not interrupted every few seconds."""
        if not self._busy:
            self._busy = True
            self.asked.emit(self._profile)

    @Slot()
    def _on_chosen(self) -> None:
        if not self._busy:
            self._notice.set_notice(NoticeKind.DANGER, "")
            self._set_busy(True)
            self.chosen.emit(UnlockWish(self._profile, self._passphrase.passphrase))
