"""Asks for the worker's passphrase before the screen shows anything else again."""

import math
from dataclasses import dataclass, field

from PySide6.QtCore import QDeadlineTimer, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.label import Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.unlock.column import CentredColumn
from desktop.views.unlock.passphrase_field import PassphraseField

_COLUMN_PX = 400
_TICK_MS = 200
_GO_ON = "&Go on working"


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
        self._wait_over = QDeadlineTimer(0)
        self._timer = QTimer(self, interval=_TICK_MS)
        self.field = PassphraseField("Your &passphrase", name="showing_passphrase", with_toggle=False)
        self.notice = Notice(NoticeKind.INFO, "", name="showing_notice")
        self.go_on = Button(_GO_ON, ButtonKind.PRIMARY, name="showing_go_on")
        self.back = Button("&Back to the copy", ButtonKind.LINK, name="showing_back")
        self.back.setToolTip("Escape")
        column = CentredColumn("showing_column", _COLUMN_PX, name_centred=True)
        column.body.addWidget(Words("For the worker: enter your passphrase to go on."))
        for part in (self.field, self.notice, self.go_on):
            column.body.addWidget(part)
        column.body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignHCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)
        self._timer.timeout.connect(self._on_tick)
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
        if not self._timer.isActive():
            self.notice.set_notice(NoticeKind.INFO, "")
        self._aim()

    def show_wait(self, seconds: float) -> None:
        """Say that the passphrase was wrong, and count down until the next try; 0 is at once."""
        self._wait_over = QDeadlineTimer(max(math.ceil(seconds * 1000), 0))
        self._timer.start()
        self._set_busy(False)
        self._on_tick()
        self._aim()

    def show_fault(self, sentence: str) -> None:
        """Say why it could not be looked at."""
        self._timer.stop()
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
        self.go_on.setText("Looking…" if busy else _GO_ON)
        self.go_on.setAccessibleName(self.go_on.text().replace("&", ""))
        self.go_on.setEnabled(not busy and not self._timer.isActive())

    @Slot()
    def _on_tick(self) -> None:
        left_s = math.ceil(self._wait_over.remainingTime() / 1000)
        if left_s > 0:
            unit = "second" if left_s == 1 else "seconds"
            self._say_wrong(f"You can try again in {left_s} {unit}.")
            return
        self._timer.stop()
        self.go_on.setEnabled(not self._busy)
        self._say_wrong("You can try again now.")

    def _say_wrong(self, when: str) -> None:
        sentence = f"Wrong passphrase. {when}"
        if sentence != self.notice.sentence:
            self.notice.set_notice(NoticeKind.DANGER, sentence)

    @Slot()
    def _on_typed(self) -> None:
        if self._busy or self._timer.isActive():
            return
        typed = self.field.text
        if not typed:
            self.field.set_error("Enter your passphrase.")
            return
        self.field.forget()
        self.notice.set_notice(NoticeKind.INFO, "")
        self._set_busy(True)
        self.typed.emit(Typed(typed))
