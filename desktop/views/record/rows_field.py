"""Lists of things: a row each, added at the end and taken out one by one."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casework.records.shape import Shape, Sort
from casework.words import say
from desktop.services.record_check import Path
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.label import TextRole, Words
from desktop.views.record.group_field import InnerForm, focus_first, inner_form
from desktop.views.record.part_field import Maker, PartField, Raw
from desktop.views.theme.token import SPACE_8


class Row(QWidget):
    """One thing of a list: an inner form, or one field with its button beside it."""

    def __init__(self, shape: Shape, path: Path, make: Maker, number: int) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.number = number
        name = f"{path.replace('.', '_')}_{number}"
        about = f"{shape.title}, {number + 1}"
        self.out_button = Button(say("Take out"), ButtonKind.QUIET, name=f"take_out_{name}", about=about)
        self.form: InnerForm | None = None
        self.field: PartField | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_8)
        if shape.sort is Sort.GROUP:
            self.form = inner_form(shape, f"{path}.{number}", make, self.out_button, in_list=True)
            line.addWidget(self.form)
            self.parts = list(self.form.parts.values())
        else:
            self.field = make(shape, f"{path}.{number}")
            line.addWidget(self.field, 1)
            line.addWidget(self.out_button, 0, Qt.AlignmentFlag.AlignBottom)
            self.parts = [self.field]

    @property
    def inner(self) -> InnerForm | PartField:
        """What holds the value."""
        found = self.form or self.field
        assert found is not None
        return found


class RowsPart(PartField):
    """The rows, and the button for one more. Where one is required at least, it begins with one."""

    def __init__(self, shape: Shape, path: Path, make: Maker) -> None:
        super().__init__(shape, path)
        assert shape.item is not None
        self._item, self._make = shape.item, make
        self._rows: list[Row] = []
        self.error = Words("", TextRole.DANGER)
        name = path.replace(".", "_")
        self.add_button = Button(say("Add: {title}", title=shape.title), name=f"add_{name}", icon="ph.plus")
        self._box = QVBoxLayout()
        self._box.setSpacing(SPACE_8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(
            Words(shape.title if shape.required else say("{title} (optional)", title=shape.title), TextRole.LABEL)
        )
        column.addWidget(self.error)
        self.error.hide()
        column.addLayout(self._box)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_button.clicked.connect(self._on_add)

    def value(self) -> Raw:
        """The rows in their order, whatever is in them; None where there is none."""
        return [value for row in self._rows if (value := row.inner.value()) is not None] or None

    def raw(self) -> Raw:
        """The rows as they are on the screen."""
        return [row.inner.raw() for row in self._rows] or None

    def show_raw(self, raw: Raw) -> None:
        """Show a row for each."""
        wanted = list(raw) if isinstance(raw, list) else []
        while self._rows:
            self._remove(self._rows[-1])
        for one in wanted or ([None] if self.shape.required else []):
            self._append().inner.show_raw(one)

    def puzzles(self) -> dict[Path, str]:
        """Those of the rows."""
        return {
            path.replace(f"{self.path}.{row.number}", f"{self.path}.{place}", 1): sentence
            for place, row in enumerate(self._rows)
            for path, sentence in row.inner.puzzles().items()
        }

    def show_problem(self, path: Path, sentence: str) -> QWidget:
        """Say it in the row it is about, or above them."""
        place, _, part = path.removeprefix(f"{self.path}.").partition(".")
        if place.isdigit() and int(place) < len(self._rows):
            row = self._rows[int(place)]
            return row.inner.show_problem(f"{self.path}.{row.number}.{part}".rstrip("."), sentence)
        self.error.setText(sentence)
        self.error.show()
        return self.add_button

    def clear_problems(self) -> None:
        """Take every sentence away."""
        self.error.setText("")
        self.error.hide()
        for row in self._rows:
            row.inner.clear_problems()

    def _append(self) -> Row:
        # Numbers are never used twice, so that what a path names stays what it is while rows go.
        number = max((row.number for row in self._rows), default=-1) + 1
        row = Row(self._item, self.path, self._make, number)
        self._rows.append(row)
        self._box.addWidget(row)
        for part in row.parts:
            part.edited.connect(self.edited)
            part.resized.connect(self.resized)
        row.out_button.clicked.connect(self._on_out)
        return row

    def _remove(self, row: Row) -> None:
        self._rows.remove(row)
        self._box.removeWidget(row)
        row.hide()
        row.deleteLater()

    @Slot()
    def _on_add(self) -> None:
        row = self._append()
        row.inner.show_raw(None)
        self.resized.emit()
        self.edited.emit()
        focus_first(row)

    @Slot()
    def _on_out(self) -> None:
        row = next((row for row in self._rows if row.out_button is self.sender()), None)
        if row is not None:
            self._remove(row)
            self.resized.emit()
            self.edited.emit()
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
