"""What a senior does about a thing to look at: release or refuse with a reason, or say that it has been read."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.records.delivery.ruling import Decision
from casework.records.identifier import EntryId, Scope
from casework.words import say
from desktop.services.looking import LookLine
from desktop.views.capture.form_field import FormField
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.shortcut import OPEN, bind
from desktop.views.theme.token import SPACE_8, SPACE_16

SAY_WHY = say("Write why.")
ONLY_REFUSED = say("This cannot be released: rule on the record itself again, and refuse this.")


@dataclass(frozen=True, slots=True)
class Ruled:
    """A senior releases or refuses what is on the screen."""

    scope: Scope
    entry: EntryId
    decision: Decision
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """A senior says that they have read what is on the screen."""

    scope: Scope
    entry: EntryId


class Verdict(QWidget):
    """``ruled`` or ``read``, about the line that is shown. Enter on a button presses it."""

    ruled = Signal(Ruled)
    read = Signal(Read)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._line: LookLine | None = None
        self.reason = NarrativeEdit(name="ruling_reason", lines=3)
        self.reason.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field = FormField(
            say("R&eason"),
            self.reason,
            name="ruling_reason",
            hint=say("It is kept with the record, and its author reads it."),
        )
        self.note = Words(ONLY_REFUSED, TextRole.MUTED)
        self.release_button = Button(say("&Release"), ButtonKind.PRIMARY, name="release")
        self.refuse_button = Button(say("Re&fuse"), name="refuse")
        self.read_button = Button(say("&I have read this"), ButtonKind.PRIMARY, name="have_read")
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons, gap_px=SPACE_8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_16)
        for part in (self.field, self.note, self._buttons):
            column.addWidget(part)
        for button in (self.release_button, self.refuse_button, self.read_button):
            flow.addWidget(button)
            self._press_with_enter(button)
        self.release_button.clicked.connect(self._on_release)
        self.refuse_button.clicked.connect(self._on_refuse)
        self.read_button.clicked.connect(self._on_read)

    def _press_with_enter(self, button: Button) -> None:
        bind(OPEN, button, button.click, within=Qt.ShortcutContext.WidgetShortcut)

    def show_line(self, line: LookLine) -> None:
        """Offer what the person at the keyboard may do about a line."""
        self._line = line
        self.setVisible(line.needs_me)
        self.field.setVisible(line.may_rule)
        self.release_button.setVisible(line.may_release)
        self.refuse_button.setVisible(line.may_rule)
        self.note.setVisible(line.may_rule and not line.may_release)
        self.read_button.setVisible(line.may_read)

    @property
    def begun(self) -> bool:
        """Whether somebody has begun to write a reason."""
        return bool(self.reason.text.strip())

    def clear(self) -> None:
        """Forget what was written."""
        self.reason.set_text("")
        self.field.clear_error()

    def enter(self) -> None:
        """Put the focus where the person goes on."""
        line = self._line
        if line is not None and line.may_rule:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif line is not None and line.may_read:
            self.read_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, *, busy: bool) -> None:
        """Take no second answer while the first is being saved."""
        for button in (self.release_button, self.refuse_button, self.read_button):
            button.setEnabled(not busy)

    def refuse(self, sentence: str) -> None:
        """Say at the reason what is the matter with it."""
        self.field.set_error(sentence)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_release(self) -> None:
        self._rule(Decision.RELEASE)

    @Slot()
    def _on_refuse(self) -> None:
        self._rule(Decision.REFUSE)

    @Slot()
    def _on_read(self) -> None:
        if self._line is not None:
            self.read.emit(Read(self._line.scope, self._line.entry))

    def _rule(self, decision: Decision) -> None:
        reason = self.reason.text.strip()
        if not reason:
            self.refuse(SAY_WHY)
        elif self._line is not None:
            self.ruled.emit(Ruled(self._line.scope, self._line.entry, decision, reason))
