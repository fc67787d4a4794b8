"""The fields of a record's form below one another, with what is complete already above and the reason below."""

from collections.abc import Mapping

from pydantic import JsonValue
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.words import say
from desktop.services.record_check import Path, RecordForm
from desktop.services.record_form import RecordOpening
from desktop.views.capture.form_field import FormField
from desktop.views.partials.button import Button
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.record.field_maker import FieldMaker
from desktop.views.record.group_field import focus_first
from desktop.views.record.part_field import Around, Maker, PartField
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_24

_RESTRICTED = "restricted"
_COMPLETE = say("Recorded; a change is a new record that corrects this one.")
_ENDED = say("Recorded; a mistake is put right by ending this and recording it again.")
_REASON_HINT = say("Kept with the change. A senior needs it to lower a level or to decide between two views.")


class FormBody(QWidget):
    """``edited`` with every change, ``resized`` when the form needs other room, ``correction_wanted`` by its button."""

    edited = Signal()
    resized = Signal()
    correction_wanted = Signal()

    def __init__(self, opening: RecordOpening, make: Maker | None = None) -> None:
        """Make a field for each shape: in the usual way, or as `make` does."""
        super().__init__()
        self.setObjectName("record_body")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._form = opening.form
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_24)
        make = make or FieldMaker(Around(opening.today, opening.links, opening.staff)).make
        shapes = [shape for shape in opening.shapes if shape.name not in opening.settled]
        self.parts: dict[str, PartField] = {shape.name: make(shape, shape.name) for shape in shapes}
        self.restricted: Choice | None = None
        self.reason: NarrativeEdit | None = None
        if opening.complete:
            self.column.addWidget(self._complete(opening))
        if opening.may_restrict and not opening.is_change:
            self._add_restricted(opening)
        for part in self.parts.values():
            part.edited.connect(self.edited)
            part.resized.connect(self.resized)
            self.column.addWidget(part)
        if opening.is_change:
            self._add_reason()
        self.show_form(opening.form)

    def show_form(self, form: RecordForm) -> None:
        """Show what a form holds; nothing is emitted."""
        self._form = form
        for name, part in self.parts.items():
            part.show_raw(form.values.get(name))
        if self.restricted is not None:
            self.restricted.set_keys([_RESTRICTED] if form.restricted else [])
        if self.reason is not None:
            self.reason.set_text(form.reason)

    def form(self) -> RecordForm:
        """What stands on the form, to be saved."""
        return self._filled({name: part.value() for name, part in self.parts.items()})

    def draft(self) -> RecordForm:
        """What stands on the form, with what was typed and not understood."""
        return self._filled({name: part.raw() for name, part in self.parts.items()})

    def puzzles(self) -> dict[Path, str]:
        """What was typed and not understood, a sentence by path."""
        return {path: sentence for part in self.parts.values() for path, sentence in part.puzzles().items()}

    def take_shown(self, shown: Mapping[str, JsonValue]) -> None:
        """Count what somebody else wrote meanwhile as shown."""
        self._form = self._form.model_copy(update={"shown": {**self._form.shown, **shown}})

    def show_problems(self, found: Mapping[Path, str]) -> QWidget | None:
        """Say each sentence beside its field; returns the first place to mend, None where none has a field."""
        for part in self.parts.values():
            part.clear_problems()
        places = [self._show_problem(path, sentence) for path, sentence in found.items()]
        return next((place for place in places if place is not None), None)

    def enter(self) -> None:
        """Put the cursor into the first field that is empty, else into the first."""
        empty = [part for part in self.parts.values() if part.shape.required and part.value() is None]
        for part in (*empty, *self.parts.values()):
            focus_first(part)
            return

    def _filled(self, values: Mapping[str, object]) -> RecordForm:
        known = {**self._form.values, **values}
        # A new record has no empty fields; a change says with None that a field was emptied.
        kept = {name: value for name, value in known.items() if value is not None or self._form.shown.get(name)}
        return RecordForm.model_validate(
            {
                **self._form.model_dump(),
                "values": kept,
                "restricted": bool(self.restricted.keys) if self.restricted else self._form.restricted,
                "reason": self.reason.text if self.reason else self._form.reason,
            }
        )

    def _show_problem(self, path: Path, sentence: str) -> QWidget | None:
        part = self.parts.get(path.partition(".")[0])
        return part.show_problem(path, sentence) if part is not None else None

    def _add_restricted(self, opening: RecordOpening) -> None:
        self.restricted = Choice((Option(_RESTRICTED, say("Restricted")),), name=_RESTRICTED, multiple=True)
        hint = say("Read only by those who decide in this case and by named readers.")
        field = FormField(say("Who may read it"), self.restricted, name=_RESTRICTED, hint=hint)
        self.restricted.setAccessibleName(say("{title}: who may read it", title=opening.title))
        field.edited.connect(self.edited)
        self.column.addWidget(field)

    def _add_reason(self) -> None:
        self.reason = NarrativeEdit(name="reason_of_change", lines=3)
        field = FormField(
            say("Reason for the change"), self.reason, name="reason_of_change", hint=_REASON_HINT, optional=True
        )
        field.edited.connect(self.edited)
        self.column.addWidget(field)

    def _complete(self, opening: RecordOpening) -> QFrame:
        """What was complete when it was saved: to be read, and put right only in a new record."""
        card = QFrame()
        card.setProperty("role", "card")
        card.setAccessibleName(say("Complete"))
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(card)
        column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_16)
        column.setSpacing(SPACE_8)
        column.addWidget(Words(_COMPLETE if opening.corrected else _ENDED, TextRole.MUTED))
        for title, words in opening.complete:
            pair = QVBoxLayout()
            pair.setSpacing(SPACE_4)
            pair.addWidget(Words(title, TextRole.LABEL))
            pair.addWidget(Words(words))
            column.addLayout(pair)
        if not opening.corrected:
            return card
        button = Button(say("Correct in a new record"), name="correct_in_new", icon="ph.pencil-simple")
        button.clicked.connect(self._on_correct)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    @Slot()
    def _on_correct(self) -> None:
        self.correction_wanted.emit()
