"""The numbers of an instrument below one another, each with its own label and what there can be at most."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from casework.records.shape import Shape
from casework.words import say
from desktop.services.assessing.tool import PartLine
from desktop.services.record_check import Path
from desktop.views.assessment.score_line import ScoreLine
from desktop.views.partials.label import TextRole, Words
from desktop.views.record.part_field import PartField, Raw, mapping_of
from desktop.views.theme.token import SPACE_4, SPACE_8, SPACE_16

_HINT = say("Type the digit: the cursor goes on by itself. The arrow keys go up and down.")


class ScorePart(PartField):
    """A number for each part. Where the instrument has none, nothing is shown and nothing is kept."""

    def __init__(self, shape: Shape, path: Path) -> None:
        super().__init__(shape, path)
        self.lines: dict[str, ScoreLine] = {}
        self._parts: tuple[PartLine, ...] = ()
        self._grid_home: QWidget | None = None
        self._errors: dict[str, Words] = {}
        self._title = Words("", TextRole.LABEL)
        self._title.setObjectName("score_title")
        self._hint = Words(_HINT, TextRole.HINT)
        self._error = Words("", TextRole.DANGER)
        self._error.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_8)
        for widget in (self._title, self._hint, self._error):
            self._column.addWidget(widget)

    def set_parts(self, title: str, parts: Sequence[PartLine]) -> bool:
        """Ask for these; what stood there of the same code stays. Returns whether anything is another now."""
        if tuple(parts) == self._parts:
            return False
        # Another instrument may have a part of the same code: what was written for one is no answer to the other.
        kept = self.raw() if title == self._title.text() else None
        self._parts = tuple(parts)
        self._title.setText(title)
        self._build()
        self.show_raw(kept)
        return True

    def enter(self) -> None:
        """Put the cursor into the first number that is not there yet."""
        empty = [line for line in self.lines.values() if line.number is None]
        for line in (*empty, *self.lines.values()):
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def value(self) -> Raw:
        """The numbers that are there."""
        found = [{"code": code, "number": line.number} for code, line in self.lines.items() if line.number is not None]
        return found or None

    def raw(self) -> Raw:
        """What is on the screen, with what is no such number."""
        found: list[dict[str, object]] = []
        for code, line in self.lines.items():
            if line.puzzled:
                found.append({"code": code, "typed": line.text()})
            elif line.number is not None:
                found.append({"code": code, "number": line.number})
        return found or None

    def show_raw(self, raw: Raw) -> None:
        """Show numbers by code; those of parts that are not asked for here are passed over."""
        known = {str(one.get("code")): one for one in map(mapping_of, raw if isinstance(raw, list) else [])}
        for code, line in self.lines.items():
            line.setText(_text(known.get(code, {})))

    def puzzles(self) -> dict[Path, str]:
        """What is no number, or none that there can be."""
        return {
            f"{self.path}.{part.code}": say(
                "{label}: write a whole number from 0 to {most}.", label=part.label, most=part.most
            )
            for part in self._parts
            if self.lines[part.code].puzzled
        }

    def show_problem(self, path: Path, sentence: str) -> QWidget:
        """Say it below the number it is about, or above them all."""
        code = path.rpartition(".")[2]
        label = self._errors.get(code, self._error)
        label.setText(sentence)
        label.show()
        line = self.lines.get(code)
        if line is not None:
            line.setAccessibleDescription(say("Error: {sentence}", sentence=sentence))
        return line or next(iter(self.lines.values()), self)

    def clear_problems(self) -> None:
        """Take every sentence away."""
        for label in (self._error, *self._errors.values()):
            label.setText("")
            label.hide()
        for line in self.lines.values():
            line.setAccessibleDescription("")

    def _build(self) -> None:
        old, self._grid_home = self._grid_home, QWidget()
        self._grid_home.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.lines, self._errors = {}, {}
        grid = QGridLayout(self._grid_home)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_16)
        grid.setVerticalSpacing(SPACE_4)
        grid.setColumnStretch(3, 1)
        for number, part in enumerate(self._parts):
            self._add_row(grid, number * 2, part)
        self._column.insertWidget(3, self._grid_home)
        if old is not None:
            self._column.removeWidget(old)
            # Its parent stays until Qt's loop comes round, or Python would own it.
            old.hide()
            old.deleteLater()

    def _add_row(self, grid: QGridLayout, row: int, part: PartLine) -> None:
        line = ScoreLine(part.label, f"score_{part.code}", part.most, known=part.known)
        line.gone_on.connect(self._on_gone_on)
        line.textEdited.connect(self._on_edited)
        error = Words("", TextRole.DANGER)
        error.hide()
        label = Words(part.label)
        label.setBuddy(line)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        label.setMinimumWidth(min(label.fontMetrics().horizontalAdvance(part.label) + SPACE_4, _LABEL_MOST_PX))
        grid.addWidget(label, row, 0)
        grid.addWidget(line, row, 1)
        grid.addWidget(
            Words(say("0 to {most}", most=part.most) if part.known else "", TextRole.MUTED, wraps=False), row, 2
        )
        grid.addWidget(error, row + 1, 0, 1, 4)
        self.lines[part.code], self._errors[part.code] = line, error

    @Slot(int)
    def _on_gone_on(self, step: int) -> None:
        lines = list(self.lines.values())
        here = next((number for number, line in enumerate(lines) if line is self.sender()), None)
        if here is None:
            return
        place = here + step
        if 0 <= place < len(lines):
            lines[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif step > 0:
            lines[here].focusNextChild()

    @Slot(str)
    def _on_edited(self, _text: str) -> None:
        self.clear_problems()
        self.edited.emit()


_LABEL_MOST_PX = 460


def _text(kept: Mapping[str, object]) -> str:
    number, typed = kept.get("number"), kept.get("typed")
    return str(number) if isinstance(number, int) else typed if isinstance(typed, str) else ""
