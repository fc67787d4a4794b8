"""Who interpreted, if anybody did. A child or a relative is recorded, and warned about."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from casework.records.contact.contact import InterpreterSort
from casework.rules.interpreting import is_family
from casework.words import say
from desktop.services.contact_form import InterpreterPart
from desktop.views.capture.form_field import FormField, Part
from desktop.views.capture.word_choice import (
    chosen_bool,
    chosen_code,
    interpreter_choice,
    show_bool,
    show_code,
    yes_no_choice,
)
from desktop.views.partials.notice import Notice, NoticeKind

CHILD_OR_RELATIVE = say(
    "A child or a relative should not interpret. Record it as it was, say in the narrative why, "
    "and arrange a professional interpreter for what matters."
)


class InterpretingPart(Part):
    """Yes or no first; the rest only where somebody interpreted. ``warned`` when the warning has come."""

    warned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.used, self.sort = yes_no_choice("interpreter"), interpreter_choice("interpreter_sort")
        self.language, self.name, self.agency = QLineEdit(), QLineEdit(), QLineEdit()
        self._used_field = FormField(say("Inte&rpreter"), self.used, name="interpreter")
        self.warning = Notice(NoticeKind.WARNING, CHILD_OR_RELATIVE, name="interpreter_warning")
        self._details: tuple[QWidget, ...] = (
            FormField(say("Who interpreted"), self.sort, name="interpreter_sort"),
            self.warning,
            FormField(say("Language"), self.language, name="interpreter_language"),
            FormField(say("Name of the interpreter"), self.name, name="interpreter_name", optional=True),
            FormField(say("Interpreting agency"), self.agency, name="interpreter_agency", optional=True),
        )
        self.add(self._used_field, *self._details)
        watched = [detail for detail in self._details if isinstance(detail, FormField)]
        self.watch(self._used_field, *watched)
        for field in (self._used_field, *watched):
            field.edited.connect(self._on_edited)

    def show_part(self, part: InterpreterPart | None, language: str) -> None:
        """Show what the form says; ``language`` is offered where somebody interprets after all."""
        shown = part or InterpreterPart(language=language)
        show_bool(self.used, part is not None)
        show_code(self.sort, shown.sort)
        self.language.setText(shown.language)
        self.name.setText(shown.name)
        self.agency.setText(shown.agency)
        self._show_details()

    def part(self) -> InterpreterPart | None:
        """What is on the screen; None where nobody interpreted."""
        if not chosen_bool(self.used):
            return None
        return InterpreterPart(
            sort=chosen_code(self.sort, InterpreterSort) or InterpreterSort.PROFESSIONAL,
            language=self.language.text().strip(),
            name=self.name.text().strip(),
            agency=self.agency.text().strip(),
        )

    @Slot()
    def _on_edited(self) -> None:
        before = self.warning.isHidden()
        self._show_details()
        if before and not self.warning.isHidden():
            self.warned.emit()

    def _show_details(self) -> None:
        used = bool(chosen_bool(self.used))
        family = is_family(chosen_code(self.sort, InterpreterSort))
        for detail in self._details:
            detail.setVisible(used and (detail is not self.warning or family))
