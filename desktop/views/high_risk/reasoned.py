"""A reason and the buttons that need one: nothing about the list is decided without it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.views.capture.form_field import FormField
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.theme.token import SPACE_8, SPACE_12

SAY_WHY = say("Write why. It is kept with the record.")


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done with a reason: its key and the words of its button."""

    key: str
    words: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """Somebody chose a deed and gave a reason."""

    key: str
    reason: str


class Reasoned(QWidget):
    """``chosen`` with a reason, never without. `about` completes the names of what is read out."""

    chosen = Signal(Done)

    def __init__(self, deeds: tuple[Deed, ...], *, name: str, about: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.trouble = Notice(NoticeKind.WARNING, "", name=f"trouble_{name}")
        self.reason = NarrativeEdit(name=f"reason_{name}", lines=2)
        self.reason.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field = FormField(say("Reason"), self.reason, name=f"reason_{name}")
        self.reason.setAccessibleName(say("Reason, {about}", about=about))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addWidget(self.trouble)
        column.addWidget(self.field)
        buttons = QWidget(self)
        flow = FlowLayout(buttons, gap_px=SPACE_8)
        self.buttons: dict[str, Button] = {}
        for deed in deeds:
            kind = ButtonKind.PRIMARY if deed.primary else ButtonKind.SECONDARY
            button = Button(deed.words, kind, name=f"{deed.key}_{name}", about=about)
            button.setProperty("deed", deed.key)
            button.clicked.connect(self._on_clicked)
            flow.addWidget(button)
            self.buttons[deed.key] = button
        column.addWidget(buttons)

    def set_busy(self, *, busy: bool) -> None:
        """Take no second answer while the first is being saved."""
        for button in self.buttons.values():
            button.setEnabled(not busy)

    def refuse(self, sentence: str, *, of_reason: bool) -> None:
        """Say what is the matter, and let the person try again."""
        self.set_busy(busy=False)
        if of_reason:
            self.field.set_error(sentence)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.trouble.set_notice(NoticeKind.WARNING, sentence)

    @Slot()
    def _on_clicked(self) -> None:
        reason, sender = self.reason.text.strip(), self.sender()
        if not reason:
            self.refuse(SAY_WHY, of_reason=True)
        elif isinstance(sender, Button):
            self.set_busy(busy=True)
            self.chosen.emit(Done(str(sender.property("deed")), reason))
