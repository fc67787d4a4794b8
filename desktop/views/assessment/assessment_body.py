"""The form of an assessment: the instrument first, then its own numbers with what they come to, then the words."""

from dataclasses import replace
from typing import TypeGuard

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from casework.records.shape import Shape, Sort
from casework.words import say
from desktop.services.assessing.assessing import Assessing
from desktop.services.assessing.tool import SPECIAL, Tool
from desktop.services.record_check import Path, RecordForm
from desktop.services.record_form import RecordOpening
from desktop.views.assessment.level_part import LevelPart
from desktop.views.assessment.override_part import OverridePart
from desktop.views.assessment.result_card import ResultCard
from desktop.views.assessment.score_part import ScorePart
from desktop.views.partials.fold_row import FoldRow
from desktop.views.partials.label import TextRole, Words
from desktop.views.record.field_maker import FieldMaker
from desktop.views.record.form_body import FormBody
from desktop.views.record.group_field import focus_first
from desktop.views.record.part_field import Around, Maker, PartField, Raw
from desktop.views.record.plain_field import NumberPart
from desktop.views.theme.token import SPACE_24

INSTRUMENT, PARTS, LEVELS = "instrument", "parts", "levels"
_ORDER = (
    INSTRUMENT, "instrument_name", "edition", "assessed_on", "assessor", "groups", "harm", "at_risk", "child_victim",
    PARTS, "total", LEVELS, "override", "omitted", "critical_items",
)  # fmt: skip
"""What comes before everything else, in this order."""

_BESIDE = frozenset(_ORDER[_ORDER.index("child_victim") :])
"""What the result follows from: it stands at the left of the result."""

_FOLDS_PX = 700

_ALWAYS_ASKED = frozenset({"child_victim", "omitted", "critical_items", "correction_reason"})
"""What has to be answered wherever it is asked for."""

_NEVER_WRITTEN = frozenset({"table"})
"""What the form fills in by itself."""


