"""Makes the field that belongs to a shape, with everything inside it."""

from casework.records.shape import Shape, Sort
from casework.words import say
from desktop.services.record_check import Path
from desktop.services.record_form import SOMEBODY_ELSE, Pick
from desktop.views.record.group_field import GroupPart
from desktop.views.record.moment_field import MomentPart
from desktop.views.record.part_field import Around, PartField
from desktop.views.record.plain_field import (
    ChoicePart,
    DayPart,
    DropPart,
    NumberPart,
    TextPart,
    TickPart,
    YesNoPart,
    is_long,
)
from desktop.views.record.rows_field import RowsPart

_NOTHING_THERE = say("Nothing of this kind is recorded yet")


class FieldMaker:
    """Fields for one form; ``around`` is what they need to know of it."""

    def __init__(self, around: Around) -> None:
        self._around = around

    def make(self, shape: Shape, path: Path) -> PartField:
        """The field for a shape. Raises KeyError for one of a sort that no form has."""
        if shape.sort in {Sort.GROUP, Sort.ROWS}:
            return (GroupPart if shape.sort is Sort.GROUP else RowsPart)(shape, path, self.make)
        if shape.sort in {Sort.DAY, Sort.MOMENT}:
            return (DayPart if shape.sort is Sort.DAY else MomentPart)(shape, path, self._around.today)
        if shape.sort in {Sort.LINK, Sort.STAFF}:
            return self._drop(shape, path)
        if shape.sort is Sort.CHOICE and is_long(shape):
            return DropPart(shape, path, [Pick(code, words) for code, words in shape.options])
        return _PLAIN[shape.sort](shape, path)

    def _drop(self, shape: Shape, path: Path) -> DropPart:
        staff = shape.sort is Sort.STAFF
        picks = self._around.staff if staff else self._around.picks(path)
        part = DropPart(shape, path, picks, say("Not chosen") if picks else _NOTHING_THERE)
        if staff and shape.required and picks and shape.name not in SOMEBODY_ELSE:
            part.begin_with(picks[0].id)
        return part


_PLAIN: dict[Sort, type[TextPart] | type[ChoicePart] | type[TickPart] | type[YesNoPart] | type[NumberPart]] = {
    Sort.LINE: TextPart,
    Sort.PROSE: TextPart,
    Sort.CHOICE: ChoicePart,
    Sort.TICKS: TickPart,
    Sort.YES_NO: YesNoPart,
    Sort.NUMBER: NumberPart,
}
