"""All that is written of a plan on one page: its frame, its lines section by section, the safety plan, the reason."""

from collections.abc import Mapping

from pydantic import JsonValue
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from casework.records.plan.safety_plan import SafetyPlan
from casework.records.shape import Shape
from casework.words import say
from desktop.services.planning.opening import PlanOpening
from desktop.services.planning.saving import REASON
from desktop.services.planning.section import BEGINNING, SECTIONS, section_by
from desktop.services.planning.sheet import NEW, PLAN, SAFETY, PlanSheet, SheetLine
from desktop.services.record_check import Path, RecordForm
from desktop.services.record_form import RecordOpening
from desktop.views.capture.form_field import FormField
from desktop.views.partials.button import Button
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.label import TextRole, Words
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.planning.field_column import FieldColumn, hold_texts
from desktop.views.planning.line_editor import LineEditor
from desktop.views.planning.look import looks_of
from desktop.views.planning.section_card import SectionCard
from desktop.views.planning.summary import PlanSummary
from desktop.views.planning.wish import LineDeed, LineWish
from desktop.views.record.field_maker import FieldMaker
from desktop.views.record.group_field import focus_first
from desktop.views.record.part_field import Around, Maker
from desktop.views.theme.token import SPACE_12, SPACE_16, SPACE_24

_REASON_HINT = say("Kept with every line that you marked. Without it nobody knows later why the person was told.")
_RESTRICTED = "restricted"
_RESTRICTED_HINT = say(
    "Restricted: read only by those who decide in this case and by named readers, with every new line."
)


