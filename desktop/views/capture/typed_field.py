"""Fields for a day, a time and a length: typed as one likes, and below stands what was understood."""

from datetime import date, time
from typing import Generic, TypeVar

from pydantic import JsonValue
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from casework.words import say, say_count
from desktop.views import wording
from desktop.views.capture.form_field import FormField
from desktop.views.capture.understand import day_text, understand_day, understand_minutes, understand_time
from desktop.views.theme.token import SPACE_32

T = TypeVar("T")


class TypedField(FormField, Generic[T]):
    """A line in which something is typed. ``value`` is what was understood when it was typed, or None.

    A day stays the day it was when it was typed: "today" does not move on at midnight.
    """

    def __init__(self, label: str, name: str, hint: str, columns: int, *, optional: bool = False) -> None:
        self.line = QLineEdit()
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        super().__init__(label, self.line, name=name, hint=hint, optional=optional)
        self._plain_hint, self._columns = hint, columns
        self._value: T | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        self._column.addStretch(1)
        self.fit()

    def understand(self, text: str) -> T | None:
        """What ``text`` means; None where it means nothing."""
        raise NotImplementedError

    def spell(self, value: T) -> str:
        """A value as it is typed."""
        raise NotImplementedError

    def say(self, value: T) -> str:
        """A value in words, for the hint."""
        raise NotImplementedError

    @property
    def value(self) -> T | None:
        """What was understood, or None."""
        return self._value

    @property
    def typed(self) -> str:
        """What stands in the line."""
        return self.line.text()

    @property
    def kept(self) -> JsonValue:
        """The day, time or length itself: "yesterday" is another day when it is put back."""
        return self.spell(self._value) if self._value is not None else self.typed

    @property
    def example(self) -> str:
        """How it is written, such as "Such as 1430 or 14.30"."""
        return self._plain_hint

    @property
    def puzzled(self) -> bool:
        """Whether something is typed that was not understood."""
        return bool(self.typed.strip()) and self._value is None

    def set_value(self, value: T | None, typed: str = "") -> None:
        """Show a value, or what was typed and not understood; nothing is emitted."""
        self._value = value
        self.line.setText(self.spell(value) if value is not None else typed)
        self._show_understood()

    def fit(self) -> None:
        """Be as wide as what is said below needs."""
        width = QFontMetrics(self.font()).averageCharWidth() * self._columns + SPACE_32
        self.setFixedWidth(width)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_columns"):
            self.fit()

    def take(self) -> None:
        """Understand what has been typed, and say so below."""
        self._value = self.understand(self.typed) if self.typed.strip() else None
        self._show_understood()

    def _show_understood(self) -> None:
        if self._value is None:
            self.set_hint(self._plain_hint)
        else:
            said = self.say(self._value)
            # What stands there already is not said again.
            self.set_hint(said if said != self.typed.strip() else "")


class DayField(TypedField[date]):
    """A day; ``past`` says which way a day without a year lies."""

    def __init__(self, label: str, name: str, *, past: bool, optional: bool = False) -> None:
        self._past, self._today = past, date.min
        hint = say("Such as 5/3, yesterday or Tue") if past else say("Such as 5/3, tomorrow or Tue")
        super().__init__(label, name, hint, 26, optional=optional)

    def set_today(self, today: date) -> None:
        """Reckon from this day."""
        self._today = today

    def understand(self, text: str) -> date | None:
        """The nearest such day."""
        return understand_day(text, self._today, past=self._past)

    def spell(self, value: date) -> str:
        """Such as 5/3/2026."""
        return day_text(value)

    def say(self, value: date) -> str:
        """Such as "Today" or "Thursday 5 March"."""
        near, whole = wording.near_day_capital(value, self._today), wording.long_day(value, self._today)
        return near if near == whole else f"{near}, {whole}"


class TimeField(TypedField[time]):
    """A time on the clock here."""

    def understand(self, text: str) -> time | None:
        """The time that is meant."""
        return understand_time(text)

    def spell(self, value: time) -> str:
        """Such as 14:30."""
        return f"{value:%H:%M}"

    def say(self, value: time) -> str:
        """Such as 14:30."""
        return f"{value:%H:%M}"


class MinutesField(TypedField[int]):
    """A length in minutes."""

    def understand(self, text: str) -> int | None:
        """The length that is meant."""
        return understand_minutes(text)

    def spell(self, value: int) -> str:
        """Digits only."""
        return str(value)

    def say(self, value: int) -> str:
        """Such as "45 minutes"."""
        return say_count(value, "{number} minute", "{number} minutes")
