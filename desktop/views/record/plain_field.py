"""Fields with one editor: a line, sentences, a choice, ticks, yes or no, a number, a day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from casework.records.shape import Shape, Sort
from casework.words import say
from desktop.services.record_check import Path
from desktop.services.record_form import Pick
from desktop.views.capture.form_field import FormField
from desktop.views.capture.typed_field import DayField, TypedField
from desktop.views.capture.word_choice import chosen_bool, show_bool, yes_no_choice
from desktop.views.case_sheets.line_field import LineField
from desktop.views.partials.choice import Choice, Option
from desktop.views.partials.drop_list import DropList
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.partials.narrative_edit import NarrativeEdit
from desktop.views.record.part_field import PartField, Raw, typed_of

_MOST_IN_SIGHT = 8
"""A choice of more than this many drops down."""

_LINE_MOST = 300
_LONG = 2000
_AHEAD = ("due", "next", "review", "ends", "until", "expires", "back")
"""Parts of the names of days that lie ahead: a day without a year is then one to come."""

_TICK = "yes"


def editor_name(path: Path) -> str:
    """The object name of the editor of a field."""
    return f"field_{path.replace('.', '_')}_editor"


class PlainField(PartField):
    """A part with one form field around its editor."""

    def __init__(self, shape: Shape, path: Path, field: FormField) -> None:
        super().__init__(shape, path)
        self.field = field
        # One that is as wide as what is typed into it would keep the height of a narrower one in a column.
        layout: QLayout = FlowLayout(self) if isinstance(field, TypedField) else QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(field)
        field.edited.connect(self.edited)

    def show_problem(self, path: Path, sentence: str) -> QWidget:
        """Say it below the editor."""
        del path
        self.field.set_error(sentence)
        return self.field.editor

    def clear_problems(self) -> None:
        """Take the sentence away."""
        self.field.clear_error()


class TextPart(PlainField):
    """A line, or sentences."""

    def __init__(self, shape: Shape, path: Path) -> None:
        name, optional = editor_name(path), not shape.required
        self._line: LineField | None = None
        self._prose: NarrativeEdit | None = None
        if shape.sort is Sort.LINE:
            self._line = LineField(shape.title, name, shape.most or _LINE_MOST, optional=optional)
            super().__init__(shape, path, self._line)
            return
        lines = 3 if 0 < shape.most <= _LONG else 5
        self._prose = NarrativeEdit(name=name, lines=lines)
        super().__init__(shape, path, FormField(shape.title, self._prose, name=name, optional=optional))

    def value(self) -> Raw:
        """What is written, without space around it."""
        text = self._line.text if self._line else self._prose.text.strip() if self._prose else ""
        return text or None

    def raw(self) -> Raw:
        """What is written, with the spaces that somebody is in the middle of."""
        return (self._prose.text or None) if self._prose else self.value()

    def show_raw(self, raw: Raw) -> None:
        """Show a text."""
        text = str(raw or "")
        if self._line is not None:
            self._line.set_text(text)
        elif self._prose is not None:
            self._prose.set_text(text)


class ChoicePart(PlainField):
    """One of a few, all of them in sight. What may be left out can be taken back."""

    def __init__(self, shape: Shape, path: Path) -> None:
        name = editor_name(path)
        self._none = () if shape.required or shape.preset else (Option("", say("Not said")),)
        options = [*self._none, *(Option(code, words) for code, words in shape.options)]
        self.choice = Choice(options, name=name, in_rows=True)
        super().__init__(shape, path, FormField(shape.title, self.choice, name=name))
        self.show_raw(None)

    def value(self) -> Raw:
        """The code."""
        return self.choice.key or None

    def show_raw(self, raw: Raw) -> None:
        """Show a code that is known; anything else as not chosen."""
        codes = {code for code, _ in self.shape.options}
        wanted = str(raw) if raw in codes else str(self.shape.preset or "")
        self.choice.set_keys([wanted] if wanted or self._none else [])


class TickPart(PlainField):
    """Any of a list."""

    def __init__(self, shape: Shape, path: Path) -> None:
        name = editor_name(path)
        options = [Option(code, words) for code, words in shape.options]
        self.choice = Choice(options, name=name, multiple=True, in_rows=True)
        super().__init__(shape, path, FormField(shape.title, self.choice, name=name, optional=not shape.required))

    def value(self) -> Raw:
        """The codes in the order of the list; None where none is ticked."""
        return list(self.choice.keys) or None

    def show_raw(self, raw: Raw) -> None:
        """Tick the codes that are known."""
        known = [code for code, _ in self.shape.options]
        chosen = raw if isinstance(raw, list) else []
        self.choice.set_keys([code for code in known if code in chosen])


class YesNoPart(PlainField):
    """Yes or no; a tick where no is what stands unless something is said."""

    def __init__(self, shape: Shape, path: Path) -> None:
        name = editor_name(path)
        self._tick = shape.preset is False
        tick = (Option(_TICK, shape.title),)
        self.choice = Choice(tick, name=name, multiple=True) if self._tick else yes_no_choice(name)
        label = "" if self._tick else shape.title
        super().__init__(shape, path, FormField(label, self.choice, name=name))
        if self._tick:
            self.field.hide_label()
            self.choice.setAccessibleName(shape.title)
        self.show_raw(None)

    def value(self) -> Raw:
        """True, False, or None while nothing is said."""
        return bool(self.choice.keys) if self._tick else chosen_bool(self.choice)

    def show_raw(self, raw: Raw) -> None:
        """Show an answer."""
        known = raw if isinstance(raw, bool) else self.shape.preset
        answer = known if isinstance(known, bool) else None
        if self._tick:
            self.choice.set_keys([_TICK] if answer else [])
        else:
            show_bool(self.choice, answer)


class DropPart(PlainField):
    """One of many: a long choice, a record to point to, a member of staff."""

    def __init__(self, shape: Shape, path: Path, picks: Sequence[Pick], nothing: str = say("Not chosen")) -> None:
        name = editor_name(path)
        self.drop = DropList()
        self.drop.setObjectName(name)
        # As wide as the form has room for, not as its longest entry: a title may be long.
        self.drop.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.drop.setMinimumContentsLength(24)
        self.drop.setSizeAdjustPolicy(DropList.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.drop.addItem(nothing, "")
        for pick in picks:
            self.drop.addItem(pick.words, pick.id)
        self._first = ""
        super().__init__(shape, path, FormField(shape.title, self.drop, name=name, optional=not shape.required))

    def begin_with(self, ident: str) -> None:
        """Choose this one wherever nothing else is said, such as whoever is at the keyboard."""
        self._first = ident
        self.show_raw(None)

    def value(self) -> Raw:
        """The code or the id."""
        return str(self.drop.currentData() or "") or None

    def show_raw(self, raw: Raw) -> None:
        """Show what is pointed to; what is not in the list is added, so that nothing is lost by looking."""
        ident = str(raw or self._first)
        if ident and self.drop.findData(ident) < 0:
            self.drop.addItem(say("A record that is not on this laptop"), ident)
        self.drop.setCurrentIndex(max(self.drop.findData(ident), 0))


class NumberField(TypedField[int]):
    """A whole number."""

    def __init__(self, label: str, name: str, *, optional: bool) -> None:
        super().__init__(label, name, say("A whole number"), 24, optional=optional)

    def understand(self, text: str) -> int | None:
        """Digits only."""
        plain = text.strip()
        return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 16 else None

    def spell(self, value: int) -> str:
        """Digits."""
        return str(value)

    def say(self, value: int) -> str:
        """Nothing more than is written."""
        del value
        return ""


class NumberPart(PlainField):
    """A whole number."""

    def __init__(self, shape: Shape, path: Path) -> None:
        self.number = NumberField(shape.title, editor_name(path), optional=not shape.required)
        super().__init__(shape, path, self.number)

    def value(self) -> Raw:
        """The number."""
        return self.number.value

    def raw(self) -> Raw:
        """The number, or what was typed instead."""
        return {"typed": self.number.typed} if self.number.puzzled else self.number.value

    def show_raw(self, raw: Raw) -> None:
        """Show a number."""
        known = raw if isinstance(raw, int) else self.shape.preset
        self.number.set_value(known if isinstance(known, int) else None, typed_of(raw))

    def puzzles(self) -> dict[Path, str]:
        """What is no number."""
        return {self.path: say("{title}: write a whole number.", title=self.shape.title)} if self.number.puzzled else {}


class DayPart(PlainField):
    """A day."""

    def __init__(self, shape: Shape, path: Path, today: date) -> None:
        self.day = DayField(shape.title, editor_name(path), past=is_past(shape), optional=not shape.required)
        self.day.set_today(today)
        super().__init__(shape, path, self.day)

    def value(self) -> Raw:
        """The day as it is kept."""
        return self.day.value.isoformat() if self.day.value else None

    def raw(self) -> Raw:
        """The day, or what was typed instead."""
        return {"typed": self.day.typed} if self.day.puzzled else self.value()

    def show_raw(self, raw: Raw) -> None:
        """Show a day."""
        self.day.set_value(day_of(raw), typed_of(raw))

    def puzzles(self) -> dict[Path, str]:
        """What is no day."""
        sentence = say("{title}: write the day as day, month and year.", title=self.shape.title)
        return {self.path: sentence} if self.day.puzzled else {}


def day_of(raw: Raw) -> date | None:
    """A day that is kept as text; None where it is none."""
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        return None


def is_past(shape: Shape) -> bool:
    """Whether a day without a year is one that has been."""
    return not any(word in shape.name for word in _AHEAD)


def is_long(shape: Shape) -> bool:
    """Whether a choice is better dropped down."""
    return len(shape.options) > _MOST_IN_SIGHT
