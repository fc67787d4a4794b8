"""One line of a plan being written: its fields, what the person may be told, who may read it; Enter goes on."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from casework.records.file.telling_decision import TellingAnswer
from casework.words import say
from desktop.services.planning.opening import LineFacts
from desktop.services.planning.sheet import SheetLine
from desktop.services.record_check import Path
from desktop.services.record_form import RecordOpening
from desktop.views.capture.form_field import FormField
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.label import TextRole, Words
from desktop.views.planning.field_column import FieldColumn
from desktop.views.record.field_maker import FieldMaker
from desktop.views.record.group_field import focus_first
from desktop.views.record.part_field import Around
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_16

_RESTRICTED = "restricted"
_AS_IT_IS = "as_it_is"
_TELL = (
    Option(_AS_IT_IS, say("As it stands")),
    Option(TellingAnswer.DISCLOSE.value, say("May be told")),
    Option(TellingAnswer.WITHHOLD.value, say("Withhold")),
)
_KEYS = say("Enter: the next line. Shift+Enter: a new paragraph. Esc: close the line, nothing is lost.")
_NEVER_HERE = frozenset({"plan", "part"})


class LineEditor(QFrame):
    """``next_wanted``: the line is ready, one more; ``close_wanted``: it is ready; ``out_wanted``: it goes again."""

    edited = Signal()
    resized = Signal()
    next_wanted = Signal()
    close_wanted = Signal()
    out_wanted = Signal()

    def __init__(self, line: SheetLine, opening: RecordOpening, facts: LineFacts | None, *, may_tell: bool) -> None:
        super().__init__()
        self.line, self._facts = line, facts
        self.setObjectName("line_editor")
        self.setProperty("role", "card")
        self.setAccessibleName(say("Line of {title}", title=line.section.title))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        make = FieldMaker(Around(opening.today, opening.links, opening.staff)).make
        by_name = {s.name: s for s in opening.shapes if s.name not in _NEVER_HERE and not s.once}
        first = [by_name.pop(name) for name in line.section.first if name in by_name]
        self.first = FieldColumn(first, make, line.form)
        self.first.hold_to_three_lines()
        self.rest = FieldColumn(list(by_name.values()), make, line.form)
        self.tell = Choice(_TELL, name="line_tell", in_rows=True)
        self.restricted = Choice((Option(_RESTRICTED, say("Restricted")),), name="line_restricted", multiple=True)
        self.more_button = Button(say("&More about this line"), ButtonKind.LINK, name="line_more")
        self.more_button.setCheckable(True)
        self._arrange(may_tell=may_tell, may_restrict=opening.may_restrict and line.is_new)
        self._connect()

    def taken(self, *, raw: bool = False) -> SheetLine:
        """The line as it stands here; ``raw``: as it is typed, for the draft."""
        form = self.rest.over(self.first.over(self.line.form, raw=raw), raw=raw)
        form = form.model_copy(update={"restricted": bool(self.restricted.keys)})
        return self.line.model_copy(update={"form": form, "tell": "" if self.tell.key == _AS_IT_IS else self.tell.key})

    def puzzles(self) -> dict[Path, str]:
        """What was typed and not understood."""
        return self.first.puzzles() | self.rest.puzzles()

    def show_problems(self, found: Mapping[Path, str]) -> QWidget:
        """Say each sentence beside its field; returns the first place to mend."""
        first = self.first.show_problems(found)
        rest = self.rest.show_problems(found)
        if rest is not None:
            self.more_button.setChecked(True)
        whole = [sentence for path, sentence in found.items() if not path]
        self.error.setText(" ".join(whole))
        self.error.setVisible(bool(whole))
        return first or rest or self

    def enter(self) -> None:
        """Put the cursor into the first field."""
        focus_first(self.first)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a field that takes words goes on to the next line; Shift and Enter is a new paragraph."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self._typed:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            ):
                self.next_wanted.emit()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the line; what was written stays in it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _arrange(self, *, may_tell: bool, may_restrict: bool) -> None:
        stands = say("Stands now: {telling}. ", telling=self._facts.telling) if self._facts else ""
        how = (
            say("It holds for exactly what stands in the line when you save.")
            if may_tell
            else say("A senior lifts it.")
        )
        telling = FormField(say("What the person may be told"), self.tell, name="line_tell", hint=f"{stands}{how}")
        self._who = FormField(say("Who may read it"), self.restricted, name="line_restricted")
        self.tell.setAccessibleName(say("What the person may be told"))
        self.restricted.setAccessibleName(say("Who may read this line"))
        self.tell.set_keys([self.line.tell or _AS_IT_IS])
        self.tell.set_enabled_keys([one.key for one in _TELL if may_tell or one.key != TellingAnswer.DISCLOSE])
        self.restricted.set_keys([_RESTRICTED] if self.line.form.restricted else [])
        self.error = Words("", TextRole.DANGER)
        self.next_button = Button(say("Ne&xt line"), name="line_next", icon="ph.plus")
        self.close_button = Button(say("Close line"), ButtonKind.QUIET, name="line_close")
        self.out_button = Button(say("Take out"), ButtonKind.QUIET, name="line_out", about=say("this line"))
        buttons = QWidget()
        flow = FlowLayout(buttons, gap_px=SPACE_8)
        for button in (self.next_button, self.close_button, self.out_button):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        column.setSpacing(SPACE_16)
        for widget in (self.error, self.first, telling, self._who, self.more_button, self.rest):
            column.addWidget(widget)
        column.addWidget(Words(_KEYS, TextRole.SMALL))
        column.addWidget(buttons)
        self.error.hide()
        self.rest.hide()
        self._who.setVisible(may_restrict)
        self.out_button.setVisible(self.line.is_new)
        for field in (telling, self._who):
            field.edited.connect(self.edited)

    def _connect(self) -> None:
        for column in (self.first, self.rest):
            column.edited.connect(self.edited)
            column.resized.connect(self.resized)
        self.more_button.toggled.connect(self._on_more)
        self.next_button.clicked.connect(self.next_wanted)
        self.close_button.clicked.connect(self.close_wanted)
        self.out_button.clicked.connect(self.out_wanted)
        self._typed: list[QObject] = [*self.first.findChildren(QLineEdit), *self.first.findChildren(QTextEdit)]
        for typed in self._typed:
            typed.installEventFilter(self)

    @Slot(bool)
    def _on_more(self, shown: bool) -> None:
        self.rest.setVisible(shown)
        self.resized.emit()
