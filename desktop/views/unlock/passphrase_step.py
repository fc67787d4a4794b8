"""The second step of setting up: a passphrase, typed twice, and how the keys are guarded on this laptop."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casework.words import say
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.theme.token import SPACE_8, SPACE_16
from desktop.views.unlock.new_passphrase import NO_RECOVERY, NewPassphrase
from desktop.views.unlock.wish import StrengthLook


class PassphraseStep(QWidget):
    """``done`` when the passphrase will do and both are the same; ``back_requested`` from its button."""

    done = Signal()
    back_requested = Signal()

    def __init__(self, strength: Callable[[str], StrengthLook], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new = NewPassphrase(strength)
        self._no_recovery = Notice(NoticeKind.WARNING, "", name="recovery_notice")
        self._guard = Words("", TextRole.MUTED)
        self._guard.setObjectName("guard_sentence")
        self.begin_button = Button(say("Be&gin"), ButtonKind.PRIMARY, name="begin_button")
        self.back_button = Button(say("&Back"), name="passphrase_back_button")
        self._arrange()
        self._new.entered.connect(self._on_begin)
        for button in (self.begin_button, self.back_button):
            button.setAutoDefault(True)
        self.begin_button.clicked.connect(self._on_begin)
        self.back_button.clicked.connect(self.back_requested)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_16)
        for part in (self._new, self._no_recovery, self._guard):
            column.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_8)
        buttons.addWidget(self.begin_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        column.addLayout(buttons)

    @property
    def passphrase(self) -> str:
        """The passphrase as it was typed."""
        return self._new.passphrase

    def show_guard(self, sentence: str, has_recovery_key: bool) -> None:
        """Say how the keys are guarded here, and what a forgotten passphrase would cost."""
        self._guard.setText(sentence)
        self._guard.setVisible(bool(sentence))
        self._no_recovery.set_notice(NoticeKind.WARNING, "" if has_recovery_key else NO_RECOVERY)

    def forget(self) -> None:
        """Empty both fields."""
        self._new.forget()

    def aim_focus(self) -> None:
        """Put the cursor into the first field that is empty, or into the passphrase to mend it."""
        self._new.aim_focus()

    @Slot()
    def _on_begin(self) -> None:
        if self.begin_button.isEnabled() and self._new.is_good():
            self.done.emit()
