"""Asks for the worker's passphrase before the screen shows anything else again."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.words import say
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.label import Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.unlock.column import CentredColumn
from desktop.views.unlock.countdown import Countdown
from desktop.views.unlock.passphrase_field import PassphraseField

_COLUMN_PX = 400
_GO_ON = say("&Go on working")


@dataclass(frozen=True, slots=True)
class Typed:
    """A passphrase that somebody has typed."""

    passphrase: str = field(repr=False)


class LeavePage(QWidget):
    """``typed`` carries a ``Typed``; whoever listens answers with ``show_wait`` or ``show_fault``, or leaves.

    ``back_requested``: back to the copy. What is typed is never shown in plain: somebody else looks on.
    """

    typed = Signal(Typed)
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("showing_leave")
        self.setProperty("role", "canvas")
        self._busy = False
        self._wait = Countdown(self)
        self.field = PassphraseField(say("Your &passphrase"), name="showing_passphrase", with_toggle=False)
        self.notice = Notice(NoticeKind.INFO, "", name="showing_notice")
        self.go_on = Button(_GO_ON, ButtonKind.PRIMARY, name="showing_go_on")
        self.back = Button(say("&Back to the copy"), ButtonKind.LINK, name="showing_back")
        self.back.setToolTip(say("Escape"))
        column = CentredColumn("showing_column", _COLUMN_PX, name_centred=True)
        column.body.addWidget(Words(say("For the worker: enter your passphrase to go on.")))
        for part in (self.field, self.notice, self.go_on):
            column.body.addWidget(part)
        column.body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignHCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self._wait.told.connect(self._on_told)
        self.field.line.returnPressed.connect(self._on_typed)
        self.go_on.clicked.connect(self._on_typed)
        self.back.clicked.connect(self.back_requested)

    @property
    def busy(self) -> bool:
        """Whether a passphrase is being looked at."""
        return self._busy

    def begin(self) -> None:
        """Ask; a wait that runs goes on."""
        self.field.forget()
        self.field.clear_error()
        if not self._wait.running:
            self.notice.set_notice(NoticeKind.INFO, "")
        self._aim()

    def show_wait(self, seconds: float) -> None:
        """Say that the passphrase was wrong, and count down until the next try; 0 is at once."""
        self._wait.start(seconds)
        self._set_busy(False)
        self._aim()

    def show_fault(self, sentence: str) -> None:
        """Say why it could not be looked at."""
        self._wait.stop()
        self._set_busy(False)
        self.notice.set_notice(NoticeKind.DANGER, sentence)
        self._aim()

    def _aim(self) -> None:
        self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        # Not disabled: that would take the focus away.
        self.field.line.setReadOnly(busy)
        self.back.setEnabled(not busy)
        self.go_on.setText(say("Looking…") if busy else _GO_ON)
        self.go_on.setAccessibleName(self.go_on.text().replace("&", ""))
        self.go_on.setEnabled(not busy and not self._wait.running)

    @Slot(str)
    def _on_told(self, told: str) -> None:
        self.go_on.setEnabled(not self._busy and not self._wait.running)
        if told != self.notice.sentence:
            self.notice.set_notice(NoticeKind.DANGER, told)

    @Slot()
    def _on_typed(self) -> None:
        if self._busy or self._wait.running:
            return
        typed = self.field.text
        if not typed:
            self.field.set_error(say("Enter your passphrase."))
            return
        self.field.forget()
        self.notice.set_notice(NoticeKind.INFO, "")
        self._set_busy(True)
        self.typed.emit(Typed(typed))
