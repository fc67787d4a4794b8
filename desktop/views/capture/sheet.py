"""The contact sheet itself: one column of parts, filled from a form and read back into one."""

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from casework.records.contact.appointment import ContactSort
from casework.records.contact.contact import Outcome
from casework.words import say
from desktop.services.contact_form import ConditionPart, ContactForm, PresentPart
from desktop.views.capture.basics import BasicsPart
from desktop.views.capture.checklist import ChecklistPart
from desktop.views.capture.content import SheetContent
from desktop.views.capture.following import FollowingPart
from desktop.views.capture.form_field import FormField, Part
from desktop.views.capture.interpreting import InterpretingPart
from desktop.views.capture.joint import JointVisitPart
from desktop.views.capture.presence import PresencePart
from desktop.views.capture.problem import editor_of
from desktop.views.capture.typed_field import TypedField
from desktop.views.capture.word_choice import (
    chosen_bool,
    chosen_code,
    outcome_choice,
    show_bool,
    show_code,
    yes_no_choice,
)
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.partials.notice import Notice, NoticeKind
from desktop.views.partials.tab_order import focusable, set_reading_order

NARRATIVE = "narrative"
_NARRATIVE_LINES = 9
_NOT_JOINT = say(
    "The police officer's account stays in the draft, but it is recorded only with a joint visit with police."
)


