"""Some fields of one form below one another, those of a pair side by side while there is room."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from casework.records.shape import Shape, Sort
from desktop.services.record_check import Path, RecordForm
from desktop.views.partials.field import Field
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.record.part_field import Maker, PartField
from desktop.views.theme.token import SPACE_16

_NARROW_PX = 620
_SHORT = frozenset({Sort.LINE, Sort.DAY, Sort.STAFF, Sort.NUMBER})


class FieldColumn(QWidget):
    """``edited`` with every change by the person, ``resized`` when it needs other room."""

    edited = Signal()
    resized = Signal()

    def __init__(self, shapes: Sequence[Shape], make: Maker, form: RecordForm) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.parts: dict[str, PartField] = {shape.name: make(shape, shape.name) for shape in shapes}
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_16)
        for widget in self._rows(list(self.parts.values())):
            column.addWidget(widget)
        for name, part in self.parts.items():
            part.show_raw(form.values.get(name))
            part.edited.connect(self.edited)
            part.resized.connect(self._on_resized)
        self._hold()

    def add_below(self, widget: QWidget) -> None:
        """Put something else below the fields."""
        self._column.addWidget(widget)

    def hold_to_three_lines(self) -> None:
        """Give each text the room of three lines: a line of a plan is short, and there are many."""
        for edit in self.findChildren(NarrativeEdit):
            edit.setMaximumHeight(edit.minimumSizeHint().height())

    @Slot()
    def _on_resized(self) -> None:
        self._hold()
        self.resized.emit()

    def _hold(self) -> None:
        hold_texts(self)

    def over(self, form: RecordForm, *, raw: bool = False) -> RecordForm:
        """The form with what stands in these fields; ``raw``: with what was typed and not understood, too."""
        found = {name: part.raw() if raw else part.value() for name, part in self.parts.items()}
        known: dict[str, object] = {**form.values, **found}
        # A new record has no empty fields; a change says with None that a field was emptied.
        kept = {name: value for name, value in known.items() if value is not None or form.shown.get(name)}
        return RecordForm.model_validate({**form.model_dump(), "values": kept})

    def show_values(self, values: Mapping[str, JsonValue]) -> None:
        """Show other values; nothing is emitted."""
        for name, part in self.parts.items():
            part.show_raw(values.get(name))

    def puzzles(self) -> dict[Path, str]:
        """What was typed and not understood, a sentence by path."""
        return {path: sentence for part in self.parts.values() for path, sentence in part.puzzles().items()}

    def show_problems(self, found: Mapping[Path, str]) -> QWidget | None:
        """Say each sentence beside its field; returns the first place to mend, None where none is of these fields."""
        for part in self.parts.values():
            part.clear_problems()
        first: QWidget | None = None
        for path, sentence in found.items():
            name = path.partition(".")[0]
            if name in self.parts:
                place = self.parts[name].show_problem(path, sentence)
                first = first or place
        return first

    def _rows(self, parts: list[PartField]) -> list[QWidget]:
        rows: list[QWidget] = []
        while parts:
            part = parts.pop(0)
            pair = parts and part.shape.sort in _SHORT and parts[0].shape.sort in _SHORT
            rows.append(FoldRow(part, parts.pop(0), narrow_px=_NARROW_PX, stretch=(1, 1)) if pair else part)
        return rows


def hold_texts(root: QWidget) -> None:
    """Let texts take no room that is left on the page: what comes below them is wanted in sight."""
    for edit in root.findChildren(NarrativeEdit):
        edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    for field in root.findChildren(Field):
        if field.sizePolicy().verticalPolicy() is QSizePolicy.Policy.Expanding:
            field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
