"""The head of the sheet: type, when, how long, and whether it was arranged."""

from PySide6.QtWidgets import QWidget

from casework.records.contact.appointment import ContactSort
from casework.words import say
from desktop.services.contact_form import ContactForm
from desktop.views.capture.form_field import FormField, Part
from desktop.views.capture.typed_field import DayField, MinutesField, TimeField
from desktop.views.capture.word_choice import (
    chosen_bool,
    chosen_code,
    show_bool,
    show_code,
    sort_choice,
    yes_no_choice,
)
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.theme.token import SPACE_24


class BasicsPart(Part):
    """Type of contact, day, time, minutes, arranged."""

    def __init__(self) -> None:
        super().__init__()
        self.sort = sort_choice("sort")
        self.sort_field = FormField(
            say("&Type of contact"),
            self.sort,
            name="sort",
            hint=say("Press the underlined letter, or use the arrow keys."),
        )
        self.day = DayField(say("&Day"), "day", past=True)
        self.at = TimeField(say("T&ime"), "at", say("Such as 1430 or 14.30"), 24)
        self.minutes = MinutesField(say("&Minutes"), "minutes", say("Such as 45 or 1 h 30"), 24, optional=True)
        self.arranged = yes_no_choice("arranged")
        arranged_field = FormField(
            say("&Arranged beforehand"),
            self.arranged,
            name="arranged",
            hint=say("Whether it was agreed in advance. What came of it is the outcome, below."),
        )
        times = QWidget()
        flow = FlowLayout(times, gap_px=SPACE_24, row_gap_px=SPACE_24, at_top=True)
        for typed in (self.day, self.at, self.minutes):
            flow.addWidget(typed)
        self.add(self.sort_field, times, arranged_field)
        self.watch(self.sort_field, self.day, self.at, self.minutes, arranged_field)

    @property
    def kind(self) -> ContactSort | None:
        """The type that is chosen."""
        return chosen_code(self.sort, ContactSort)

    def show_part(self, form: ContactForm) -> None:
        """Show what the form says; nothing is emitted."""
        show_code(self.sort, form.sort)
        self.day.set_value(form.day)
        self.at.set_value(form.at)
        self.minutes.set_value(form.minutes)
        show_bool(self.arranged, form.arranged)

    def write_part(self, form: ContactForm) -> None:
        """Write what is on the screen into the form."""
        form.sort = self.kind
        form.day, form.at, form.minutes = self.day.value, self.at.value, self.minutes.value
        form.arranged = chosen_bool(self.arranged)
