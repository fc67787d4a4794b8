"""Plan an appointment or a visit for oneself."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casework.records.contact.appointment import VISITS, ContactSort
from casework.records.identifier import CaseId
from casework.words import say
from desktop.services.amend import plan_appointment
from desktop.services.contact_form import NextPart
from desktop.views.capture.form_field import FormField
from desktop.views.capture.typed_field import DayField, TimeField
from desktop.views.capture.word_choice import chosen_code, sort_choice
from desktop.views.case_sheets.field_row import field_row
from desktop.views.case_sheets.known import Known, home_address, reader
from desktop.views.case_sheets.line_field import LineField
from desktop.views.case_sheets.sheet import Sheet, SheetWords, Work
from desktop.views.desk import Desk

_WORDS = SheetWords(say("Plan an appointment"), say("&Plan appointment"), say("Appointment planned."))


class AppointmentSheet(Sheet[str]):
    """Type, day, time, for a visit when one expects to be back, place, and the officer of a joint visit."""

    editors: ClassVar[Mapping[str, str]] = {"starts": "day"}

    def __init__(self, desk: Desk, case: CaseId, parent: QWidget) -> None:
        super().__init__(desk, case, parent, _WORDS, reader(case, home_address))
        self.sort = sort_choice("sort")
        self.day = DayField(say("&Day"), "day", past=False)
        self.at = TimeField(say("&Time"), "at", say("Such as 1430 or 14.30"), 20)
        self.back_by = TimeField(say("&Back by"), "back_by", say("When you expect to be back"), 24)
        self.place = LineField(say("P&lace"), "place", 300, optional=True)
        self.police = LineField(say("Police &officer"), "police", 200)
        self.purpose = LineField(say("Pu&rpose"), "purpose", 500, optional=True)
        self._sort_field = FormField(say("T&ype"), self.sort, name="sort")
        self.add(self._sort_field)
        self.watch(self.day, self.at, self.back_by)
        self.column.addWidget(field_row(self.day, self.at, self.back_by))
        self.add(self.place, self.police, self.purpose)
        self._sort_field.edited.connect(self._on_sort)
        self._show_for(None)

    def show_known(self, known: Known[str]) -> None:
        """Reckon days from today."""
        self.day.set_today(known.today)

    def stands_words(self, known: Known[str]) -> str:
        """Where the person lives: a visit goes there."""
        return known.stands or say("no home address")

    def problems(self) -> Mapping[str, str]:
        """What an appointment cannot do without."""
        sort = chosen_code(self.sort, ContactSort)
        found = {} if sort else {"sort": say("Choose the type.")}
        if self.day.value is None:
            found["day"] = say("Write the day, such as 5/3, tomorrow or Tue.")
        if self.at.value is None:
            found["at"] = say("Write the time, such as 1430 or 14.30.")
        back = self.back_by.value
        if sort in VISITS and back is None:
            found["back_by"] = say("Write when you expect to be back from the visit.")
        if sort in VISITS and back and self.at.value and back <= self.at.value:
            found["back_by"] = say("The time back is before the start; correct one of them.")
        if sort is ContactSort.JOINT_POLICE and not self.police.text:
            found["police"] = say("Write which police officer comes along.")
        return found

    def work(self) -> Work:
        """Plan the appointment."""
        case = self.case
        sort = ContactSort(self.sort.key)
        part = NextPart(
            sort=sort,
            day=self.day.value,
            at=self.at.value,
            back_by=self.back_by.value if sort in VISITS else None,
            place=self.place.text,
        )
        police = self.police.text if sort is ContactSort.JOINT_POLICE else ""
        purpose = self.purpose.text
        return lambda session: plan_appointment(session, case, part, police, purpose)

    @Slot()
    def _on_sort(self) -> None:
        sort = chosen_code(self.sort, ContactSort)
        if sort in VISITS and self.known and not self.place.text:
            self.place.set_text(self.known.stands)
        self._show_for(sort)
        self.fit()

    def _show_for(self, sort: ContactSort | None) -> None:
        self.back_by.setVisible(sort in VISITS)
        self.police.setVisible(sort is ContactSort.JOINT_POLICE)
