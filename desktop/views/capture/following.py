"""The next appointment, if one is arranged at the end of this contact."""

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from casework.records.contact.appointment import VISITS, ContactSort
from casework.words import say
from desktop.services.contact_form import NextPart
from desktop.views.capture.form_field import FormField, Part
from desktop.views.capture.typed_field import DayField, TimeField
from desktop.views.capture.word_choice import chosen_bool, chosen_code, show_bool, show_code, sort_choice, yes_no_choice
from desktop.views.partials.flow_layout import FlowLayout
from desktop.views.theme.token import SPACE_24


class FollowingPart(Part):
    """Yes or no first; then type, day, time, for a visit when one expects to be back, and the place."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted = yes_no_choice("next")
        self.sort = sort_choice("next_sort")
        self.day = DayField(say("Day of the next appointment"), "next_day", past=False)
        self.at = TimeField(say("Time"), "next_at", say("Such as 1430 or 14.30"), 24)
        self.back_by = TimeField(say("Back by"), "next_back_by", say("When you expect to be back from the visit"), 24)
        self.place = QLineEdit()
        self._wanted_field = FormField(
            say("&Next appointment"), self.wanted, name="next", hint=say("Arrange it now, or later.")
        )
        self._sort_field = FormField(say("Type of the next appointment"), self.sort, name="next_sort")
        place_field = FormField(say("Place"), self.place, name="next_place", optional=True)
        times = QWidget()
        flow = FlowLayout(times, gap_px=SPACE_24, row_gap_px=SPACE_24, at_top=True)
        for typed in (self.day, self.at, self.back_by):
            flow.addWidget(typed)
        self._details: tuple[QWidget, ...] = (self._sort_field, times, place_field)
        self.add(self._wanted_field, *self._details)
        self.watch(self._wanted_field, self._sort_field, self.day, self.at, self.back_by, place_field)
        self._wanted_field.edited.connect(self._on_edited)
        self._sort_field.edited.connect(self._on_edited)

    def set_today(self, today: date) -> None:
        """Reckon days from this one."""
        self.day.set_today(today)

    def show_part(self, part: NextPart | None) -> None:
        """Show what the form says; nothing is emitted."""
        shown = part or NextPart()
        show_bool(self.wanted, part is not None)
        show_code(self.sort, shown.sort)
        self.day.set_value(shown.day)
        self.at.set_value(shown.at)
        self.back_by.set_value(shown.back_by)
        self.place.setText(shown.place)
        self._on_edited()

    def part(self) -> NextPart | None:
        """What is on the screen; None where nothing is arranged."""
        if not chosen_bool(self.wanted):
            return None
        sort = chosen_code(self.sort, ContactSort) or ContactSort.OFFICE
        return NextPart(
            sort=sort,
            day=self.day.value,
            at=self.at.value,
            back_by=self.back_by.value if sort in VISITS else None,
            place=self.place.text().strip(),
        )

    @Slot()
    def _on_edited(self) -> None:
        wanted = bool(chosen_bool(self.wanted))
        for detail in self._details:
            detail.setVisible(wanted)
        self.back_by.setVisible(chosen_code(self.sort, ContactSort) in VISITS)
