"""What stays in sight above and below the sheet: about whom it is, the draft's state, the buttons."""

from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.person_line import PersonLine
from desktop.views import wording
from desktop.views.capture.keeper import Kept
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.person_line import PersonGlance
from desktop.views.partials.person_line import PersonLine as PersonRow
from desktop.views.person_look import status_words
from desktop.views.theme.font import current_scale
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_24, Level

_KEY_FROM_PX = 760
"""So wide the foot is at 100 % text before the key that finishes is named beside its button."""


def glance(person: PersonLine) -> PersonGlance:
    """A person as the widgets show one."""
    level = Level(person.risk.level.value) if person.risk.level else Level.NOT_KNOWN
    status = status_words(person.status)
    warnings = tuple(say("{words} · 2 views", words=w.words) if w.two_views else w.words for w in person.warnings)
    needs = (
        (say("Interpreter: {language}", language=person.language),)
        if person.interpreter and not person.status.is_dead
        else ()
    )
    chips = (*((status,) if status else ()), *warnings, *needs)
    return PersonGlance(person.name, person.born, level, person.risk.two_views, chips)


class SheetHead(QFrame):
    """About whom the sheet is; the warnings stay in sight while somebody writes."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sheet_head")
        self.setProperty("role", "top")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_24, SPACE_12, SPACE_24, SPACE_12)
        self._column.setSpacing(SPACE_8)
        self._row: QWidget | None = None

    @property
    def accessible_summary(self) -> str:
        """What is read out about the person."""
        return self._row.accessibleName() if self._row else ""

    def show_person(self, person: PersonLine, today: date) -> None:
        """Show the person as known now."""
        self._show(PersonRow(glance(person), today, large=True))

    def show_whose(self, words: str) -> None:
        """Show whose it is, where it is about nobody: a member of staff, a team."""
        row = Words(words, TextRole.HEADING)
        row.setAccessibleName(words)
        self._show(row)

    def _show(self, row: QWidget) -> None:
        if self._row is not None:
            self._column.removeWidget(self._row)
            self._row.hide()
            self._row.deleteLater()
        self._row = row
        self._column.addWidget(row)


class SheetFoot(QFrame):
    """The buttons, and whether what was written is kept. Asks with ``finish``, ``leave`` and ``discard``."""

    finish, leave, discard = Signal(), Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sheet_foot")
        self.setProperty("role", "surface")
        self.finish_button = Button(say("&Finish…"), ButtonKind.PRIMARY, name="finish", icon="ph.check")
        self.finish_button.setToolTip("Ctrl+Enter")
        self.leave_button = Button(say("&Leave for now"), name="leave")
        self.discard_button = Button(say("Discard draft"), ButtonKind.QUIET, name="discard", icon="ph.trash")
        for button, signal in (
            (self.finish_button, self.finish),
            (self.leave_button, self.leave),
            (self.discard_button, self.discard),
        ):
            button.clicked.connect(signal)
        self._state = Words("", TextRole.MUTED, wraps=True)
        self._state.setObjectName("draft_state")
        buttons = QWidget()
        flow = FlowLayout(buttons, gap_px=SPACE_12)
        self._key = Words("Ctrl+Enter", TextRole.MUTED, wraps=False)
        for widget in (self.finish_button, self._key, self.leave_button):
            flow.addWidget(widget)
        flow.addWidget(self.discard_button)
        self._blocked = Words("", TextRole.DANGER)
        self._blocked.setObjectName("finish_blocked")
        self._blocked.hide()
        # In no colour: that a definition of high risk is met is nothing good.
        self._note = Words("", TextRole.STRONG)
        self._note.setObjectName("finish_note")
        self._note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_24, SPACE_8, SPACE_24, SPACE_8)
        column.setSpacing(SPACE_4)
        column.addWidget(self._blocked)
        column.addWidget(self._note)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setSpacing(SPACE_16)
        row.addWidget(buttons, 3)
        row.addWidget(self._state, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons on one line: what is written needs the room more than the name of a key."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text leaves less room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_key"):
            self._fit()

    def _fit(self) -> None:
        self._key.setVisible(self.width() >= _KEY_FROM_PX * current_scale())

    @property
    def blocked(self) -> str:
        """Why it cannot be finished as it stands; empty where it can."""
        return self._blocked.text()

    def block(self, sentence: str) -> None:
        """Let nobody finish, and say beside the button why; an empty sentence lets them."""
        self._blocked.setText(sentence)
        self._blocked.setVisible(bool(sentence))
        self.finish_button.setEnabled(not sentence)
        self.finish_button.setAccessibleDescription(say("Not yet: {sentence}", sentence=sentence) if sentence else "")

    def note(self, sentence: str) -> None:
        """Say beside the button how it stands; nothing for an empty sentence."""
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    @property
    def state(self) -> str:
        """What is said about the draft."""
        return self._state.text()

    def show_kept(self, kept: Kept) -> None:
        """Say when the draft was kept, or why it was not."""
        self._state.set_role(TextRole.DANGER if kept.fault else TextRole.MUTED)
        if kept.fault:
            self._state.setText(say("Draft not kept: {fault}", fault=kept.fault))
        else:
            self._state.setText(
                say("draft kept {clock_seconds}", clock_seconds=wording.clock_seconds(kept.at)) if kept.at else ""
            )
        self.discard_button.setVisible(kept.at is not None)
