"""The locked application: its name, the field, and nothing that tells whose records these are."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.field import Field
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.shortcut import HELP
from desktop.views.unlock.column import CentredColumn
from desktop.views.unlock.countdown import Countdown
from desktop.views.unlock.passphrase_field import PassphraseField
from desktop.views.unlock.profile_box import ProfileBox
from desktop.views.unlock.wish import ProfileChoice, UnlockWish

_COLUMN_PX = 400
_FORGOTTEN = say("Forgotten it? Choose: I cannot unlock.")
_UNLOCK = say("&Unlock")
_ANOTHER = say("Set up &another person on this laptop")
_FIRST = say("Set up this l&aptop")


class LockedPage(QWidget):
    """``unlock_requested`` carries an ``UnlockWish``; by then the field is empty and the page is busy.

    ``recovery_requested`` carries the id of a profile whose person cannot unlock.

    Whoever listens answers with ``show_fault``, ``show_wait`` or another page.
    """

    unlock_requested = Signal(object)
    newcomer_requested = Signal()
    recovery_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, at_once: bool = True) -> None:
        """`at_once` False: the help is let be asked for by `let_help`, once the page has been painted."""
        super().__init__(parent)
        self.setProperty("role", "canvas")
        self._at_once = at_once
        self._busy = False
        self._wait = Countdown(self)
        self._wait.told.connect(self._on_told)
        self._make_widgets()
        self._arrange()
        self.show_profiles((), ())

    def _make_widgets(self) -> None:
        self._notice = Notice(NoticeKind.INFO, "", name="locked_notice")
        self._problems = Notice(NoticeKind.WARNING, "", name="locked_problems")
        self._profile = ProfileBox()
        self._profile_field = Field(say("&Your profile"), self._profile, name="profile_choice")
        self._profile.currentIndexChanged.connect(self._on_profile_changed)
        self._passphrase = PassphraseField(say("&Passphrase"), name="passphrase")
        self._passphrase.line.returnPressed.connect(self._on_unlock)
        self._unlock = Button(_UNLOCK, ButtonKind.PRIMARY, name="unlock_button")
        self._unlock.setAutoDefault(True)
        self._unlock.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._unlock.clicked.connect(self._on_unlock)
        self._cannot = Button(say("&I cannot unlock"), ButtonKind.LINK, name="cannot_unlock_button")
        self._cannot.setAutoDefault(True)
        self._cannot.clicked.connect(self._on_cannot)
        self._newcomer = Button(_ANOTHER, ButtonKind.LINK, name="new_person_button")
        self._newcomer.setAutoDefault(True)
        self._newcomer.clicked.connect(self.newcomer_requested)

    def _arrange(self) -> None:
        column = self._column = CentredColumn("locked_column", _COLUMN_PX, name_centred=True, at_once=self._at_once)
        self._help = Button(say("&Help"), ButtonKind.LINK, name="locked_help")
        self._help.setToolTip(HELP.label)
        self._help.setAutoDefault(True)
        self._help.clicked.connect(column.show_help)
        for part in (self._problems, self._profile_field, self._passphrase, self._notice):
            column.body.addWidget(part)
        column.body.addWidget(self._unlock)
        column.body.addWidget(self._cannot, 0, Qt.AlignmentFlag.AlignHCenter)
        column.body.addWidget(self._newcomer, 0, Qt.AlignmentFlag.AlignHCenter)
        column.body.addWidget(self._help, 0, Qt.AlignmentFlag.AlignHCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has begun to unlock."""
        return not (self._busy or self._wait.running or self._passphrase.text)

    def let_help(self) -> None:
        """Let the key of the help show it."""
        self._column.let_help()

    def show_profiles(self, choices: Sequence[ProfileChoice], problems: Sequence[str]) -> None:
        """Begin anew with the profiles on this laptop, and a sentence for each that cannot be read."""
        self._offer(choices)
        anybody = bool(choices)
        self._profile_field.setVisible(len(choices) > 1)
        self._passphrase.setVisible(anybody)
        self._unlock.setVisible(anybody)
        self._cannot.setVisible(anybody)
        self._newcomer.setText(_ANOTHER if anybody else _FIRST)
        self._newcomer.setAccessibleName(self._newcomer.text().replace("&", ""))
        self._problems.set_notice(NoticeKind.WARNING, "\n".join(problems))
        self._wait.stop()
        self._passphrase.forget()
        self._passphrase.clear_error()
        self._notice.set_notice(NoticeKind.INFO, "")
        self.show_busy(False)
        self._aim_focus()

    def show_busy(self, busy: bool) -> None:
        """Say that the key is being derived, which takes up to a second, and take nothing meanwhile."""
        self._busy = busy
        # Not disabled: that would take the focus away.
        self._passphrase.line.setReadOnly(busy)
        self._profile.setEnabled(not busy)
        self._newcomer.setEnabled(not busy)
        self._cannot.setEnabled(not busy)
        self._unlock.setText(say("Unlocking…") if busy else _UNLOCK)
        self._unlock.setAccessibleName(self._unlock.text().replace("&", ""))
        self._unlock.setEnabled(not busy and not self._wait.running)

    def show_fault(self, sentence: str) -> None:
        """Say why it was not unlocked; the field is there for the next try."""
        self._wait.stop()
        self.show_busy(False)
        self._notice.set_notice(NoticeKind.DANGER, sentence)
        self._aim_focus()

    def show_wait(self, seconds: float) -> None:
        """Say that the passphrase was wrong and count down until it can be tried again; 0 is at once."""
        self._wait.start(seconds)
        self.show_busy(False)
        self._aim_focus()

    def showEvent(self, event: QShowEvent) -> None:
        """Let a person type at once."""
        super().showEvent(event)
        self._aim_focus()

    def _offer(self, choices: Sequence[ProfileChoice]) -> None:
        chosen = self._profile.currentData()
        # Offering a choice is not choosing.
        self._profile.blockSignals(True)
        self._profile.clear()
        for choice in choices:
            self._profile.addItem(choice.label, choice.profile_id)
        self._profile.setCurrentIndex(max(self._profile.findData(chosen), 0) if choices else -1)
        self._profile.blockSignals(False)

    def _aim_focus(self) -> None:
        anybody = not self._passphrase.isHidden()
        (self._passphrase.line if anybody else self._newcomer).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_told(self, told: str) -> None:
        self._unlock.setEnabled(not self._busy and not self._wait.running)
        sentence = f"{told} {_FORGOTTEN}"
        if sentence != self._notice.sentence:
            self._notice.set_notice(NoticeKind.DANGER, sentence)

    @Slot()
    def _on_profile_changed(self) -> None:
        """Another profile has tries of its own; how long it has to wait, its store says."""
        self._wait.stop()
        self._notice.set_notice(NoticeKind.INFO, "")
        self.show_busy(False)

    @Slot()
    def _on_cannot(self) -> None:
        self.recovery_requested.emit(str(self._profile.currentData()))

    @Slot()
    def _on_unlock(self) -> None:
        if self._busy or self._wait.running:
            return
        self._passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)
        typed = self._passphrase.text
        if not typed:
            self._passphrase.set_error(say("Enter your passphrase."))
            return
        self._passphrase.forget()
        self._notice.set_notice(NoticeKind.INFO, "")
        self.show_busy(True)
        self.unlock_requested.emit(UnlockWish(str(self._profile.currentData()), typed))
