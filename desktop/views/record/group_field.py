"""Values with parts: an inner form in a frame. One that may be left out is added by a button and taken out again."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casework.records.shape import Shape
from casework.words import say
from desktop.services.record_check import Path
from desktop.views.partials.button import Button, ButtonKind
from desktop.views.partials.label import TextRole, Words
from desktop.views.record.part_field import Maker, PartField, Raw, mapping_of
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_16


class InnerForm(QFrame):
    """The parts of a group below one another, framed."""

    def __init__(self, title: str, parts: dict[str, PartField], out: Button | None, *, in_list: bool = False) -> None:
        super().__init__()
        self.parts = parts
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        head = QHBoxLayout()
        head.addWidget(Words("" if in_list else title, TextRole.LABEL), 1)
        if out is not None:
            head.addWidget(out, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.error = Words("", TextRole.DANGER)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_16)
        column.setSpacing(SPACE_16)
        column.addLayout(head)
        column.addWidget(self.error)
        self.error.hide()
        for part in parts.values():
            column.addWidget(part)

    def value(self) -> dict[str, object]:
        """What is written, without what is not."""
        found = {name: part.value() for name, part in self.parts.items()}
        return {name: value for name, value in found.items() if value is not None}

    def raw(self) -> dict[str, object]:
        """What is on the screen."""
        found = {name: part.raw() for name, part in self.parts.items()}
        return {name: value for name, value in found.items() if value is not None}

    def show_raw(self, raw: Raw) -> None:
        """Show the parts."""
        kept = mapping_of(raw)
        for name, part in self.parts.items():
            part.show_raw(kept.get(name))

    def puzzles(self) -> dict[Path, str]:
        """Those of the parts."""
        return {path: sentence for part in self.parts.values() for path, sentence in part.puzzles().items()}

    def show_problem(self, path: Path, sentence: str) -> QWidget:
        """Say it beside the part it is about, or at the top."""
        for part in self.parts.values():
            if path == part.path or path.startswith(f"{part.path}."):
                return part.show_problem(path, sentence)
        self.error.setText(sentence)
        self.error.show()
        return self

    def clear_problems(self) -> None:
        """Take every sentence away."""
        self.error.setText("")
        self.error.hide()
        for part in self.parts.values():
            part.clear_problems()


def inner_form(shape: Shape, path: Path, make: Maker, out: Button | None = None, *, in_list: bool = False) -> InnerForm:
    """The form for the parts of a group. In a list the title stands above it already."""
    parts = {part.name: make(part, f"{path}.{part.name}") for part in shape.parts}
    return InnerForm(shape.title, parts, out, in_list=in_list)


class GroupPart(PartField):
    """One inner form; where it may be left out, nothing but a button until somebody wants it."""

    def __init__(self, shape: Shape, path: Path, make: Maker) -> None:
        super().__init__(shape, path)
        self._make = make
        name = path.replace(".", "_")
        self.add_button = Button(say("Add: {title}", title=shape.title), name=f"add_{name}", icon="ph.plus")
        self.out_button = Button(say("Take out"), ButtonKind.QUIET, name=f"take_out_{name}", about=shape.title)
        self.form = inner_form(shape, path, make, None if shape.required else self.out_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_8)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.form)
        for part in self.form.parts.values():
            part.edited.connect(self.edited)
            part.resized.connect(self.resized)
        self.add_button.clicked.connect(self._on_add)
        self.out_button.clicked.connect(self._on_out)
        self._wanted = shape.required
        self._show_wanted()

    def value(self) -> Raw:
        """The parts; None where it is left out."""
        return self.form.value() if self._wanted else None

    def raw(self) -> Raw:
        """The parts as they are on the screen."""
        return self.form.raw() if self._wanted else None

    def show_raw(self, raw: Raw) -> None:
        """Show the parts, or the button."""
        self._wanted = self.shape.required or bool(mapping_of(raw))
        self.form.show_raw(raw)
        self._show_wanted()

    def puzzles(self) -> dict[Path, str]:
        """Those of the parts."""
        return self.form.puzzles() if self._wanted else {}

    def show_problem(self, path: Path, sentence: str) -> QWidget:
        """Say it beside the part; a group that is missing opens."""
        if not self._wanted:
            self._wanted = True
            self._show_wanted()
        return self.form.show_problem(path, sentence)

    def clear_problems(self) -> None:
        """Take every sentence away."""
        self.form.clear_problems()

    def _show_wanted(self) -> None:
        self.add_button.setVisible(not self._wanted and not self.shape.required)
        self.form.setVisible(self._wanted)

    @Slot()
    def _on_add(self) -> None:
        self._wanted = True
        self._show_wanted()
        self.resized.emit()
        self.edited.emit()
        for part in self.form.parts.values():
            focus_first(part)
            return

    @Slot()
    def _on_out(self) -> None:
        self._wanted = False
        self.form.show_raw(None)
        self.clear_problems()
        self._show_wanted()
        self.resized.emit()
        self.edited.emit()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)


def focus_first(widget: QWidget) -> None:
    """Put the cursor into the first thing that takes it."""
    for child in widget.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and not child.isHidden() and child.isEnabled():
            child.setFocus(Qt.FocusReason.OtherFocusReason)
            return
