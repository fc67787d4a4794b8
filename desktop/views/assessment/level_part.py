"""Levels that somebody enters: a judgement with its reason, or what they read in a manual or in another system."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.records.part import LINE_MAX
from casework.records.shape import Shape
from casework.words import say
from desktop.services.assessing.tool import ScaleLine
from desktop.services.record_check import Path
from desktop.views.capture.form_field import FormField
from desktop.views.case_sheets.line_field import LineField
from desktop.views.partials.button import Button
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.record.part_field import PartField, Raw, mapping_of
from desktop.views.theme.token import SPACE_8, SPACE_12, SPACE_16

_NONE = ""
_TABLE_HINT = say("Its name and edition, such as the manual of your service.")
_NEEDED = say("Choose the level that you found, and say in which manual or table you read it.")
_JUDGED = say("Nothing is added up. Say why for each level.")
_BESIDE = say(
    "The level that follows from the numbers stands. One that disagrees needs a reason before it can be signed."
)


class ScaleEntry(QWidget):
    """One scale: the level, and why where it is a judgement."""

    def __init__(self, scale: ScaleLine) -> None:
        super().__init__()
        self.scale = scale
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        meanings = dict(scale.meanings)
        options = [Option(code, words, detail=meanings.get(code, "")) for code, words in scale.levels]
        none = [] if scale.needed else [Option(_NONE, say("Not entered"))]
        name = f"typed_level_{scale.code}"
        self.level = Choice([*none, *options], name=name, in_rows=not meanings)
        self.level_field = FormField(scale.title, self.level, name=name)
        self.why = NarrativeEdit(name=f"typed_why_{scale.code}", lines=2)
        self.why_field = FormField(say("Why: {title}", title=scale.title), self.why, name=f"typed_why_{scale.code}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(self.level_field)
        column.addWidget(self.why_field)
        self.why_field.setVisible(scale.judged)

    def raw(self, table: str) -> dict[str, object] | None:
        """What is entered; None where nothing is."""
        if not (self.level.key or self.why.text.strip()):
            return None
        found: dict[str, object] = {"scale": self.scale.code, "level": self.level.key, "table": table}
        return {**found, "rationale": self.why.text.strip()} if self.scale.judged else found

    def show_raw(self, raw: Raw) -> None:
        """Show what was entered."""
        kept = mapping_of(raw)
        level = str(kept.get("level") or "")
        known = level in {code for code, _ in self.scale.levels}
        none = [] if self.scale.needed else [_NONE]
        self.level.set_keys([level] if known else none)
        self.why.set_text(str(kept.get("rationale") or ""))


class LevelPart(PartField):
    """An entry for each scale. Where every level follows from the numbers, a button until somebody wants them."""

    def __init__(self, shape: Shape, path: Path) -> None:
        super().__init__(shape, path)
        self.entries: dict[str, ScaleEntry] = {}
        self._scales: tuple[ScaleLine, ...] = ()
        self._aside: list[object] = []
        self._opened = False
        self._title, self._hint = Words(shape.title, TextRole.LABEL), Words("", TextRole.HINT)
        self._error = Words("", TextRole.DANGER)
        self._error.hide()
        self.table = LineField(say("Table or manual used"), "typed_table", LINE_MAX, hint=_TABLE_HINT)
        self.table.edited.connect(self.edited)
        self.open_button = Button(say("Enter the level that another system shows"), name="enter_levels", icon="ph.plus")
        self.open_button.clicked.connect(self._on_open)
        self.frame = QFrame()
        self.frame.setProperty("role", "card")
        self.frame.setAccessibleName(shape.title)
        self.frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._inner = QVBoxLayout(self.frame)
        self._inner.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_16)
        self._inner.setSpacing(SPACE_16)
        for widget in (self._title, self._hint, self._error, self.table):
            self._inner.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)

    def set_scales(self, scales: Sequence[ScaleLine]) -> bool:
        """Ask for the levels of these scales; what was entered stays. Returns whether anything is another now."""
        if tuple(scales) == self._scales:
            return False
        raw = self.raw()
        kept = [*(raw if isinstance(raw, list) else []), *self._aside]
        self._scales = tuple(scales)
        for entry in self.entries.values():
            self._inner.removeWidget(entry)
            # Its parent stays until Qt's loop comes round, or Python would own it.
            entry.hide()
            entry.deleteLater()
        self.entries = {scale.code: self._entry(scale) for scale in scales}
        self.show_raw(kept)
        return True

    @property
    def judged(self) -> bool:
        """Whether every level is a judgement, for which no table is named."""
        return bool(self._scales) and all(scale.judged for scale in self._scales)

    @property
    def needed(self) -> bool:
        """Whether a level has to be entered, because none follows from the numbers."""
        return any(scale.needed for scale in self._scales)

    def value(self) -> Raw:
        """The levels that are entered."""
        raw = self.raw()
        rows = raw if isinstance(raw, list) else []
        return [row for row in rows if row.get("level")] or None

    def raw(self) -> Raw:
        """What is on the screen."""
        found = [entry.raw(entry.scale.table or self.table.text) for entry in self.entries.values()]
        rows = [one for one in found if one]
        if not rows and self.table.text and not self.judged:
            rows = [{"scale": next(iter(self.entries), ""), "level": "", "table": self.table.text}]
        return rows or None

    def show_raw(self, raw: Raw) -> None:
        """Show levels by scale; those of scales that are not asked for now are kept aside."""
        known = [mapping_of(one) for one in raw] if isinstance(raw, list) else []
        self._aside = [one for one in known if one.get("scale") not in self.entries]
        by_scale = {str(one.get("scale")): one for one in known}
        for code, entry in self.entries.items():
            entry.show_raw(by_scale.get(code))
        self.table.set_text(next((str(one.get("table")) for one in known if one.get("table")), ""))
        self._opened = any(by_scale.get(code) for code in self.entries)
        self._show()

    def show_problem(self, path: Path, sentence: str) -> QWidget:
        """Say it beside the entry or the table it is about, or above them; it opens."""
        self._opened = True
        self._show()
        field = self._field_at(path)
        if field is None:
            self._error.setText(sentence)
            self._error.show()
            return next((one.level for one in self.entries.values()), self)
        field.set_error(sentence)
        return field.editor

    def clear_problems(self) -> None:
        """Take every sentence away."""
        self._error.setText("")
        self._error.hide()
        self.table.clear_error()
        for entry in self.entries.values():
            entry.level_field.clear_error()
            entry.why_field.clear_error()

    def _field_at(self, path: Path) -> FormField | None:
        """The field for a path such as `levels.0.table`; None for one that is about all of them."""
        number, _, name = path.removeprefix(f"{self.path}.").partition(".")
        if not number.isdigit():
            return None
        if name == "table":
            return self.table
        filled = [entry for entry in self.entries.values() if entry.level.key]
        entry = filled[int(number)] if int(number) < len(filled) else None
        if entry is None:
            return None
        return entry.why_field if name == "rationale" else entry.level_field

    def _entry(self, scale: ScaleLine) -> ScaleEntry:
        entry = ScaleEntry(scale)
        entry.level_field.edited.connect(self.edited)
        entry.why_field.edited.connect(self.edited)
        self._inner.insertWidget(self._inner.count() - 1, entry)
        return entry

    def _show(self) -> None:
        shown = (self.needed or self._opened) and bool(self.entries)
        self._title.setText(say("Your judgement") if self.judged else self.shape.title)
        named = any(self.entries)
        self._hint.setText(_JUDGED if self.judged else _BESIDE if named and not self.needed else _NEEDED)
        self.open_button.setText(say("Enter the level that another system shows") if named else say("Enter the level"))
        self.open_button.setAccessibleName(self.open_button.text())
        self.frame.setVisible(shown)
        self.table.setVisible(not self.judged)
        self.open_button.setVisible(not shown and bool(self.entries))

    @Slot()
    def _on_open(self) -> None:
        self._opened = True
        self._show()
        self.resized.emit()
        for entry in self.entries.values():
            entry.level.setFocus(Qt.FocusReason.OtherFocusReason)
            return
