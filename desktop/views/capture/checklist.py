"""The conditions of the order or licence, each to be looked at: kept, possible breach, not checked."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from casework.records.contact.contact import ConditionResult
from casework.words import say
from desktop.services.contact_form import ConditionPart
from desktop.views.capture.form_field import FormField, Part
from desktop.views.capture.word_choice import chosen_code, result_choice, show_code
from desktop.views.partials.label import TextRole, Words
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_16


class ConditionCheckPart(Part):
    """One condition. Its note is asked for once it was looked at."""

    def __init__(self, part: ConditionPart, number: int) -> None:
        super().__init__()
        self._part = part
        self.result = result_choice(f"condition_{number}")
        title = f"{part.number} · {part.text}" if part.number else part.text
        # An ampersand in what the court wrote is not a key.
        self._result_field = FormField(title.replace("&", "&&"), self.result, name=f"condition_{number}")
        self.result.setAccessibleName(say("Condition {title}", title=title))
        self.note = QLineEdit()
        self._note_field = FormField(
            say("What you saw or heard"), self.note, name=f"condition_note_{number}", optional=True
        )
        self.note.setAccessibleName(say("What you saw or heard about condition {number}", number=part.number))
        self.column.setSpacing(SPACE_8)
        self.add(self._result_field, self._note_field)
        self.watch(self._result_field, self._note_field)
        self._result_field.edited.connect(self._on_result)
        show_code(self.result, part.result)
        self.note.setText(part.note)
        self._on_result()

    def part(self) -> ConditionPart:
        """The condition as it stands on the screen."""
        result = chosen_code(self.result, ConditionResult) or ConditionResult.NOT_CHECKED
        return self._part.model_copy(update={"result": result, "note": self.note.text().strip()})

    @Slot()
    def _on_result(self) -> None:
        looked = chosen_code(self.result, ConditionResult) is not ConditionResult.NOT_CHECKED
        self._note_field.setVisible(looked or bool(self.note.text()))


class ChecklistPart(Part):
    """Every condition that is checked at contacts."""

    def __init__(self) -> None:
        super().__init__()
        self._checks: list[ConditionCheckPart] = []
        self._frame = QFrame()
        self._frame.setProperty("role", "card")
        self._rows = QVBoxLayout(self._frame)
        self._rows.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, SPACE_16)
        self._rows.setSpacing(SPACE_16)
        self._title = Words(say("Conditions checked"), TextRole.LABEL)
        self._hint = Words(say("What is left at “Not checked” is not recorded."), TextRole.HINT)
        self.column.setSpacing(SPACE_12)
        self.add(self._title, self._frame, self._hint)

    def show_parts(self, parts: list[ConditionPart]) -> None:
        """Show these conditions and no others; nothing is emitted."""
        for check in self._checks:
            _remove(check)
        self._checks = []
        for part in parts:
            self._add(part)
        self.setVisible(bool(self._checks))

    def offer(self, parts: list[ConditionPart]) -> None:
        """Add conditions that came to the order while the sheet was open; what is answered stays."""
        known = {check.part().condition for check in self._checks}
        for part in parts:
            if part.condition not in known:
                self._add(part)
        self.setVisible(bool(self._checks))

    def parts(self) -> list[ConditionPart]:
        """All conditions with their results."""
        return [check.part() for check in self._checks]

    def _add(self, part: ConditionPart) -> None:
        check = ConditionCheckPart(part, len(self._checks))
        check.edited.connect(self.edited)
        self._checks.append(check)
        self._rows.addWidget(check)


def _remove(widget: QWidget) -> None:
    # Its parent stays until Qt's loop comes round, or Python would own it and might destroy it in another thread.
    widget.hide()
    widget.deleteLater()