class PlanBody(QWidget):
    """``edited`` with every change by the person, ``resized`` when widgets came or went."""

    edited = Signal()
    resized = Signal()

    def __init__(self, opening: PlanOpening) -> None:
        super().__init__()
        self.setObjectName("plan_body")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.opening, self._sheet = opening, opening.sheet.model_copy(deep=True)
        self.editor: LineEditor | None = None
        self.summary = PlanSummary()
        self.summary.show_opening(opening)
        self.beginning, self.end = self._frame(opening.plan, first=True), self._frame(opening.plan, first=False)
        self.safety = FieldColumn(_open_shapes(opening.safety), _maker(opening.safety), self._sheet.safety)
        self.who = {PLAN: _who_reads(PLAN, self._sheet.plan), SAFETY: _who_reads(SAFETY, self._sheet.safety)}
        self.cards = {section.key: SectionCard(section) for section in SECTIONS}
        self.reason = NarrativeEdit(name="tell_reason", lines=3)
        self.reason_field = FormField(
            say("Why the person may be told, or not"), self.reason, name="tell_reason", hint=_REASON_HINT
        )
        self.reason.set_text(self._sheet.reason)
        self._arrange()
        hold_texts(self)
        self._connect()
        self._show_all()

    def sheet(self, *, raw: bool = False) -> PlanSheet:
        """What stands on the page; ``raw``: with what was typed and not understood, for the draft."""
        plan = self.end.over(self.beginning.over(self._sheet.plan, raw=raw), raw=raw)
        lines = list(self._sheet.lines)
        if self.editor is not None:
            lines = [self._taken(raw=raw) if one.key == self.editor.line.key else one for one in lines]
        update = {
            "plan": plan.model_copy(update={"restricted": bool(self.who[PLAN].keys)}),
            "safety": self.safety.over(self._sheet.safety, raw=raw).model_copy(
                update={"restricted": bool(self.who[SAFETY].keys)}
            ),
            "lines": lines,
            "reason": self.reason.text,
        }
        return self._sheet.model_copy(update=update)

    def puzzles(self) -> dict[str, dict[Path, str]]:
        """What was typed and not understood, by the key of a line or a frame."""
        found = {PLAN: self.beginning.puzzles() | self.end.puzzles(), SAFETY: self.safety.puzzles()}
        if self.editor is not None:
            found[self.editor.line.key] = self.editor.puzzles()
        return {key: sentences for key, sentences in found.items() if sentences}

    def show_problems(self, found: Mapping[str, Mapping[Path, str]]) -> None:
        """Say each sentence beside its field; the first line to mend opens."""
        frame, safety = found.get(PLAN, {}), found.get(SAFETY, {})
        self.beginning.show_problems(frame)
        self.end.show_problems(frame)
        self.safety.show_problems(safety)
        self.reason_field.set_error(found.get("", {}).get(REASON, ""))
        wrong = next((line for line in self._sheet.lines if line.key in found), None)
        if wrong is not None and self.open_line(wrong.key) and self.editor is not None:
            self.editor.show_problems(found[wrong.key])

    def take_stands(self, stands: Mapping[str, Mapping[str, JsonValue]]) -> None:
        """Count what somebody else wrote meanwhile as shown: it is read before the next save."""
        for key, now in stands.items():
            forms = {PLAN: self._sheet.plan, SAFETY: self._sheet.safety}
            line = self.editor.line if self.editor and self.editor.line.key == key else self._sheet.line(key)
            form: RecordForm | None = forms.get(key) or (line.form if line else None)
            if form is not None:
                form.shown.update(now)

    def open_line(self, key: str) -> bool:
        """Open a line to be written; False where another one has something to mend first."""
        if self.editor is not None and self.editor.line.key == key:
            return True
        if not self.close_line():
            return False
        line = self._sheet.line(key)
        if line is None:
            return False
        kind = self.opening.kinds[line.form.kind]
        editor = LineEditor(line, kind, self.opening.facts.get(key), may_tell=self.opening.may_tell(line))
        self.editor = editor
        editor.edited.connect(self.edited)
        editor.resized.connect(self.resized)
        editor.next_wanted.connect(self._on_next)
        editor.close_wanted.connect(self._on_close)
        editor.out_wanted.connect(self._on_out)
        self._show(line.section.key)
        editor.enter()
        return True

    def close_line(self) -> bool:
        """Take what is written into the line that is open; False where it says something that is not understood."""
        editor = self.editor
        if editor is None:
            return True
        if puzzles := editor.puzzles():
            editor.show_problems(puzzles).setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        taken = self._taken()
        kept = [taken if one.key == taken.key else one for one in self._sheet.lines]
        self._sheet.lines = [one for one in kept if not (one.key == taken.key and taken.is_empty)]
        self.editor = None
        self._show(taken.section.key)
        return True

    def _taken(self, *, raw: bool = False) -> SheetLine:
        assert self.editor is not None
        return self.editor.taken(raw=raw)

    def add_line(self, section: str) -> None:
        """Begin a new line; who sees to it and which agency does it are as in the line before."""
        if not self.close_line():
            return
        where, before = section_by(section), self._sheet.of_section(section)
        last = before[-1].form.values if before else {}
        values: dict[str, JsonValue] = {
            name: last[name] for name in ("owner", "agency") if name in where.first and last.get(name)
        }
        if where.part:
            values["part"] = where.part
        numbers = [int(one.key.removeprefix(NEW)) for one in self._sheet.lines if one.key.startswith(NEW)]
        key = f"{NEW}{max(numbers, default=0) + 1}"
        kind = self.opening.kinds[where.kind]
        restricted = kind.may_restrict and bool(self.who[SAFETY if where.of_safety else PLAN].keys)
        form = RecordForm(case=self._sheet.case, kind=where.kind, values=values, restricted=restricted)
        self._sheet.lines.append(SheetLine(key=key, form=form))
        self.open_line(key)

    def move_line(self, key: str, by: int) -> None:
        """Move a line up (-1) or down (1) among those of its section."""
        line = self._sheet.line(key)
        if line is None:
            return
        mates = self._sheet.of_section(line.section.key)
        other = mates.index(line) + by
        if not 0 <= other < len(mates):
            return
        lines = self._sheet.lines
        one, two = lines.index(line), lines.index(mates[other])
        lines[one], lines[two] = lines[two], lines[one]
        self._show(line.section.key)
        self.cards[line.section.key].enter(key, LineDeed.UP if by < 0 else LineDeed.DOWN)
        self.edited.emit()

    def _frame(self, opening: RecordOpening, *, first: bool) -> FieldColumn:
        shapes = [shape for shape in _open_shapes(opening) if (shape.name in BEGINNING) == first]
        return FieldColumn(shapes, _maker(opening), self._sheet.plan)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_24)
        self.begin_button = Button(say("Write a safety plan"), name="begin_safety", icon="ph.plus")
        self._safety_card = _card(say("Safety plan"), self.safety)
        parts: list[QWidget] = [self.summary, _card(say("Risks and what protects"), self.beginning)]
        parts += [self.cards[section.key] for section in SECTIONS if not section.of_safety]
        parts += [_card(say("Review, agencies, what it rests on"), self.end), self.begin_button, self._safety_card]
        self._add_who(PLAN, self.opening.plan, self.end)
        self._add_who(SAFETY, self.opening.safety, self.safety)
        parts += [self.cards[section.key] for section in SECTIONS if section.of_safety]
        for part in (*parts, self.reason_field):
            column.addWidget(part, 0, *([Qt.AlignmentFlag.AlignLeft] if part is self.begin_button else []))

    def _add_who(self, key: str, opening: RecordOpening, fields: FieldColumn) -> None:
        """The tick that a plan is restricted: only while it is begun, because it lies where it was begun."""
        field = FormField(say("Who may read it"), self.who[key], name=f"who_{key}", hint=_RESTRICTED_HINT)
        self.who[key].setAccessibleName(say("{title}: who may read it", title=opening.title))
        fields.add_below(field)
        field.setVisible(opening.may_restrict and not opening.is_change)
        field.edited.connect(self.edited)

    def _connect(self) -> None:
        for fields in (self.beginning, self.end, self.safety):
            fields.edited.connect(self.edited)
            fields.resized.connect(self.resized)
        for card in self.cards.values():
            card.wanted.connect(self._on_wanted)
            card.new_wanted.connect(self.add_line)
        self.reason_field.edited.connect(self.edited)
        self.begin_button.clicked.connect(self._on_safety)
        self.summary.section_wanted.connect(self._on_way)
        self.edited.connect(self._on_edited)

    def _show_all(self) -> None:
        for section in SECTIONS:
            self._show(section.key)
        self._show_safety()
        self._on_edited()

    def _show(self, section: str) -> None:
        card = self.cards[section]
        mine = self.editor if self.editor is not None and self.editor.line.section.key == section else None
        card.show_lines(looks_of(self.opening, self._sheet, section), mine)
        self.summary.show_counts(self._sheet)
        self.resized.emit()

    def _show_safety(self) -> None:
        there = self._sheet.with_safety
        self.begin_button.setVisible(not there)
        self._safety_card.setVisible(there)
        for section in SECTIONS:
            if section.of_safety:
                self.cards[section.key].setVisible(there)

    @Slot()
    def _on_edited(self) -> None:
        """The reason is asked for as soon as somebody decides what the person may be told."""
        self.reason_field.setVisible(any(line.tell for line in self.sheet(raw=True).lines))

    @Slot()
    def _on_next(self) -> None:
        editor = self.editor
        if editor is not None:
            if self._taken().is_empty:
                self._on_close()
                return
            self.add_line(editor.line.section.key)
            self.edited.emit()

    @Slot()
    def _on_close(self) -> None:
        editor = self.editor
        if editor is not None and self.close_line():
            self.cards[editor.line.section.key].enter(editor.line.key)
            self.edited.emit()

    @Slot()
    def _on_out(self) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            self._sheet.lines = [line for line in self._sheet.lines if line.key != editor.line.key]
            self._show(editor.line.section.key)
            self.cards[editor.line.section.key].enter("")
            self.edited.emit()

    @Slot(LineWish)
    def _on_wanted(self, wish: LineWish) -> None:
        if wish.deed is LineDeed.OPEN:
            self.open_line(wish.key)
        else:
            self.move_line(wish.key, -1 if wish.deed is LineDeed.UP else 1)

    @Slot()
    def _on_safety(self) -> None:
        self._sheet.with_safety = True
        self._show_safety()
        self.resized.emit()
        self.edited.emit()
        focus_first(self.safety)

    @Slot(str)
    def _on_way(self, section: str) -> None:
        if section_by(section).of_safety and not self._sheet.with_safety:
            self.begin_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        card = self.cards[section]
        card.enter(next(iter(card.rows), ""))


def _open_shapes(opening: RecordOpening) -> list[Shape]:
    """What is written here. Whether a safety plan holds is changed by itself, with a reason (its record, Change)."""
    settled = opening.settled | ({"state"} if opening.is_change and opening.form.kind == SafetyPlan.kind else set())
    return [shape for shape in opening.shapes if shape.name not in settled and not shape.once]


def _who_reads(name: str, form: RecordForm) -> Choice:
    choice = Choice((Option(_RESTRICTED, say("Restricted")),), name=f"who_{name}", multiple=True)
    choice.set_keys([_RESTRICTED] if form.restricted else [])
    return choice


def _maker(opening: RecordOpening) -> Maker:
    return FieldMaker(Around(opening.today, opening.links, opening.staff)).make


def _card(title: str, fields: FieldColumn) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    card.setAccessibleName(title)
    card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    column = QVBoxLayout(card)
    column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_16)
    column.setSpacing(SPACE_16)
    column.addWidget(Words(title, TextRole.HEADING))
    column.addWidget(fields)
    return card
