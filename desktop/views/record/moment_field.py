"""A moment: the day and the time on the clock here, beside one another."""

from datetime import date, datetime, time

from PySide6.QtWidgets import QWidget

from casework.records.shape import Shape
from casework.words import say
from desktop.services.local_time import local, utc_of
from desktop.services.record_check import Path
from desktop.views.capture.typed_field import DayField, TimeField
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.record.part_field import PartField, Raw, mapping_of, typed_of
from desktop.views.record.plain_field import day_of, editor_name, is_past
from desktop.views.theme.token import SPACE_24

_TIME_COLUMNS = 24


class MomentPart(PartField):
    """Two fields, one value. A draft keeps each as it was typed."""

    def __init__(self, shape: Shape, path: Path, today: date) -> None:
        super().__init__(shape, path)
        name, optional = editor_name(path), not shape.required
        self.day = DayField(shape.title, name, past=is_past(shape), optional=optional)
        self.day.set_today(today)
        self._known: tuple[date | None, time | None] = (None, None)
        self._exact = ""
        self.at = TimeField(say("Time"), f"{name}_time", say("Such as 1430 or 14.30"), _TIME_COLUMNS, optional=optional)
        self.at.editor.setAccessibleName(say("{title}, time", title=shape.title))
        flow = FlowLayout(self, gap_px=SPACE_24, row_gap_px=SPACE_24, at_top=True)
        for field in (self.day, self.at):
            flow.addWidget(field)
            field.edited.connect(self.edited)

    def value(self) -> Raw:
        """The moment in UTC; None while day or time is missing."""
        if self.day.value is None or self.at.value is None:
            return None
        if self._known == (self.day.value, self.at.value):
            # Not only to the minute, where nobody has touched it.
            return self._exact
        return utc_of(self.day.value, self.at.value).isoformat().replace("+00:00", "Z")

    def raw(self) -> Raw:
        """The moment, or day and time as typed."""
        if self.value() is not None or not (self.day.typed.strip() or self.at.typed.strip()):
            return self.value()
        day = self.day.value.isoformat() if self.day.value else ""
        at = self.at.value.isoformat() if self.at.value else ""
        return {"day": day, "typed_day": self.day.typed, "time": at, "typed_time": self.at.typed}

    def show_raw(self, raw: Raw) -> None:
        """Show a moment, or what a draft kept of it."""
        kept = mapping_of(raw)
        moment = _moment(raw)
        here = local(moment) if moment else None
        day = here.date() if here else day_of(kept.get("day"))
        at = here.time().replace(second=0, microsecond=0) if here else _time(kept.get("time"))
        self._known, self._exact = (day, at), raw if here and isinstance(raw, str) else ""
        if not self._exact:
            self._known = (None, None)
        self.day.set_value(day, typed_of(raw, "typed_day"))
        self.at.set_value(at, typed_of(raw, "typed_time"))

    def puzzles(self) -> dict[Path, str]:
        """Half a moment, or one that was not understood."""
        if self.day.puzzled or (self.at.typed.strip() and not self.day.typed.strip()):
            return {self.path: say("{title}: write the day as day, month and year.", title=self.shape.title)}
        if self.at.puzzled or (self.day.typed.strip() and not self.at.typed.strip()):
            return {f"{self.path}.time": say("{title}: write the time, such as 14.30.", title=self.shape.title)}
        return {}

    def show_problem(self, path: Path, sentence: str) -> QWidget:
        """Say it below the day or the time."""
        field = self.at if path.endswith(".time") else self.day
        field.set_error(sentence)
        return field.editor

    def clear_problems(self) -> None:
        """Take the sentences away."""
        self.day.clear_error()
        self.at.clear_error()


def _moment(raw: Raw) -> datetime | None:
    try:
        found = datetime.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _time(raw: Raw) -> time | None:
    try:
        return time.fromisoformat(raw) if isinstance(raw, str) and raw else None
    except ValueError:
        return None