class AssessmentBody(FormBody):
    """Only what belongs to the chosen instrument is asked for. ``blocked`` says why it cannot be signed, or nothing."""

    blocked = Signal(str)

    def __init__(self, opening: RecordOpening, assessing: Assessing) -> None:
        self._assessing = assessing
        self._tool: Tool | None = None
        self._instrument = ""
        self._aside: dict[str, dict[str, Raw]] = {}
        self._ready = False
        unwritten = _NEVER_WRITTEN | (set() if opening.form.values.get("corrects") else {"correction_reason"})
        shapes = sorted((s for s in opening.shapes if s.name not in unwritten), key=_place)
        super().__init__(replace(opening, shapes=tuple(shapes)), _maker(opening, assessing))
        self.help = Words("", TextRole.MUTED)
        self.help.setObjectName("assessment_help")
        self.card = ResultCard(opening.today)
        self._insert()
        for part in self.parts.values():
            part.edited.connect(self._on_part_edited)
            part.resized.connect(self._on_part_edited)
        self.card.resized.connect(self.resized)
        self._ready = True
        self.show_form(opening.form)

    def show_form(self, form: RecordForm) -> None:
        """Show what a form holds; nothing is emitted."""
        if self._ready:
            self._instrument = str(form.values.get(INSTRUMENT) or "")
            self._show_tool(form)
        super().show_form(form)
        if self._ready:
            self._show_result()

    def form(self) -> RecordForm:
        """What stands on the form, to be saved: nothing of what only other instruments ask for."""
        form = super().form()
        values = {name: value for name, value in form.values.items() if self._is_asked(name)}
        return self._assessing.completed(form.model_copy(update={"values": values}))

    def puzzles(self) -> dict[Path, str]:
        """What was typed and not understood, of what is asked for now."""
        return {path: said for path, said in super().puzzles().items() if self._is_asked(path.partition(".")[0])}

    def enter(self) -> None:
        """Put the cursor where somebody begins: at the instrument, else at the first number that is missing."""
        part, levels = self.parts.get(PARTS), self.parts.get(LEVELS)
        if self._tool is None and INSTRUMENT in self.parts:
            focus_first(self.parts[INSTRUMENT])
        elif isinstance(part, ScorePart) and part.lines and not _needed(levels):
            part.enter()
            # Once the page is laid out, and the page has gone to its top.
            QTimer.singleShot(0, self, self._on_entered)
        elif _needed(levels):
            focus_first(levels)
        else:
            super().enter()

    def _insert(self) -> None:
        """The help below the instrument; what it comes to beside the numbers, where there is room."""
        instrument = self.parts.get(INSTRUMENT)
        self.column.insertWidget(self.column.indexOf(instrument) + 1 if instrument else 0, self.help)
        left = QWidget()
        left.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        numbers = QVBoxLayout(left)
        numbers.setContentsMargins(0, 0, 0, 0)
        numbers.setSpacing(SPACE_24)
        beside = [part for name, part in self.parts.items() if name in _BESIDE]
        place = min((self.column.indexOf(part) for part in beside), default=self.column.count())
        for part in beside:
            numbers.addWidget(part)
        self._row = FoldRow(left, self.card, narrow_px=_FOLDS_PX, stretch=(5, 4), gap_px=SPACE_24)
        self.column.insertWidget(place, self._row)

    def _is_asked(self, name: str) -> bool:
        return name not in SPECIAL or (self._tool is not None and name in self._tool.asks)

    def _show_tool(self, form: RecordForm) -> bool:
        """Ask for what the instrument of a form asks for. Returns whether anything is another now."""
        before, tool = self._tool, self._assessing.tool(form)
        self._tool = tool
        self.help.setText(tool.help if tool else "")
        self.help.setVisible(bool(tool and tool.help))
        self._row.setVisible(tool is not None)
        self._fill(tool or Tool(""))
        for name, part in self.parts.items():
            if name in SPECIAL:
                part.setVisible(self._is_asked(name))
        return tool != before

    def _fill(self, tool: Tool) -> None:
        parts, levels, override, total = (self.parts.get(name) for name in (PARTS, LEVELS, "override", "total"))
        if isinstance(total, NumberPart):
            total.field.set_label(
                say("Total, where you have no other number") if tool.parts else say("Total (optional)")
            )
        if isinstance(parts, ScorePart):
            parts.set_parts(say("Numbers of {title}", title=tool.title) if tool.parts else "", tool.parts)
        if isinstance(levels, LevelPart):
            levels.set_scales(tool.scales)
        if isinstance(override, OverridePart):
            override.set_scales(tool.scales)

    def _swap(self, instrument: str) -> None:
        """Put what was written for the instrument before aside, and show what was written for this one."""
        special = [name for name in self.parts if name in SPECIAL]
        self._aside[self._instrument] = {name: self.parts[name].raw() for name in special}
        self._instrument = instrument
        kept = self._aside.get(instrument, {})
        self._show_tool(self._plain())
        for name in special:
            self.parts[name].show_raw(kept.get(name))
        self._show_tool(self._plain())

    def _plain(self) -> RecordForm:
        """What stands on the form, with nothing filled in."""
        return super().form()

    def _show_result(self, *, said: bool = False) -> None:
        result = self._assessing.result(self.form())
        self.card.show_result(result, said=said)
        self.blocked.emit(result.why_blocked)

    @Slot()
    def _on_entered(self) -> None:
        """Show all numbers, and what they come to beside them; where there is no room for all, the first ones."""
        part = self.parts.get(PARTS)
        lines = list(part.lines.values()) if isinstance(part, ScorePart) else []
        for line in (lines[-1:] + lines[:1]) if lines else ():
            _bring_into_sight(line)

    @Slot()
    def _on_part_edited(self) -> None:
        form = self._plain()
        instrument = str(form.values.get(INSTRUMENT) or "")
        if instrument != self._instrument:
            self._swap(instrument)
            moved = True
        else:
            moved = self._show_tool(form)
        if moved:
            # The fields lie elsewhere now, once Qt has laid them out.
            QTimer.singleShot(0, self, self.resized.emit)
        self._show_result(said=True)


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll so that it is seen: with the last number the others are, and what they come to."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        above.ensureWidgetVisible(widget, 0, SPACE_24)


def _needed(levels: PartField | None) -> TypeGuard[LevelPart]:
    """Whether a level has to be entered: then somebody begins there."""
    return isinstance(levels, LevelPart) and levels.needed


def _maker(opening: RecordOpening, assessing: Assessing) -> Maker:
    usual = FieldMaker(Around(opening.today, opening.links, opening.staff)).make
    editions = tuple((edition, say("Edition {edition}", edition=edition)) for edition in assessing.editions)

    def make(shape: Shape, path: Path) -> PartField:
        if path == PARTS:
            return ScorePart(shape, path)
        if path == LEVELS:
            return LevelPart(shape, path)
        if path == "override":
            return OverridePart(shape, path, usual)
        if path == "edition":
            shape = replace(shape, sort=Sort.CHOICE, options=editions, required=True)
        if path == "groups":
            # An analysis from before there were groups is corrected as it was.
            shape = replace(_with_levels(shape, assessing), required="harm" not in opening.form.values)
        return usual(replace(shape, required=True) if path in _ALWAYS_ASKED else shape, path)

    return make


def _with_levels(groups: Shape, assessing: Assessing) -> Shape:
    """The groups at risk, with the levels that the analysis has and no other instrument's."""
    if groups.item is None:
        return groups
    levels = assessing.harm_levels
    parts = (replace(part, options=levels) if part.name == "level" and levels else part for part in groups.item.parts)
    return replace(groups, item=replace(groups.item, parts=tuple(parts)))


def _place(shape: Shape) -> int:
    return _ORDER.index(shape.name) if shape.name in _ORDER else len(_ORDER)
