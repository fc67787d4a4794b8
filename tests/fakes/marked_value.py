"""Values of any field, made up so that every word, day and name in them can be found again wherever it went."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from pydantic import JsonValue

from casework.records.check import check_value
from casework.records.shape import Shape, Sort
from casework.rules.day_words import plain_date
from tests.fakes.chain import ident

_FIRST_DAY = date(1950, 1, 1)
_TRIES = 6
MOST_ROWS = 2


@dataclass
class Marked:
    """A value, what a page shows of it, and what no page may show of it although it may be told."""

    value: JsonValue
    shown: list[str] = field(default_factory=list)
    never: list[str] = field(default_factory=list)


@dataclass
class Marker:
    """Makes marks, days, names and ids, each only once."""

    random: Random
    count: int = 0
    names: dict[str, str] = field(default_factory=dict)

    def mark(self) -> str:
        """A word that stands nowhere else."""
        self.count += 1
        return f"x{self.count:04x}y"

    def id(self) -> str:
        """An id that stands nowhere else."""
        self.count += 1
        return ident(0xABC_0000_0000 + self.count)

    def staff(self) -> str:
        """The id of a member of staff who has a name."""
        found = self.id()
        self.names[found] = f"Name {self.mark()}"
        return found

    def name_of(self, staff: str) -> str:
        """The name of a member of staff."""
        return self.names.get(staff, "")

    def day(self) -> date:
        """A day that stands nowhere else; its number has two digits, so that no other ends with it."""
        while True:
            self.count += 1
            found = _FIRST_DAY + timedelta(days=self.count)
            if found.day >= 10:
                return found

    def make(self, kind: str, shape: Shape) -> Marked | None:
        """A valid value of a field; None where chance does not find one."""
        for _ in range(_TRIES):
            made = self._value(shape)
            items = made.value if isinstance(made.value, list) and shape.is_set else [made.value]
            values = [[item] if shape.is_set else item for item in items]
            if made.value is not None and not any(check_value(kind, shape.name, value) for value in values):
                return made
        return None

    def _value(self, shape: Shape) -> Marked:
        if shape.sort is Sort.GROUP:
            return self._group(shape)
        if shape.sort in {Sort.ROWS, Sort.TICKS} and shape.item:
            made = [self._value(shape.item) for _ in range(self.random.randint(1, MOST_ROWS))]
            values: list[JsonValue] = []
            values += [one.value for one in made if one.value not in values]
            return _together(values, made)
        return self._plain(shape)

    def _plain(self, shape: Shape) -> Marked:
        if shape.sort in {Sort.LINE, Sort.PROSE}:
            words = [self.mark() for _ in range(1 if shape.sort is Sort.LINE else 2)]
            return Marked("\n".join(words), words)
        if shape.sort in {Sort.DAY, Sort.MOMENT}:
            day = self.day()
            return Marked(day.isoformat() + ("T12:00:00Z" if shape.sort is Sort.MOMENT else ""), [plain_date(day)])
        if shape.sort is Sort.STAFF:
            staff = self.staff()
            return Marked(staff, [self.names[staff]], [staff])
        if shape.sort is Sort.LINK:
            pointed = self.id()
            return Marked(pointed, [], [pointed])
        if shape.sort is Sort.CHOICE:
            return Marked(self.random.choice(shape.options)[0])
        simple: dict[Sort, JsonValue] = {Sort.YES_NO: self.random.random() < 0.5, Sort.NUMBER: 30}
        return Marked(simple.get(shape.sort))

    def _group(self, shape: Shape) -> Marked:
        parts = [part for part in shape.parts if part.required or self.random.random() < 0.5]
        made = {part.name: self._value(part) for part in parts}
        found = _together({name: one.value for name, one in made.items() if one.value is not None}, list(made.values()))
        if self.random.random() < 0.3 and isinstance(found.value, dict):
            newer = self.mark()
            found.value["of_a_newer_version"] = newer
            found.never.append(newer)
        return found


def _together(value: JsonValue, made: list[Marked]) -> Marked:
    return Marked(value, [word for one in made for word in one.shown], [word for one in made for word in one.never])
