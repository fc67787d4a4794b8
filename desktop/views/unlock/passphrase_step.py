"""The second step of setting up: a passphrase, typed twice, and how the keys are guarded on this laptop."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.theme.token import SPACE_8, SPACE_16
from desktop.views.unlock.passphrase_field import PassphraseField
from desktop.views.unlock.strength_meter import StrengthMeter
from desktop.views.unlock.wish import StrengthLook

_PAUSE_MS = 150
_ADVICE = "Five or more words you will remember. Nobody at the office knows it."
_NO_RECOVERY = (
    "There is no recovery key for this laptop: if you forget the passphrase, what has not reached the office is lost."
)


class PassphraseStep(QWidget):
    """``done`` when the passphrase will do and both are the same; ``back_requested`` from its button."""

    done = Signal()
    back_requested = Signal()

    def __init__(self, strength: Callable[[str], StrengthLook], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strength = strength
        self._first = PassphraseField("&Passphrase", name="passphrase", hint=_ADVICE)
        self._again = PassphraseField("The same &again", name="passphrase_again", with_toggle=False)
        self._meter = StrengthMeter()
        self._no_recovery = Notice(NoticeKind.WARNING, "", name="recovery_notice")
        self._guard = Words("", TextRole.MUTED)
        self._guard.setObjectName("guard_sentence")
        self.begin_button = Button("Be&gin", ButtonKind.PRIMARY, name="begin_button")
        self.back_button = Button("&Back", name="passphrase_back_button")
        # Judging takes some milliseconds: not with every key.
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self._arrange()
        self._listen()
        self._on_pause()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_16)
        chosen = QVBoxLayout()
        chosen.setSpacing(SPACE_8)
        chosen.addWidget(self._first)
        chosen.addWidget(self._meter)
        column.addLayout(chosen)
        for part in (self._again, self._no_recovery, self._guard):
            column.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_8)
        buttons.addWidget(self.begin_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        column.addLayout(buttons)

    def _listen(self) -> None:
        self._first.line.textEdited.connect(self._on_edited)
        self._first.line.returnPressed.connect(self._again.line.setFocus)
        self._again.line.returnPressed.connect(self._on_begin)
        self._first.revealed.connect(self._again.show_plain)
        for button in (self.begin_button, self.back_button):
            button.setAutoDefault(True)
        self.begin_button.clicked.connect(self._on_begin)
        self.back_button.clicked.connect(self.back_requested)

    @property
    def passphrase(self) -> str:
        """The passphrase as it was typed."""
        return self._first.text

    def show_guard(self, sentence: str, has_recovery_key: bool) -> None:
        """Say how the keys are guarded here, and what a forgotten passphrase would cost."""
        self._guard.setText(sentence)
        self._guard.setVisible(bool(sentence))
        self._no_recovery.set_notice(NoticeKind.WARNING, "" if has_recovery_key else _NO_RECOVERY)

    def forget(self) -> None:
        """Empty both fields."""
        for field in (self._first, self._again):
            field.forget()
            field.clear_error()
        self._on_pause()

    def aim_focus(self) -> None:
        """Put the cursor into the first field that is empty, or into the passphrase to mend it."""
        empty = (field for field in (self._first, self._again) if not field.text)
        next(empty, self._first).line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_edited(self) -> None:
        self._pause.start()

    @Slot()
    def _on_pause(self) -> None:
        self._look()

    def _look(self) -> StrengthLook:
        self._pause.stop()
        look = self._strength(self.passphrase)
        self._meter.show_strength(look)
        return look

    @Slot()
    def _on_begin(self) -> None:
        if not self.begin_button.isEnabled():
            return
        look = self._look()
        same = self._again.text == self.passphrase
        self._first.set_error("" if look.acceptable else look.sentence)
        if not look.acceptable:
            # Said once, beside the field; the meter speaks again with the next key.
            self._meter.show_strength(replace(look, sentence=""))
        self._again.set_error("" if same or not look.acceptable else _mending(self._again.text))
        if look.acceptable and same:
            self.done.emit()
        else:
            wrong = self._again if look.acceptable else self._first
            wrong.line.setFocus(Qt.FocusReason.OtherFocusReason)


def _mending(again: str) -> str:
    if not again:
        return "Type the passphrase once more, so that no slip of a finger locks you out."
    return "The two are not the same. Show them to see where they differ."