class ContactSheet(Part):
    """``edited`` with every change by the person. What is shown by the program itself is not an edit."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("contact_sheet")
        self._form: ContactForm | None = None
        self.reason = QLineEdit()
        self._reason_field = FormField(
            say("Reason for the correction"),
            self.reason,
            name="correction_reason",
            hint=say("What was wrong in the old record."),
        )
        self.basics, self.presence = BasicsPart(), PresencePart()
        self.outcome = outcome_choice("outcome")
        self.narrative = NarrativeEdit(name=NARRATIVE, lines=_NARRATIVE_LINES)
        self.joint, self.checklist = JointVisitPart(), ChecklistPart()
        self.interpreting, self.following = InterpretingPart(), FollowingPart()
        self.significant = yes_no_choice("significant")
        self._not_joint = Notice(NoticeKind.WARNING, _NOT_JOINT, name="not_joint")
        self._arrange()
        self.edited.connect(self._on_edited)
        self.presence.rebuilt.connect(self._order_tabs)

    def _arrange(self) -> None:
        outcome = FormField(say("&Outcome"), self.outcome, name="outcome")
        self._narrative_field = FormField(say("&What happened"), self.narrative, name=NARRATIVE)
        significant = FormField(
            say("&Significant"),
            self.significant,
            name="significant",
            hint=say("A significant contact stands out in the chronology."),
        )
        self.add(self._reason_field, self.basics, self._not_joint, self.presence, outcome)
        self.add(self._narrative_field, self.joint, self.checklist, self.interpreting, significant, self.following)
        self.watch(self._reason_field, outcome, self._narrative_field, significant)
        for part in (self.basics, self.presence, self.joint, self.checklist, self.interpreting, self.following):
            part.edited.connect(self.edited)

    def set_today(self, today: date) -> None:
        """Reckon typed days from this one."""
        self.basics.day.set_today(today)
        self.following.set_today(today)

    def show_content(self, content: SheetContent, suggested: tuple[PresentPart, ...], language: str) -> None:
        """Show what was kept or begun; nothing is emitted. ``language`` is the one of an interpreter, if any."""
        form = self._form = content.form
        self.reason.setText(form.correction_reason)
        self._reason_field.setVisible(form.corrects is not None)
        self.basics.show_part(form)
        self.presence.show_part(form.present, suggested)
        show_code(self.outcome, form.outcome)
        self.narrative.set_text(form.narrative)
        self.joint.show_part(form.joint)
        self.checklist.show_parts(form.conditions)
        self.interpreting.show_part(form.interpreter, language)
        show_bool(self.significant, form.significant)
        self.following.show_part(form.next)
        for name, typed in self._typed_fields().items():
            if name in content.typed:
                typed.set_value(None, content.typed[name])
        self.clear_errors()
        self._on_edited()
        self._order_tabs()
        self._place_cursor(content)

    def content(self) -> SheetContent:
        """All that is on the sheet now."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        return SheetContent(
            form=self.form(),
            typed={name: typed.typed for name, typed in self._typed_fields().items() if typed.puzzled},
            cursor=self.narrative.textCursor().position(),
            focus=focused.objectName() if focused is not None and inside else "",
        )

    def form(self) -> ContactForm:
        """What is on the sheet, as far as it was understood."""
        if self._form is None:
            raise RuntimeError("nothing is on the sheet yet")
        form = self._form.model_copy(deep=True)
        form.correction_reason = self.reason.text().strip()
        self.basics.write_part(form)
        form.present = self.presence.parts()
        form.outcome = chosen_code(self.outcome, Outcome)
        form.narrative = self.narrative.text
        form.joint = self.joint.part()
        form.conditions = self.checklist.parts()
        form.interpreter = self.interpreting.part()
        form.significant = chosen_bool(self.significant)
        form.next = self.following.part()
        return form

    def offer_conditions(self, parts: list[ConditionPart]) -> None:
        """Add conditions that came while the sheet was open."""
        self.checklist.offer(parts)
        self._order_tabs()

    def puzzles(self) -> dict[str, str]:
        """By field, a sentence for what was typed and not understood, where it is asked for."""
        return {
            name: say(
                "{accessiblename}: this was not understood. {example}.",
                accessiblename=typed.editor.accessibleName(),
                example=typed.example,
            )
            for name, typed in self._typed_fields().items()
            if typed.puzzled and typed.isVisibleTo(self)
        }

    def show_problems(self, sentences: dict[str, str]) -> None:
        """Show each sentence beside its field (by name), and put the cursor into the first of them."""
        self.clear_errors()
        first: FormField | None = None
        for name, field in self.fields().items():
            if name in sentences:
                field.set_error(sentences[name])
                first = first or field
        if first is not None:
            first.editor.setFocus()

    def clear_errors(self) -> None:
        """Take every sentence away."""
        for field in self.fields().values():
            field.clear_error()

    def enter(self) -> None:
        """Put the cursor where writing begins or goes on."""
        if self._form is not None and self._form.corrects and not self.reason.text():
            self.reason.setFocus()
        elif self.basics.kind is None:
            self.basics.sort.setFocus()
        elif not self.outcome.key:
            self.outcome.setFocus()
        else:
            self.narrative.setFocus()

    def fields(self) -> dict[str, FormField]:
        """Every field by the name of its editor, from the top down."""
        found = super().fields()
        order: dict[str, int] = {}
        for number, widget in enumerate(focusable(self)):
            field = self._field_around(widget)
            order.setdefault(field, number)
        return dict(sorted(found.items(), key=lambda item: order.get(item[0], len(order))))

    def _field_around(self, widget: QWidget) -> str:
        """The name of the editor that a widget is, or is a part of."""
        around: QWidget | None = widget
        while around is not None and not isinstance(around, FormField):
            around = around.parentWidget()
        return around.editor.objectName() if around is not None else ""

    def _place_cursor(self, content: SheetContent) -> None:
        cursor = self.narrative.textCursor()
        cursor.setPosition(min(content.cursor, len(self.narrative.text)))
        self.narrative.setTextCursor(cursor)
        focused = self.findChild(QWidget, content.focus) if content.focus else None
        if focused is not None:
            focused.setFocus()
        else:
            self.enter()

    def _typed_fields(self) -> dict[str, "TypedField[object]"]:
        return {name: field for name, field in super().fields().items() if isinstance(field, TypedField)}

    @Slot()
    def _order_tabs(self) -> None:
        set_reading_order(self)

    @Slot()
    def _on_edited(self) -> None:
        joint = self.basics.kind is ContactSort.JOINT_POLICE
        self.joint.setVisible(joint)
        self._narrative_field.set_label(say("&What happened: your own account") if joint else say("&What happened"))
        self._not_joint.setVisible(self.joint.filled and not joint)


def plan_problems(sentences: tuple[str, ...]) -> dict[str, str]:
    """Sentences by the field they belong to; the first where one field has several."""
    found: dict[str, str] = {}
    for sentence in sentences:
        found.setdefault(editor_of(sentence), sentence)
    return found
