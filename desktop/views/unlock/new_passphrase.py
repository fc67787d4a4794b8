"""Choosing a passphrase: typed twice, with how good it is said while it is typed."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.words import say
from desktop.views.theme.token import SPACE_8, SPACE_16
from desktop.views.unlock.passphrase_field import PassphraseField
from desktop.views.unlock.strength_meter import StrengthMeter
from desktop.views.unlock.wish import StrengthLook

NO_RECOVERY = say(
    "There is no recovery key for this laptop: if you forget the passphrase, what has not reached the office is lost."
)
_PAUSE_MS = 150
_ADVICE = say("Five or more words you will remember. Nobody at the office knows it.")


class NewPassphrase(QWidget):
    """``entered``: Enter was pressed in the second field. Whoever listens asks ``is_good``."""

    entered = Signal()

    def __init__(self, strength: Callable[[str], StrengthLook], label: str = say("&Passphrase")) -> None:
        super().__init__()
        self._strength = strength
        self.first = PassphraseField(label, name="passphrase", hint=_ADVICE)
        self.again = PassphraseField(say("The same &again"), name="passphrase_again", with_toggle=False)
        self._meter = StrengthMeter()
        # Judging takes some milliseconds: not with every key.
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_16)
        chosen = QVBoxLayout()
        chosen.setSpacing(SPACE_8)
        chosen.addWidget(self.first)
        chosen.addWidget(self._meter)
        column.addLayout(chosen)
        column.addWidget(self.again)
        self.first.line.textEdited.connect(self._on_edited)
        self.first.line.returnPressed.connect(self.again.line.setFocus)
        self.again.line.returnPressed.connect(self.entered)
        self.first.revealed.connect(self.again.show_plain)
        self._on_pause()

    @property
    def passphrase(self) -> str:
        """The passphrase as it was typed."""
        return self.first.text

    def forget(self) -> None:
        """Empty both fields."""
        for field in (self.first, self.again):
            field.forget()
            field.clear_error()
        self._on_pause()

    def aim_focus(self) -> None:
        """Put the cursor into the first field that is empty, or into the passphrase to mend it."""
        empty = (field for field in (self.first, self.again) if not field.text)
        next(empty, self.first).line.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_good(self) -> bool:
        """Whether it will do and both are the same; what is wrong is said beside its field, which takes the cursor."""
        look = self._look()
        same = self.again.text == self.passphrase
        self.first.set_error("" if look.acceptable else look.sentence)
        if not look.acceptable:
            # Said once, beside the field; the meter speaks again with the next key.
            self._meter.show_strength(replace(look, sentence=""))
        self.again.set_error("" if same or not look.acceptable else _mending(self.again.text))
        if look.acceptable and same:
            return True
        wrong = self.again if look.acceptable else self.first
        wrong.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

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


def _mending(again: str) -> str:
    if not again:
        return say("Type the passphrase once more, so that no slip of a finger locks you out.")
    return say("The two are not the same. Show them to see where they differ.")
