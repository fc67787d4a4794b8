"""The form of an assessment: the instrument first, then its own numbers with what they come to, then the words."""

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal, Slot

from casework.records.shape import Shape, Sort
from desktop.services.assessing.assessing import Assessing
from desktop.services.assessing.tool import SPECIAL, Tool
from desktop.services.record_check import Path, RecordForm
from desktop.services.record_form import RecordOpening
from desktop.views.assessment.level_part import LevelPart
from desktop.views.assessment.override_part import OverridePart
from desktop.views.assessment.result_card import ResultCard
from desktop.views.assessment.score_part import ScorePart
from desktop.views.partials.label import TextRole, Words
from desktop.views.record.field_maker import FieldMaker
from desktop.views.record.form_body import FormBody
from desktop.views.record.group_field import focus_first
from desktop.views.record.part_field import Around, Maker, PartField, Raw

INSTRUMENT, PARTS, LEVELS = "instrument", "parts", "levels"
_ORDER = (
    INSTRUMENT, "instrument_name", "edition", "assessed_on", "assessor", "child_victim", PARTS, "total", LEVELS,
    "override", "omitted", "critical_items", "groups",
)  # fmt: skip
"""What comes before everything else, in this order."""

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
        shapes = sorted((s for s in opening.shapes if s.name not in _NEVER_WRITTEN), key=_place)
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
        part = self.parts.get(PARTS)
        if self._tool is not None and isinstance(part, ScorePart) and part.lines:
            part.enter()
        elif self._tool is None and INSTRUMENT in self.parts:
            focus_first(self.parts[INSTRUMENT])
        else:
            super().enter()

    def _insert(self) -> None:
        """The help below the instrument, what it comes to below the numbers."""
        for widget, after in ((self.card, "total"), (self.help, INSTRUMENT)):
            part = self.parts.get(after)
            self.column.insertWidget(self.column.indexOf(part) + 1 if part is not None else 0, widget)

    def _is_asked(self, name: str) -> bool:
        return name not in SPECIAL or (self._tool is not None and name in self._tool.asks)

    def _show_tool(self, form: RecordForm) -> bool:
        """Ask for what the instrument of a form asks for. Returns whether anything is another now."""
        before, tool = self._tool, self._assessing.tool(form)
        self._tool = tool
        self.help.setText(tool.help if tool else "")
        self.help.setVisible(bool(tool and tool.help))
        self.card.setVisible(tool is not None)
        self._fill(tool or Tool(""))
        for name, part in self.parts.items():
            if name in SPECIAL:
                part.setVisible(self._is_asked(name))
        return tool != before

    def _fill(self, tool: Tool) -> None:
        parts, levels, override = (self.parts.get(name) for name in (PARTS, LEVELS, "override"))
        if isinstance(parts, ScorePart):
            parts.set_parts(f"Numbers of {tool.title}" if tool.parts else "", tool.parts)
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


def _maker(opening: RecordOpening, assessing: Assessing) -> Maker:
    usual = FieldMaker(Around(opening.today, opening.links, opening.staff)).make
    editions = tuple((edition, f"Edition {edition}") for edition in assessing.editions)

    def make(shape: Shape, path: Path) -> PartField:
        if path == PARTS:
            return ScorePart(shape, path)
        if path == LEVELS:
            return LevelPart(shape, path)
        if path == "override":
            return OverridePart(shape, path, usual)
        if path == "edition":
            shape = replace(shape, sort=Sort.CHOICE, options=editions, required=True)
        return usual(_with_levels(shape, assessing) if path == "groups" else shape, path)

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
