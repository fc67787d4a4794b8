"""An override of the level that follows: of which scale, to which level, why, and which senior agreed."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casework.records.shape import Shape, Sort
from desktop.services.assessing.tool import ScaleLine
from desktop.services.record_check import Path
from desktop.views.record.group_field import GroupPart
from desktop.views.record.part_field import Maker, PartField, Raw
from desktop.views.record.plain_field import PlainField


class OverridePart(PartField):
    """The usual group, with the scales and levels of the chosen instrument."""

    def __init__(self, shape: Shape, path: Path, make: Maker) -> None:
        super().__init__(shape, path)
        self._make = make
        self._scales: tuple[ScaleLine, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.group = self._group(shape)

    def set_scales(self, scales: Sequence[ScaleLine]) -> None:
        """Let these be overridden; what was written stays."""
        found = tuple(scale for scale in scales if not scale.judged)
        if found == self._scales:
            return
        kept, old = self.group.raw(), self.group
        self._scales = found
        self.group = self._group(self._shape_of(found))
        self.group.show_raw(kept)
        self._column.removeWidget(old)
        # Its parent stays until Qt's loop comes round, or Python would own it.
        old.hide()
        old.deleteLater()

    def value(self) -> Raw:
        """The override; where there is only one scale, of that one."""
        value = self.group.value()
        if not isinstance(value, dict):
            return None
        return {"scale": self._scales[0].code, **value} if len(self._scales) == 1 else value

    def raw(self) -> Raw:
        """What is on the screen."""
        return self.group.raw()

    def show_raw(self, raw: Raw) -> None:
        """Show an override, or the button for one."""
        self.group.show_raw(raw)

    def puzzles(self) -> dict[Path, str]:
        """Those of its parts."""
        return self.group.puzzles()

    def show_problem(self, path: Path, sentence: str) -> QWidget:
        """Say it beside the part it is about. That a senior is missing belongs beside the senior."""
        if path == self.path and "senior" in sentence:
            path = f"{self.path}.senior"
        return self.group.show_problem(path, sentence)

    def clear_problems(self) -> None:
        """Take every sentence away."""
        self.group.clear_problems()

    def _group(self, shape: Shape) -> GroupPart:
        group = GroupPart(shape, self.path, self._make)
        senior = group.form.parts.get("senior")
        if isinstance(senior, PlainField):
            # Never presumed and never left out: the usual field would begin with whoever is at the keyboard.
            senior.field.set_label(senior.shape.title)
        group.edited.connect(self.edited)
        group.resized.connect(self.resized)
        self._column.addWidget(group)
        return group

    def _shape_of(self, scales: tuple[ScaleLine, ...]) -> Shape:
        """The usual shape with a choice among the scales, none where there is one, and the levels that they have."""
        levels = tuple(dict.fromkeys(level for scale in scales for level in scale.levels))
        options = tuple((scale.code, scale.title) for scale in scales)
        parts = []
        for part in self.shape.parts:
            if part.name == "level" and levels:
                parts.append(replace(part, options=levels))
            elif part.name == "scale":
                parts += [replace(part, sort=Sort.CHOICE, options=options, required=True)] if len(options) > 1 else []
            else:
                parts.append(part)
        return replace(self.shape, parts=tuple(parts))
